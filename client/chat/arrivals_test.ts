import assert from "node:assert/strict";
import { ADA, message, nameOf, NOOR, reply, SAM } from "../../tests/support/shown_items.ts";
import type { UserId } from "../../protocol/ids.ts";
import { CONV, Talk } from "../../tests/support/talk.ts";
import type { Arrival } from "../notifications/arrival.ts";
import { Arrivals } from "./arrivals.ts";
import type { Known } from "./views.ts";

/** What a page tells its notifier of `talk`. */
function page(talk: Talk, { read = 0, since = 1, names = nameOf } = {}) {
  const announced: Arrival[] = [];
  const known = {
    nameOf: names,
    summaries: new Map([[CONV, { id: CONV, since }]]),
  } as Partial<Record<keyof Known, unknown>> as Known;
  const arrivals = new Arrivals({
    notifier: { received: (one) => announced.push(one) },
    known: () => known,
    readUpTo: () => Promise.resolve(read),
  });
  const summary = (head: number) => [{ id: CONV, head }] as never;
  const begin = (head: number) => arrivals.welcome(summary(head));
  const beginStored = (head: number) => arrivals.beginStored(summary(head));
  const welcomeAlone = (head: number) => arrivals.welcome(summary(head), { stoodAlone: true });
  const texts = async (options?: { missed: boolean }) => {
    await arrivals.notify(talk.log, options);
    return announced.splice(0).map(({ text }) => text);
  };
  return { arrivals, announced, begin, beginStored, welcomeAlone, texts };
}

Deno.test("whoever takes another's name is told with the uid", async () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "one"), message(2, SAM, "two"));
  const names = (user: UserId) =>
    user === SAM ? { ...nameOf(user), distinct: "NOOR  Placeholder (@sam)" } : nameOf(user);
  const { arrivals, announced, begin } = page(talk, { names });
  begin(0);
  await arrivals.notify(talk.log);
  assert.deepEqual(announced.map(({ senderName }) => senderName), [
    "Noor Placeholder",
    "NOOR  Placeholder (@sam)",
  ]);
});

Deno.test("what stood when the page was loaded is told to nobody, and what comes after it once", async () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "old"), message(2, NOOR, "old too"));
  const { begin, texts } = page(talk);
  begin(2);
  assert.deepEqual(await texts(), []);
  talk.put(message(3, NOOR, "live"));
  assert.deepEqual(await texts(), ["live"]);
  assert.deepEqual(await texts({ missed: true }), []);
  begin(4);
  talk.put(message(4, NOOR, "while the connection was lost"));
  assert.deepEqual(await texts({ missed: true }), ["while the connection was lost"]);
});

Deno.test("what was missed is told as such, without what was read in another browser", async () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "old"));
  const { arrivals, announced, begin } = page(talk, { read: 3 });
  begin(1);
  talk.put(message(2, NOOR, "read"), message(3, NOOR, "there"), message(4, SAM, "unread"));
  talk.put(message(5, ADA, "mine"), message(6, NOOR, reply(5, "an answer")));
  await arrivals.notify(talk.log, { missed: true });
  assert.deepEqual(
    announced.map(({ seq, own, mentionsMe, missed }) => ({ seq, own, mentionsMe, missed })),
    [
      { seq: 4, own: false, mentionsMe: false, missed: true },
      { seq: 5, own: true, mentionsMe: false, missed: true },
      { seq: 6, own: false, mentionsMe: true, missed: true },
    ],
  );
});

Deno.test("a page that began without the server has missed what came since it was kept", async () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "kept"), message(2, NOOR, "kept too"));
  const { arrivals, announced, beginStored, welcomeAlone, texts } = page(talk, { read: 1 });
  beginStored(2);
  welcomeAlone(4);
  talk.put(message(3, NOOR, "missed"), message(4, SAM, "missed too"));
  await arrivals.notify(talk.log, { missed: true });
  assert.deepEqual(announced.map(({ seq, missed }) => [seq, missed]), [[3, true], [4, true]]);
  announced.length = 0;
  assert.deepEqual(await texts({ missed: true }), []);
  talk.put(message(5, NOOR, "live"));
  assert.deepEqual(await texts(), ["live"]);
});

Deno.test("what was kept later than the lists is not new, and neither is what a slow server brings", async () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "listed"), message(2, NOOR, "kept and not listed"));
  const alone = page(talk);
  alone.beginStored(1);
  assert.deepEqual(await alone.texts({ missed: true }), []);
  alone.welcomeAlone(2);
  assert.deepEqual(await alone.texts({ missed: true }), []);

  const slow = page(talk);
  slow.beginStored(1);
  talk.put(message(3, NOOR, "said while nothing was open"));
  slow.begin(3);
  assert.deepEqual(await slow.texts({ missed: true }), []);
  talk.put(message(4, NOOR, "live"));
  assert.deepEqual(await slow.texts(), ["live"]);
});

Deno.test("of a conversation that is new to the page everything since one came in is new", async () => {
  const talk = new Talk();
  talk.put(message(4, NOOR, "before"), message(5, NOOR, "welcome"));
  const { arrivals, texts } = page(talk, { since: 5 });
  arrivals.welcome([]);
  assert.deepEqual(await texts(), ["welcome"]);
});

Deno.test("a log that began anew after a long absence lacks what was not told of", () => {
  const talk = new Talk();
  const { arrivals, begin } = page(talk);
  begin(10);
  talk.put(message(40, NOOR, "newest"));
  talk.log.more = true;
  assert.equal(arrivals.lacks(talk.log), true);
  talk.put(message(11, NOOR, "first that was missed"));
  assert.equal(arrivals.lacks(talk.log), false);
});
