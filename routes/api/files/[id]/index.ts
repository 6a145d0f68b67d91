/** Tells how far an upload has come, or removes the file. */

import type { Handler } from "fresh/types";
import { fileEndpoint, fileIdOf } from "../../../../server/http/file_endpoint.ts";
import { services } from "../../../../server/services.ts";

export const handlers = {
  GET: ({ req, params }) =>
    fileEndpoint(
      req,
      async (user) => Response.json(await services().files.status(user, fileIdOf(params))),
    ),
  DELETE: ({ req, params }) =>
    fileEndpoint(req, async (user) => {
      await services().files.remove(user, fileIdOf(params));
      return new Response(null, { status: 204 });
    }),
} satisfies Handler;
