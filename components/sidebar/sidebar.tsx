/** The sidebar: the lists, the filter over them, and one's own card. */

import type { ComponentChildren } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { filteredList, type ListView } from "../../client/model/list_view.ts";
import type { ConnectionView, PersonView, RoomView } from "../../client/model/mod.ts";
import { t } from "../../i18n/i18n.ts";
import { IconButton } from "../kit/button.tsx";
import { isComposingKey } from "../kit/composing_key.ts";
import { Icon } from "../kit/icon.tsx";
import { Brand } from "../kit/logo.tsx";
import { matchesFilter, sharedNames } from "../kit/names.ts";
import { ListState, ListWelcome } from "./list_states.tsx";
import { OwnCard, type OwnCardProps } from "./own_card.tsx";
import { PersonList } from "./person_list.tsx";
import { RoomList } from "./room_list.tsx";

export interface SidebarProps extends Omit<OwnCardProps, "online"> {
  connection: ConnectionView["state"];
  people: ListView<PersonView>;
  rooms: ListView<RoomView>;
  /** Of the room on screen, or of the other person of the direct conversation. */
  currentId: string | undefined;
  /** It is all that is on the screen: the main part of the page, which wants a heading. */
  alone: boolean;
  /** No room and no conversation yet. */
  firstRun: boolean;
  onOpenPerson: (person: PersonView) => void;
  onOpenRoom: (room: RoomView) => void;
  onJoinRoom: (room: RoomView) => void;
  onNewRoom: () => void;
  onSearch: () => void;
  onSwitch: () => void;
  /** The line that its width is set with. */
  children: ComponentChildren;
}

/** Everything one can open, a filter over it, and oneself. */
export function Sidebar(
  { people, rooms, currentId, alone, firstRun, connection, children, ...rest }: SidebarProps,
) {
  const [filter, setFilter] = useState("");
  const filtered = filter.trim() !== "";
  const lists = useRef<HTMLDivElement>(null);
  const shared = useMemo(() => sharedNames(people.items), [people]);
  const others = useMemo(() => filteredList(people, (person) => !person.isSelf), [people]);
  const foundPeople = useMemo(
    () => others.items.filter((person) => matchesFilter(person, filter)),
    [others, filter],
  );
  const foundRooms = useMemo(
    () => rooms.items.filter((room) => matchesFilter(room, filter)),
    [rooms, filter],
  );
  return (
    <div
      class="sidebar"
      id="sidebar"
      role={alone ? "main" : "complementary"}
      aria-label={t("Conversations")}
    >
      {alone ? <h1 class="said">{t("Conversations")}</h1> : null}
      <div class="sidebar__head">
        <Brand />
        <span class="sidebar__ways">
          <IconButton
            icon="switch"
            label={t("Go to a conversation")}
            aria-keyshortcuts="Control+K Meta+K"
            onClick={rest.onSwitch}
          />
          <IconButton
            icon="search"
            label={t("Search messages")}
            aria-keyshortcuts="Control+Shift+F Meta+Shift+F"
            onClick={rest.onSearch}
          />
        </span>
      </div>
      <div class="filter">
        <Icon name="search" />
        <input
          type="search"
          class="input filter__input"
          aria-label={t("Filter people and rooms")}
          placeholder={t("Find people and rooms")}
          autocomplete="off"
          spellcheck={false}
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (isComposingKey(event)) return;
            if (event.key === "Escape") setFilter("");
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            lists.current?.querySelector<HTMLElement>("button.row")?.focus();
          }}
        />
      </div>
      <div class="sidebar__lists" ref={lists}>
        {alone && firstRun && !filtered && connection === "online"
          ? <ListWelcome fullName={rest.ownName} />
          : null}
        <RoomList
          rooms={foundRooms}
          currentId={currentId}
          onOpen={rest.onOpenRoom}
          onJoin={rest.onJoinRoom}
          onNew={rest.onNewRoom}
        >
          <ListState
            list={rooms}
            connection={connection}
            nothingFound={filtered && foundRooms.length === 0}
            kind="rooms"
          />
        </RoomList>
        <PersonList
          people={foundPeople}
          isPartial={others.state === "loading" || others.state === "failed"}
          shared={shared}
          currentId={currentId}
          onOpen={rest.onOpenPerson}
        >
          <ListState
            list={others}
            connection={connection}
            nothingFound={filtered && foundPeople.length === 0}
            kind="people"
          />
        </PersonList>
      </div>
      <OwnCard
        me={rest.me}
        ownName={rest.ownName}
        online={connection === "online"}
        onAccount={rest.onAccount}
        onSettings={rest.onSettings}
        onLogout={rest.onLogout}
        onLogoutEverywhere={rest.onLogoutEverywhere}
        onForget={rest.onForget}
      />
      {children}
    </div>
  );
}
