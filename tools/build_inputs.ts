/** One hash over everything that feeds the build of the pages. */

import { createHash } from "node:crypto";
import { join } from "node:path";

/** What feeds the build of the pages, as paths from the project's root. */
const FOLDERS = [
  "broker",
  "ca",
  "client",
  "components",
  "directory",
  "e2ee",
  "i18n",
  "islands",
  "protocol",
  "routes",
  "server",
  "static",
  "tools/words",
];
const FILES = [
  "deno.json",
  "deno.lock",
  "tools/css_target.ts",
  "tools/reproducible_build.ts",
  "tools/service_worker_build.ts",
  "vite.config.ts",
];

/**
 * One hash over the paths and contents of everything that feeds the build, tests aside. Times of
 * files do not count, so a fresh clone and a switched branch are judged by what they hold.
 */
export async function hashBuildInputs(root: string): Promise<string> {
  const paths = (await Promise.all(FOLDERS.map((folder) => filesUnder(root, folder)))).flat();
  const hash = createHash("sha256");
  for (const path of [...FILES, ...paths].sort()) {
    const content = await Deno.readFile(join(root, path)).catch(orAbsent);
    if (content !== null) hash.update(`${path}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest("hex");
}

async function filesUnder(root: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const entry of Deno.readDir(join(root, folder))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory) paths.push(...await filesUnder(root, path));
      else if (!/_test\.tsx?$/.test(entry.name)) paths.push(path);
    }
  } catch (error) {
    orAbsent(error);
  }
  return paths;
}

function orAbsent(error: unknown): null {
  if (error instanceof Deno.errors.NotFound) return null;
  throw error;
}
