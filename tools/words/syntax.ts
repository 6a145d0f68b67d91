/** Source files as trees (ESTree), as far as texts and imports are read out of them. */

import { parseAst } from "rolldown/parseAst";

/** One file of the project. */
export interface SourceFile {
  /** From the project's root, with forward slashes: `server/http/listen.ts`. */
  path: string;
  text: string;
}

export interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const trees = new WeakMap<SourceFile, Node>();

/** The tree of `file`, which is made once. */
export function parse(file: SourceFile): Node {
  const { path, text } = file;
  const tree = trees.get(file) ??
    parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node;
  trees.set(file, tree);
  return tree;
}

/** `node` and all that is in it, in the order of the source. */
export function nodesOf(node: Node): readonly Node[] {
  const known = inside.get(node);
  if (known !== undefined) return known;
  const nodes: Node[] = [];
  const gather = (one: Node) => {
    nodes.push(one);
    for (const key in one) {
      const value = one[key];
      if (typeof value !== "object" || value === null) continue;
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child?.type === "string") gather(child as Node);
      }
    }
  };
  gather(node);
  // Whole files alone are walked again and again.
  if (node.type === "Program") inside.set(node, nodes);
  return nodes;
}

const inside = new WeakMap<Node, readonly Node[]>();

/** The value of a string literal, or of a template without substitutions. */
export function stringOf(node: Node | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node?.type !== "TemplateLiteral" || (node["expressions"] as Node[]).length > 0) {
    return undefined;
  }
  return (node["quasis"] as { value: { cooked: string } }[])[0]!.value.cooked;
}
