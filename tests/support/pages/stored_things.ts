/** What `tests/conformance/browser_store_test.ts` asks of the browser's own database and locks. */

import type { Shown } from "../../../e2ee/shown.ts";
import { openHistory } from "../../../client/history/stored_history.ts";
import { LocalStore } from "../../../client/store/local_store.ts";
import { profileLocks } from "../../../client/store/locks.ts";
import { profileNeighbours } from "../../../client/notifications/neighbours.ts";
import type { Neighbours } from "../../../client/notifications/port.ts";
import type { Database } from "../../../client/store/database.ts";
import { openIndexedDb } from "../../../client/store/indexed_db.ts";
import type {
  ConversationId,
  DeviceId,
  Fingerprint,
  ItemId,
  UserId,
} from "../../../protocol/ids.ts";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const CONV = "c".repeat(42) + "A" as ConversationId;

function said(seq: number): Shown {
  return {
    kind: "message",
    seq,
    id: `${String(seq).padStart(42, "A")}A` as ItemId,
    sender: ADA,
    device: "g".repeat(22) as DeviceId,
    cert: "A".repeat(43) as Fingerprint,
    epoch: 1,
    takenAt: "2026-11-22T10:00:01.000Z",
    time: "2026-11-22T10:00:00.000Z",
    payload: { type: "text", text: `Message number ${seq} of a conversation that goes on.` },
    missing: 0,
  };
}

function from(low: number, high: number): Shown[] {
  return Array.from({ length: high - low + 1 }, (_, i) => said(low + i));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

let database: Database | undefined;
const opened = async () => database ??= await openIndexedDb();
const history = async () =>
  openHistory({ database: await opened(), user: ADA, locks: profileLocks() });

export const stored = {
  put: async (low: number, high: number) => await (await history()).put(CONV, from(low, high)),
  /** As when messages arrive one by one. @returns milliseconds. */
  burst: async (low: number, high: number) => {
    const one = await history();
    return await timed(() => Promise.all(from(low, high).map((shown) => one.put(CONV, [shown]))));
  },
  page: async (range: { before?: number; limit: number }) =>
    (await (await history()).page(CONV, range)).map(({ seq }) => seq),
  /** Milliseconds for each of `pages` pages of `limit`, somewhere in what is kept. */
  pageTimes: async (pages: number, limit: number) => {
    const one = await history();
    const { low, high } = (await one.stretch(CONV))!;
    const times: number[] = [];
    for (let i = 1; i <= pages; i++) {
      const before = low + limit + Math.floor(((high - low - limit) * i) / pages);
      times.push(await timed(() => one.page(CONV, { before, limit })));
    }
    return times;
  },
  stretch: async () => await (await history()).stretch(CONV),
  setDraft: async (text: string) => await (await history()).setDraft(CONV, text),
  drafts: async () => [...(await (await history()).drafts()).values()],
  keyIsExtractable: async () => (await (await opened()).get("localKeys", ADA))?.extractable,
  forget: async () => await new LocalStore(await opened()).person(ADA).forget(),
};

let neighbours: Neighbours | undefined;
const heard: unknown[] = [];
export const pages = {
  join: () => {
    neighbours = profileNeighbours(ADA);
    neighbours.onNews((news) => heard.push(news));
  },
  speaks: () => neighbours!.isSpeaker(),
  tellRead: (seq: number) => neighbours!.tell({ type: "read", conversation: CONV, seq }),
  heard: () => heard,
  leave: () => neighbours!.close(),
};

Object.assign(globalThis, { stored, pages });
