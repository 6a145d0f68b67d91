/** Makes two builds of the same sources byte for byte the same. */

import type { Plugin } from "vite";

const INLINED_ASSETS = "#nitro/virtual/public-assets-data";
const PAGE_ASSETS = /__fullstack_assets_manifest/;
const JSON_MODULE = /^export default (\{[\s\S]*\});?\s*$/;

/**
 * Makes two builds of the same sources the same bytes.
 *
 * Nitro writes its tables of assets in the order in which the file system answered, and each
 * asset with the time of its build. This sorts the tables and drops the times; a browser still
 * revalidates by ETag. Vite's own manifest, which lists source paths, is left out of what is
 * served.
 */
export function reproducibleBuild(): Plugin {
  return {
    name: "talkywalky:reproducible-build",
    transform(code, id) {
      if (id.includes(INLINED_ASSETS)) return rewriteJsonModule(code, id, servedAssets);
      if (PAGE_ASSETS.test(id)) return rewriteJsonModule(code, id, (table) => table);
      return null;
    },
  };
}

/** Nitro's table of inlined assets without what is not ours to serve, and without times. */
function servedAssets(table: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(table)
      .filter(([path]) => !path.startsWith("/."))
      .map(([path, asset]) => [path, { ...asset as object, mtime: undefined }]),
  );
}

function rewriteJsonModule(
  code: string,
  id: string,
  rewrite: (table: Record<string, unknown>) => Record<string, unknown>,
): string {
  const json = JSON_MODULE.exec(code)?.[1];
  if (json === undefined) {
    throw new Error(`Cannot make the build reproducible: ${id} is no longer a JSON module`);
  }
  return `export default ${JSON.stringify(sortKeys(rewrite(JSON.parse(json))), null, 2)};`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value) || value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
