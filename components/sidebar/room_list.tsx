/** The list of rooms: one's own first, then those that can be joined. */

import type { ComponentChildren } from "preact";
import { useId, useMemo, useRef } from "preact/hooks";
import type { RoomView } from "../../client/model/mod.ts";
import { readerLocale, t, tn } from "../../i18n/i18n.ts";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { RoomAvatar, roomFacts, roomIcon } from "../kit/room_parts.tsx";
import { useNow } from "../kit/reader.ts";
import { useRoving } from "../kit/use_roving.ts";
import { splitRooms } from "./list_order.ts";
import { RowLine, RowMarks, RowTime } from "./row_parts.tsx";
import { activityShown, rowLabel } from "./row_words.ts";
import { useGrowingList } from "./use_growing_list.ts";

/** Open rooms drawn before one comes to their end. */
const PAGE = 60;
export interface RoomListProps {
  rooms: readonly RoomView[];
  /** Of the room on screen. */
  currentId: string | undefined;
  onOpen: (room: RoomView) => void;
  onJoin: (room: RoomView) => void;
  onNew: () => void;
  /** What stands above the rows, and in the place of those that are missing. */
  children: ComponentChildren;
}

/** The rooms one is in, the newest on top; then the open ones that could be joined, by name. */
export function RoomList({ rooms, currentId, onOpen, onJoin, onNew, children }: RoomListProps) {
  const now = useNow();
  const { joined, joinable } = useMemo(() => splitRooms(rooms), [rooms, readerLocale()]);
  const open = useGrowingList(joinable, PAGE);
  const list = useRef<HTMLElement>(null);
  const roving = useRoving(list, "button.row, .row .button");
  return (
    <nav class="list" aria-label={t("Rooms")} ref={list} {...roving}>
      <div class="list__head">
        <h2 class="list__title">{t("Rooms")}</h2>
        <Button small look="accent" icon="plus" onClick={onNew}>{t("New room")}</Button>
      </div>
      {children}
      {joined.length === 0 ? null : (
        <ul role="list">
          {joined.map((room) => (
            <li key={room.id}>
              <RoomRow room={room} current={room.id === currentId} now={now} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {joinable.length === 0 ? null : (
        <>
          <h3 class="list__subtitle">{t("Open to join")}</h3>
          <ul role="list">
            {open.shown.map((room) => <JoinableRow key={room.id} room={room} onJoin={onJoin} />)}
          </ul>
        </>
      )}
      {open.left === 0
        ? null
        : (
          <Button small look="accent" buttonRef={open.end} onClick={open.grow}>
            {tn(Math.min(PAGE, open.left), "Show {count} more", "Show {count} more")}
          </Button>
        )}
    </nav>
  );
}

interface RoomRowProps {
  room: RoomView;
  current: boolean;
  now: Date;
  onOpen: (room: RoomView) => void;
}

function RoomRow({ room, current, now, onOpen }: RoomRowProps) {
  const activity = activityShown(room, current);
  const talked = activity.lastLine !== undefined || activity.draft !== undefined;
  const classes = ["row", talked ? "row--talk" : "", room.unread > 0 ? "row--unread" : ""];
  return (
    <button
      type="button"
      id={`row-${room.id}`}
      class={classes.filter(Boolean).join(" ")}
      aria-current={current ? "true" : undefined}
      title={[room.name, ...roomFacts({ policy: undefined, members: room.members })].join(" · ")}
      onClick={() => onOpen(room)}
    >
      <span class="said">
        {rowLabel(
          room.name,
          policyWords(room.policy),
          activity,
        )}
      </span>
      {talked ? <RoomAvatar policy={room.policy} /> : <RoomSign policy={room.policy} />}
      <span class="row__text" aria-hidden="true">
        <span class="row__top">
          <bdi class="row__name cut">{room.name}</bdi>
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

function JoinableRow({ room, onJoin }: { room: RoomView; onJoin: (room: RoomView) => void }) {
  const id = useId();
  return (
    <li class="row row--still">
      <RoomSign policy={room.policy} />
      <bdi
        class="row__text cut"
        id={`${id}-name`}
        title={roomFacts({ policy: undefined, members: room.members }).join()}
      >
        {room.name}
      </bdi>
      <Button
        small
        look="outline"
        id={`${id}-join`}
        aria-labelledby={`${id}-name ${id}-join`}
        onClick={() => onJoin(room)}
      >
        {t("Join")}
      </Button>
    </li>
  );
}

/** How a room lets people in, as a picture. */
function RoomSign({ policy }: Pick<RoomView, "policy">) {
  return (
    <span class="row__sign">
      <Icon name={roomIcon(policy)} />
    </span>
  );
}

function policyWords(policy: RoomView["policy"]): string[] {
  if (policy === "unknown") return [];
  return [policy === "open" ? t("open room") : t("by invitation")];
}
