/** The suggestions for what is typed at the caret, and which one is chosen. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { MemberView } from "../../client/model/mod.ts";
import { type Completion, mentionMatches } from "./composer_completion.ts";
import type { ComposerState } from "./composer_state.ts";
import type { Suggestion } from "./composer_suggestions.tsx";
import type { Shortcodes } from "../emoji/shortcodes.ts";

const MAX_SUGGESTIONS = 8;

/** What could go on at the caret, and which of it is chosen with Enter. */
export function useSuggestions(
  { completion, active, dismissed }: Pick<ComposerState, "completion" | "active" | "dismissed">,
  members: readonly MemberView[],
) {
  const [shortcodes, setShortcodes] = useState<Shortcodes>();
  const wantsEmoji = completion?.type === "shortcode";
  useEffect(() => {
    if (!wantsEmoji || shortcodes !== undefined) return;
    // Without them nothing is suggested, and typing goes on as ever.
    import("../emoji/shortcodes.ts").then(({ loadShortcodes }) => loadShortcodes())
      .then(setShortcodes, () => {});
  }, [wantsEmoji]);
  const suggestions = useMemo(
    () => completion === undefined ? [] : suggest(completion, members, shortcodes),
    [completion, members, shortcodes],
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
  shortcodes: Shortcodes | undefined,
): Suggestion[] {
  if (type === "mention") {
    return mentionMatches(members, query, MAX_SUGGESTIONS).map((member) => ({
      type: "mention",
      key: member.id,
      member,
    }));
  }
  return (shortcodes?.complete(query, MAX_SUGGESTIONS) ?? []).map((match) => ({
    type: "shortcode",
    key: match.emoji.emoji,
    ...match,
  }));
}
