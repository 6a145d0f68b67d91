/** The search worker: the index beside the page, so that the page never waits for it. */

import { toProblem } from "../../protocol/errors.ts";
import { profileLocks } from "../store/locks.ts";
import { openIndexedDb } from "../store/indexed_db.ts";
import { localKey } from "../store/local_key.ts";
import { SealedIndex } from "./sealed_index.ts";
import type { SearchAnswer, SearchCall } from "./worker_calls.ts";

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SearchCall>) => void) | null;
  postMessage(answer: SearchAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;
let opening: Promise<SealedIndex> | undefined;

async function run(call: SearchCall): Promise<unknown> {
  if (call.method === "open") {
    const [user] = call.args;
    opening = openIndexedDb().then(async (database) =>
      await SealedIndex.open({
        database,
        user,
        key: await localKey(database, user),
        locks: profileLocks(),
      })
    );
    await opening;
    return;
  }
  if (opening === undefined) throw new Error(`${call.method} before open`);
  const index = await opening;
  switch (call.method) {
    case "add":
      return await index.add(...call.args);
    case "remove":
      return await index.remove(...call.args);
    case "removeUpTo":
      return await index.removeUpTo(...call.args);
    case "query":
      return await index.query(...call.args);
    case "find":
      return await index.find(...call.args);
    case "cover":
      return await index.cover(...call.args);
    case "covered":
      return await index.covered();
  }
}

scope.onmessage = ({ data }) => {
  const { number } = data;
  run(data).then(
    (value) => scope.postMessage({ number, ok: true, value }),
    (error) => scope.postMessage({ number, ok: false, problem: toProblem(error) }),
  );
};
