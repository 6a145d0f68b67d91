/** What `tests/conformance/browser_store_test.ts` asks of the browser's own database and locks. */

import type { Shown } from "../../../e2ee/shown.ts";
import { NOTHING_BEGUN } from "../../../client/model/draft.ts";
import { openHistory } from "../../../client/history/stored_history.ts";
import { LocalStore } from "../../../client/store/local_store.ts";
import { profileLocks } from "../../../client/store/locks.ts";
import { profileNeighbours } from "../../../client/notifications/neighbours.ts";
import type { Neighbours } from "../../../client/notifications/port.ts";
import { type DraftNews, profileDraftNews } from "../../../client/history/draft_news.ts";
import type { Database } from "../../../client/store/database.ts";
import { openIndexedDb } from "../../../client/store/indexed_db.ts";
import { storageError } from "../../../client/store/storage_error.ts";
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

/** What the database was asked to do, which takes as long as it takes: requests, bytes of values. */
export interface Cost {
  requests: number;
  bytes: number;
}

const spent: Cost = { requests: 0, bytes: 0 };
const { get, getAll, put } = IDBObjectStore.prototype;

function counted<R>(request: IDBRequest<R>): IDBRequest<R> {
  spent.requests++;
  request.addEventListener("success", () => spent.bytes += sizeOf(request.result));
  return request;
}

IDBObjectStore.prototype.get = function (query) {
  return counted(get.call(this, query));
};
IDBObjectStore.prototype.getAll = function (...query) {
  return counted(getAll.apply(this, query));
};
IDBObjectStore.prototype.put = function (value, key) {
  spent.bytes += sizeOf(value);
  return counted(put.call(this, value, key));
};

function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + sizeOf(one), 0);
  return value === undefined ? 0 : JSON.stringify(value).length;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const { requests, bytes } = spent;
  await work();
  return { requests: spent.requests - requests, bytes: spent.bytes - bytes };
}

let database: Database | undefined;
const opened = async () =>
  database ??= await openIndexedDb(() => Promise.resolve({ storageError }));
/** What tabs tell of drafts, once it was asked for. */
let news: DraftNews | undefined;
const history = async () =>
  openHistory({
    database: await opened(),
    user: ADA,
    locks: profileLocks(),
    ...(news === undefined ? {} : { news }),
  });
let sharing: ReturnType<typeof history> | undefined;

export const stored = {
  put: async (low: number, high: number) => await (await history()).put(CONV, from(low, high)),
  /** As when messages arrive while others are still being written. */
  burst: async (low: number, high: number) => {
    const one = await history();
    await Promise.all(from(low, high).map((shown) => one.put(CONV, [shown])));
  },
  /** What messages cost that arrive one after the other, all together. */
  arrivalCost: async (low: number, high: number) => {
    const one = await history();
    return await costOf(async () => {
      for (const shown of from(low, high)) await one.put(CONV, [shown]);
    });
  },
  page: async (range: { before?: number; limit: number }) =>
    (await (await history()).page(CONV, range)).map(({ seq }) => seq),
  /** What each of `pages` pages of `limit` costs, somewhere in what is kept. */
  pageCosts: async (pages: number, limit: number) => {
    const one = await history();
    const { low, high } = (await one.stretch(CONV))!;
    const costs: Cost[] = [];
    for (let i = 1; i <= pages; i++) {
      const before = low + limit + Math.floor(((high - low - limit) * i) / pages);
      costs.push(await costOf(() => one.page(CONV, { before, limit })));
    }
    return costs;
  },
  stretch: async () => await (await history()).stretch(CONV),
  /** Answers what stands instead, where `before` does not stand any more. */
  setDraft: async (before: string, version: string, text: string) =>
    (await (await history()).drafts.replace(CONV, before, {
      version,
      draft: { ...NOTHING_BEGUN, text },
    }))?.draft.text,
  drafts: async () =>
    [...(await (await history()).drafts.all()).values()].map(({ draft }) => draft.text),
  keyIsExtractable: async () => (await (await opened()).get("localKeys", ADA))?.extractable,
  forget: async () => await new LocalStore(await opened()).person(ADA).forget(),
};

/** Drafts as a page has them that hears of other tabs. */
export const sharedDrafts = {
  open: async () => {
    news = profileDraftNews(ADA);
    sharing = history();
    return [...(await (await sharing).drafts.all()).keys()].length;
  },
  isAlone: () => news!.isAlone(),
  isSure: async () => (await sharing!).drafts.isAlone(CONV),
  /** Answers what stands instead, where `before` does not stand any more. */
  set: async (before: string, version: string, text: string) =>
    (await (await sharing!).drafts.replace(CONV, before, {
      version,
      draft: { ...NOTHING_BEGUN, text },
    }))?.draft.text,
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

Object.assign(globalThis, { stored, pages, sharedDrafts });
