/** Tells a load balancer or an operator the state of each part of the server. */

import type { Handler } from "fresh/types";
import { requestContext, services } from "../server/services.ts";

/** Asked on the machine itself, and not by way of a proxy there. */
function isOperator(request: Request): boolean {
  const { clientAddress } = requestContext(request);
  const isProxied = ["forwarded", "x-forwarded-for", "via"].some((name) =>
    request.headers.has(name)
  );
  return /^(?:127\.|::1$|::ffff:127\.)/.test(clientAddress) && !isProxied;
}

/** State of each part, for a load balancer or an operator; 503 when one that is needed is down. */
export const handlers = {
  GET: async ({ req }) => {
    const { notices, ...health } = await services().health();
    const told = isOperator(req) && notices !== undefined && notices.length > 0 ? { notices } : {};
    return Response.json({ ...health, ...told }, {
      status: health.ok ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
} satisfies Handler;
