import assert from "node:assert/strict";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { itemEvent, placeIn } from "./item_event.ts";

Deno.test("the place of an item is read from its event, whatever its body says", () => {
  const { text } = itemEvent({
    id: "item" as ItemId,
    conv: "conversation" as ConversationId,
    kind: "message",
    sender: "user" as UserId,
    body: '{"seq":9,"ct":"x"}',
    node: "n1",
    route: 1,
  } as never, { seq: 4711, id: "item" as ItemId, time: "now", duplicate: false });
  assert.equal(placeIn(text), 4711);
  assert.equal(JSON.parse(text).seq, 4711);
  for (const other of ['{"type":"typing","seq":1}', "", '{"conv":"a","seq":"1",']) {
    assert.throws(() => placeIn(other), { kind: "invalid" }, other);
  }
});
