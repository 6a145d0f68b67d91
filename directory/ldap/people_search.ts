/**
 * Reads all entries that match, around the limits of the server: by pages (RFC 2696), and where it
 * counts all pages as one search, as OpenLDAP does unless told otherwise, by ranges of ids.
 */

import type { Client, Entry, Filter, SearchOptions } from "ldapts";
import { RESULT, resultCode } from "./errors.ts";

/** Entries in a page, the most first: OpenLDAP refuses a page above its `size.pr`. */
const PAGE_SIZES: readonly number[] = [250, 50, 10];
/** Entries of a search that only finds out where to divide a range; servers give some, at least. */
const SAMPLES: readonly number[] = [100, 10, 2];
/** Searches for one list: a server that stops after one entry is not asked without end. */
const MAX_SEARCHES = 2_000;

/** What one search brought. */
export interface Reading {
  entries: Entry[];
  /** The server stopped before the end. */
  stopped: boolean;
}

/**
 * Reads what a search finds, for one list: by pages, else all at once, else what the server gives.
 * OpenLDAP limits each of these apart (`size.pr`, `size.prtotal`, `size`), and what it allows is
 * remembered.
 */
export class Searches {
  readonly #baseDn: string;
  readonly #options: SearchOptions;
  readonly #maxEntries: number;
  /** Index of the largest page that the server gives; behind the last one: it gives none. */
  #page = 0;
  /** All at once is cut short, too. */
  #isCut = false;

  /** @param maxEntries Reads no page after so many. */
  constructor(baseDn: string, options: SearchOptions, maxEntries: number) {
    this.#baseDn = baseDn;
    this.#options = options;
    this.#maxEntries = maxEntries;
  }

  /** @param client On which nothing else is asked by pages meanwhile. */
  async read(client: Client, filter: Filter): Promise<Reading> {
    const options = { ...this.#options, filter };
    for (; this.#page < PAGE_SIZES.length; this.#page++) {
      const reading = await this.#byPages(client, options);
      if (reading === "refused") continue;
      if (!reading.stopped) return reading;
      const all = this.#isCut ? undefined : await this.#atOnce(client, options);
      if (all !== undefined) return all;
      return reading.entries.length > 0 ? reading : await this.#some(client, options);
    }
    return await this.#atOnce(client, options) ?? await this.#some(client, options);
  }

  /** @returns "refused" when it may be that pages of this size are not given at all. */
  async #byPages(client: Client, options: SearchOptions): Promise<Reading | "refused"> {
    const entries: Entry[] = [];
    try {
      const paged = { ...options, paged: { pageSize: PAGE_SIZES[this.#page]! } };
      for await (const page of stillBound(client).searchPaginated(this.#baseDn, paged)) {
        entries.push(...page.searchEntries);
        if (entries.length >= this.#maxEntries) break;
      }
      return { entries, stopped: false };
    } catch (error) {
      if (!isLimit(error)) throw error;
      const mayBeThePages = resultCode(error) === RESULT.adminLimitExceeded;
      return entries.length === 0 && mayBeThePages ? "refused" : { entries, stopped: true };
    }
  }

  /** @returns undefined when the server does not give all. */
  async #atOnce(client: Client, options: SearchOptions): Promise<Reading | undefined> {
    try {
      const { searchEntries } = await stillBound(client).search(this.#baseDn, options);
      return { entries: searchEntries, stopped: false };
    } catch (error) {
      if (!isLimit(error)) throw error;
      this.#isCut = true;
      return undefined;
    }
  }

  /** The library drops the entries of a search that the server cut short, unless it asked for so many. */
  async #some(client: Client, options: SearchOptions): Promise<Reading> {
    for (const sizeLimit of SAMPLES) {
      try {
        const sample = { ...options, sizeLimit };
        const { searchEntries } = await stillBound(client).search(this.#baseDn, sample);
        return { entries: searchEntries, stopped: true };
      } catch (error) {
        if (!isLimit(error)) throw error;
      }
    }
    return { entries: [], stopped: true };
  }
}

/** A client whose connection broke would connect again by itself, as nobody. */
function stillBound(client: Client): Client {
  if (client.isBound) return client;
  throw new Error("The connection to the directory was lost between two searches");
}

export interface EverythingOptions<Id extends string> {
  /** One search by pages, with what is added to the filter. */
  read(more: readonly Filter[]): Promise<Reading>;
  idOf(entry: Entry): Id | undefined;
  /** Of entries whose ids are not before `from` and before `to`; undefined: the server has no order. */
  between: ((from: Id | undefined, to: Id | undefined) => Filter[]) | undefined;
  maxEntries: number;
}

export interface Everything {
  entries: Entry[];
  /** Entries after which the server stopped; undefined where it gave all at once. */
  serverLimit: number | undefined;
  /** Nothing was left out for the server's limits. */
  complete: boolean;
}

/** Reads everything, in as many ranges as it takes. */
export async function readEverything<Id extends string>(
  options: EverythingOptions<Id>,
): Promise<Everything> {
  const { read, idOf, between, maxEntries } = options;
  const found = new Map<string, Entry>();
  let searches = 0;
  let complete = true;
  let serverLimit: number | undefined;
  const keep = (entries: readonly Entry[]) => {
    for (const entry of entries) found.set(entry.dn, entry);
  };

  const readRange = async (from: Id | undefined, to: Id | undefined): Promise<void> => {
    if (found.size >= maxEntries) return;
    searches++;
    const { entries, stopped } = await read(between?.(from, to) ?? []);
    if (!stopped) return keep(entries);
    serverLimit = Math.max(serverLimit ?? 0, entries.length);
    const ids = [...new Set(entries.map(idOf).filter((id) => id !== undefined))].sort();
    const middle = ids[Math.floor(ids.length / 2)];
    if (between === undefined || ids.length < 2 || searches > MAX_SEARCHES) {
      complete = false;
      return keep(entries);
    }
    await readRange(from, middle);
    await readRange(middle, to);
    // A server that does not order ids finds nobody in the halves.
    if (found.size < maxEntries && !entries.every(({ dn }) => found.has(dn))) complete = false;
    keep(entries);
  };

  await readRange(undefined, undefined);
  return { entries: [...found.values()], serverLimit, complete };
}

/** Whether the server gave up for a limit of its own (RFC 4511 appendix A.2). */
export function isLimit(error: unknown): boolean {
  const code = resultCode(error);
  return code === RESULT.sizeLimitExceeded || code === RESULT.adminLimitExceeded ||
    code === RESULT.timeLimitExceeded;
}
