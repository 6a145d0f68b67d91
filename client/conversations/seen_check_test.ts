import assert from "node:assert/strict";
import type { ItemId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import { findRollback, rollbackMessage } from "./seen_check.ts";

const SEEN = { seq: 7, id: "seven" as ItemId, control: { n: 1, hash: "join" } };

function item(seq: number, id: string): Item {
  return { seq, id } as Item;
}

Deno.test("a first look has nothing to contradict", () => {
  assert.equal(findRollback(undefined, { head: 0, items: [] }), undefined);
});

Deno.test("the same state, and a longer one, are fine", () => {
  assert.equal(findRollback(SEEN, { head: 7, items: [item(7, "seven")] }), undefined);
  assert.equal(findRollback(SEEN, { head: 9, items: [item(9, "nine")] }), undefined);
});

Deno.test("a shorter conversation, or another item at its head, is a rollback", () => {
  assert.equal(findRollback(SEEN, { head: 6, items: [] }), "messages");
  assert.equal(findRollback(SEEN, { head: 8, items: [item(7, "other")] }), "messages");
});

Deno.test("a control log that is shorter, or was rewritten, is a rollback", () => {
  const head = { head: 9, items: [] };
  const log = [item(1, "create"), item(4, "join"), item(5, "leave")];
  assert.equal(findRollback(SEEN, { ...head, controlLog: log }), undefined);
  assert.equal(findRollback(SEEN, { ...head, controlLog: log.slice(0, 1) }), "control-log");
  assert.equal(findRollback(SEEN, { ...head, controlLog: [log[0]!, log[2]!] }), "control-log");
});

Deno.test("the person reads what happened", () => {
  assert.match(rollbackMessage("messages"), /course/);
  assert.match(rollbackMessage("control-log"), /members/);
});
