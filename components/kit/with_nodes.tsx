/** Puts elements in the places of a translated sentence's parameters. */

import type { ComponentChild } from "preact";

/**
 * A translated sentence with elements in the places of its parameters, such as a name in `<bdi>`:
 * `withNodes(t("Welcome, {name}"), { name: <bdi>{name}</bdi> })`.
 */
export function withNodes(
  text: string,
  nodes: Readonly<Record<string, ComponentChild>>,
): ComponentChild[] {
  return text.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    return name !== undefined && name in nodes ? nodes[name]! : part;
  });
}
