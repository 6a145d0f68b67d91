// Browser-safe: runs in the page.

import { useState } from "preact/hooks";
import type { PersonView } from "../../client/model.ts";
import { Avatar } from "../avatar.tsx";
import { Button } from "../button.tsx";
import { Icon } from "../icon.tsx";
import { nameKey } from "../names.ts";
import { readerDateWords, useNow } from "../use_date_words.ts";
import { presenceText } from "./presence.ts";
import { UnreadCount } from "./unread_count.tsx";

/** People shown before one asks for more: a directory may hold thousands. */
const PAGE = 100;
const REFRESH_MS = 60_000;

export interface PersonListProps {
  people: readonly PersonView[];
  /** Keys of names that more than one person bears, as `sharedNames` gives them. */
  shared: ReadonlySet<string>;
  /** Of the person whose conversation is on screen. */
  currentId: string | undefined;
  /** Words for the empty list. */
  emptyText: string;
  onOpen: (person: PersonView) => void;
}

/** The people one can talk to, in the order given. */
export function PersonList({ people, shared, currentId, emptyText, onOpen }: PersonListProps) {
  const [limit, setLimit] = useState(PAGE);
  const now = useNow(REFRESH_MS);
  return (
    <nav class="list" aria-label="People">
      <div class="list__head">
        <h2 class="list__title">People</h2>
        <span class="list__count">{people.length}</span>
      </div>
      {people.length === 0 ? <p class="list__empty">{emptyText}</p> : (
        <ul role="list">
          {people.slice(0, limit).map((person) => (
            <li key={person.id}>
              <PersonRow
                person={person}
                showUid={shared.has(nameKey(person.fullName))}
                current={person.id === currentId}
                now={now}
                onOpen={onOpen}
              />
            </li>
          ))}
        </ul>
      )}
      {people.length > limit
        ? (
          <Button small look="accent" onClick={() => setLimit(limit + PAGE)}>
            Show {Math.min(PAGE, people.length - limit)} more
          </Button>
        )
        : null}
    </nav>
  );
}

interface PersonRowProps {
  person: PersonView;
  showUid: boolean;
  current: boolean;
  now: Date;
  onOpen: (person: PersonView) => void;
}

function PersonRow({ person, showUid, current, now, onOpen }: PersonRowProps) {
  const presence = presenceText(person, readerDateWords(), now);
  return (
    <button
      type="button"
      id={`row-${person.id}`}
      class={person.unread > 0 ? "row row--unread" : "row"}
      aria-current={current ? "true" : undefined}
      title={`@${person.uid} · ${presence}`}
      onClick={() => onOpen(person)}
    >
      <Avatar
        id={person.id}
        name={person.fullName}
        size="sm"
        online={person.presence === "online"}
      />
      <span class="row__text cut">
        <bdi>{person.fullName}</bdi> {showUid
          ? (
            <span class="row__uid">
              <bdi>@{person.uid}</bdi>
            </span>
          )
          : null}
        <span class="said">, {presence}</span>
      </span>
      <IdentityMark identity={person.identity} />
      <UnreadCount count={person.unread} />
    </button>
  );
}

function IdentityMark({ identity }: Pick<PersonView, "identity">) {
  if (identity === "pinned") return null;
  const text = identity === "changed" ? "keys changed" : "no keys yet";
  return (
    <span class={identity === "changed" ? "row__mark row__mark--warning" : "row__mark"}>
      <Icon name={identity === "changed" ? "alert" : "key"} />
      <span class="said">, {text}</span>
    </span>
  );
}
