/** Ends the session and removes its cookie. */

import type { Handler } from "fresh/types";
import { accountEndpoint } from "../../server/http/account_endpoint.ts";
import { services } from "../../server/services.ts";

export const handlers = {
  POST: ({ req }) =>
    accountEndpoint(req, async (body) => {
      const { accounts, cookie, sessionOf } = services();
      const session = await sessionOf(req);
      // Signing out without a session is no error: the browser is rid of its cookie either way.
      if (session !== undefined) await accounts.logout(body, session);
      return Response.json({}, { headers: { "set-cookie": cookie.clear() } });
    }),
} satisfies Handler;
