/** The content of the quick switcher: type part of a name, press Enter, and be there. */

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../i18n/i18n.ts";
import { Avatar, IconAvatar } from "../kit/avatar.tsx";
import { isComposingKey } from "../kit/composing_key.ts";
import { usePresenceWords } from "../kit/presence_words.ts";
import { RoomAvatar } from "../kit/room_parts.tsx";
import { RowMarks } from "../sidebar/row_parts.tsx";
import { type SwitchSources, type SwitchTarget, switchTargets } from "./switch_targets.ts";

/** Enough to find what one wants; typing finds the rest. */
const SHOWN = 40;

export interface SwitcherProps extends SwitchSources {
  onChoose: (target: SwitchTarget) => void;
}

/** Type a part of a name, press Enter, and be there. */
export function Switcher(
  { people, rooms, commands, onChoose }: SwitcherProps,
) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const targets = useMemo(
    () => switchTargets({ people, rooms, commands }, query, SHOWN),
    [people, rooms, commands, query],
  );
  const chosen = Math.min(active, targets.length - 1);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen, targets]);

  const move = (by: number) =>
    setActive((Math.max(0, chosen) + by + targets.length) % Math.max(1, targets.length));
  return (
    <>
      <input
        type="text"
        class="input"
        role="combobox"
        autofocus
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        aria-label={t("Name of a person, a room or a command")}
        aria-expanded={targets.length > 0}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen < 0 ? undefined : `${id}-${chosen}`}
        placeholder={t("Type a name")}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (isComposingKey(event)) return;
          if (event.key === "ArrowDown") move(1);
          else if (event.key === "ArrowUp") move(-1);
          else if (event.key === "Enter" && targets[chosen] !== undefined) {
            onChoose(targets[chosen]);
          } else return;
          event.preventDefault();
        }}
      />
      <ul
        class="finds"
        role="listbox"
        id={`${id}-list`}
        aria-label={t("Where to go")}
        ref={list}
        hidden={targets.length === 0}
      >
        {targets.map((target, index) => (
          <li
            key={target.key}
            id={`${id}-${index}`}
            class="row row--find"
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setActive(index)}
            onClick={() => onChoose(target)}
          >
            <Target target={target} />
          </li>
        ))}
      </ul>
      <p class="finds__none" role="status">
        {targets.length === 0 ? t("Nothing of that name.") : ""}
      </p>
    </>
  );
}

function Target({ target }: { target: SwitchTarget }) {
  const presenceWords = usePresenceWords(new Date());
  switch (target.type) {
    case "person": {
      const { person } = target;
      return (
        <>
          <Avatar id={person.id} name={person.fullName} size="sm" presence={person.presence} />
          <bdi class="row__name cut">{person.fullName}</bdi>
          <bdi class="row__aside cut">@{person.uid}</bdi>
          <span class="said">{presenceWords(person)}</span>
          <Unread of={person} />
        </>
      );
    }
    case "room":
    case "joinable": {
      const { room } = target;
      return (
        <>
          <RoomAvatar policy={room.policy} size="sm" />
          <bdi class="row__name cut">{room.name}</bdi>
          <span class="row__aside cut">{target.type === "room" ? t("Room") : t("Join room")}</span>
          <Unread of={room} />
        </>
      );
    }
    case "command":
      return (
        <>
          <IconAvatar icon={target.command.icon} size="sm" />
          <span class="row__name cut">{target.command.label}</span>
          <span class="row__aside cut">{t("Command")}</span>
        </>
      );
  }
}

function Unread({ of }: Parameters<typeof RowMarks>[0]) {
  return (
    <>
      {of.unread > 0 ? <span class="said">{t("unread messages")}</span> : null}
      <RowMarks of={of} />
    </>
  );
}
