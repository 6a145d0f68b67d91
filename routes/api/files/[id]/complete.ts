/** Completes the upload of a sealed file. */

import type { Handler } from "fresh/types";
import { fileEndpoint, fileIdOf } from "../../../../server/http/file_endpoint.ts";
import { services } from "../../../../server/services.ts";

export const handlers = {
  POST: ({ req, params }) =>
    fileEndpoint(req, async (user) => {
      await services().files.complete(user, fileIdOf(params));
      return Response.json({});
    }),
} satisfies Handler;
