/** Tells a load balancer or an operator the state of each part of the server. */

import type { Handler } from "fresh/types";
import { services } from "../server/services.ts";

/**
 * State of each part as it was last seen; 503 when one that is needed is down. What is wrong with
 * it is the operator's business alone.
 */
export const handlers = {
  GET: async ({ req }) => {
    const { details, notices, ...health } = await services().health();
    const answer = services().isOperator(req) ? { ...health, details, notices } : health;
    return Response.json(answer, {
      status: health.ok ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
} satisfies Handler;
