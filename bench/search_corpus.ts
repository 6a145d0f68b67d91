/** Made-up messages in the shape of a team's chat, for measuring the search. Browser-safe. */

import type { SearchDocument } from "../client/search/port.ts";
import type { ConversationId, ItemId, UserId } from "../protocol/ids.ts";

const SYLLABLES = "ka lo mi ra te su no pel dan vir gor fen ush ai ber tol quin zem ol har".split(
  " ",
);
const VOCABULARY = 40_000;
const CONVERSATIONS = 200;
const PEOPLE = 500;
const MINUTE_MS = 60_000;

/** `count` messages of about 14 words; how often a word comes follows Zipf's law. */
export function searchCorpus(count: number, seed = 1): SearchDocument[] {
  const random = generator(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const vocabulary = Array.from(
    { length: VOCABULARY },
    () => Array.from({ length: 1 + below(4) }, () => SYLLABLES[below(SYLLABLES.length)]).join(""),
  );
  const word = () => vocabulary[Math.floor(VOCABULARY ** random()) - 1] ?? vocabulary[0]!;
  return Array.from({ length: count }, (_, number) => ({
    conv: `c${below(CONVERSATIONS)}`.padEnd(43, "A") as ConversationId,
    seq: number,
    id: `m${number}`.padEnd(43, "B") as ItemId,
    sender: `00000000-0000-4000-8000-${String(below(PEOPLE)).padStart(12, "0")}` as UserId,
    timeMs: number * MINUTE_MS,
    text: Array.from({ length: 3 + below(22) }, word).join(" "),
  }));
}

/** Queries as they are typed: one letter, beginnings, several words, nothing found. */
export function searchQueries(): string[] {
  return ["k", "ka", "kalo", "mi te", "ka lo mi", "s", "raterate", "vir gor fen", "zzzz", "a t"];
}

function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
