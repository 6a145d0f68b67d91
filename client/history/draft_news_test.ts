import assert from "node:assert/strict";
import { until } from "../../tests/support/eventually.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { FakeLocks } from "../../tests/support/fake_locks.ts";
import { type DraftNews, profileDraftNews } from "./draft_news.ts";

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
  await until("it is known", () => here.isAlone());
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
  await until("it is known", () => before.isAlone());
  going.dispatchEvent(new Event("pagehide"));
  const after = profileDraftNews(user, new EventTarget());
  // Another profile's question goes there and back meanwhile: an answer would be here, too.
  const someone = anyUser();
  const ask = profileDraftNews(someone, new EventTarget());
  await until("it is known", () => ask.isAlone());
  const answer = profileDraftNews(someone, new EventTarget());
  await until("the answer", () => !ask.isAlone());
  await until("it is known", () => after.isAlone());
  assert.equal(before.isAlone(), true, "nor does the one that went hear");
  before.tell(CONV);
  for (const news of [before, after, ask, answer]) news.close();
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

/** Tabs of one profile in a browser that has locks. */
function profile() {
  const user = anyUser();
  const locks = new FakeLocks();
  const opened: DraftNews[] = [];
  return {
    tab() {
      const page = new EventTarget();
      const { locks: own, crash } = locks.tab();
      const news = profileDraftNews(user, page, own);
      opened.push(news);
      return { news, page, crash, isAlone: () => news.isAlone() };
    },
    close: () => opened.forEach((news) => news.close()),
  };
}

Deno.test("a tab that is closed, that goes or that crashes leaves the last one alone", async () => {
  const { tab, close } = profile();
  const here = tab();
  await until("it is known", here.isAlone);
  let missed = 0;
  here.news.onMissed(() => missed++);
  const ends = [
    ({ news }: ReturnType<typeof tab>) => news.close(),
    ({ page }: ReturnType<typeof tab>) => page.dispatchEvent(new Event("pagehide")),
    ({ crash }: ReturnType<typeof tab>) => crash(),
  ];
  for (const [times, end] of ends.entries()) {
    const there = tab();
    await until("both know", () => !here.isAlone());
    assert.equal(there.isAlone(), false);
    assert.equal(missed, times);
    end(there);
    await until("it is alone again", here.isAlone);
    assert.equal(missed, times + 1, "what the other wrote last may not have been told");
  }
  close();
});

Deno.test("of three tabs the last is alone when both others are gone, in any order", async () => {
  const { tab, close } = profile();
  const [first, second, third] = [tab(), tab(), tab()];
  const company = () => [first, second, third].map(({ news }) => !news.isAlone());
  await until("all know", () => company().every(Boolean));
  second.news.close();
  // One that opens and goes meanwhile shows that the news came and went.
  const fourth = tab();
  await until("it is heard of", () => !fourth.isAlone());
  fourth.crash();
  assert.equal(third.isAlone(), false);
  assert.equal(first.isAlone(), false);
  first.crash();
  await until("the third is alone", third.isAlone);
  close();
});

Deno.test("a tab that opens knows of one that sleeps and answers nothing, by its lock", async () => {
  const user = anyUser();
  const locks = new FakeLocks();
  const sleeping = locks.tab();
  void sleeping.locks.request(`talkywalky/drafts/${user}/asleep`, () => new Promise(() => {}));
  const here = profileDraftNews(user, new EventTarget(), locks.tab().locks);
  assert.equal(here.isAlone(), false, "before anybody is known, nobody is alone");
  let missed = 0;
  here.onMissed(() => missed++);
  // A third one's question goes there and back meanwhile.
  const ear = new BroadcastChannel(`talkywalky/drafts/${user}`);
  const answers: unknown[] = [];
  ear.onmessage = ({ data }) => answers.push(data);
  const there = profileDraftNews(user, new EventTarget(), locks.tab().locks);
  await until("it was answered", () => answers.some((one) => /^open\//.test(String(one))));
  ear.close();
  there.close();
  await until("its end was noticed", () => missed === 1);
  assert.equal(here.isAlone(), false);
  sleeping.crash();
  await until("it is alone", () => here.isAlone());
  here.close();
});

Deno.test("a page that comes back as it was is alone once it knows that nobody is there", async () => {
  const { tab, close } = profile();
  const here = tab();
  let missed = 0;
  here.news.onMissed(() => missed++);
  await until("it is known", here.isAlone);
  here.page.dispatchEvent(new Event("pagehide"));
  here.page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(here.isAlone(), false);
  assert.equal(missed, 1);
  await until("it is alone", here.isAlone);
  const there = tab();
  await until("both know", () => !here.isAlone() && !there.isAlone());
  close();
});

Deno.test("a tab of another version, which has no name, counts as open for good", async () => {
  const user = anyUser();
  const here = profileDraftNews(user, new EventTarget(), new FakeLocks().tab().locks);
  await until("it is known", () => here.isAlone());
  const other = new BroadcastChannel(`talkywalky/drafts/${user}`);
  other.postMessage("opened");
  await until("it is heard of", () => !here.isAlone());
  other.close();
  here.close();
});
