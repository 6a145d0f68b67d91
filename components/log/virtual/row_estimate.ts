/** Estimates the height of a row of the log before it was ever drawn. */

import { partOf } from "../../message/kinds.tsx";
import type { Row } from "../timeline.ts";

/** Pixels at the usual size of letters; what is drawn is measured, so near is good enough. */
const LINE_PX = 22;
const LETTER_PX = 7.4;
const PADDING_PX = 5;
const HEAD_PX = 27;
const QUOTE_PX = 34;
const FOOT_PX = 34;
const CODE_LINE_PX = 20;

/** How high `row` may be in a log whose texts are `widthPx` wide, before it was ever drawn. */
export function rowEstimate(row: Row, widthPx: number): number {
  switch (row.type) {
    case "day":
      return 50;
    case "new":
      return 32;
    case "notice":
      return 36;
    case "closed":
    case "sealed":
      return 62;
    case "message": {
      const { text, quote, reactions, replies, deleted } = row.message;
      const lines = deleted ? 1 : text === "" ? 0 : textLines(text, widthPx);
      return PADDING_PX + lines * LINE_PX + (row.first ? HEAD_PX : 0) +
        (quote === undefined ? 0 : QUOTE_PX) +
        (reactions.length > 0 || replies > 0 ? FOOT_PX : 0) +
        (partOf(row.message)?.heightPx(row.message, widthPx) ?? 0);
    }
  }
}

function textLines(text: string, widthPx: number): number {
  const lettersPerLine = Math.max(12, widthPx / LETTER_PX);
  let lines = 0;
  let begin = 0;
  while (begin <= text.length) {
    const newline = text.indexOf("\n", begin);
    const end = newline === -1 ? text.length : newline;
    lines += Math.max(1, Math.ceil((end - begin) / lettersPerLine));
    begin = end + 1;
  }
  return text.includes("```") ? lines * CODE_LINE_PX / LINE_PX : lines;
}
