/**
 * `deno task bench ui`: what a person waits for, in real Chromium on the real server.
 *
 * @module
 */
import { percentile } from "../broker_bench.ts";
import { machineFacts } from "../machine.ts";
import { type Cell, formatTable } from "../table.ts";
import { heapBytes } from "./memory.ts";
import { measureOpening } from "./opening.ts";
import { loadAll, measureScrolling } from "./scrolling.ts";
import { measureSearching } from "./searching.ts";
import { measureSending } from "./sending.ts";
import { READER, SPEAKER, UiWorld } from "./world.ts";

/** How much of everything. */
interface UiPlan {
  openings: number;
  sendings: number;
  /** Messages of the conversation that is scrolled through. */
  longConversation: number;
  scrollSeconds: number;
  /** Messages that are searched. */
  searched: number;
  /** One a second for an hour. */
  anHour: number;
}

const FULL: UiPlan = {
  openings: 10,
  sendings: 200,
  longConversation: 10_000,
  scrollSeconds: 10,
  searched: 100_000,
  anHour: 3_600,
};
const QUICK: UiPlan = {
  openings: 3,
  sendings: 40,
  longConversation: 1_500,
  scrollSeconds: 4,
  searched: 20_000,
  anHour: 600,
};
const LOAD_TIMEOUT_MS = 600_000;

/** Measures and prints everything. Takes some minutes. */
export async function benchUi({ quick }: { quick: boolean }): Promise<void> {
  const plan = quick ? QUICK : FULL;
  console.log(await machineFacts());
  const rows: Cell[][] = [];
  const add = (what: string, unit: string, values: readonly number[]) =>
    rows.push([
      what,
      values.length,
      percentile([...values], 50),
      percentile([...values], 99),
      Math.max(...values),
      unit,
    ]);
  const world = await UiWorld.open();
  try {
    console.error("Opening and sending");
    await world.say(50);
    const [reader, speaker] = [await world.readerWindow(), await world.speakerWindow()];
    await speaker.sees(await world.say(1));
    add("time to the usable chat", "ms", await measureOpening(reader, plan.openings));
    await reader.openPerson(SPEAKER);
    await speaker.openPerson(READER);
    add("send to shown", "ms", await measureSending(speaker, reader, plan.sendings));
    await speaker.close();

    console.error(`Memory, over ${plan.anHour} messages`);
    const before = await heapBytes(reader);
    await reader.sees(await world.say(plan.anHour));
    const after = await heapBytes(reader);
    add("heap before an hour's messages", "MB", [before / 1e6]);
    add("heap after them", "MB", [after / 1e6]);

    console.error(`Scrolling, over ${plan.longConversation} messages`);
    await world.say(Math.max(0, plan.longConversation - plan.anHour - plan.sendings - 51));
    await loadAll(reader, LOAD_TIMEOUT_MS);
    const { frameMs, elements } = await measureScrolling(reader, plan.scrollSeconds);
    add("frame while scrolling", "ms", frameMs);
    add("elements in the log", "", [elements]);
    add("heap with all of them", "MB", [await heapBytes(reader) / 1e6]);
  } finally {
    await world.close();
  }
  console.error(`Searching ${plan.searched} messages`);
  const { firstMs, indexMs, heapMb } = await measureSearching(plan.searched);
  add("search, first results", "ms", firstMs);
  add("indexing of 1,000 messages", "ms", indexMs);
  add("heap with the index", "MB", [heapMb]);
  console.log(`\n${formatTable(["what", "times", "p50", "p99", "most", "unit"], rows)}`);
}
