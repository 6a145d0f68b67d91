import { useEffect, useMemo, useState } from "preact/hooks";
import type { MemberView } from "../../client/model/mod.ts";
import { type Completion, completionAt, mentionMatches } from "./composer_completion.ts";
import type { Suggestion } from "./composer_suggestions.tsx";
import { loadEmoji } from "../emoji/emoji_data.ts";
import { readHabits } from "../emoji/emoji_habits.ts";
import { supportedVersion } from "../emoji/emoji_support.ts";
import { completeShortcode, type EmojiTable, inTone } from "../emoji/emoji_table.ts";

const MAX_SUGGESTIONS = 8;

/** What the field holds, and where its caret is; -1 while something is selected. */
export interface FieldState {
  text: string;
  caret: number;
}

/** What could go on at the caret, and which of it is chosen with Enter. */
export function useSuggestions({ text, caret }: FieldState, members: readonly MemberView[]) {
  const [table, setTable] = useState<EmojiTable>();
  const [active, setActive] = useState(0);
  /** Where a list was sent away by Escape; it stays away until another word begins. */
  const [dismissed, setDismissed] = useState(-1);

  const completion = useMemo(
    () => caret < 0 ? undefined : completionAt(text, caret),
    [text, caret],
  );
  const wantsEmoji = completion?.type === "shortcode";
  useEffect(() => {
    // Without the table nothing is suggested, and typing goes on as ever.
    if (wantsEmoji && table === undefined) loadEmoji().then(setTable, () => {});
  }, [wantsEmoji]);
  useEffect(() => setActive(0), [completion?.start, completion?.query]);
  useEffect(() => {
    if (completion === undefined) setDismissed(-1);
  }, [completion === undefined]);

  const suggestions = useMemo(
    () => completion === undefined ? [] : suggest(completion, members, table),
    [completion, members, table],
  );
  const open = suggestions.length > 0 && completion?.start !== dismissed;
  return {
    completion,
    suggestions: open ? suggestions : [],
    active: Math.min(active, suggestions.length - 1),
    point: setActive,
    dismiss: () => setDismissed(completion?.start ?? -1),
  };
}

function suggest(
  { type, query }: Completion,
  members: readonly MemberView[],
  table: EmojiTable | undefined,
): Suggestion[] {
  if (type === "mention") {
    return mentionMatches(members, query, MAX_SUGGESTIONS).map((member) => ({
      type: "mention",
      key: member.id,
      member,
    }));
  }
  if (table === undefined) return [];
  const { tone } = readHabits();
  const newest = supportedVersion();
  return completeShortcode(table, query, MAX_SUGGESTIONS)
    .filter(({ emoji }) => emoji.version <= newest)
    .map(({ code, emoji }) => ({
      type: "shortcode",
      key: emoji.emoji,
      code,
      emoji,
      text: inTone(emoji, tone),
    }));
}
