/** A conversation as the router holds it: its head, members and state. */

import type { RoomState } from "../../e2ee/control_log.ts";
import { applyRecord } from "../../e2ee/control_log.ts";
import { hashOfText } from "../../e2ee/digest.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { type ControlRecord, parseControlRecord } from "../../protocol/items.ts";
import type { ConversationState, CurrentEpoch } from "../archive/port.ts";

/** A conversation as the router holds it: enough to judge any submission to it. */
export interface Conversation {
  id: ConversationId;
  kind: "direct" | "room";
  /** Number of the newest item. */
  head: number;
  members: ReadonlySet<UserId>;
  /** Hash of the newest control record; of a direct conversation, its id. */
  control: string;
  /** Only of a room. */
  room: RoomState | undefined;
  epoch: CurrentEpoch | undefined;
  /** A member's keys changed since the epoch was made. */
  epochSpent: boolean;
}

/** @throws {Error} when the archived control log does not fold: the archive is damaged. */
export async function conversationFrom(stored: ConversationState): Promise<Conversation> {
  const { id, kind, head, epoch, epochSpent } = stored;
  if (kind === "direct") {
    const members = new Set(stored.members);
    return { id, kind, head, members, control: id, room: undefined, epoch, epochSpent };
  }
  let room: RoomState | undefined;
  for (const { record } of stored.control) {
    // Signatures were checked when the record was taken.
    const applied = applyRecord(room, parseStored(id, record), await hashOfText(record));
    if (!applied.ok) {
      throw new Error(`The control log of room ${id} breaks at a record: ${applied.reason}`);
    }
    room = applied.state;
  }
  if (room === undefined) throw new Error(`Room ${id} has no control log`);
  return { ...ofRoom(room), head, epoch, epochSpent };
}

/** What is wrong with it is the archive's fault, not that of whoever asks. */
function parseStored(room: ConversationId, record: string): ControlRecord {
  try {
    return parseControlRecord(record);
  } catch (cause) {
    throw new Error(`The control log of room ${room} cannot be read`, { cause });
  }
}

/** The parts that follow from a room's state. */
export function ofRoom(
  room: RoomState,
): Pick<Conversation, "id" | "kind" | "members" | "control" | "room"> {
  return {
    id: room.room,
    kind: "room",
    members: new Set(room.members.keys()),
    control: room.head,
    room,
  };
}
