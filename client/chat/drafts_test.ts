import assert from "node:assert/strict";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { CONV } from "../../tests/support/talk.ts";
import { type DraftRecord, type DraftStore, NO_DRAFT } from "../history/port.ts";
import { StoredDrafts } from "../history/stored_drafts.ts";
import { type Draft, NOTHING_BEGUN } from "../model/draft.ts";
import type { Database } from "../store/database.ts";
import { localKey } from "../store/local_key.ts";
import { SealedRecords } from "../store/sealed_records.ts";
import { Drafts } from "./drafts.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const OTHER = "D".repeat(43) as ConversationId;
const TARGET = `${"B".repeat(42)}A` as ItemId;
const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  ...NOTHING_BEGUN,
  text,
  ...more,
});
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

/** A store whose writes end when the test says so. */
function slowStore() {
  const begun: string[] = [];
  const ends: PromiseWithResolvers<undefined>[] = [];
  const kept: DraftRecord = { version: "kept", draft: draft("kept") };
  const store: DraftStore = {
    isAlone: () => false,
    replace: (_conv, _before, next) => {
      begun.push(next.draft.text);
      const end = Promise.withResolvers<undefined>();
      ends.push(end);
      return end.promise;
    },
    of: () => Promise.resolve(NO_DRAFT),
    all: () => Promise.resolve(new Map([[OTHER, kept]])),
    onOther: () => {},
  };
  const late: (() => void)[] = [];
  const drafts = new Drafts({
    store,
    random,
    after: (_ms, work) => late.push(work),
    onChange: () => {},
  });
  const type = (text: string, conv = CONV) => drafts.set(conv, draft(text));
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return { drafts, type, begun, ends, late, turn };
}

/** Tabs of one person on one database, sealed for real; `news` says whether they hear each other. */
async function tabs(count: number, { news = true, isAlone = false } = {}) {
  const memory = memoryDatabase();
  let compared = 0;
  const database: Database = {
    ...memory,
    update: (...args) => (compared++, memory.update(...args)),
  };
  const records = new SealedRecords(await localKey(memory, ADA), ADA);
  const hearers: ((conv: ConversationId) => void)[] = [];
  const missing: (() => void)[] = [];
  const open = ({ tells = true } = {}) => {
    const told: string[] = [];
    const own = hearers.length;
    const store = new StoredDrafts({
      database,
      user: ADA,
      records,
      assertOpen: () => {},
      news: news
        ? {
          tell: (conv) =>
            hearers.forEach((hear, i) => i === own || !tells || queueMicrotask(() => hear(conv))),
          isAlone: () => isAlone || hearers.length <= 1,
          onNews: (hear) => hearers.push(hear),
          onMissed: (missed) => missing.push(missed),
          close: () => {},
        }
        : undefined,
    });
    const drafts = new Drafts({ store, random, after: () => {}, onChange: () => {} });
    drafts.follow((_conv, { text }) => told.push(text));
    return { drafts, told, type: (text: string) => drafts.set(CONV, draft(text)) };
  };
  const shown = (tab: ReturnType<typeof open>) => tab.drafts.of(CONV).text;
  const stored = async () => (await database.list("drafts", "")).length;
  /** The draft as a tab that is opened finds it. */
  const written = async () => {
    const fresh = new StoredDrafts({
      database: memory,
      user: ADA,
      records,
      assertOpen: () => {},
      news: undefined,
    });
    return (await fresh.of(CONV)).draft.text;
  };
  const asked = () => compared;
  /** A tab is gone: what it wrote last may not have been told. */
  const missed = () => missing.forEach((tell) => tell());
  return {
    all: Array.from({ length: count }, () => open()),
    open,
    shown,
    stored,
    written,
    asked,
    missed,
  };
}

Deno.test("a draft is on its way in the turn of each key, and waits for no pause and no other", async () => {
  const { type, begun } = slowStore();
  type("D");
  await Promise.resolve();
  assert.deepEqual(begun, ["D"]);
  type("De");
  await Promise.resolve();
  assert.deepEqual(begun, ["D", "De"], "the first has not ended");
});

Deno.test("changes of one turn are one write, of the newest", async () => {
  const { type, begun } = slowStore();
  for (const text of ["D", "De", "Dea", "Dear"]) type(text);
  await Promise.resolve();
  assert.deepEqual(begun, ["Dear"]);
  type("Dear");
  await Promise.resolve();
  assert.equal(begun.length, 1, "nothing has changed");
});

Deno.test("drafts of several conversations do not wait for each other", async () => {
  const { type, begun } = slowStore();
  type("here");
  type("there", OTHER);
  await Promise.resolve();
  assert.deepEqual(begun, ["here", "there"]);
});

Deno.test("what could not be kept is tried again with the next change", async () => {
  const { drafts, type, begun, ends, turn } = slowStore();
  type("a");
  await turn();
  ends[0]!.reject(new Error("no room"));
  await turn();
  type("ab");
  await turn();
  assert.deepEqual(begun, ["a", "ab"]);
  assert.equal(drafts.of(CONV).text, "ab");
});

Deno.test("what is kept is there again, with what it answers and wordings in progress", async () => {
  const { all: [first], open } = await tabs(1);
  const begun = draft("Yes", {
    replyTo: TARGET,
    edits: [{ target: TARGET, text: "Half a wor\ud83d" }],
    editing: TARGET,
  });
  first!.drafts.set(CONV, begun);
  await eventually(async () => {
    const later = open();
    await later.drafts.restore();
    assert.deepEqual(later.drafts.of(CONV), begun);
  });
});

Deno.test("what was typed before the kept draft was read stands beside it", async () => {
  for (const isAlone of [false, true]) {
    const { all: [first], open, shown, stored } = await tabs(1, { isAlone });
    first!.type("kept");
    await eventually(async () => assert.equal(await stored(), 1));
    const later = open();
    later.type("typed");
    await later.drafts.restore();
    await eventually(() => assert.equal(shown(later), "kept\ntyped"));
  }
});

Deno.test("a tab without others beside it writes without asking what stands", async () => {
  const { all: [only], asked, stored } = await tabs(1);
  await only!.drafts.restore();
  for (const text of ["D", "De", "Dear"]) {
    only!.type(text);
    await Promise.resolve();
  }
  await eventually(async () => assert.equal(await stored(), 1));
  assert.equal(await only!.drafts.take(CONV, NOTHING_BEGUN), true);
  assert.equal(await stored(), 1, "until the message is kept");
  only!.drafts.set(CONV, NOTHING_BEGUN);
  await eventually(async () => assert.equal(await stored(), 0));
  assert.equal(asked(), 0);
});

Deno.test("what a tab wrote before it was gone is met, though nobody told of it", async () => {
  const { all: [last], open, asked, missed, shown, written } = await tabs(1, { isAlone: true });
  await last!.drafts.restore();
  last!.type("Dear");
  await eventually(async () => assert.equal(await written(), "Dear"));
  const gone = open({ tells: false });
  await gone.drafts.restore();
  gone.type("Dear Noor");
  await eventually(async () => assert.equal(await written(), "Dear Noor"));
  missed();
  const before = asked();
  last!.type("Dear!");
  await eventually(() => assert.match(shown(last!), /Noor/));
  assert.match(shown(last!), /!/);
  assert.ok(asked() > before, "it was compared");
});

Deno.test("what is typed in one tab stands in the other, and what is taken out goes from it", async () => {
  const { all: [here, there], shown, stored } = await tabs(2);
  here!.type("Dear Noor");
  await eventually(() => assert.equal(shown(there!), "Dear Noor"));
  there!.type("Dear Noor, yes");
  await eventually(() => assert.equal(shown(here!), "Dear Noor, yes"));
  assert.deepEqual(here!.told, ["Dear Noor, yes"], "its own words are not told again");
  assert.equal(await there!.drafts.take(CONV, NOTHING_BEGUN), true);
  await eventually(() => assert.equal(shown(here!), ""));
  assert.equal(await stored(), 0);
});

Deno.test("of two tabs that send the same draft at once one sends it", async () => {
  for (const news of [true, false]) {
    const { all: [here, there], shown } = await tabs(2, { news });
    here!.type("Once only");
    await eventually(async () => {
      await there!.drafts.restore();
      assert.equal(shown(there!), "Once only");
    });
    const taken = await Promise.all(
      [here!, there!].map(({ drafts }) => drafts.take(CONV, NOTHING_BEGUN)),
    );
    assert.deepEqual(taken.toSorted(), [false, true]);
    assert.deepEqual([shown(here!), shown(there!)], ["", ""]);
  }
});

Deno.test("a tab that was not told does not send what another one has sent, and keeps what it added", async () => {
  const { all: [here, there], shown } = await tabs(2, { news: false });
  here!.type("See you");
  await eventually(async () => {
    await there!.drafts.restore();
    assert.equal(shown(there!), "See you");
  });
  assert.equal(await here!.drafts.take(CONV, NOTHING_BEGUN), true);
  there!.type("See you at noon");
  assert.equal(await there!.drafts.take(CONV, NOTHING_BEGUN), false);
  assert.deepEqual([shown(there!), there!.told.at(-1)], [" at noon", " at noon"]);
});

Deno.test("what another tab writes while this one reads what it wrote before is read, too", async () => {
  const found: PromiseWithResolvers<DraftRecord>[] = [];
  let tell: (conv: ConversationId) => void = () => {};
  const store: DraftStore = {
    isAlone: () => false,
    replace: () => Promise.resolve(undefined),
    of: () => {
      const reading = Promise.withResolvers<DraftRecord>();
      found.push(reading);
      return reading.promise;
    },
    all: () => Promise.resolve(new Map()),
    onOther: (callback) => tell = callback,
  };
  const drafts = new Drafts({ store, random, after: () => {}, onChange: () => {} });
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const newest: DraftRecord = { version: "b", draft: draft("Half a line") };
  tell(CONV);
  tell(CONV);
  await turn();
  found[0]!.resolve({ version: "a", draft: draft("Half a lin") });
  found[1]?.resolve(newest);
  await turn();
  for (const reading of found.slice(2)) reading.resolve(newest);
  await turn();
  assert.equal(drafts.of(CONV).text, "Half a line");
  assert.ok(found.length <= 3, "it reads no more than it needs");
});

Deno.test("two tabs that type at once lose no letter", async () => {
  for (const news of [true, false]) {
    const { all, shown } = await tabs(2, { news });
    const [here, there] = all as [typeof all[0], typeof all[0]];
    const words = ["firstwords", "OTHERS"] as const;
    const own = [/[a-z]/g, /[A-Z]/g] as const;
    for (let i = 0; i < Math.max(...words.map(({ length }) => length)); i++) {
      for (const [n, tab] of [here, there].entries()) {
        const now = shown(tab);
        // After one's own last letter, or at the end.
        const at = ([...now.matchAll(own[n]!)].at(-1)?.index ?? now.length - 1) + 1;
        tab.type(now.slice(0, at) + (words[n]![i] ?? "") + now.slice(at));
        // Now and then the other one hears of it before the next key.
        if ((i + n) % 3 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
    }
    await eventually(async () => {
      for (const tab of [here, there]) await tab.drafts.restore();
      assert.equal(shown(here), shown(there));
      for (const [n, one] of words.entries()) {
        assert.equal(shown(here).match(own[n]!)?.join(""), one, shown(here));
      }
    });
  }
});

Deno.test("a store that does not answer keeps nobody from sending", async () => {
  const { drafts, type, late } = slowStore();
  type("Hello");
  await Promise.resolve();
  const taking = drafts.take(CONV, NOTHING_BEGUN);
  late.forEach((work) => work());
  assert.equal(await taking, true);
  assert.equal(drafts.of(CONV).text, "");
});
