/** Notes a refusal of an HTTP request that matters to security. */

import type { AppError } from "../../protocol/errors.ts";
import { refusalEvent } from "../audit.ts";
import { requestContext, services } from "../services.ts";

/** Notes `error` where it refused for want of rights, or because a limit was met. */
export function auditRefusal(error: AppError | null, request: Request): void {
  const event = error === null ? undefined : refusalEvent(error.kind);
  if (event === undefined) return;
  // Ids in a path would make each request a line of its own.
  const area = new URL(request.url).pathname.split("/").slice(0, 3).join("/");
  services().audit(event, {
    where: `${request.method} ${area}`,
    address: requestContext(request).clientAddress,
    reason: error!.reason ?? error!.message,
  });
}
