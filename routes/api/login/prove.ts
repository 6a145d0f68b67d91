/** The second half of a sign-in: checks the proof of the key, and sets the session cookie. */

import type { Handler } from "fresh/types";
import { accountEndpoint } from "../../../server/http/account_endpoint.ts";
import { services } from "../../../server/services.ts";

export const handlers = {
  POST: ({ req }) =>
    accountEndpoint(req, async (body, caller) => {
      const { accounts, cookie } = services();
      const { signedIn, token } = await accounts.prove(body, caller);
      return Response.json(signedIn, { headers: { "set-cookie": cookie.set(token) } });
    }),
} satisfies Handler;
