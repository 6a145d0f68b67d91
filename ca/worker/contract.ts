/** What the authority's worker and the thread that started it say to each other. */

import type { WorkerContract } from "../../workers/calls.ts";
import type { AuthoritySettings } from "../core/settings.ts";
import type { Authority } from "../port.ts";

/** The authority's port, but for `close`: whoever runs the authority ends it. */
export interface AuthorityContract extends WorkerContract {
  settings: AuthoritySettings;
  calls: Omit<Authority, "close">;
  events: {
    /** What is not the asker's fault, for the log: which call, and the error with its causes. */
    failed(what: string, detail: string): void;
  };
}

export const AUTHORITY_CALLS = [
  "chain",
  "crl",
  "issue",
  "issued",
  "current",
  "verifySignIn",
  "revokeAll",
  "state",
] as const satisfies (keyof AuthorityContract["calls"])[];
