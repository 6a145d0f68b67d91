// Browser-safe: runs in the page.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { PersonView, RoomView } from "../../client/model.ts";
import { Icon } from "../icon.tsx";
import { Brand } from "../logo.tsx";
import { matchesFilter, sharedNames } from "../names.ts";
import { OwnCard, type OwnCardProps } from "./own_card.tsx";
import { PersonList } from "./person_list.tsx";
import { RoomList } from "./room_list.tsx";

export interface SidebarProps extends OwnCardProps {
  people: readonly PersonView[];
  rooms: readonly RoomView[];
  /** Of the room on screen, or of the other person of the direct conversation. */
  currentId: string | undefined;
  onOpenPerson: (person: PersonView) => void;
  onOpenRoom: (room: RoomView) => void;
  onJoinRoom: (room: RoomView) => void;
  onNewRoom: () => void;
  /** The line that its width is set with. */
  children: ComponentChildren;
}

/** Everything one can open, a filter over it, and oneself. */
export function Sidebar({ people, rooms, currentId, children, ...rest }: SidebarProps) {
  const [filter, setFilter] = useState("");
  const others = people.filter((person) => !person.isSelf);
  const filtered = filter.trim() !== "";
  return (
    <aside class="sidebar" id="sidebar" aria-label="Conversations">
      <header class="sidebar__head">
        <Brand />
      </header>
      <div class="filter">
        <Icon name="search" />
        <input
          type="search"
          class="input filter__input"
          aria-label="Filter people and rooms"
          placeholder="Find people and rooms"
          autocomplete="off"
          spellcheck={false}
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setFilter("");
          }}
        />
      </div>
      <div class="sidebar__lists">
        <RoomList
          rooms={rooms.filter((room) => matchesFilter(room, filter))}
          currentId={currentId}
          emptyText={filtered ? "No room of that name." : "You are in no room yet."}
          onOpen={rest.onOpenRoom}
          onJoin={rest.onJoinRoom}
          onNew={rest.onNewRoom}
        />
        <PersonList
          people={others.filter((person) => matchesFilter(person, filter))}
          shared={sharedNames(people)}
          currentId={currentId}
          emptyText={filtered
            ? "Nobody of that name."
            : "Nobody else is here yet. Colleagues appear when they register."}
          onOpen={rest.onOpenPerson}
        />
      </div>
      <OwnCard
        me={rest.me}
        online={rest.online}
        onSettings={rest.onSettings}
        onLogout={rest.onLogout}
        onLogoutEverywhere={rest.onLogoutEverywhere}
        onForget={rest.onForget}
      />
      {children}
    </aside>
  );
}
