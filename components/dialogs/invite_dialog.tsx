/** The content of the dialog that invites people into a room. */

import { useState } from "preact/hooks";
import type { ListView, PersonView } from "../../client/model/mod.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { listed } from "../../i18n/listed.ts";
import { Avatar } from "../kit/avatar.tsx";
import { errorText } from "../kit/error_text.ts";
import { Field } from "../kit/field.tsx";
import { Icon } from "../kit/icon.tsx";
import { matchesFilter } from "../kit/names.ts";
import { Note } from "../kit/note.tsx";

/** People shown at once; the field narrows a longer list. */
const SHOWN = 50;

export interface InviteProps {
  /** Everybody who is not in the room. */
  people: ListView<PersonView>;
  /** Done when it resolves; a rejection is shown and the dialog stays. */
  onInvite: (person: PersonView) => Promise<void>;
}

/** Chooses people to bring into the room, one press each. */
export function Invite({ people, onInvite }: InviteProps) {
  const [filter, setFilter] = useState("");
  const [busyWith, setBusyWith] = useState<string>();
  const [invited, setInvited] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  const found = people.items.filter((person) => matchesFilter(person, filter));

  const invite = async (person: PersonView) => {
    if (busyWith !== undefined) return;
    setBusyWith(person.id);
    setProblem(undefined);
    try {
      await onInvite(person);
      setInvited((before) => [...before, person.fullName]);
    } catch (error) {
      setProblem(errorText(error));
    }
    setBusyWith(undefined);
  };

  return (
    <>
      <Field
        id="invite-filter"
        label={t("Find a person")}
        type="search"
        value={filter}
        autocomplete="off"
        autofocus
        help={t("They will read what is written from now on, not what was written before.")}
        onInput={(event) => setFilter(event.currentTarget.value)}
      />
      {problem === undefined
        ? null
        : <Note look="danger" icon="alert" role="alert">{problem}</Note>}
      <p class="picker__done" role="status">
        {invited.length === 0 ? null : (
          <>
            <Icon name="check" /> {t("Invited: {names}", {
              names: listed(invited),
            })}
          </>
        )}
      </p>
      {found.length === 0
        ? (
          <p class="list__empty">
            {nobodyWords(people, filter)}
          </p>
        )
        : (
          <ul class="picker" role="list">
            {found.slice(0, SHOWN).map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  class="row row--person"
                  disabled={person.identity === "none"}
                  onClick={() => void invite(person)}
                >
                  <Avatar id={person.id} name={person.fullName} />
                  <span class="member__names">
                    <bdi class="cut">{person.fullName}</bdi>{" "}
                    <span class="member__role cut">
                      <bdi>@{person.uid}</bdi>
                      {person.identity === "none" ? ` · ${t("no keys yet")}` : ""}
                    </span>
                  </span>
                  {busyWith === person.id
                    ? <span class="spinner" aria-hidden="true" />
                    : person.identity === "none"
                    ? null
                    : <span class="picker__act">{t("Invite")}</span>}
                </button>
              </li>
            ))}
          </ul>
        )}
      {found.length > SHOWN
        ? (
          <p class="list__empty">
            {tn(
              found.length - SHOWN,
              "{count} more: type a part of the name.",
              "{count} more: type a part of the name.",
            )}
          </p>
        )
        : null}
      {people.state === "here" && people.leavesOut
        ? (
          <p class="list__empty">
            {t(
              "There are more people than fit into this list. Tell your administrator whom you miss.",
            )}
          </p>
        )
        : null}
    </>
  );
}

function nobodyWords({ state }: ListView<PersonView>, filter: string): string {
  switch (state) {
    case "loading":
      return t("Loading…");
    case "failed":
      return t("The list of people could not be loaded. It is asked for again by itself.");
    case "empty":
      return t("Everybody is here already.");
    case "here":
      return filter === "" ? t("Everybody is here already.") : t("Nobody of that name.");
  }
}
