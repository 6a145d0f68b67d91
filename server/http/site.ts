/** The site as one function from request to answer, with its checks and headers. */

import { AppError } from "../../protocol/errors.ts";
import { setRequestContext } from "../services.ts";
import type { Fetch } from "./listen.ts";
import { originNamed, refuseForeignOrigin } from "./origin.ts";
import { problemResponse } from "./problem.ts";
import { newNonce, withSecurityHeaders } from "./security_headers.ts";
import { isHiddenPath } from "./static_guard.ts";

export interface SiteOptions {
  /** Answers what passed the checks; the built pages, in the running server. */
  pages: (request: Request) => Response | Promise<Response>;
  /** Origins whose pages may change state, as in `ownOrigins`. */
  allowedOrigins: ReadonlySet<string>;
  /** Where people reach the server; one of `allowedOrigins`. */
  publicOrigin: () => string;
  /** Is told of a request that another site's page made, and that was refused for it. */
  onForeign?: (request: Request, clientAddress: string) => void;
}

/**
 * The site as one function from request to answer: hidden paths and foreign origins are refused,
 * the request gets its context, and every answer gets the security headers with the nonce that
 * its page was rendered with.
 */
export function site(
  { pages, allowedOrigins, publicOrigin, onForeign = () => {} }: SiteOptions,
): Fetch {
  return async (request, { clientAddress, isLocal }) => {
    const url = new URL(request.url);
    const nonce = newNonce();
    setRequestContext(request, { clientAddress, isLocal, nonce });
    const foreign = refuseForeignOrigin(request, allowedOrigins);
    if (foreign !== null) onForeign(request, clientAddress);
    const response = refuseHiddenPath(url) ?? foreign ?? await pages(request);
    const origin = originNamed(url.host, allowedOrigins) ?? publicOrigin();
    return withSecurityHeaders(response, { nonce, url, origin });
  };
}

function refuseHiddenPath(url: URL): Response | null {
  if (!isHiddenPath(url.pathname)) return null;
  return problemResponse(new AppError("not-found", "There is nothing at this address."));
}
