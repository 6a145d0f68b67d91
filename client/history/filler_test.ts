import assert from "node:assert/strict";
import type { Shown } from "../../e2ee/shown.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { message, NOOR } from "../../tests/support/shown_items.ts";
import { pageLocks } from "../store/locks.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { HistoryFiller } from "./filler.ts";
import { openHistory } from "./stored_history.ts";

const USER = "00000000-0000-4000-8000-000000000001" as UserId;
const [LONG, SHORT] = ["l" as ConversationId, "s" as ConversationId];
const PAGE = 40;

const summary = (id: ConversationId) => ({ id }) as ConversationSummary;
const said = (low: number, high: number): Shown[] =>
  Array.from({ length: high - low + 1 }, (_, i) => message(low + i, NOOR, `text ${low + i}`));

/** A server that holds so many messages of each, and a browser that keeps nothing yet. */
async function start(heads: Record<string, number> = { [LONG]: 170, [SHORT]: 30 }) {
  const database = memoryDatabase();
  const history = await openHistory({ database, user: USER, locks: pageLocks() });
  const asked: string[] = [];
  const waits: number[] = [];
  const problems: string[] = [];
  const world = {
    fails: undefined as AppError | undefined,
    sources: 0,
    paused: (): void | Promise<void> => {},
  };
  const filler = new HistoryFiller({
    history,
    pagesOf: ({ id }) => {
      world.sources++;
      return {
        page: (before = heads[id]! + 1) => {
          asked.push(`${id}${before}`);
          const { fails } = world;
          world.fails = undefined;
          if (fails !== undefined) return Promise.reject(fails);
          const low = Math.max(1, before - PAGE);
          return Promise.resolve({ shown: said(low, before - 1), more: low > 1 });
        },
      };
    },
    pause: async () => await world.paused(),
    wait: (ms) => Promise.resolve(void waits.push(ms)),
    alone: (work) => work(),
    onStored: () => {},
    onProblem: ({ kind }) => problems.push(kind),
  });
  return { history, filler, asked, waits, problems, world };
}

Deno.test("conversations are completed one after the other, in the order that was asked", async () => {
  const { history, filler, asked } = await start();
  await filler.fill([summary(LONG), summary(SHORT)]);
  assert.deepEqual(asked, ["l171", "l131", "l91", "l51", "l11", "s31"]);
  assert.deepEqual(await history.stretch(LONG), { low: 1, high: 170, complete: true });
  assert.deepEqual(await history.stretch(SHORT), { low: 1, high: 30, complete: true });
  await filler.fill([summary(LONG), summary(SHORT)]);
  assert.equal(asked.length, 6);
});

Deno.test("it goes on from what is kept, and lets go of a page that no longer fits", async () => {
  const { history, filler, asked, world } = await start();
  await history.put(LONG, said(100, 130));
  // Much was said meanwhile: the page shows its end, and the gap before it is filled first.
  world.paused = async () => {
    world.paused = () => {};
    await history.put(LONG, said(165, 170));
  };
  await filler.fill([summary(LONG)]);
  assert.deepEqual(await history.stretch(LONG), { low: 1, high: 170, complete: true });
  assert.deepEqual(asked, ["l100", "l165", "l100", "l60", "l20"]);
});

Deno.test("after a long absence only the gap is asked for, also when the page goes in its midst", async () => {
  const { history, filler, asked, world } = await start({ [LONG]: 400 });
  await history.put(LONG, said(1, 200));
  await history.markComplete(LONG, 1);
  await history.put(LONG, said(341, 400));
  world.paused = () => {
    if (asked.length === 1) world.fails = new AppError("unavailable", "No connection.");
  };
  await filler.fill([summary(LONG)]);
  assert.deepEqual(await history.stretch(LONG), { low: 301, high: 400, complete: false });
  world.paused = () => {};
  await filler.fill([summary(LONG)]);
  assert.deepEqual(asked, ["l341", "l301", "l301", "l261", "l221"]);
  assert.deepEqual(await history.stretch(LONG), { low: 1, high: 400, complete: true });
});

Deno.test("without a connection it stops, and the next time goes on", async () => {
  const { history, filler, asked, world } = await start();
  world.paused = () => {
    if (asked.length === 2) world.fails = new AppError("unavailable", "No connection.");
  };
  await filler.fill([summary(LONG), summary(SHORT)]);
  assert.deepEqual(asked, ["l171", "l131", "l91"]);
  assert.equal((await history.stretch(LONG))?.low, 91);
  world.paused = () => {};
  await filler.fill([summary(LONG), summary(SHORT)]);
  assert.deepEqual(asked.slice(3), ["l91", "l51", "l11", "s31"]);
});

Deno.test("a server that finds it too fast is asked again later", async () => {
  const { filler, asked, waits, world } = await start();
  world.fails = new AppError("rate-limited", "Too fast.");
  await filler.fill([summary(SHORT)]);
  assert.deepEqual([asked, waits], [["s31", "s31"], [10_000]]);
});

Deno.test("one that cannot be had does not keep the others from being completed", async () => {
  const { history, filler, world } = await start();
  world.fails = new AppError("invalid", "A gap.");
  await filler.fill([summary(LONG), summary(SHORT)]);
  assert.equal(await history.stretch(LONG), undefined);
  assert.equal((await history.stretch(SHORT))?.complete, true);
});

Deno.test("what was cleared is not asked for again and again", async () => {
  const { history, filler, asked } = await start();
  await history.setFloor(LONG, 170);
  await filler.fill([summary(LONG)]);
  assert.deepEqual(asked, ["l171"]);
});

Deno.test("what it remembers for its checks is let go from time to time", async () => {
  const { filler, world } = await start({ [LONG]: PAGE * 60 });
  await filler.fill([summary(LONG)]);
  assert.equal(world.sources, 3);
});

Deno.test("it stops when the page is done with", async () => {
  const { filler, asked, world } = await start();
  world.paused = () => {
    if (asked.length === 1) filler.stop();
  };
  await filler.fill([summary(LONG)]);
  assert.deepEqual(asked, ["l171"]);
});

Deno.test("without room nothing more is fetched, and it is told", async () => {
  const { history, filler, asked, problems } = await start();
  history.put = () => Promise.reject(new AppError("storage-full", "Full."));
  await filler.fill([summary(LONG), summary(SHORT)]);
  assert.deepEqual([asked, problems], [["l171"], ["storage-full"]]);
});
