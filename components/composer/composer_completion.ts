/** Finds the mention or emoji shortcode at the caret, and the members that match it. */

import type { PresenceView } from "../../client/model/mod.ts";
import { folded } from "../../protocol/letters.ts";
import { nameWords } from "../kit/names.ts";

/** What is being typed at the caret that can be completed. */
export interface Completion {
  type: "mention" | "shortcode";
  /** Where its `@` or `:` stands. */
  start: number;
  /** What was typed after that. */
  query: string;
}

/** Who may be named. */
export interface MentionCandidate {
  uid: string;
  fullName: string;
  presence: PresenceView;
  isSelf: boolean;
}

const BEFORE = "(?:^|[\\s\\p{Ps}\\p{Pi}\\p{Po}*~>])";
const MENTION = new RegExp(`${BEFORE}@([^\\s:]{0,63})$`, "u");
/** With one letter, ":p" and ":D" would ask for attention. */
const SHORTCODE = new RegExp(`${BEFORE}:([a-z0-9_+-]{2,40})$`, "iu");
const CLOSED_SHORTCODE = new RegExp(`(?:^|[^\\w:]):([a-z0-9_+-]{1,40}):$`, "iu");
/** No completion looks back further. */
const MAX_LOOK_BACK = 64;

/** What stands before the caret to be completed; nothing within code. */
export function completionAt(text: string, caret: number): Completion | undefined {
  const near = text.slice(Math.max(0, caret - MAX_LOOK_BACK), caret);
  const mention = MENTION.exec(near)?.[1];
  const query = mention ?? SHORTCODE.exec(near)?.[1];
  if (query === undefined) return undefined;
  const start = caret - query.length - 1;
  if (isInCode(text, start)) return undefined;
  return { type: mention === undefined ? "shortcode" : "mention", start, query };
}

/** The `:shortcode:` that ends at the caret. */
export function closedShortcodeAt(
  text: string,
  caret: number,
): { start: number; code: string } | undefined {
  const near = text.slice(Math.max(0, caret - MAX_LOOK_BACK), caret);
  const code = CLOSED_SHORTCODE.exec(near)?.[1];
  if (code === undefined) return undefined;
  const start = caret - code.length - 2;
  return isInCode(text, start) ? undefined : { start, code: code.toLowerCase() };
}

/** Whether a fence was opened before `at` and not closed. */
export function isInFence(text: string, at: number): boolean {
  const fences = text.slice(0, at).split("\n").filter((line) => line.startsWith("```"));
  return fences.length % 2 === 1;
}

function isInCode(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return line.split("`").length % 2 === 0 || isInFence(text, at);
}

/**
 * Members whose uid, or a word of whose name, begins with `query`: those found by their uid first,
 * then those who are here.
 */
export function mentionMatches<T extends MentionCandidate>(
  members: readonly T[],
  query: string,
  limit: number,
): T[] {
  const wanted = folded(query);
  return members.flatMap((member) => {
    if (member.isSelf) return [];
    const byUid = folded(member.uid).startsWith(wanted);
    const byName = nameWords(member.fullName).some((word) => word.startsWith(wanted));
    if (!byUid && !byName) return [];
    const here = member.presence === "online" ? 0 : member.presence === "away" ? 1 : 2;
    return [{ member, rank: (byUid && wanted !== "" ? 0 : 3) + here }];
  }).toSorted((a, b) => a.rank - b.rank || a.member.uid.localeCompare(b.member.uid))
    .slice(0, limit).map(({ member }) => member);
}

/** Where a caret stands once `before` has become `after` around it, in UTF-16 units. */
export function caretAfter(before: string, after: string, caret: number): number {
  if (caret < 0 || after.startsWith(before.slice(0, caret))) return caret;
  const rest = before.slice(caret);
  return after.endsWith(rest) ? after.length - rest.length : Math.min(caret, after.length);
}
