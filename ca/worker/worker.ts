/**
 * The authority's worker: the only thread that holds the issuing key. It opens the authority, then
 * answers calls as they come, and when it is closed finishes those it has before it ends.
 */

import { AppError } from "../../protocol/errors.ts";
import { serveCalls, type WorkerScope } from "../../workers/serve.ts";
import { openAuthority } from "../open_authority.ts";
import { checkedAuthority } from "./checked_authority.ts";
import { AUTHORITY_CALLS, type AuthorityContract } from "./contract.ts";

serveCalls<AuthorityContract>(globalThis as unknown as WorkerScope, {
  names: AUTHORITY_CALLS,
  async open(settings) {
    const authority = await openAuthority(settings);
    return {
      calls: checkedAuthority(authority),
      async close(idle) {
        await idle;
        await authority.close();
      },
    };
  },
  onError(error) {
    // A line for the operator about what is not the asker's fault.
    const expected = error instanceof AppError && error.kind === "invalid";
    if (!expected) console.error("authority:", error);
  },
});
