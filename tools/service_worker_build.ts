/** Builds the service worker, with the list of the build's files that it caches. */

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import type { Plugin } from "vite";

const ENTRY = "client/service_worker/main.ts";
const OUTPUT = "service-worker.js";
const STATIC = "static";
/** Of the build: code and data, lazily loaded parts too. Fonts are kept when they are used. */
const KEPT_ASSET = /^assets\/.*\.(?:js|css|json)$/;
/** Of the folder of static files. */
const KEPT_FILE = /^(?:icons\/.*|manifest\.webmanifest)$/;

/**
 * Builds the service worker as one script at the site's root, with the list of the files of this
 * build and a hash over their contents. It comes out of the build of the client, so that it is
 * served, compressed and embedded like every other file.
 */
export function serviceWorkerBuild(): Plugin {
  return {
    name: "talkywalky:service-worker",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
    async generateBundle(_options, bundle) {
      const files = new Map<string, string | Uint8Array>();
      for (const [path, output] of Object.entries(bundle)) {
        if (!KEPT_ASSET.test(path)) continue;
        files.set(`/${path}`, output.type === "chunk" ? output.code : output.source);
      }
      for (const path of await filesUnder(STATIC)) {
        if (KEPT_FILE.test(path)) files.set(`/${path}`, await readFile(join(STATIC, path)));
      }
      if (files.size < 10) {
        throw new Error(`Cannot build the service worker: it would keep ${[...files.keys()]}`);
      }
      const source = await bundled([...files.keys()].sort(), versionOf(files));
      this.emitFile({ type: "asset", fileName: OUTPUT, source });
    },
  };
}

async function bundled(files: readonly string[], version: string): Promise<string> {
  await using build = await rolldown({
    input: ENTRY,
    transform: { define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) } },
  });
  const { output: [chunk] } = await build.generate({ format: "iife", minify: true });
  return chunk.code;
}

/** Changes with each name and each content. */
function versionOf(files: ReadonlyMap<string, string | Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [path, content] of [...files].sort(([a], [b]) => a < b ? -1 : 1)) {
    hash.update(`${path}\0`).update(createHash("sha256").update(content).digest());
  }
  return hash.digest("base64url").slice(0, 16);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll("\\", "/"));
}
