import assert from "node:assert/strict";
import type { Payload } from "../../e2ee/payload.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { ADA, message, NOOR, react } from "../../tests/support/shown_items.ts";
import { Talk } from "../../tests/support/talk.ts";
import { reactTo } from "./message_actions.ts";

/** An id as one is on the wire. */
const ASKED = "a".repeat(42) + "A" as ItemId;
const asked = () => ({ ...message(1, NOOR, "well?"), id: ASKED });
const reacted = (emoji: string, action: "add" | "remove" = "add"): Payload => ({
  ...react(1, emoji, action) as Extract<Payload, { type: "reaction" }>,
  target: ASKED,
});
const EMOJI = Array.from({ length: 30 }, (_, i) => String.fromCodePoint(0x1f600 + i));

Deno.test("where nothing new can be put under a message one is told, and nothing is sent", () => {
  const talk = new Talk();
  talk.put(asked());
  for (let i = 0; i < 20; i++) {
    talk.put(message(i + 2, `person-${i % 4}` as UserId, reacted(EMOJI[i]!)));
  }
  assert.throws(() => reactTo(talk.open, ASKED, EMOJI[25]!), { reason: "message-full" });
  reactTo(talk.open, ASKED, EMOJI[3]!);
  assert.deepEqual(talk.posted, [reacted(EMOJI[3]!)]);
});

Deno.test("whoever has put as many as one person can takes one away first", () => {
  const talk = new Talk();
  talk.put(asked());
  for (let i = 0; i < 5; i++) talk.put(message(i + 2, ADA, reacted(EMOJI[i]!)));
  assert.throws(() => reactTo(talk.open, ASKED, EMOJI[5]!), { reason: "person-full" });
  reactTo(talk.open, ASKED, EMOJI[0]!);
  assert.deepEqual(talk.posted, [reacted(EMOJI[0]!, "remove")]);
});
