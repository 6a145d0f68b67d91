/** The pages as one function from request to response. */

// Bundled by Nitro as the entry of `.build/pages/server/`; see `load.ts` for the other end.

// Without its polyfills Nitro does not find the pages and answers 404 to each.
// @ts-ignore Nitro makes this module while it builds.
import "#nitro/virtual/polyfills";
import { useNitroApp } from "nitro/app";
import { requestContext } from "../services.ts";
import { withScriptNonce } from "./script_nonce.ts";

const nitro = useNitroApp();

export default {
  /** Answers pages, JSON endpoints and static files. The request needs its context set. */
  async fetch(request: Request): Promise<Response> {
    const { nonce } = requestContext(request);
    return await withScriptNonce(await nitro.fetch(request), nonce);
  },
};
