// Browser-safe: runs in the page and in workers.

/** How kept messages are laid out: blocks of neighbouring places, and the stretch they cover. */

import type { Shown } from "../../e2ee/shown.ts";
import type { KeptStretch } from "./port.ts";

/** Places in one block: few enough to be sealed anew for each message, many enough to read fast. */
export const BLOCK_PLACES = 64;
const DIGITS = 12;

export function blockOf(place: number): number {
  return Math.floor(place / BLOCK_PLACES);
}

/** As a part of a key: blocks stand in the order of their places. */
export function blockName(block: number): string {
  return String(block).padStart(DIGITS, "0");
}

/** All blocks that hold a place of the stretch. */
export function blocksOf({ low, high }: { low: number; high: number }): number[] {
  const first = blockOf(low);
  return Array.from({ length: Math.max(0, blockOf(high) - first + 1) }, (_, i) => first + i);
}

/** The part of `stretch` that lies in `block`. */
export function partIn(
  block: number,
  stretch: { low: number; high: number },
): { low: number; high: number } {
  const low = block * BLOCK_PLACES;
  return {
    low: Math.max(low, stretch.low),
    high: Math.min(low + BLOCK_PLACES - 1, stretch.high),
  };
}

/** What of `shown` lies from `low` to `high`, if that is all of it and in order. */
export function wholePart(
  shown: readonly Shown[],
  { low, high }: { low: number; high: number },
): Shown[] | undefined {
  const part = shown.filter(({ seq }) => seq >= low && seq <= high);
  const isWhole = part.length === high - low + 1 && part.every(({ seq }, i) => seq === low + i);
  return isWhole ? part : undefined;
}

export interface Merged {
  stretch: KeptStretch;
  /** What is to be kept now, by place. */
  places: Map<number, Shown>;
  /** What was kept before no longer counts. */
  anew: boolean;
}

/** Joins what was opened now to the stretch that stands; what does not touch it begins it anew. */
export function mergeInto(
  before: KeptStretch | undefined,
  shown: readonly Shown[],
): Merged | undefined {
  let stretch = before;
  let anew = false;
  let places = new Map<number, Shown>();
  const inOrder = [...new Map(shown.map((one) => [one.seq, one])).values()]
    .sort((a, b) => a.seq - b.seq);
  for (const run of runsOf(inOrder)) {
    const low = run[0]!.seq;
    const high = run.at(-1)!.seq;
    if (stretch === undefined || low > stretch.high + 1 || high < stretch.low - 1) {
      anew ||= stretch !== undefined;
      places = new Map();
      stretch = { low, high, complete: false };
    } else {
      const { complete } = stretch;
      stretch = { low: Math.min(low, stretch.low), high: Math.max(high, stretch.high), complete };
    }
    for (const one of run) places.set(one.seq, one);
  }
  return stretch === undefined || places.size === 0 ? undefined : { stretch, places, anew };
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
