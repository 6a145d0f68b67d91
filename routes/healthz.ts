/** Tells a load balancer or an operator the state of each part of the server. */

import type { Handler } from "fresh/types";
import { services } from "../server/services.ts";

/** State of each part, for a load balancer or an operator; 503 when one that is needed is down. */
export const handlers = {
  GET: async () => {
    const health = await services().health();
    return Response.json(health, {
      status: health.ok ? 200 : 503,
      headers: { "cache-control": "no-store" },
    });
  },
} satisfies Handler;
