import assert from "node:assert/strict";
import type { Shown } from "../../e2ee/shown.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { startTalk } from "../../tests/support/loopback.ts";
import { message, NOOR, timeAt } from "../../tests/support/shown_items.ts";
import { Talk } from "../../tests/support/talk.ts";
import { messageDetails } from "./details.ts";
import { loadAll, reachDate, reachMessage } from "./reach.ts";

Deno.test("a message far back is reached page by page, and details say who signed it", async () => {
  const { server, ada, bob } = await startTalk();
  const adas = await ada.open();
  for (let i = 0; i < 400; i++) adas.sender.send(`message ${i}`);
  await adas.sender.flush();
  const { log, context } = await bob.open();
  const first = server.items[1]!.id;
  assert.equal(log.fold.has(first), false);
  assert.equal(await reachMessage(log, first), first);
  assert.equal(log.fold.content(first)?.seq, 2);
  const details = messageDetails(log, first, context);
  assert.deepEqual([details.senderUid, details.seq, details.epoch], ["ada", 2, 1]);
  assert.match(details.certificate.sha256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  assert.match(details.certificate.subject, /CN=/);
  assert.equal(await loadAll(log), true);
  await assert.rejects(reachMessage(log, "A".repeat(43) as never), { kind: "not-found" });
});

Deno.test("a date leads to the first row on or after it", async () => {
  const talk = new Talk();
  const day = (date: string) => ({
    time: `${date}T12:00:00.000Z`,
    takenAt: `${date}T12:00:01.000Z`,
  });
  talk.put(
    { ...message(1, NOOR, "one"), ...day("2026-11-01") },
    { ...message(2, NOOR, "two"), ...day("2026-11-03") },
  );
  assert.equal(await reachDate(talk.log, "2026-11-01"), "m1");
  assert.equal(await reachDate(talk.log, "2026-11-02"), "m2");
  assert.equal(await reachDate(talk.log, "2026-11-05"), undefined);
  await assert.rejects(reachDate(talk.log, "tomorrow"), { kind: "invalid" });
  talk.fold.hideUpTo(2);
  assert.equal(await reachDate(talk.log, timeAt(0).slice(0, 10)), undefined);
});

Deno.test("a date leads past a clock that ran days wrong, and into a run that is one row", async () => {
  const talk = new Talk();
  const taken = (date: string) => ({ takenAt: `${date}T12:00:00.000Z` });
  const closed = (seq: number, date: string): Shown => ({
    kind: "placeholder",
    item: "message",
    seq,
    id: `s${seq}` as ItemId,
    reason: "no-secret",
    detail: "other-certificate: sealed for another",
    sender: NOOR,
    time: `${date}T12:00:00.000Z`,
  });
  talk.put(
    closed(1, "2026-11-01"),
    closed(2, "2026-11-02"),
    closed(3, "2026-11-04"),
    { ...message(4, NOOR, "ahead"), ...taken("2026-11-05"), time: "2027-01-01T12:00:00.000Z" },
    { ...message(5, NOOR, "behind"), ...taken("2026-11-06"), time: "2020-01-01T12:00:00.000Z" },
  );
  assert.equal(await reachDate(talk.log, "2026-11-02"), "s3");
  assert.equal(await reachDate(talk.log, "2026-11-05"), "m4");
  assert.equal(await reachDate(talk.log, "2026-11-06"), "m5");
  assert.equal(await reachDate(talk.log, "2026-11-07"), undefined);
});
