import assert from "node:assert/strict";
import { InTurn } from "./in_turn.ts";

Deno.test("what is asked for one key runs one after the other, also after a failure", async () => {
  const turns = new InTurn<string>();
  const first = Promise.withResolvers<void>();
  const seen: string[] = [];
  const failing = turns.run("a", async () => {
    await first.promise;
    seen.push("first");
    throw new Error("failed");
  });
  const second = turns.run("a", () => void seen.push("second"));
  await turns.run("b", () => void seen.push("other"));
  assert.deepEqual(seen, ["other"]);
  const idle = turns.idle();
  first.resolve();
  await assert.rejects(failing, /failed/);
  await Promise.all([second, idle]);
  assert.deepEqual(seen, ["other", "first", "second"]);
});
