/** The list of search hits. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { SearchHit } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { readerDateWords, useNow } from "../kit/reader.ts";
import { useRoving } from "../kit/use_roving.ts";
import { withNodes } from "../kit/with_nodes.tsx";
import { snippet } from "./snippet.ts";

export interface SearchHitsProps {
  hits: readonly SearchHit[];
  onChoose: (hit: SearchHit) => void;
}

/** What was found, newest first; the arrow keys walk over it. */
export function SearchHits({ hits, onChoose }: SearchHitsProps) {
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const roving = useRoving(list, ".hit");
  return (
    <ul
      class="hits"
      role="list"
      aria-label={t("Messages that were found")}
      ref={list}
      {...roving}
    >
      {hits.map((hit) => (
        <li key={hit.id}>
          <button type="button" class="hit" onClick={() => onChoose(hit)}>
            <span class="hit__head">
              <bdi class="hit__sender cut">{hit.senderName}</bdi>
              <span class="hit__where cut">{whereOf(hit)}</span>
              <time
                class="hit__time"
                dateTime={hit.time}
                title={readerDateWords().full(new Date(hit.time))}
              >
                {readerDateWords().brief(new Date(hit.time), now)}
              </time>
            </span>
            <span class="hit__text" dir="auto">
              {snippet(hit.text, hit.marks).map(({ text, found }, index) =>
                found ? <mark key={index}>{text}</mark> : text
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Where it was said, or whom it was said to, after the sender's name. */
function whereOf({ kind, own, conversationTitle }: SearchHit): ComponentChildren {
  const title = <bdi>{conversationTitle}</bdi>;
  if (kind === "room") return withNodes(t("in {room}"), { room: title });
  return own ? withNodes(t("to {name}"), { name: title }) : t("to you");
}

/** Leads the focus into the list. */
export function focusFirstHit(list: ParentNode): void {
  list.querySelector<HTMLElement>(".hit")?.focus();
}
