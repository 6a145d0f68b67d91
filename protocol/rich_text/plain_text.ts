/** A message's text without markup, and the uids that it mentions. */

import { parseRichText } from "./parse.ts";
import type { Block, Inline, ListItem } from "./tree.ts";

/** A message without its markup, line for line: for exports and for the clipboard. */
export function plainText(text: string): string {
  return blocksText(parseRichText(text));
}

/** A message without its markup on one line: for lists, quotes and notifications. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/gu, " ").trim();
}

/** The uids that a message names by `@uid`, in lower case, each once. Code names nobody. */
export function mentionsIn(text: string): Set<string> {
  const uids = new Set<string>();
  if (text.includes("@")) collectBlocks(parseRichText(text), uids);
  return uids;
}

function blocksText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join("\n");
}

function blockText(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return inlineText(block.children);
    case "code":
      return block.text;
    case "quote":
      return indented(blocksText(block.blocks), "> ", "> ");
    case "list":
      return block.items.map(itemText).join("\n");
  }
}

function itemText({ number, blocks }: ListItem): string {
  return indented(blocksText(blocks), number === undefined ? "- " : `${number}. `, "  ");
}

function indented(text: string, first: string, others: string): string {
  return first + text.replaceAll("\n", `\n${others}`);
}

function inlineText(children: readonly Inline[]): string {
  return children.map((one) => "children" in one ? inlineText(one.children) : one.text).join("");
}

function collectBlocks(blocks: readonly Block[], uids: Set<string>): void {
  for (const block of blocks) {
    if (block.type === "paragraph") collectInline(block.children, uids);
    else if (block.type === "quote") collectBlocks(block.blocks, uids);
    else if (block.type === "list") {
      for (const item of block.items) collectBlocks(item.blocks, uids);
    }
  }
}

function collectInline(children: readonly Inline[], uids: Set<string>): void {
  for (const one of children) {
    if (one.type === "mention") uids.add(one.uid);
    else if ("children" in one) collectInline(one.children, uids);
  }
}
