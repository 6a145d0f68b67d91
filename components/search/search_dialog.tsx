/** The content of the dialog that searches all messages that this browser can read. */

import { useRef, useState } from "preact/hooks";
import type { ConversationId } from "../../protocol/ids.ts";
import type { ChatModel, SearchHit, SearchQuery, SearchResult } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { isComposingKey } from "../kit/composing_key.ts";
import { Icon } from "../kit/icon.tsx";
import { Note } from "../kit/note.tsx";
import { type Filters, SearchFilters } from "./search_filters.tsx";
import { focusFirstHit, SearchHits } from "./search_hits.tsx";
import { type SearchState, useSearch } from "./use_search.ts";

export interface SearchProps {
  model: ChatModel;
  /** Searched first; all of them where absent. */
  conversation: ConversationId | undefined;
  onChoose: (hit: SearchHit) => void;
}

/** Looks through everything that can be read, in this browser. */
export function Search({ model, conversation, onChoose }: SearchProps) {
  const [text, setText] = useState("");
  const [filters, setFilters] = useState<Filters>(
    conversation === undefined ? {} : { conversation },
  );
  const answers = useRef<HTMLDivElement>(null);
  const query = queryOf(text, filters, conversation);
  const state = useSearch(model, query);
  return (
    <>
      <div class="search__field">
        <Icon name="search" />
        <input
          type="search"
          class="input"
          aria-label={t("Words to search for")}
          placeholder={t("Words, or how they begin")}
          autofocus
          autocomplete="off"
          spellcheck={false}
          dir="auto"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown" || isComposingKey(event)) return;
            if (answers.current === null) return;
            event.preventDefault();
            focusFirstHit(answers.current);
          }}
        />
      </div>
      <SearchFilters
        filters={filters}
        people={model.people.value.items}
        rooms={model.rooms.value.items}
        onChange={setFilters}
      />
      <div class="search__answers" ref={answers}>
        <p class="search__state" role="status">{stateWords(query, state)}</p>
        {state.problem === undefined
          ? null
          : <Note look="danger" icon="alert" role="alert">{state.problem}</Note>}
        {state.result === undefined || state.result.hits.length === 0
          ? null
          : <SearchHits hits={state.result.hits} onChoose={onChoose} />}
        {state.result?.more
          ? (
            <p class="search__state">
              {t("There are older ones too. Add a word or a date to find them.")}
            </p>
          )
          : null}
      </div>
    </>
  );
}

/** Nothing is asked before something was typed or chosen. */
function queryOf(
  text: string,
  filters: Filters,
  given: ConversationId | undefined,
): SearchQuery | undefined {
  const words = text.trim();
  const chosen = Object.entries(filters).some(([name, value]) =>
    name !== "conversation" || value !== given
  );
  return words === "" && !chosen ? undefined : { ...filters, text: words };
}

function stateWords(query: SearchQuery | undefined, { result, asking, problem }: SearchState) {
  if (query === undefined) {
    return t("Your messages are searched in this browser; no server sees what you look for.");
  }
  if (problem !== undefined) return "";
  if (result === undefined) return asking ? t("Searching…") : "";
  const { hits, more } = result;
  const found = hits.length === 0
    ? t("No message holds all of these words.")
    : more
    ? tn(hits.length, "The newest message.", "The newest {count} messages.")
    : tn(hits.length, "{count} message found.", "{count} messages found.");
  return [found, ...indexWords(result)].join(" ");
}

/** How far the index has come, while it is not done. */
function indexWords({ complete, indexed }: SearchResult): string[] {
  if (complete) return [];
  return [
    tn(
      indexed,
      "{count} message searched, older ones are still being added.",
      "{count} messages searched, older ones are still being added.",
    ),
  ];
}
