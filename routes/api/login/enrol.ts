/** Enrols new keys after a right password: issues their certificates. */

import type { Handler } from "fresh/types";
import { accountEndpoint } from "../../../server/http/account_endpoint.ts";
import { services } from "../../../server/services.ts";

export const handlers = {
  POST: ({ req }) =>
    accountEndpoint(
      req,
      async (body, caller) => Response.json(await services().accounts.enrol(body, caller)),
    ),
} satisfies Handler;
