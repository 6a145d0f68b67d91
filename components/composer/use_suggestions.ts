/** The suggestions for what is typed at the caret, and which one is chosen. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { MemberView } from "../../client/model/mod.ts";
import { type Completion, mentionMatches } from "./composer_completion.ts";
import type { ComposerState } from "./composer_state.ts";
import type { Suggestion } from "./composer_suggestions.tsx";
import { loadEmoji } from "../emoji/emoji_data.ts";
import { readHabits } from "../emoji/emoji_habits.ts";
import { supportedVersion } from "../emoji/emoji_support.ts";
import { completeShortcode, type EmojiTable, inTone } from "../emoji/emoji_table.ts";

const MAX_SUGGESTIONS = 8;

/** What could go on at the caret, and which of it is chosen with Enter. */
export function useSuggestions(
  { completion, active, dismissed }: Pick<ComposerState, "completion" | "active" | "dismissed">,
  members: readonly MemberView[],
) {
  const [table, setTable] = useState<EmojiTable>();
  const wantsEmoji = completion?.type === "shortcode";
  useEffect(() => {
    // Without the table nothing is suggested, and typing goes on as ever.
    if (wantsEmoji && table === undefined) loadEmoji().then(setTable, () => {});
  }, [wantsEmoji]);
  const suggestions = useMemo(
    () => completion === undefined ? [] : suggest(completion, members, table),
    [completion, members, table],
  );
  const isOpen = suggestions.length > 0 && completion?.start !== dismissed;
  return {
    suggestions: isOpen ? suggestions : [],
    active: Math.min(active, suggestions.length - 1),
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
