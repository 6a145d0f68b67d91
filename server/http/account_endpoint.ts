/** Wraps the JSON endpoints around the sign-in: body, caller, errors. */

import type { Caller } from "../accounts/accounts.ts";
import { requestContext } from "../services.ts";
import { auditRefusal } from "./audit_refusal.ts";
import { readJson } from "./json_body.ts";
import { asAppError, problemResponse } from "./problem.ts";
import { services } from "../services.ts";

/**
 * A JSON endpoint around the sign-in: reads the body, lets `work` decide, and answers its response
 * or the problem it threw. What nobody foresaw goes to the operator's log.
 */
export async function accountEndpoint(
  request: Request,
  work: (body: unknown, caller: Caller) => Promise<Response>,
): Promise<Response> {
  try {
    const caller: Caller = {
      address: requestContext(request).clientAddress,
      // Present and ours: the origin check comes before every route.
      origin: request.headers.get("origin") ?? "",
    };
    return await work(await readJson(request), caller);
  } catch (error) {
    const known = asAppError(error);
    if (known === null || ["internal", "unavailable", "storage-full"].includes(known.kind)) {
      services().reportError(error, `${request.method} ${new URL(request.url).pathname}`);
    }
    auditRefusal(known, request);
    return problemResponse(error);
  }
}
