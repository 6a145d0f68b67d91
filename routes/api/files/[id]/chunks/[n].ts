/** Takes in and hands out one chunk of a sealed file. */

import type { Handler } from "fresh/types";
import { writeContentDigest } from "../../../../../protocol/files.ts";
import { chunkNumberOf, fileEndpoint, fileIdOf } from "../../../../../server/http/file_endpoint.ts";
import { services } from "../../../../../server/services.ts";

/**
 * What a member fetched may stay in his browser's cache: ciphertext that never changes, which is
 * no more than what he had. The server itself asks for membership each time.
 */
const CACHE = "private, max-age=31536000, immutable";

export const handlers = {
  GET: ({ req, params }) =>
    fileEndpoint(req, async (user) => {
      const { files } = services();
      const { bytes, sha256 } = await files.chunk(
        user,
        fileIdOf(params),
        chunkNumberOf(params),
      );
      return new Response(bytes, {
        headers: {
          "cache-control": CACHE,
          "content-type": "application/octet-stream",
          "content-length": String(bytes.length),
          "content-digest": writeContentDigest(sha256),
        },
      });
    }),
  PUT: ({ req, params }) =>
    fileEndpoint(req, async (user) => {
      await services().files.putChunk(
        user,
        fileIdOf(params),
        chunkNumberOf(params),
        req.headers.get("content-digest"),
        async () => new Uint8Array(await req.arrayBuffer()),
      );
      return new Response(null, { status: 204 });
    }),
} satisfies Handler;
