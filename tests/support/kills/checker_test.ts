import assert from "node:assert/strict";
import type { ConversationId, ItemId } from "../../../protocol/ids.ts";
import { Checker } from "./checker.ts";

const conv = "c" as ConversationId;
const item = (id: string, seq: number) => ({ id: id as ItemId, seq });
const by = (sender: string, id: string, seq: number) => ({ sender, conv, ...item(id, seq) });

Deno.test("what was acknowledged, once, in its place and in its order is no fault", () => {
  const checker = new Checker();
  checker.acknowledge(by("ana", "a", 1));
  checker.acknowledge(by("ana", "c", 3));
  checker.acknowledge(by("bo", "b", 2));
  const hear = checker.ear();
  for (const seq of [1, 2, 3]) hear({ conv, seq });
  const archive = new Map([[conv, [item("a", 1), item("b", 2), item("c", 3), item("x", 4)]]]);
  assert.deepEqual(checker.findings(archive), [
    { acknowledged: 3, lost: 0, doubled: 0, outOfOrder: 0, toldAgain: 0 },
  ]);
});

Deno.test("each fault is counted in the round in which it happened", () => {
  const checker = new Checker();
  const hear = checker.ear();
  checker.acknowledge(by("ana", "lost", 1));
  checker.acknowledge(by("ana", "elsewhere", 2));
  hear({ conv, seq: 5 });
  checker.round = 1;
  checker.acknowledge(by("ana", "twice", 4));
  checker.acknowledge(by("ana", "early", 3));
  for (const seq of [4, 5, 6]) hear({ conv, seq });
  checker.ear()({ conv, seq: 1 });
  const archive = new Map([[conv, [
    item("elsewhere", 9),
    item("early", 3),
    item("twice", 4),
    item("twice", 7),
  ]]]);
  assert.deepEqual(checker.findings(archive), [
    { acknowledged: 2, lost: 2, doubled: 0, outOfOrder: 0, toldAgain: 0 },
    { acknowledged: 2, lost: 0, doubled: 1, outOfOrder: 1, toldAgain: 2 },
  ]);
});
