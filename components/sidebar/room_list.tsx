/** The list of rooms: one's own first, then those that can be joined. */

import type { ComponentChildren } from "preact";
import { useId, useMemo } from "preact/hooks";
import type { RoomView } from "../../client/model/mod.ts";
import { currentLanguage, t, tn } from "../../i18n/i18n.ts";
import { IconAvatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Icon } from "../kit/icon.tsx";
import { useNow } from "../kit/use_date_words.ts";
import { splitRooms } from "./list_order.ts";
import { RowLine, RowMarks, RowTime } from "./row_parts.tsx";
import { activityShown, rowLabel } from "./row_words.ts";
import { useGrowingList } from "./use_growing_list.ts";

/** Open rooms drawn before one comes to their end. */
const PAGE = 60;
const REFRESH_MS = 60_000;

export interface RoomListProps {
  rooms: readonly RoomView[];
  /** Of the room on screen. */
  currentId: string | undefined;
  onOpen: (room: RoomView) => void;
  onJoin: (room: RoomView) => void;
  onNew: () => void;
  /** What stands in the empty list. */
  children: ComponentChildren;
}

/** The rooms one is in, the newest on top; then the open ones that could be joined, by name. */
export function RoomList({ rooms, currentId, onOpen, onJoin, onNew, children }: RoomListProps) {
  const now = useNow(REFRESH_MS);
  const language = currentLanguage();
  const { joined, joinable } = useMemo(() => splitRooms(rooms, language), [rooms, language]);
  const open = useGrowingList(joinable, PAGE);
  return (
    <nav class="list" aria-label={t("Rooms")}>
      <div class="list__head">
        <h2 class="list__title">{t("Rooms")}</h2>
        <Button small look="accent" icon="plus" onClick={onNew}>{t("New room")}</Button>
      </div>
      {rooms.length === 0 ? children : null}
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
      title={`${room.name} · ${memberCount(room.members)}`}
      onClick={() => onOpen(room)}
    >
      <span class="said">
        {rowLabel(
          room.name,
          [room.policy === "open" ? t("open room") : t("by invitation")],
          activity,
        )}
      </span>
      {talked
        ? <IconAvatar icon={room.policy === "open" ? "hash" : "lock"} />
        : <RoomSign policy={room.policy} />}
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
        {t("Join")}
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
  return tn(members, "{count} member", "{count} members");
}
