/** The list of people: direct conversations first, then everybody else. */

import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { PersonView } from "../../client/model/mod.ts";
import { readerLocale, t, tn } from "../../i18n/i18n.ts";
import { numberText } from "../../i18n/numbers.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { nameKey } from "../kit/names.ts";
import { useNow } from "../kit/reader.ts";
import { useRoving } from "../kit/use_roving.ts";
import { splitPeople } from "./list_order.ts";
import { usePresenceWords } from "../kit/presence_words.ts";
import { RowLine, RowMarks, RowTime } from "./row_parts.tsx";
import { activityShown, rowLabel } from "./row_words.ts";
import { useGrowingList } from "./use_growing_list.ts";
import { VerifiedMark } from "../kit/verified_mark.tsx";

/** People drawn before one comes to their end: a directory may hold thousands. */
const PAGE = 60;
export interface PersonListProps {
  people: readonly PersonView[];
  /** Not everybody is among them who may be there: they are not counted. */
  isPartial?: boolean;
  /** Keys of names that more than one person bears, as `sharedNames` gives them. */
  shared: ReadonlySet<string>;
  /** Of the person whose conversation is on screen. */
  currentId: string | undefined;
  onOpen: (person: PersonView) => void;
  /** What stands above the rows, and in the place of those that are missing. */
  children: ComponentChildren;
}

/** Those one talks with, the newest on top; then everybody else, by name. */
export function PersonList(
  { people, isPartial = false, shared, currentId, onOpen, children }: PersonListProps,
) {
  const now = useNow();
  const { talking, others } = useMemo(() => splitPeople(people), [people, readerLocale()]);
  const rest = useGrowingList(others, PAGE);
  const list = useRef<HTMLElement>(null);
  const roving = useRoving(list, ".row");
  const rows = (some: readonly PersonView[]) => (
    <ul role="list">
      {some.map((person) => (
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
  );
  return (
    <nav class="list" aria-label={t("People")} ref={list} {...roving}>
      <div class="list__head">
        <h2 class="list__title">{t("People")}</h2>
        {people.length === 0 || isPartial
          ? null
          : <span class="list__count">{numberText(people.length)}</span>}
      </div>
      {children}
      {talking.length === 0 ? null : rows(talking)}
      {talking.length === 0 || others.length === 0
        ? null
        : <h3 class="list__subtitle">{t("Everybody else")}</h3>}
      {others.length === 0 ? null : rows(rest.shown)}
      {rest.left === 0
        ? null
        : (
          <Button small look="accent" buttonRef={rest.end} onClick={rest.grow}>
            {tn(Math.min(PAGE, rest.left), "Show {count} more", "Show {count} more")}
          </Button>
        )}
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
  const presence = usePresenceWords(now)(person);
  const activity = activityShown(person, current);
  const talked = activity.lastLine !== undefined || activity.draft !== undefined;
  const classes = ["row", talked ? "row--talk" : "", person.unread > 0 ? "row--unread" : ""];
  const more = [
    ...(showUid ? [`@${person.uid}`] : []),
    ...presence,
    ...identityWords(person.identity),
  ];
  return (
    <button
      type="button"
      id={`row-${person.id}`}
      class={classes.filter(Boolean).join(" ")}
      aria-current={current ? "true" : undefined}
      title={[`@${person.uid}`, ...presence].join(" · ")}
      onClick={() => onOpen(person)}
    >
      <span class="said">{rowLabel(person.fullName, more, activity)}</span>
      <Avatar
        id={person.id}
        name={person.fullName}
        size={talked ? "md" : "sm"}
        presence={person.presence}
      />
      <span class="row__text" aria-hidden="true">
        <span class="row__top">
          <span class="row__who">
            <bdi class="row__name cut">{person.fullName}</bdi>
            {showUid ? <bdi class="row__uid">@{person.uid}</bdi> : null}
          </span>
          <IdentityMark identity={person.identity} />
          <RowTime of={activity} now={now} />
          {talked ? null : <RowMarks of={activity} />}
        </span>
        {talked
          ? (
            <span class="row__top">
              <RowLine of={activity} />
              <RowMarks of={activity} />
            </span>
          )
          : null}
      </span>
    </button>
  );
}

function identityWords(identity: PersonView["identity"]): string[] {
  switch (identity) {
    case "pinned":
      return [];
    case "verified":
      return [t("identity verified")];
    case "changed":
      return [t("keys changed")];
    case "none":
      return [t("no keys yet")];
  }
}

/** The row's label says the same in words. */
function IdentityMark({ identity }: Pick<PersonView, "identity">) {
  switch (identity) {
    case "pinned":
      return null;
    case "verified":
      return <VerifiedMark identity={identity} />;
    case "changed":
      return (
        <span class="row__mark row__mark--warning">
          <Icon name="alert" />
        </span>
      );
    case "none":
      return (
        <span class="row__mark">
          <Icon name="key" />
        </span>
      );
  }
}
