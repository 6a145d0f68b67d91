import assert from "node:assert/strict";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { idAt } from "../../tests/support/shown_items.ts";
import { indexQuery, searchHits } from "./question.ts";

Deno.test("both dates are counted in, as days of the reader's", () => {
  const { fromMs, toMs } = indexQuery({ text: "", from: "2026-03-29", to: "2026-10-25" });
  assert.equal(fromMs, new Date(2026, 2, 29).getTime());
  assert.equal(toMs, new Date(2026, 9, 26).getTime());
  assert.throws(() => indexQuery({ text: "", from: "soon" }), { kind: "invalid" });
  assert.throws(() => indexQuery({ text: "", to: "26-1-1" }), { kind: "invalid" });
});

Deno.test("hits bear the names of today, and those of conversations one has left are not shown", () => {
  const hit = (conv: string) => ({
    conv: conv as ConversationId,
    seq: 1,
    id: idAt(1),
    sender: "u" as UserId,
    timeMs: 0,
    text: "kettle",
    marks: [[0, 3]] as [number, number][],
  });
  assert.deepEqual(
    searchHits([hit("a"), hit("b")], {
      placeOf: (conv) => conv === "a" ? { kind: "room", title: "Kitchen" } : undefined,
      nameOf: () => "Noor Placeholder",
      self: "u" as UserId,
    }),
    [{
      conversation: "a",
      conversationTitle: "Kitchen",
      kind: "room",
      id: idAt(1),
      senderName: "Noor Placeholder",
      own: true,
      time: "1970-01-01T00:00:00.000Z",
      text: "kettle",
      marks: [[0, 3]],
    }],
  );
});
