/** Keeps a sealed file for good, once a message names it. */

import type { Handler } from "fresh/types";
import { fileEndpoint, fileIdOf } from "../../../../server/http/file_endpoint.ts";
import { readJson } from "../../../../server/http/json_body.ts";
import { services } from "../../../../server/services.ts";

export const handlers = {
  POST: ({ req, params }) =>
    fileEndpoint(req, async (user) => {
      await services().files.keep(user, fileIdOf(params), await readJson(req));
      return Response.json({});
    }),
} satisfies Handler;
