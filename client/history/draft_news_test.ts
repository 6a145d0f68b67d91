import assert from "node:assert/strict";
import { until } from "../../tests/support/eventually.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { profileDraftNews } from "./draft_news.ts";

// The runtime of the tests cannot open a channel again after it has closed the last one.
const alwaysOpen = new BroadcastChannel("talkywalky/always open");
Deno.test.afterAll(() => alwaysOpen.close());

const CONV = "c".repeat(42) + "A" as ConversationId;

function anyUser(): UserId {
  return crypto.randomUUID() as UserId;
}

Deno.test("two tabs hear of each other, and of each other's drafts", async () => {
  const user = anyUser();
  const here = profileDraftNews(user, new EventTarget());
  assert.equal(here.isAlone(), true);
  const there = profileDraftNews(user, new EventTarget());
  await until("both know", () => !here.isAlone() && !there.isAlone());
  const heard: ConversationId[] = [];
  here.onNews((conv) => heard.push(conv));
  there.tell(CONV);
  await until("the news", () => heard.length > 0);
  assert.deepEqual(heard, [CONV]);
  here.close();
  there.close();
});

Deno.test("a page that is loaded again does not hear of the one that went", async () => {
  const user = anyUser();
  const going = new EventTarget();
  const before = profileDraftNews(user, going);
  going.dispatchEvent(new Event("pagehide"));
  const after = profileDraftNews(user, new EventTarget());
  // Another profile's question goes there and back meanwhile: an answer would be here, too.
  const someone = anyUser();
  const [ask, answer] = [1, 2].map(() => profileDraftNews(someone, new EventTarget()));
  await until("the answer", () => !ask!.isAlone() && !answer!.isAlone());
  assert.equal(after.isAlone(), true);
  assert.equal(before.isAlone(), true, "nor does the one that went hear");
  before.tell(CONV);
  for (const news of [before, after, ask!, answer!]) news.close();
});

Deno.test("a page that comes back as it was listens again, and compares before it writes", async () => {
  const user = anyUser();
  const page = new EventTarget();
  const here = profileDraftNews(user, page);
  page.dispatchEvent(new Event("pagehide"));
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: false }));
  const there = profileDraftNews(user, new EventTarget());
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(here.isAlone(), false);
  const heard: ConversationId[] = [];
  here.onNews((conv) => heard.push(conv));
  there.tell(CONV);
  await until("the news", () => heard.length > 0);
  here.close();
  there.close();
});
