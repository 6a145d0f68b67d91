/** The list of mentions or emoji over the composer's field. */

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { MemberView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { Avatar } from "../kit/avatar.tsx";
import type { Emoji } from "../emoji/emoji_table.ts";

/** One way to go on with what was typed. */
export type Suggestion =
  | { type: "mention"; key: string; member: MemberView }
  | { type: "shortcode"; key: string; code: string; emoji: Emoji; text: string };

export interface SuggestionsProps {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  onPoint: (index: number) => void;
  onChoose: (suggestion: Suggestion) => void;
}

export function suggestionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The list over the field; the focus stays in the field, which names the active one. */
export function Suggestions({ id, suggestions, active, onPoint, onChoose }: SuggestionsProps) {
  useEffect(() => {
    document.getElementById(suggestionId(id, active))?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const people = suggestions[0]?.type === "mention";
  return (
    <>
      <div
        class="suggestions"
        role="listbox"
        id={id}
        aria-label={people ? t("People to mention") : t("Emoji")}
      >
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.key}
            id={suggestionId(id, index)}
            class={index === active ? "suggestion suggestion--active" : "suggestion"}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onPointerMove={() => index === active ? undefined : onPoint(index)}
            onClick={() => onChoose(suggestion)}
          >
            {suggestion.type === "mention"
              ? <Person member={suggestion.member} />
              : <Code code={suggestion.code}>{suggestion.text}</Code>}
          </div>
        ))}
      </div>
      <span class="said" role="status">
        {tn(
          suggestions.length,
          "{count} suggestion; the arrow keys choose",
          "{count} suggestions; the arrow keys choose",
        )}
      </span>
    </>
  );
}

function Person({ member }: { member: MemberView }) {
  const { id, fullName, uid, presence } = member;
  return (
    <>
      <Avatar id={id} name={fullName} size="sm" presence={presence} />
      <bdi class="suggestion__name cut">{fullName}</bdi>
      <bdi class="suggestion__uid cut">@{uid}</bdi>
      {presence === "unknown" ? null : (
        <span class="suggestion__presence">
          {presence === "online" ? t("Online") : presence === "away" ? t("Away") : t("Offline")}
        </span>
      )}
    </>
  );
}

function Code({ code, children }: { code: string; children: ComponentChildren }) {
  return (
    <>
      <span class="suggestion__emoji">{children}</span>
      <bdi class="suggestion__name cut" dir="ltr">{`:${code}:`}</bdi>
    </>
  );
}
