/** Registers a new person and issues the first certificates. */

import type { Handler } from "fresh/types";
import { accountEndpoint } from "../../server/http/account_endpoint.ts";
import { services } from "../../server/services.ts";

export const handlers = {
  POST: ({ req }) =>
    accountEndpoint(req, async (body, caller) => {
      const step = await services().accounts.register(body, caller);
      return Response.json(step, { status: 201 });
    }),
} satisfies Handler;
