/** What the authority's worker and its client say to each other. */

import type { Problem } from "../../protocol/errors.ts";
import type { AuthoritySettings } from "../core/settings.ts";
import type { AuthorityRequest, AuthorityResponse } from "./messages.ts";

/** `start` comes first and once, `stop` last; requests lie between. */
export type ToWorker =
  | { type: "start"; settings: AuthoritySettings }
  | { type: "request"; id: number; request: AuthorityRequest }
  | { type: "stop" };

/** `start` is answered with `started` or `failed`, `stop` with `stopped`. */
export type FromWorker =
  | { type: "started" }
  | { type: "failed"; problem: Problem }
  | { type: "response"; id: number; response: AuthorityResponse }
  | { type: "stopped" };
