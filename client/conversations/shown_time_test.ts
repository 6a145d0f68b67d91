import assert from "node:assert/strict";
import {
  ADA,
  edit,
  idAt,
  message,
  nameOf,
  NOOR,
  pin,
  receipt,
} from "../../tests/support/shown_items.ts";
import type { Shown, ShownMessage } from "../../e2ee/shown.ts";
import { Fold } from "./fold.ts";
import { shownTime, timeOfItem, writtenAt } from "./shown_time.ts";

const TAKEN = "2026-11-22T12:00:00.000Z";
const at = (minutes: number) => new Date(Date.parse(TAKEN) + minutes * 60_000).toISOString();

/** Taken at noon, and written so many minutes later by its sender's clock. */
const off = (minutes: number, one: ShownMessage): ShownMessage => ({
  ...one,
  time: at(minutes),
  takenAt: TAKEN,
});

Deno.test("clocks that agree within five minutes show the sender's, others the server's beside it", () => {
  for (const minutes of [-5, -1, 0, 3, 5]) {
    assert.equal(shownTime({ time: at(minutes), takenAt: TAKEN }), at(minutes));
    assert.equal(writtenAt({ time: at(minutes), takenAt: TAKEN }), undefined);
  }
  for (const minutes of [-3 * 24 * 60, -180, -6, 6, 180, 3 * 24 * 60]) {
    assert.equal(shownTime({ time: at(minutes), takenAt: TAKEN }), TAKEN);
    assert.equal(writtenAt({ time: at(minutes), takenAt: TAKEN }), at(minutes));
  }
});

Deno.test("what has not reached the server is shown by one's own clock", () => {
  assert.equal(shownTime({ time: at(500) }), at(500));
});

Deno.test("a message, its pin, its edit, its receipt and a record of a clock that is days off stand on the day they came", () => {
  const days = 3 * 24 * 60;
  const fold = new Fold({ self: ADA, nameOf });
  fold.setMembers([ADA, NOOR]);
  fold.put([
    off(days, message(1, NOOR, "from the future")),
    off(-days, message(2, NOOR, edit(1, "still"))),
    off(days, message(3, NOOR, pin(1))),
    off(-days, message(4, ADA, "mine")),
    off(days, message(5, NOOR, receipt(4, "read"))),
  ]);
  const row = fold.messageAt(1)!;
  assert.deepEqual([row.time, row.writtenAt, row.editedAt], [TAKEN, at(days), TAKEN]);
  assert.deepEqual(fold.outcome(fold.content(idAt(1))!).wordings, [
    { text: "from the future", time: TAKEN },
  ]);
  assert.equal(fold.pinned()[0]!.time, TAKEN);
  assert.equal(fold.messageAt(4)!.writtenAt, at(-days));
  assert.equal(fold.receipts.timeOf(NOOR, "read", 4), TAKEN);
  const record = { kind: "control", seq: 6, id: idAt(6), record: {}, time: at(days) } as Shown;
  assert.equal(timeOfItem({ ...record, takenAt: TAKEN } as Shown), TAKEN);
  assert.equal(timeOfItem(record), at(days), "kept by an earlier version");
});
