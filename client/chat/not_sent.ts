/** Counts what was written or chosen in this browser and has not been sent. */

import type { Sender } from "../conversations/sender.ts";
import { openLocally } from "../conversations/unsent_messages.ts";
import { isContent } from "../kinds/table.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { NotSentView } from "../model/mod.ts";
import type { LocallySealed } from "../store/tables.ts";
import type { Uploads } from "./uploads.ts";

/** What is just leaving has this long to get through before it counts as waiting. */
const LEAVING_MS = 1_000;

export interface NotSentOptions {
  store: PersonStore;
  uploads: Pick<Uploads, "waiting">;
  /** Of the conversations that are loaded. */
  senders: () => readonly Pick<Sender, "flush" | "rows" | "isWaiting">[];
  /** Whether there is a connection at all: without one nothing gets through. */
  isConnected: () => boolean;
  /** Resolves after so many milliseconds. */
  after: (ms: number) => Promise<void>;
}

interface Written {
  key: string;
  problem?: string;
}

/**
 * Counts what was written or chosen in this browser and has not left, in whichever page that was.
 * What cannot be read does not count: it could not be sent either.
 */
export async function notSent(options: NotSentOptions): Promise<NotSentView> {
  const { store, uploads, senders, isConnected, after } = options;
  if (isConnected()) {
    const leaving = senders().filter(({ isWaiting }) => isWaiting).map((one) => one.flush());
    await Promise.race([Promise.all(leaving), after(LEAVING_MS)]);
  }
  const [unsent, outbox, files] = await Promise.all([
    store.wholeUnsent().catch(() => []),
    store.wholeOutbox().catch(() => []),
    uploads.waiting().catch(() => 0),
  ]);
  const counts: NotSentView = { files, messages: 0, changes: 0, refused: 0, unstored: 0 };
  const count = async ({ key, problem }: Written, sealed: LocallySealed) => {
    const payload = await openLocally(key, sealed, store);
    if (payload === undefined) return;
    if (problem !== undefined) counts.refused++;
    else if (isContent(payload)) counts.messages++;
    else counts.changes++;
  };
  for (const entry of unsent) await count(entry, entry);
  // Receipts are sealed too, and are written nowhere in words.
  for (const entry of outbox) if (entry.written !== undefined) await count(entry, entry.written);
  const stored = new Set([...unsent, ...outbox].map(({ key }) => key));
  for (const { key, state } of senders().flatMap((one) => one.rows())) {
    if (stored.has(key)) continue;
    if (state === "failed") counts.unstored++;
    // It was written just now, and is being kept.
    if (state === "sending") counts.messages++;
  }
  return counts;
}
