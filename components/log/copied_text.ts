/** What is copied of a log, as one would write it into a letter: name, time and text of each. */

import { t, tn } from "../../i18n/i18n.ts";
import { closedTitle } from "../../client/model/closed_title.ts";
import { plainText } from "../../protocol/rich_text/plain_text.ts";
import { readerDateWords } from "../kit/reader.ts";
import type { Row } from "./timeline.ts";

/** A row that was chosen; `part` of its text, where that is not all. */
export interface ChosenRow {
  row: Row;
  part?: Range;
}

export interface Copied {
  text: string;
  html: string;
}

/** One row: who, when, and lines of text. */
interface Said {
  by?: string;
  time?: string;
  lines: string;
}

/** Drawn with a text, and no part of it. */
const NOT_TEXT = "button, .said, .code__head, [aria-hidden='true']";
const BLOCKS = /^(?:P|DIV|LI|PRE|BLOCKQUOTE|UL|OL)$/;

export function copiedText(chosen: readonly ChosenRow[]): Copied {
  const said = chosen.flatMap((one) => saidIn(one));
  return {
    text: said.map(({ by, time, lines }) => [headOf(by, time), lines].filter(Boolean).join("\n"))
      .join("\n\n"),
    html: said.map(({ by, time, lines }) => {
      const head = by === undefined ? "" : `<strong>${escaped(by)}</strong>, `;
      const when = time === undefined ? "" : `${escaped(momentOf(time))}<br>`;
      return `<p>${head}${when}${linesAsHtml(lines)}</p>`;
    }).join("\n"),
  };
}

/** What is copied of a piece of one message's text: its words, without name and time. */
export function copiedWords(piece: DocumentFragment): Copied {
  const text = textIn(piece);
  return { text, html: `<p>${linesAsHtml(text)}</p>` };
}

/** Whether a piece of a message's text holds no button or label of ours. */
export function isWordsAlone(piece: DocumentFragment): boolean {
  return piece.querySelector(NOT_TEXT) === null;
}

function saidIn({ row, part }: ChosenRow): Said[] {
  switch (row.type) {
    case "day":
    case "new":
      return [];
    case "notice":
      return [{ time: row.time, lines: row.text }];
    case "closed":
      return [{ by: row.senderName ?? closedTitle(row), time: row.time, lines: row.message }];
    case "sealed":
      return [{
        lines: tn(
          row.count,
          "{count} earlier item was sealed for keys that this browser does not have, and cannot be read here.",
          "{count} earlier items were sealed for keys that this browser does not have, and cannot be read here.",
        ),
      }];
    case "message": {
      const { senderName, time, own, deleted, text, quote, file } = row.message;
      const words = part === undefined ? plainText(text) : textIn(part.cloneContents());
      const lines = deleted
        ? [
          own ? t("You took this message back") : t("{name} took this message back", {
            name: senderName,
          }),
        ]
        : [
          ...(part !== undefined || quote?.text === undefined
            ? []
            : [`> ${quote.senderName}: ${plainText(quote.text).split("\n")[0]}`]),
          ...(file === undefined ? [] : [t("File: {name}", { name: file.name })]),
          ...(words === "" ? [] : [words]),
        ];
      return [{ by: senderName, time, lines: lines.join("\n") }];
    }
  }
}

function headOf(by: string | undefined, time: string | undefined): string {
  return [by, time && momentOf(time)].filter(Boolean).join(", ");
}

function momentOf(time: string): string {
  return readerDateWords().moment(new Date(time));
}

/** The text of a piece of the page, line for line. */
export function textIn(piece: DocumentFragment): string {
  let text = "";
  const walk = (node: Node) => {
    if (node instanceof Text) text += node.data;
    if (!(node instanceof Element)) return;
    if (node.matches(NOT_TEXT)) return;
    if (node.tagName === "BR") text += "\n";
    const isBlock = BLOCKS.test(node.tagName);
    if (isBlock && text !== "" && !text.endsWith("\n")) text += "\n";
    node.childNodes.forEach(walk);
    if (isBlock && text !== "" && !text.endsWith("\n")) text += "\n";
  };
  piece.childNodes.forEach(walk);
  return text.replace(/\n$/, "");
}

/**
 * Keeps lines and rows of blanks without a style of its own: a page whose policy forbids those, such
 * as this one, would complain of it as soon as it reads the clipboard.
 */
function linesAsHtml(text: string): string {
  return escaped(text)
    .replaceAll("\t", "    ")
    .replace(/(?<=^|[ \n]) /g, "&#160;")
    .replaceAll("\n", "<br>");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
