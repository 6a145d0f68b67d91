/**
 * The files of a compiled binary as a folder that Deno runs: nothing but what is inside the
 * binary, laid out so that the same import specifiers find the same files.
 */

import { dirname, join } from "node:path";
import type { Embedded } from "../../tools/compile/embedded.ts";

/** `.deno_compile_node_modules/<registry>/<name>/<version>/...` */
const PACKAGE_FILE = /^\.deno_compile_node_modules\/[^/]+\/((?:@[^/]+\/)?[^/]+)\/([^/]+)\/(.+)$/;

/**
 * Writes the embedded files below `folder`, which must be empty. The binary's import map becomes
 * `deno.json`. Its packages, which the compiled runtime finds by its own table, go where that table
 * says: each into a folder of its own, with links to exactly the packages that it may import.
 *
 * @returns the arguments with which `deno` runs the binary's entry from there.
 */
export async function writeEmbedded(embedded: Embedded, folder: string): Promise<string[]> {
  const { entry, importMap, packages, roots, files } = embedded;
  for (const [path, content] of files) {
    const [, name, version, rest] = PACKAGE_FILE.exec(path) ?? [];
    const to = name === undefined ? path : `${installed(`${name}@${version}`, name)}/${rest}`;
    await Deno.mkdir(dirname(join(folder, to)), { recursive: true });
    await Deno.writeFile(join(folder, to), content, { createNew: true });
  }
  const link = async (from: string, id: string) => {
    const { name, version } = packages.get(id)!;
    await Deno.mkdir(dirname(join(folder, from)), { recursive: true });
    await Deno.symlink(
      join(folder, installed(`${name}@${version}`, name)),
      join(folder, from),
    );
  };
  for (const id of new Set(roots.values())) {
    await link(`node_modules/${packages.get(id)!.name}`, id);
  }
  for (const { name, version, dependencies } of packages.values()) {
    for (const [alias, id] of dependencies) await link(installed(`${name}@${version}`, alias), id);
  }
  await Deno.writeTextFile(join(folder, "deno.json"), importMap, { createNew: true });
  return [
    "run",
    "--allow-all",
    "--cached-only",
    "--no-lock",
    "--node-modules-dir=manual",
    join(folder, entry),
  ];
}

/** Where the package `id`, or what it imports as `name`, is found by Node's rules. */
function installed(id: string, name: string): string {
  return `node_modules/.embedded/${id.replaceAll("/", "+")}/node_modules/${name}`;
}
