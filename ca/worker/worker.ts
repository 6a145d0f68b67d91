/**
 * The authority's worker: the only thread that holds the issuing key. It opens the authority, then
 * answers calls as they come, and when it is closed finishes those it has before it ends.
 */

import { AppError, withCauses } from "../../protocol/errors.ts";
import { serveCalls, type WorkerScope } from "../../workers/serve.ts";
import { openAuthority } from "../open_authority.ts";
import { checkedAuthority } from "./checked_authority.ts";
import { AUTHORITY_CALLS, type AuthorityContract } from "./contract.ts";

/** Tells the thread that started this one, once there is somebody to tell. */
let tellFailed: (what: string, detail: string) => void = () => {};

serveCalls<AuthorityContract>(globalThis as unknown as WorkerScope, {
  names: AUTHORITY_CALLS,
  async open(settings, tell) {
    tellFailed = (what, detail) => tell("failed", what, detail);
    const authority = await openAuthority(settings);
    return {
      calls: checkedAuthority(authority),
      async close(idle) {
        await idle;
        await authority.close();
      },
    };
  },
  onError(error, what) {
    if (what === "open") return; // Whoever starts the worker writes it down.
    const expected = error instanceof AppError && error.kind === "invalid";
    if (!expected) tellFailed(what, withCauses(error));
  },
});
