import assert from "node:assert/strict";
import type { EntryView } from "../../client/model.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type Block, timeline } from "./timeline.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const BEN = "00000000-0000-4000-8000-000000000002" as UserId;

function message(key: string, sender: UserId, time: string): EntryView {
  return {
    type: "message",
    key,
    sender,
    senderName: "Somebody",
    senderUid: "somebody",
    own: false,
    text: key,
    time,
    state: "sent",
    deleted: false,
    replies: 0,
    reactions: [],
    pinned: false,
    mentionsMe: false,
  };
}

function shape(block: Block): unknown {
  return block.type === "group" ? block.messages.map((one) => one.key) : block.type;
}

// Local times, so that the test holds in every zone.
Deno.test("messages of one sender go together until another speaks, a pause, or a notice", () => {
  const [day, ...rest] = timeline([
    message("a", ADA, "2026-11-04T10:00:00"),
    message("b", ADA, "2026-11-04T10:01:00"),
    message("c", BEN, "2026-11-04T10:02:00"),
    message("d", BEN, "2026-11-04T10:12:00"),
    { type: "notice", key: "n", time: "2026-11-04T10:12:30", text: "Somebody joined." },
    message("e", BEN, "2026-11-04T10:13:00"),
  ]);
  assert.equal(rest.length, 0);
  assert.deepEqual(day?.blocks.map(shape), [["a", "b"], ["c"], ["d"], "notice", ["e"]]);
});

Deno.test("a new day begins a new block, also for the same sender a minute later", () => {
  const days = timeline([
    message("a", ADA, "2026-11-03T23:59:30"),
    message("b", ADA, "2026-11-04T00:00:10"),
  ]);
  assert.deepEqual(days.map((day) => day.blocks.map(shape)), [[["a"]], [["b"]]]);
});

Deno.test("the order given is kept when a sender's clock runs behind", () => {
  const days = timeline([
    message("a", ADA, "2026-11-04T10:05:00"),
    message("b", BEN, "2026-11-04T09:00:00"),
  ]);
  assert.deepEqual(days.flatMap((day) => day.blocks.map(shape)), [["a"], ["b"]]);
});

Deno.test("no entries make no day", () => {
  assert.deepEqual(timeline([]), []);
});
