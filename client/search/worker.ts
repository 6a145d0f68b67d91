/** The search worker: the index beside the page, so that the page never waits for it. */

import { serveCalls, type WorkerScope } from "../../workers/serve.ts";
import { openIndexedDb } from "../store/indexed_db.ts";
import { localKey } from "../store/local_key.ts";
import { profileLocks } from "../store/locks.ts";
import { SEARCH_CALLS, type SearchContract } from "./contract.ts";
import { SealedIndex } from "./sealed_index.ts";

serveCalls<SearchContract>(globalThis as unknown as WorkerScope, {
  names: SEARCH_CALLS,
  async open(user) {
    const database = await openIndexedDb();
    const key = await localKey(database, user);
    return { calls: await SealedIndex.open({ database, user, key, locks: profileLocks() }) };
  },
});
