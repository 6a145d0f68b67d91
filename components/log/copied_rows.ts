/** Which rows of the log a selection reaches, and what of them is copied. */

import { t } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";
import {
  type ChosenRow,
  type Copied,
  copiedText,
  copiedWords,
  isWordsAlone,
} from "./copied_text.ts";
import type { Row } from "./timeline.ts";

/** What was copied out of the log. */
export interface CopiedRows {
  /** How many messages, and where older ones are, in words. */
  what: string;
  /** From the beginning of all that is loaded on. */
  isFromStart: boolean;
}

/**
 * Copies the rows that `range` reaches; undefined where it holds nothing but words of one message,
 * which the browser copies.
 */
export function copyRows(
  event: ClipboardEvent,
  range: Range,
  content: HTMLElement,
  rows: readonly Row[],
): CopiedRows | undefined {
  const copied = copiedFrom(range, content, rows);
  if (copied === undefined) return undefined;
  event.preventDefault();
  event.clipboardData?.setData("text/plain", copied.text);
  event.clipboardData?.setData("text/html", copied.html);
  return copied;
}

/** Copies like `copyRows` when this was not loaded yet as somebody copied. */
export async function copyLater(
  range: Range,
  content: HTMLElement,
  rows: readonly Row[],
): Promise<CopiedRows | undefined> {
  const copied = copiedFrom(range, content, rows);
  if (copied === undefined) return undefined;
  const of = (type: string, text: string) => ({ [type]: new Blob([text], { type }) });
  await navigator.clipboard.write([
    new ClipboardItem({ ...of("text/plain", copied.text), ...of("text/html", copied.html) }),
  ]);
  return copied;
}

/** @param content holds the rows that are drawn, out of all of them. */
function copiedFrom(
  range: Range,
  content: HTMLElement,
  rows: readonly Row[],
): Copied & CopiedRows | undefined {
  const { chosen, isFromStart, inText } = chosenRows(range, content, rows);
  if (inText !== undefined) {
    const piece = inText.cloneContents();
    if (isSame(inText, range) && isWordsAlone(piece)) return undefined;
    return { ...copiedWords(piece), what: "", isFromStart: false };
  }
  if (chosen.length === 0) return undefined;
  const count = numberText(chosen.filter(({ row }) => row.type === "message").length);
  const what = t(
    "Messages copied: {count}. Older ones are not loaded here; the saved chat log has them all.",
    { count },
  );
  return { ...copiedText(chosen), what, isFromStart };
}

interface Chosen {
  chosen: ChosenRow[];
  isFromStart: boolean;
  /** Of one message whose text the selection begins in: what of the text is selected. */
  inText?: Range;
}

/** The rows that `range` reaches; none where it lies in one message, from its text on, or elsewhere. */
function chosenRows(range: Range, content: HTMLElement, rows: readonly Row[]): Chosen {
  const drawn = [...content.querySelectorAll<HTMLElement>("[data-row]")]
    .filter((row) => range.intersectsNode(row) && reaches(range, row));
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined) return { chosen: [], isFromStart: false };
  // What begins or ends outside of the rows begins or ends with all that is loaded.
  const indexOf = (row: HTMLElement) => rows.findIndex(({ key }) => key === row.dataset.row);
  const whole = document.createRange();
  whole.selectNodeContents(content);
  const isFromStart = range.compareBoundaryPoints(Range.START_TO_START, whole) <= 0;
  const isToEnd = range.compareBoundaryPoints(Range.END_TO_END, whole) >= 0;
  const from = isFromStart ? 0 : indexOf(first);
  const to = isToEnd ? rows.length - 1 : indexOf(last);
  const text = first.querySelector(".message__text");
  if (from === to && text?.contains(range.startContainer)) {
    return { chosen: [], isFromStart, inText: within(range, text) };
  }
  const parts = new Map(
    [first, last].map((row) => [row.dataset.row!, partOf(range, row)]),
  );
  const chosen = rows.slice(from, to + 1).flatMap((row): ChosenRow[] => {
    const part = parts.get(row.key);
    if (part === undefined) return [{ row }];
    // Of a message of which a name or a tick was reached, nothing was chosen.
    return part.toString().trim() === "" ? [] : [{ row, part }];
  });
  return { chosen, isFromStart };
}

/** Whether something of a row is selected: three clicks reach the very beginning of the next one. */
function reaches(range: Range, row: HTMLElement): boolean {
  const inside = within(range, row);
  return inside.toString().trim() !== "" || inside.cloneContents().querySelector("img") !== null;
}

/** What is selected of a message's text, where that is not all of it. */
function partOf(range: Range, row: HTMLElement): Range | undefined {
  const text = row.querySelector(".message__text");
  if (text === null) return undefined;
  const part = range.intersectsNode(text) ? within(range, text) : document.createRange();
  return part.toString() === text.textContent ? undefined : part;
}

function isSame(one: Range, other: Range): boolean {
  return one.compareBoundaryPoints(Range.START_TO_START, other) === 0 &&
    one.compareBoundaryPoints(Range.END_TO_END, other) === 0;
}

/** The part of `range` that lies in `element`. */
function within(range: Range, element: Element): Range {
  const inside = document.createRange();
  inside.selectNodeContents(element);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
    inside.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) {
    inside.setEnd(range.endContainer, range.endOffset);
  }
  return inside;
}
