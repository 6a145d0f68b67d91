/** Begins the upload of a sealed file. */

import type { Handler } from "fresh/types";
import { fileEndpoint } from "../../../server/http/file_endpoint.ts";
import { readJson } from "../../../server/http/json_body.ts";
import { services } from "../../../server/services.ts";

export const handlers = {
  POST: ({ req }) =>
    fileEndpoint(req, async (user) => {
      const { status, created } = await services().files.create(user, await readJson(req));
      return Response.json(status, { status: created ? 201 : 200 });
    }),
} satisfies Handler;
