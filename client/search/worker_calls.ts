/** What the page and the search worker say to each other. */

import type { Problem } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { SearchIndex } from "./port.ts";

type Methods = Omit<SearchIndex, "close"> & { open(user: UserId): Promise<void> };

/** `open` comes first, once; the worker does one call after the other. */
export type SearchCall = {
  [M in keyof Methods]: { number: number; method: M; args: Parameters<Methods[M]> };
}[keyof Methods];

export type SearchAnswer =
  | { number: number; ok: true; value: unknown }
  | { number: number; ok: false; problem: Problem };
