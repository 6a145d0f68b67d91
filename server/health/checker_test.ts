import assert from "node:assert/strict";
import { healthOf, type PartState } from "./health.ts";

const up = { state: () => Promise.resolve<PartState>("up") };
const allUp = {
  directory: up,
  authority: up,
  bridge: { brokerState: "up", archive: up },
  files: up,
} as const;

/** `healthOf` looks at `state` alone. */
function ask(parts: Record<string, unknown>, timeoutMs?: number) {
  return healthOf({ ...allUp, ...parts } as unknown as Parameters<typeof healthOf>[0], timeoutMs);
}

Deno.test("all is well when every part is up", async () => {
  assert.deepEqual(await ask({}), {
    ok: true,
    parts: { directory: "up", authority: "up", broker: "up", archive: "up", files: "up" },
  });
});

Deno.test("one part that is down is named, and the whole is not well", async () => {
  const down = { state: () => Promise.resolve<PartState>("down") };
  const broken: Record<string, Record<string, unknown>> = {
    directory: { directory: down },
    authority: { authority: down },
    broker: { bridge: { brokerState: "down", archive: up } },
    archive: { bridge: { brokerState: "up", archive: down } },
    files: { files: down },
  };
  for (const [name, parts] of Object.entries(broken)) {
    const { ok, parts: states } = await ask(parts);
    const notUp = Object.entries(states).filter(([, state]) => state !== "up");
    assert.deepEqual([ok, notUp], [false, [[name, "down"]]]);
  }
});

Deno.test("a part that throws or rejects is down", async () => {
  const rejects = { state: () => Promise.reject(new Error("no answer")) };
  const throws = {
    state: () => {
      throw new Error("broken");
    },
  };
  const { parts } = await ask({ directory: rejects, authority: throws });
  assert.deepEqual([parts.directory, parts.authority, parts.archive], ["down", "down", "up"]);
});

Deno.test("a part that says nothing is down, and does not keep the others waiting", async () => {
  let word: (state: PartState) => void = () => {};
  const silent = { state: () => new Promise<PartState>((resolve) => word = resolve) };
  const { ok, parts } = await ask({ authority: silent }, 20);
  assert.deepEqual([ok, parts.authority, parts.directory], [false, "down", "up"]);
  word("up");
});
