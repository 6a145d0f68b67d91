/** Which files of ours the code of a page consists of. */

import { type Node, nodesOf, parse, type SourceFile, stringOf } from "./syntax.ts";

/** `i18n/page.ts`: loads what is shown on demand. */
const ON_DEMAND = "withItsWords";

/**
 * Those of `files` that run once the files at `entries` do: what they import, now or later, and
 * their workers. Imports of types alone are none.
 *
 * @param options.onDemand whether what is loaded with `withItsWords()` counts.
 * @throws {Error} where an entry is not among the files.
 */
export function reachedFrom(
  entries: readonly string[],
  files: readonly SourceFile[],
  { onDemand = true }: { onDemand?: boolean } = {},
): SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Map<string, SourceFile>();
  const follow = (path: string) => {
    const file = byPath.get(path);
    if (file === undefined || reached.has(path)) return;
    reached.set(path, file);
    for (const next of imports(file, onDemand)) follow(next);
  };
  for (const entry of entries) {
    if (!byPath.has(entry)) throw new Error(`Cannot follow ${entry}: there is no such file`);
    follow(entry);
  }
  return [...reached.values()];
}

/** Paths of ours that run with `file`. */
function* imports(file: SourceFile, onDemand: boolean): Generator<string> {
  const left = new Set<Node>();
  for (const node of nodesOf(parse(file))) {
    if (!onDemand && node.type === "CallExpression" && isOnDemand(node["callee"] as Node)) {
      for (const inner of nodesOf(node)) left.add(inner);
    }
    if (left.has(node)) continue;
    const name = stringOf(importedBy(node));
    if (name?.startsWith(".")) yield new URL(name, `file:///${file.path}`).pathname.slice(1);
  }
}

function isOnDemand(callee: Node): boolean {
  return callee.type === "Identifier" && callee["name"] === ON_DEMAND;
}

/** The name of a module, where `node` makes one run. */
function importedBy(node: Node): Node | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return isOfTypes(node, "importKind") ? undefined : node["source"] as Node;
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return isOfTypes(node, "exportKind") ? undefined : node["source"] as Node ?? undefined;
    case "ImportExpression":
      return node["source"] as Node;
    case "NewExpression": {
      // As the bundler finds workers: new URL("./worker.ts", import.meta.url).
      const isUrl = (node["callee"] as Node)["name"] === "URL";
      const [address, base] = node["arguments"] as (Node | undefined)[];
      const isBeside = (base?.["object"] as Node | undefined)?.type === "MetaProperty";
      return isUrl && isBeside ? address : undefined;
    }
    default:
      return undefined;
  }
}

function isOfTypes(node: Node, kind: "importKind" | "exportKind"): boolean {
  const names = node["specifiers"] as Node[] | undefined;
  return node[kind] === "type" ||
    (names !== undefined && names.length > 0 && names.every((one) => one[kind] === "type"));
}
