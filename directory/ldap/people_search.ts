/**
 * Reads all entries that match, around the limits of the server: by pages (RFC 2696), and where it
 * counts all pages as one search, as OpenLDAP does unless told otherwise, by ranges of ids.
 */

import type { Client, Entry, Filter, SearchOptions } from "ldapts";
import { RESULT, resultCode } from "./errors.ts";

const PAGE_ENTRIES = 250;
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

/** One search by pages. @param maxEntries Reads no page after so many. */
export async function readPages(
  client: Client,
  baseDn: string,
  options: SearchOptions,
  maxEntries: number,
): Promise<Reading> {
  const entries: Entry[] = [];
  try {
    const paged = { ...options, paged: { pageSize: PAGE_ENTRIES } };
    for await (const page of client.searchPaginated(baseDn, paged)) {
      entries.push(...page.searchEntries);
      if (entries.length >= maxEntries) return { entries, stopped: false };
    }
    return { entries, stopped: false };
  } catch (error) {
    if (!isLimit(error)) throw error;
    if (entries.length > 0) return { entries, stopped: true };
  }
  // The library drops the entries of a page that the server cut short, unless it asked for so many.
  for (const sizeLimit of SAMPLES) {
    try {
      const { searchEntries } = await client.search(baseDn, { ...options, sizeLimit });
      return { entries: searchEntries, stopped: true };
    } catch (error) {
      if (!isLimit(error)) throw error;
    }
  }
  return { entries, stopped: true };
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
function isLimit(error: unknown): boolean {
  const code = resultCode(error);
  return code === RESULT.sizeLimitExceeded || code === RESULT.adminLimitExceeded ||
    code === RESULT.timeLimitExceeded;
}
