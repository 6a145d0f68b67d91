/** The first half of a sign-in: checks the password. */

import type { Handler } from "fresh/types";
import { accountEndpoint } from "../../../server/http/account_endpoint.ts";
import { services } from "../../../server/services.ts";

export const handlers = {
  POST: ({ req }) =>
    accountEndpoint(
      req,
      async (body, caller) => Response.json(await services().accounts.login(body, caller)),
    ),
} satisfies Handler;
