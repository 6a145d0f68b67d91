/** Parses a message into blocks: code fences, quotes, lists, text. */

import { parseInline } from "./inline.ts";
import type { Block, ListItem } from "./tree.ts";

/**
 * The blocks of a message, from a small part of Markdown: fenced code, `> quotes`, `- lists` and
 * `1. lists`, and between them text as it was typed, line for line. What is not closed or not meant
 * stays as typed. Time grows with the length of the text; nothing in it is ever HTML.
 */

/** Quotes in quotes and lists in lists, deeper ones stay as typed. */
const MAX_DEPTH = 4;

// Two runs of blanks side by side would be tried in every division of a long one.
const FENCE = /^(`{3,})[ \t]*(?:([\w+#.-]{1,30})[ \t]*)?$/;
const FENCE_END = /^(`{3,})[ \t]*$/;
const QUOTE = /^> ?/;
/** The number of a numbered item is kept: renumbering would put words into somebody's mouth. */
const ITEM = /^(?:([-*•])|(\d{1,9})\.)[ \t]+(?=\S)/;

export function parseRichText(text: string): Block[] {
  return parseBlocks(text.split("\n"), 0);
}

function parseBlocks(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  const fences = new FenceEnds(lines);
  let plain: string[] = [];
  const flush = () => {
    const children = parseInline(withoutBlankEnds(plain).join("\n"));
    if (children.length > 0) blocks.push({ type: "paragraph", children });
    plain = [];
  };
  const push = (block: Block) => {
    flush();
    blocks.push(block);
  };

  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    const fence = FENCE.exec(line);
    const end = fence === null ? undefined : fences.after(at, fence[1]!.length);
    if (fence !== null && end !== undefined) {
      const code = lines.slice(at + 1, end).join("\n");
      push({ type: "code", language: fence[2] ?? "", text: code });
      at = end + 1;
    } else if (depth < MAX_DEPTH && QUOTE.test(line)) {
      const end = endOf(lines, at, (one) => QUOTE.test(one));
      const inner = lines.slice(at, end).map((one) => one.replace(QUOTE, ""));
      push({ type: "quote", blocks: parseBlocks(inner, depth + 1) });
      at = end;
    } else if (depth < MAX_DEPTH && ITEM.test(line)) {
      const ordered = isOrdered(line);
      const items: ListItem[] = [];
      while (at < lines.length && ITEM.test(lines[at]!) && isOrdered(lines[at]!) === ordered) {
        const end = endOf(lines, at + 1, (one) => /^(?: {2}|\t)\s*\S/.test(one));
        items.push(itemOf(lines.slice(at, end), depth));
        at = end;
      }
      push({ type: "list", ordered, items });
    } else {
      plain.push(line);
      at += 1;
    }
  }
  flush();
  return blocks;
}

function itemOf([first, ...rest]: readonly string[], depth: number): ListItem {
  const [marker, , number] = ITEM.exec(first!)!;
  const width = Math.min(...rest.map((line) => /^[ \t]*/.exec(line)![0].length));
  const lines = [first!.slice(marker.length), ...rest.map((line) => line.slice(width))];
  const blocks = parseBlocks(lines, depth + 1);
  return number === undefined ? { blocks } : { number: Number(number), blocks };
}

function isOrdered(line: string): boolean {
  return /^\d/.test(line);
}

/** Of the lines from `start` on that belong together. */
function endOf(
  lines: readonly string[],
  start: number,
  belongs: (line: string) => boolean,
): number {
  let end = start;
  while (end < lines.length && belongs(lines[end]!)) end += 1;
  return end;
}

/** Blank lines beside a block are its margin. */
function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const isText = (line: string) => line.trim() !== "";
  const start = lines.findIndex(isText);
  return start === -1 ? [] : lines.slice(start, lines.findLastIndex(isText) + 1);
}

/** Finds the line that closes a fence; fences that nothing closes are looked for once. */
class FenceEnds {
  readonly #lengths: readonly number[];
  #shortestUnclosed = Infinity;

  constructor(lines: readonly string[]) {
    this.#lengths = lines.map((line) => FENCE_END.exec(line)?.[1]?.length ?? 0);
  }

  after(at: number, length: number): number | undefined {
    if (length >= this.#shortestUnclosed) return undefined;
    for (let end = at + 1; end < this.#lengths.length; end++) {
      if (this.#lengths[end]! >= length) return end;
    }
    this.#shortestUnclosed = length;
    return undefined;
  }
}
