/** Serves the current CRL as DER. */

import type { Handler } from "fresh/types";
import { crlDer } from "../../server/http/authority_files.ts";
import { services } from "../../server/services.ts";

export const handlers = {
  GET: async () => crlDer(await services().authority.crl()),
} satisfies Handler;
