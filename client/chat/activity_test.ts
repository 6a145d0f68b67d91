import assert from "node:assert/strict";
import {
  ADA,
  message,
  NOOR,
  react,
  receipt,
  remove,
  reply,
} from "../../tests/support/shown_items.ts";
import { CONV, Talk } from "../../tests/support/talk.ts";
import { Activities } from "./activity.ts";

function start(readUpTo = 0) {
  const talk = new Talk();
  const stored = { readUpTo, changes: 0 };
  const activities = new Activities({
    self: ADA,
    store: {
      readUpTo: () => Promise.resolve(stored.readUpTo),
      markRead: (_, seq) => {
        stored.readUpTo = seq;
        return Promise.resolve();
      },
    },
    onChange: () => stored.changes++,
  });
  return { talk, stored, activities };
}

Deno.test("only what others wrote counts, and what names this person counts twice", async () => {
  const { talk, activities } = start();
  talk.put(
    message(1, ADA, "mine"),
    message(2, NOOR, receipt(1, "read")),
    message(3, NOOR, react(1, "👍")),
    message(4, NOOR, "one"),
    message(5, NOOR, "@ada two"),
    message(6, NOOR, reply(1, "three")),
    message(7, NOOR, "gone"),
    message(8, NOOR, remove(7)),
  );
  await activities.update(talk.log);
  const { unread, mentions, lastLine } = activities.of(CONV);
  assert.deepEqual([unread, mentions, lastLine?.text, lastLine?.sender], [3, 2, "three", NOOR]);
});

Deno.test("what was read is not counted, here or in another browser of this person", async () => {
  const { talk, activities, stored } = start(1);
  talk.put(message(1, NOOR, "one"), message(2, NOOR, "two"), message(3, NOOR, "three"));
  await activities.update(talk.log);
  assert.equal(activities.of(CONV).unread, 2);
  talk.put(message(4, ADA, receipt(2, "read")));
  await activities.update(talk.log);
  assert.equal(activities.of(CONV).unread, 1);
  await activities.markRead(talk.log);
  assert.deepEqual([activities.of(CONV).unread, stored.readUpTo], [0, 4]);
});

Deno.test("nothing is told when nothing changed", async () => {
  const { talk, activities, stored } = start();
  talk.put(message(1, NOOR, "one"));
  await activities.update(talk.log);
  await activities.update(talk.log);
  talk.put(message(2, NOOR, receipt(1, "read")));
  await activities.update(talk.log);
  assert.equal(stored.changes, 1);
});

Deno.test("a log that was let go and comes back shorter is counted on from where it was", async () => {
  const { talk, activities } = start();
  talk.put(...Array.from({ length: 30 }, (_, i) => message(i + 1, NOOR, `${i}`)));
  await activities.update(talk.log);
  const again = new Talk();
  again.put(message(29, NOOR, "29"), message(30, NOOR, "30"), message(31, NOOR, "@ada"));
  again.log.more = true;
  await activities.update(again.log);
  const { unread, mentions } = activities.of(CONV);
  assert.deepEqual([unread, mentions], [31, 1]);
});

Deno.test("what was cleared is not counted and has no last line", async () => {
  const { talk, activities } = start();
  talk.put(message(1, NOOR, "one"), message(2, NOOR, "two"));
  talk.fold.hideUpTo(2);
  await activities.update(talk.log);
  assert.deepEqual(activities.of(CONV).unread, 0);
  assert.equal(activities.of(CONV).lastLine, undefined);
});
