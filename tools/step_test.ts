import assert from "node:assert/strict";
import { requireWritable, step, type StepDisplay, StepError } from "./step.ts";

/** A display that remembers what was written, and whose seconds pass by hand. */
class Shown implements StepDisplay {
  text = "";
  readonly isTerminal: boolean;
  #nowMs = 5_000;
  #counting: (() => void) | undefined;

  constructor({ isTerminal }: { isTerminal: boolean }) {
    this.isTerminal = isTerminal;
  }

  write(text: string): void {
    this.text += text;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  eachSecond(work: () => void): () => void {
    this.#counting = work;
    return () => this.#counting = undefined;
  }

  pass(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.#nowMs += 1000;
      this.#counting?.();
    }
  }
}

Deno.test("in a file a step is one line without a way back", async () => {
  const shown = new Shown({ isTerminal: false });
  const result = await step("Building the pages", () => {
    assert.equal(shown.text, "Building the pages ... ");
    shown.pass(21);
    return Promise.resolve("built");
  }, shown);
  assert.equal(result, "built");
  assert.equal(shown.text, "Building the pages ... 21.0 s\n");
});

Deno.test("on a terminal the line counts the seconds, and stops when the step is over", async () => {
  const shown = new Shown({ isTerminal: true });
  await step("Building", () => {
    shown.pass(2);
    return Promise.resolve();
  }, shown);
  shown.pass(3);
  assert.equal(
    shown.text,
    "Building ... \rBuilding ... 1 s\rBuilding ... 2 s\rBuilding ... 2.0 s\n",
  );
});

Deno.test("a step that fails says so at the end of its line, and why is passed on", async () => {
  for (const isTerminal of [false, true]) {
    const shown = new Shown({ isTerminal });
    const failing = step("Building", () => Promise.reject(new StepError("no disk")), shown);
    await assert.rejects(failing, /^StepError: no disk$/);
    assert.ok(shown.text.endsWith("Building ... failed\n"), JSON.stringify(shown.text));
  }
});

Deno.test("a folder that this user cannot write into is one sentence", async () => {
  // Nobody makes files there, root neither.
  await assert.rejects(
    requireWritable("/sys/kernel"),
    (error) =>
      error instanceof StepError && /^Cannot write into \/sys\/kernel, as /.test(error.message),
  );
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-step-" });
  await requireWritable(`${folder}/new`);
  assert.deepEqual(await Array.fromAsync(Deno.readDir(`${folder}/new`)), []);
  await Deno.remove(folder, { recursive: true });
});
