/** What two tabs made of one draft at the same time, brought together: nothing typed is lost. */

import { type Draft, type DraftEdit, editOf } from "../model/draft.ts";

/**
 * Both came from `base`. What only one of them changed is as that one has it. Where both changed:
 *
 * - Words at different places of a text all stand where they were typed.
 * - Words at the same place both stand there, each on lines of their own: theirs, then mine. One
 *   that begins with a new line comes after one that goes on with the line. The same words in both
 *   stand once.
 * - What one took out and the other changed stays as the other has it.
 * - What is answered, and which wording is in the field, is as it is here.
 */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Draft {
  const merged: Draft = {
    text: mergeTexts(base.text, mine.text, theirs.text),
    replyTo: chosen(base.replyTo, mine.replyTo, theirs.replyTo),
    edits: mergeEdits(base.edits, mine.edits, theirs.edits),
    editing: chosen(base.editing, mine.editing, theirs.editing),
  };
  return editOf(merged) === undefined ? { ...merged, editing: "" } : merged;
}

/** By the rules of `mergeDrafts`. */
export function mergeTexts(base: string, mine: string, theirs: string): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const [a, b] = [changeOf(base, mine), changeOf(base, theirs)];
  const isSamePlace = a.from === b.from && a.to === b.to;
  if (!isSamePlace && a.to <= b.from) return applied(base, a, b);
  if (!isSamePlace && b.to <= a.from) return applied(base, b, a);
  const from = Math.min(a.from, b.from);
  const to = Math.max(a.to, b.to);
  const part = (change: Change) =>
    base.slice(from, change.from) + change.put + base.slice(change.to, to);
  return base.slice(0, from) + both(part(a), part(b)) + base.slice(to);
}

/** The piece of a text that was put in the place of another piece, in UTF-16 units. */
interface Change {
  from: number;
  to: number;
  put: string;
}

function changeOf(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  // No character is cut in half.
  if (/[\ud800-\udbff]/.test(before[from - 1] ?? "")) from--;
  if (/[\udc00-\udfff]/.test(before[before.length - end] ?? "")) end--;
  return { from, to: before.length - end, put: after.slice(from, after.length - end) };
}

function applied(base: string, first: Change, second: Change): string {
  return base.slice(0, first.from) + first.put + base.slice(first.to, second.from) + second.put +
    base.slice(second.to);
}

function both(mine: string, theirs: string): string {
  if (mine === theirs || mine === "") return theirs;
  if (theirs === "") return mine;
  if (theirs.startsWith("\n")) return mine + theirs;
  return mine.startsWith("\n") ? theirs + mine : `${theirs}\n${mine}`;
}

function mergeEdits(
  base: readonly DraftEdit[],
  mine: readonly DraftEdit[],
  theirs: readonly DraftEdit[],
): DraftEdit[] {
  const targets = new Set([...theirs, ...mine].map(({ target }) => target));
  return [...targets].flatMap((target) => {
    const textIn = (edits: readonly DraftEdit[]) =>
      edits.find((edit) => edit.target === target)?.text;
    const [before, here, there] = [textIn(base), textIn(mine), textIn(theirs)];
    if (here === undefined) return there === before ? [] : [{ target, text: there! }];
    if (there === undefined) return here === before ? [] : [{ target, text: here }];
    return [{ target, text: mergeTexts(before ?? commonStart(here, there), here, there) }];
  });
}

/** Both began with the message's own words. */
function commonStart(one: string, other: string): string {
  return one.slice(0, changeOf(one, other).from);
}

function chosen<T>(base: T, mine: T, theirs: T): T {
  return mine === base ? theirs : mine;
}
