/** The search's filters: sender, conversation and dates. */

import { useId, useMemo } from "preact/hooks";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { PersonView, RoomView, SearchQuery } from "../../client/model/mod.ts";
import { compareText } from "../../i18n/collation.ts";
import { readerLocale, t } from "../../i18n/i18n.ts";

export type Filters = Omit<SearchQuery, "text">;

export interface SearchFiltersProps {
  filters: Filters;
  people: readonly PersonView[];
  rooms: readonly RoomView[];
  onChange: (filters: Filters) => void;
}

/** Who wrote it, where, and when. */
export function SearchFilters({ filters, people, rooms, onChange }: SearchFiltersProps) {
  const id = useId();
  const { senders, conversations } = useMemo(
    () => choices(people, rooms),
    [people, rooms, readerLocale()],
  );
  const change = (name: keyof Filters, value: string) => {
    const { [name]: _before, ...others } = filters;
    onChange(value === "" ? others : { ...others, [name]: value });
  };
  return (
    <div class="search__filters" role="group" aria-label={t("Filters")}>
      <Choice
        id={`${id}-sender`}
        label={t("From person")}
        all={t("Everybody")}
        value={filters.sender ?? ""}
        options={senders}
        onChange={(value) => change("sender", value)}
      />
      <Choice
        id={`${id}-conversation`}
        label={t("In conversation")}
        all={t("Anywhere")}
        value={filters.conversation ?? ""}
        options={conversations}
        onChange={(value) => change("conversation", value)}
      />
      <div class="field">
        <label class="field__label" for={`${id}-from`}>{t("From date")}</label>
        <input
          type="date"
          class="input"
          id={`${id}-from`}
          value={filters.from ?? ""}
          max={filters.to}
          onInput={(event) => change("from", event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label class="field__label" for={`${id}-to`}>{t("To date")}</label>
        <input
          type="date"
          class="input"
          id={`${id}-to`}
          value={filters.to ?? ""}
          min={filters.from}
          onInput={(event) => change("to", event.currentTarget.value)}
        />
      </div>
    </div>
  );
}

interface Option {
  value: UserId | ConversationId;
  text: string;
}

function choices(people: readonly PersonView[], rooms: readonly RoomView[]) {
  const byText = (a: Option, b: Option) => compareText(a.text, b.text);
  const named = ({ fullName, uid }: PersonView) => `${fullName} (@${uid})`;
  return {
    senders: people.map((person): Option => ({ value: person.id, text: named(person) }))
      .sort(byText),
    conversations: [
      ...rooms.filter((room) => room.joined)
        .map((room): Option => ({ value: room.id, text: room.name })),
      ...people.flatMap((person): Option[] =>
        person.conversation === undefined || person.isSelf
          ? []
          : [{ value: person.conversation, text: named(person) }]
      ),
    ].sort(byText),
  };
}

interface ChoiceProps {
  id: string;
  label: string;
  /** For no choice. */
  all: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

function Choice({ id, label, all, value, options, onChange }: ChoiceProps) {
  return (
    <div class="field">
      <label class="field__label" for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}
