/** Opens a person's search index and begins to feed it. */

import type { UserId } from "../../protocol/ids.ts";
import { openSearchIndex } from "./client.ts";
import { SearchFeed, type SearchFeedOptions } from "./feed.ts";
import type { SearchIndex } from "./port.ts";

/** A search that is running: its index, and what keeps it up to date. */
export interface RunningSearch {
  index: Pick<SearchIndex, "query" | "close">;
  feed: Pick<SearchFeed, "changed" | "again" | "follow" | "isDone" | "stop">;
}

/** Opens the index of `user` and begins to feed it. */
export function openSearch(
  user: UserId,
  options: Omit<SearchFeedOptions, "index">,
): RunningSearch {
  const index = openSearchIndex(user);
  return { index, feed: new SearchFeed({ ...options, index }) };
}
