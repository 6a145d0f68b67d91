// Browser-safe: runs in the page.

import { useId } from "preact/hooks";
import type { RoomView } from "../../client/model.ts";
import { Button } from "../button.tsx";
import { Icon } from "../icon.tsx";
import { UnreadCount } from "./unread_count.tsx";

export interface RoomListProps {
  rooms: readonly RoomView[];
  /** Of the room on screen. */
  currentId: string | undefined;
  emptyText: string;
  onOpen: (room: RoomView) => void;
  onJoin: (room: RoomView) => void;
  onNew: () => void;
}

/** The rooms one is in, then the open ones that could be joined. */
export function RoomList({ rooms, currentId, emptyText, onOpen, onJoin, onNew }: RoomListProps) {
  const joined = rooms.filter((room) => room.joined);
  const joinable = rooms.filter((room) => !room.joined);
  return (
    <nav class="list" aria-label="Rooms">
      <div class="list__head">
        <h2 class="list__title">Rooms</h2>
        <Button small look="accent" icon="plus" onClick={onNew}>New room</Button>
      </div>
      {rooms.length === 0 ? <p class="list__empty">{emptyText}</p> : null}
      {joined.length === 0 ? null : (
        <ul role="list">
          {joined.map((room) => (
            <li key={room.id}>
              <RoomRow room={room} current={room.id === currentId} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {joinable.length === 0 ? null : (
        <>
          <h3 class="list__subtitle">Open to join</h3>
          <ul role="list">
            {joinable.map((room) => <JoinableRow key={room.id} room={room} onJoin={onJoin} />)}
          </ul>
        </>
      )}
    </nav>
  );
}

interface RoomRowProps {
  room: RoomView;
  current: boolean;
  onOpen: (room: RoomView) => void;
}

function RoomRow({ room, current, onOpen }: RoomRowProps) {
  return (
    <button
      type="button"
      id={`row-${room.id}`}
      class={room.unread > 0 ? "row row--unread" : "row"}
      aria-current={current ? "true" : undefined}
      title={`${room.name} · ${memberCount(room.members)}`}
      onClick={() => onOpen(room)}
    >
      <RoomSign policy={room.policy} />
      <span class="row__text cut">
        <bdi>{room.name}</bdi>
      </span>
      <span class="said">, {room.policy === "open" ? "open room" : "by invitation"}</span>
      <UnreadCount count={room.unread} />
    </button>
  );
}

function JoinableRow({ room, onJoin }: { room: RoomView; onJoin: (room: RoomView) => void }) {
  const id = useId();
  return (
    <li class="row row--still">
      <RoomSign policy={room.policy} />
      <bdi class="row__text cut" id={`${id}-name`} title={memberCount(room.members)}>
        {room.name}
      </bdi>
      <Button
        small
        look="outline"
        id={`${id}-join`}
        aria-labelledby={`${id}-name ${id}-join`}
        onClick={() => onJoin(room)}
      >
        Join
      </Button>
    </li>
  );
}

/** How a room lets people in, as a picture. */
function RoomSign({ policy }: Pick<RoomView, "policy">) {
  return (
    <span class="row__sign">
      <Icon name={policy === "open" ? "hash" : "lock"} />
    </span>
  );
}

/** "1 member", "12 members". */
export function memberCount(members: number): string {
  return members === 1 ? "1 member" : `${members} members`;
}
