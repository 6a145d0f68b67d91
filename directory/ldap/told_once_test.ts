import assert from "node:assert/strict";
import { ToldOnce } from "./told_once.ts";

const MINUTE_MS = 60_000;
const MESSAGE = "an entry of the directory cannot use the chat";

function start() {
  const lines: Record<string, unknown>[] = [];
  let nowMs = 0;
  const told = new ToldOnce(
    (_level, _message, fields) => void lines.push(fields ?? {}),
    () => nowMs,
  );
  return { told, lines, pass: (ms: number) => void (nowMs += ms) };
}

const entries = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => ({ dn: `uid=${i},ou=people`, why: "its uid is missing" }),
  );

/** Which of `entries(count)` no line names. */
function unnamed(lines: Record<string, unknown>[], count: number): string[] {
  const names = lines.flatMap(({ dn, entries: several }) => `${dn ?? several}`.split("; "));
  return entries(count).map(({ dn }) => dn).filter((dn) => !names.includes(dn));
}

Deno.test("what is met again is told once", () => {
  const { told, lines } = start();
  for (let i = 0; i < 5; i++) {
    told.tell("m", { uid: "ada", read: i });
    told.tellEach(MESSAGE, entries(2));
  }
  assert.deepEqual(lines, [{ uid: "ada", read: 0 }, ...entries(2)]);
});

Deno.test("each of many entries is named once, several in one line, in few lines at a time", () => {
  const { told, lines, pass } = start();
  told.tellEach(MESSAGE, entries(60));
  assert.ok(lines.length < 20, `${lines.length} lines`);
  assert.deepEqual(unnamed(lines, 60), []);
  assert.deepEqual(lines[0], entries(1)[0]);
  assert.deepEqual(Object.keys(lines.at(-1)!), ["entries", "why"]);
  const before = lines.length;
  pass(10 * MINUTE_MS);
  told.tellEach(MESSAGE, entries(60));
  assert.equal(lines.length, before);
});

Deno.test("what there was no line for is told when it is met again", () => {
  const { told, lines, pass } = start();
  let minutes = 0;
  for (; minutes < 100; minutes++) {
    const before = lines.length;
    for (let i = 0; i < 5; i++) {
      told.tellEach(MESSAGE, entries(5_000));
      pass(MINUTE_MS / 5);
    }
    assert.ok(lines.length - before < 20, `${lines.length - before} lines in a minute`);
    if (lines.length === before) break;
  }
  assert.deepEqual(unnamed(lines, 5_000), []);
  assert.ok(minutes < 20, `${minutes} minutes`);
  for (const { entries: several = "" } of lines) assert.ok(`${several}`.length < 2_000);
});

Deno.test("one thing after another is told in few lines at a time, too, and none is lost", () => {
  const { told, lines, pass } = start();
  const all = () => entries(30).forEach((fields) => told.tell("m", fields));
  all();
  assert.equal(lines.length, 18);
  pass(MINUTE_MS);
  all();
  assert.deepEqual(lines, entries(30));
});

Deno.test("reasons that all differ make no more lines", () => {
  const { told, lines, pass } = start();
  const differing = entries(600).map(({ dn }, i) => ({ dn, why: `reason ${i}` }));
  for (let i = 0; i < 60; i++) {
    const before = lines.length;
    told.tellEach(MESSAGE, differing);
    assert.ok(lines.length - before < 20);
    pass(MINUTE_MS);
  }
  assert.deepEqual(unnamed(lines, 600), []);
});
