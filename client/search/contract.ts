/** What the page and the search worker say to each other. */

import type { UserId } from "../../protocol/ids.ts";
import type { WorkerContract } from "../../workers/calls.ts";
import type { SearchIndex } from "./port.ts";

export interface SearchContract extends WorkerContract {
  settings: UserId;
  calls: Omit<SearchIndex, "close">;
}

export const SEARCH_CALLS = [
  "add",
  "remove",
  "removeUpTo",
  "query",
  "find",
  "cover",
  "covered",
] as const satisfies (keyof SearchContract["calls"])[];
