/** The search of the chat on made-up messages, in a page of its own. */

import { openSearchIndex } from "../../../client/search/client.ts";
import type { SearchDocument } from "../../../client/search/port.ts";
import type { ConversationId, ItemId, UserId } from "../../../protocol/ids.ts";

export interface SearchBench {
  /** Adds messages `from` to `to`; answers the milliseconds it took. */
  add(from: number, to: number): Promise<number>;
  /** Milliseconds until the first results, and how many there were. */
  query(text: string): Promise<{ ms: number; hits: number }>;
}

/** Seldom words stand behind often ones, as in any language: the nth as often as 1/n. */
const WORDS = 20_000;
const WORDS_EACH = 12;
const DAY_MS = 86_400_000;

const index = openSearchIndex("00000000-0000-4000-8000-000000000001" as UserId);

const bench: SearchBench = {
  async add(from, to) {
    const documents = Array.from({ length: to - from }, (_, i) => documentOf(from + i));
    const startMs = performance.now();
    await index.add(documents);
    return performance.now() - startMs;
  },
  async query(text) {
    const startMs = performance.now();
    const { hits } = await index.query({ text, limit: 50 });
    return { ms: performance.now() - startMs, hits: hits.length };
  },
};
Object.assign(globalThis, { bench });

function documentOf(number: number): SearchDocument {
  const words = Array.from({ length: WORDS_EACH }, (_, i) => wordOf(number * WORDS_EACH + i));
  return {
    conv: `conversation${number % 20}`.padEnd(43, "A") as ConversationId,
    seq: number + 1,
    id: `message${number}`.padEnd(43, "A") as ItemId,
    sender: `00000000-0000-4000-8000-${String(number % 50).padStart(12, "0")}` as UserId,
    timeMs: Date.UTC(2026, 0, 1) + number * DAY_MS / 400,
    text: words.join(" "),
  };
}

/** The same for the same number, and pronounceable, so that prefixes are shared. */
function wordOf(number: number): string {
  const mixed = (Math.imul(number + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
  let rank = Math.floor(WORDS ** mixed);
  let word = "";
  do {
    word += "bdfgklmnprstvz"[rank % 14]! + "aeiou"[rank % 5]!;
    rank = Math.floor(rank / 14);
  } while (rank > 0);
  return word;
}
