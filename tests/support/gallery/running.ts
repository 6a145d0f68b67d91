/** A gallery of one test file's own: built to a folder of its own, and served until it is closed. */

import { buildGallery, serveGallery } from "./serve.ts";

export interface RunningGallery {
  origin: string;
  close(): Promise<void>;
}

export async function startGallery(): Promise<RunningGallery> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-gallery-" });
  await buildGallery(folder);
  const server = serveGallery(0, folder);
  return {
    origin: `http://localhost:${(server.addr as Deno.NetAddr).port}`,
    async close() {
      await server.shutdown();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
