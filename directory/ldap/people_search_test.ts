import assert from "node:assert/strict";
import type { Entry, Filter } from "ldapts";
import { readEverything, type Reading } from "./people_search.ts";

interface Server {
  ids: string[];
  /** Entries that one search gives. */
  limit: number;
  ordersIds?: boolean;
  hasRanges?: boolean;
  maxEntries?: number;
}

/** Reads a server that knows ranges, as its filters would say them. */
async function readFrom({ ids, limit, ordersIds = true, hasRanges = true, maxEntries }: Server) {
  let searches = 0;
  // A range in the place of the filters that would say it.
  type Range = { from?: string | undefined; to?: string | undefined };
  const rangeOf = new WeakMap<Filter, Range>();
  const between = (from: string | undefined, to: string | undefined): Filter[] => {
    if (from === undefined && to === undefined) return [];
    const filter = {} as Filter;
    rangeOf.set(filter, { from, to });
    return [filter];
  };
  const read = ([filter]: readonly Filter[]): Promise<Reading> => {
    searches++;
    const { from, to } = filter === undefined ? {} : rangeOf.get(filter)!;
    const matching = !ordersIds && filter !== undefined
      ? []
      : ids.filter((id) => (from === undefined || id >= from) && (to === undefined || id < to));
    const entries: Entry[] = matching.slice(0, limit).map((id) => ({ dn: `uid=${id}`, id }));
    return Promise.resolve({ entries, stopped: matching.length > limit });
  };
  const result = await readEverything<string>({
    read,
    idOf: (entry) => String(entry["id"]),
    between: hasRanges ? between : undefined,
    maxEntries: maxEntries ?? 100_000,
  });
  return { ...result, searches, found: result.entries.map(({ id }) => String(id)).sort() };
}

/** As many ids, in an order that is not theirs. */
const manyIds = (count: number) =>
  Array.from({ length: count }, (_, i) => String((i * 7919) % count).padStart(6, "0"));

Deno.test("a server without a limit is asked once", async () => {
  const ids = manyIds(700);
  const { found, searches, serverLimit, complete } = await readFrom({ ids, limit: Infinity });
  assert.deepEqual(found, ids.toSorted());
  assert.deepEqual([searches, serverLimit, complete], [1, undefined, true]);
});

Deno.test("a limit of the server is read around, whatever it is", async () => {
  for (const [count, limit] of [[1500, 500], [501, 500], [37, 2], [5000, 100]] as const) {
    const ids = manyIds(count);
    const { found, complete, serverLimit } = await readFrom({ ids, limit });
    assert.deepEqual(found, ids.toSorted(), `${count} by ${limit}`);
    assert.deepEqual([complete, serverLimit], [true, limit]);
  }
});

Deno.test("what cannot be read around is said to be incomplete, and what came is kept", async () => {
  const ids = manyIds(300);
  for (const how of [{ hasRanges: false }, { ordersIds: false }, { limit: 1 }]) {
    const { found, complete, serverLimit } = await readFrom({ ids, limit: 100, ...how });
    assert.equal(complete, false, JSON.stringify(how));
    assert.ok(found.length >= (serverLimit ?? 0) && found.length < 300, JSON.stringify(how));
    assert.ok(found.length > 0);
  }
});

Deno.test("no more is read than is asked for", async () => {
  const { found, searches } = await readFrom({ ids: manyIds(5000), limit: 100, maxEntries: 500 });
  assert.ok(found.length >= 500 && found.length < 1000, String(found.length));
  assert.ok(searches < 40, String(searches));
});
