import assert from "node:assert/strict";
import type { EntryView } from "../../client/model/mod.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type Day, dayLineOf, daysOf, type Row, rowsOf } from "./timeline.ts";
import { ADA, messageView } from "../../tests/support/message_view.ts";

const BEN = "00000000-0000-4000-8000-000000000002" as UserId;

function message(key: string, sender: UserId, time: string): EntryView {
  return messageView(key, { sender, time });
}

function shape(day: Day): unknown[] {
  return day.blocks.map((block) =>
    block.type === "group" ? block.messages.map(({ message }) => message.key) : block.type
  );
}

function shapes(rows: Row[], from = 0, to = rows.length): unknown[] {
  return daysOf(rows, from, to).map(shape);
}

// Local times, so that the tests hold in every zone.
const TALK = [
  message("a", ADA, "2026-11-04T10:00:00"),
  message("b", ADA, "2026-11-04T10:01:00"),
  message("c", BEN, "2026-11-04T10:02:00"),
  message("d", BEN, "2026-11-04T10:12:00"),
  { type: "notice", key: "n", time: "2026-11-04T10:12:30", text: "Somebody joined." },
  message("e", BEN, "2026-11-04T10:13:00"),
] satisfies EntryView[];

Deno.test("messages of one sender go together until another speaks, a pause, or a notice", () => {
  assert.deepEqual(shapes(rowsOf(TALK)), [[["a", "b"], ["c"], ["d"], "notice", ["e"]]]);
});

Deno.test("a new day begins a new block, also for the same sender a minute later", () => {
  const rows = rowsOf([
    message("a", ADA, "2026-11-03T23:59:30"),
    message("b", ADA, "2026-11-04T00:00:10"),
  ]);
  assert.deepEqual(shapes(rows), [[["a"]], [["b"]]]);
});

Deno.test("the order given is kept when a sender's clock runs behind", () => {
  const rows = rowsOf([
    message("a", ADA, "2026-11-04T10:05:00"),
    message("b", BEN, "2026-11-04T09:00:00"),
  ]);
  assert.deepEqual(shapes(rows), [[["a"], ["b"]]]);
});

Deno.test("no entries make no row and no day", () => {
  assert.deepEqual(rowsOf([]), []);
  assert.deepEqual(daysOf([], 0, 0), []);
});

Deno.test("what is new stands under a line of its own, within a group too", () => {
  assert.deepEqual(shapes(rowsOf(TALK, "b")), [
    [["a"], "new", ["b"], ["c"], ["d"], "notice", ["e"]],
  ]);
});

Deno.test("only the first of a group carries the name", () => {
  const firsts = rowsOf(TALK).flatMap((row) =>
    row.type === "message" && row.first ? [row.key] : []
  );
  assert.deepEqual(firsts, ["a", "c", "d", "e"]);
});

Deno.test("a date that a wrong clock brings back has another key", () => {
  const rows = rowsOf([
    message("a", ADA, "2026-11-04T10:00:00"),
    message("b", BEN, "2026-11-05T10:00:00"),
    message("c", ADA, "2026-11-04T10:01:00"),
  ]);
  const keys = rows.filter((row) => row.type === "day").map((row) => row.key);
  assert.equal(new Set(keys).size, 3);
});

Deno.test("a part of the rows keeps the day and the group that it is cut out of", () => {
  const rows = rowsOf(TALK);
  // Row 0 is the day, row 1 is "a": the cut goes through the first group.
  const drawn = daysOf(rows, 2, 4);
  assert.equal(dayLineOf(rows, 2), 0);
  assert.deepEqual(drawn.map(shape), [[["b"], ["c"]]]);
  const [whole] = daysOf(rows, 0, rows.length);
  assert.equal(drawn[0]!.key, whole!.key);
  assert.equal(drawn[0]!.blocks[0]!.key, whole!.blocks[0]!.key);
});

Deno.test("older entries of the same date leave the day its key", () => {
  const before = rowsOf(TALK.slice(2));
  assert.equal(rowsOf(TALK)[0]!.key, before[0]!.key);
});

Deno.test("in another zone entries are sorted into days anew", () => {
  const entries = [message("a", ADA, "2026-11-04T10:00:00")];
  const first = rowsOf(entries, undefined, "Europe/Paris");
  // The same zone asks no entry again, and another does: what is kept of one is not of the other.
  assert.equal(rowsOf(entries, undefined, "Europe/Paris")[0]!.key, first[0]!.key);
  const seen: string[] = [];
  const asked = new Proxy(entries[0]!, {
    get(entry, name, self) {
      if (name === "time") seen.push(String(name));
      return Reflect.get(entry, name, self);
    },
  });
  rowsOf([asked], undefined, "Europe/Paris");
  rowsOf([asked], undefined, "Europe/Paris");
  rowsOf([asked], undefined, "Asia/Kolkata");
  assert.equal(seen.length, 2);
});
