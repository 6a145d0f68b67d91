/** The part of a message to show as a search hit, with what was found marked. */

export type Mark = readonly [start: number, end: number];

/** A piece of a text, found or not. */
export interface Piece {
  text: string;
  found: boolean;
}

/** What stands before the first mark, so that it is in view in two lines. */
const BEFORE = 60;
const LONGEST = 280;

/** A message as a hit shows it: the part around what was found, its pieces in order. */
export function snippet(text: string, marks: readonly Mark[]): Piece[] {
  const first = marks[0]?.[0] ?? 0;
  const start = first <= BEFORE ? 0 : wordStart(text, first - BEFORE);
  const end = text.length - start <= LONGEST ? text.length : wordEnd(text, start + LONGEST);
  const pieces: Piece[] = [];
  const add = (from: number, to: number, found: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), found });
  };
  let at = start;
  for (const [from, to] of marks) {
    if (from >= end) break;
    add(at, from, false);
    add(Math.max(at, from), Math.min(to, end), true);
    at = Math.max(at, Math.min(to, end));
  }
  add(at, end, false);
  if (start > 0) pieces.unshift({ text: "… ", found: false });
  if (end < text.length) pieces.push({ text: " …", found: false });
  return pieces;
}

/** The beginning of the word after `at`; `at` itself where words do not end. */
function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + BEFORE).search(/\s/);
  return space === -1 ? whole(text, at) : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  const space = text.slice(at - BEFORE, at).search(/\s\S*$/);
  return space === -1 ? whole(text, at) : at - BEFORE + space;
}

/** Not between the halves of a character. */
function whole(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? "") ? at - 1 : at;
}
