/** How stored messages are laid out: blocks of neighbouring places, and the stretches they cover. */

import type { Shown } from "../../e2ee/shown.ts";
import type { StoredStretch } from "./port.ts";

/** Places in one block: few enough to be sealed anew for each message, many enough to read fast. */
export const BLOCK_PLACES = 64;
/** Stretches of one conversation; beyond them the shortest of the older ones is let go. */
export const MAX_STRETCHES = 8;
const DIGITS = 12;

/** Places from `low` to `high`, both counted in. */
export interface Places {
  low: number;
  high: number;
}

export function blockOf(place: number): number {
  return Math.floor(place / BLOCK_PLACES);
}

/** As a part of a key: blocks stand in the order of their places. */
export function blockName(block: number): string {
  return String(block).padStart(DIGITS, "0");
}

/** All blocks that hold a place of the stretch. */
export function blocksOf({ low, high }: Places): number[] {
  const first = blockOf(low);
  return Array.from({ length: Math.max(0, blockOf(high) - first + 1) }, (_, i) => first + i);
}

/** All blocks that hold a place of one of the stretches, in order. */
export function blocksOfAll(stretches: readonly Places[]): number[] {
  return [...new Set(stretches.flatMap(blocksOf))].sort((a, b) => a - b);
}

/** The part of `stretch` that lies in `block`. */
export function partIn(block: number, stretch: Places): Places {
  const low = block * BLOCK_PLACES;
  return {
    low: Math.max(low, stretch.low),
    high: Math.min(low + BLOCK_PLACES - 1, stretch.high),
  };
}

/** What of `shown` lies from `low` to `high`, if that is all of it and in order. */
export function wholePart(shown: readonly Shown[], { low, high }: Places): Shown[] | undefined {
  const part = shown.filter(({ seq }) => seq >= low && seq <= high);
  const isWhole = part.length === high - low + 1 && part.every(({ seq }, i) => seq === low + i);
  return isWhole ? part : undefined;
}

/** What of `shown` lies in one of the stretches. */
export function within(shown: Iterable<Shown>, stretches: readonly Places[]): Shown[] {
  return [...shown].filter(({ seq }) =>
    stretches.some(({ low, high }) => seq >= low && seq <= high)
  );
}

export interface Merged {
  /** Newest first; none touches another. */
  stretches: StoredStretch[];
  /** What is to be kept now, by place. */
  places: Map<number, Shown>;
}

/**
 * Joins what was opened now to the stretches that stand, newest first. What touches none is one of
 * its own, with a gap to the others; what fills a gap makes one of two.
 */
export function mergeInto(
  before: readonly StoredStretch[],
  shown: readonly Shown[],
): Merged | undefined {
  const places = new Map(shown.map((one) => [one.seq, one]));
  if (places.size === 0) return undefined;
  const inOrder = [...places.values()].sort((a, b) => a.seq - b.seq);
  let stretches = [...before];
  for (const run of runsOf(inOrder)) {
    let joined: StoredStretch = { low: run[0]!.seq, high: run.at(-1)!.seq, complete: false };
    const apart: StoredStretch[] = [];
    for (const one of stretches) {
      if (one.low > joined.high + 1 || one.high < joined.low - 1) apart.push(one);
      else {
        joined = {
          low: Math.min(one.low, joined.low),
          high: Math.max(one.high, joined.high),
          // Nothing stands before a complete one, so that it is the first of the two.
          complete: one.complete || joined.complete,
        };
      }
    }
    stretches = [...apart, joined].sort((a, b) => b.high - a.high);
  }
  stretches = longest(stretches);
  const stored = within(places.values(), stretches);
  return { stretches, places: new Map(stored.map((one) => [one.seq, one])) };
}

/** As many of the stretches, newest first, as are kept: the newest, and the longest of the others. */
export function longest(stretches: readonly StoredStretch[]): StoredStretch[] {
  const [newest, ...older] = stretches;
  if (newest === undefined) return [];
  const length = ({ low, high }: Places) => high - low;
  const stay = older.toSorted((a, b) => length(b) - length(a)).slice(0, MAX_STRETCHES - 1);
  return [newest, ...older.filter((one) => stay.includes(one))];
}

/** `shown`, which is in order, cut where a place is missing. */
function runsOf(shown: readonly Shown[]): Shown[][] {
  const runs: Shown[][] = [];
  for (const one of shown) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.seq === one.seq - 1) run.push(one);
    else runs.push([one]);
  }
  return runs;
}
