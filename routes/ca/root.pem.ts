/** Serves the root certificate as PEM. */

import type { Handler } from "fresh/types";
import { certificatePem } from "../../server/http/authority_files.ts";
import { services } from "../../server/services.ts";

export const handlers = {
  GET: async () => certificatePem((await services().authority.chain()).root),
} satisfies Handler;
