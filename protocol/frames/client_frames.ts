/**
 * What the client asks on the WebSocket, one JSON text each, with a `ref` of its own choice. It gets
 * one `answer` (`answers.ts`) or `refused` with the same `ref`. The session is the cookie of the
 * upgrade request.
 */

import { NAME_FIELDS } from "../display_name.ts";
import { isConversationId, isEpochId, isUserId } from "../ids.ts";
import { CONTROL_BODY, EPOCH_BODY, MESSAGE_BODY, WRAPS_BODY } from "../items.ts";
import { MAX_LOOKUP_IDS, MAX_SYNC_ITEMS } from "../limits.ts";
import {
  type Fields,
  type Infer,
  integer,
  list,
  object,
  only,
  optional,
  parseJson,
  type Schema,
  tagged,
} from "../strict.ts";
import { isRef } from "./ref.ts";
import { SOCKET_STATES } from "./socket.ts";

/** A frame of this type with these fields of its own. */
/* @__NO_SIDE_EFFECTS__ */
function frame<Type extends string, F extends Fields>(
  what: string,
  type: Type,
  fields: F,
) {
  return object(what, { type: only(type), ref: isRef, ...fields });
}

/* @__NO_SIDE_EFFECTS__ */
function submitOf<Kind extends string, T>(kind: Kind, body: Schema<T>) {
  return frame("a submit frame", "submit", { conv: isConversationId, kind: only(kind), body });
}

/** By type. */
export const CLIENT_FRAMES = {
  /** Makes sure that the direct conversation with `peer` exists. */
  "open-direct": frame("an open-direct frame", "open-direct", { peer: isUserId }),
  /**
   * Hands something in for the conversation's sequence; it is answered once the archive holds it,
   * and the same item handed in twice gets the same receipt. A room begins with its `create` record.
   */
  "submit": tagged("a submit frame", "kind", {
    control: submitOf("control", CONTROL_BODY),
    epoch: submitOf("epoch", EPOCH_BODY),
    message: submitOf("message", MESSAGE_BODY),
    wraps: submitOf("wraps", WRAPS_BODY),
  }),
  /**
   * Items of a conversation in order: those after sequence number `after` (oldest first), or, when
   * `before` is given, the last ones before it. `limit` counts items.
   */
  "sync": frame("a sync frame", "sync", {
    conv: isConversationId,
    limit: integer(1, MAX_SYNC_ITEMS),
    after: optional(integer(0)),
    before: optional(integer(1)),
  }),
  /** All control records of a room, in order, after sequence number `after`. */
  "control-log": frame("a control-log frame", "control-log", {
    conv: isConversationId,
    after: integer(0),
  }),
  /** The asker's own wraps of these epochs. */
  "wraps": frame("a wraps frame", "wraps", {
    conv: isConversationId,
    epochs: list(isEpochId, 1, MAX_LOOKUP_IDS),
  }),
  /** Everybody in the directory, with presence; `after` is `next` of the part before. */
  "people": frame("a people frame", "people", { after: optional(isUserId) }),
  /** Identities, old ones too, of these people; `after` is `next` of the part before. */
  "identities": frame("an identities frame", "identities", {
    users: list(isUserId, 1, MAX_LOOKUP_IDS),
    after: optional(integer(1)),
  }),
  /** Open rooms that the asker could join; `after` is `next` of the part before. */
  "rooms": frame("a rooms frame", "rooms", { after: optional(isConversationId) }),
  /** How this socket wants its person to be seen from here on. */
  "set-presence": frame("a set-presence frame", "set-presence", { state: only(...SOCKET_STATES) }),
  /**
   * The asker is writing something in this conversation: told to the other members, and stored
   * nowhere. What comes too often, or from a hidden socket, is not told.
   */
  "typing": frame("a typing frame", "typing", { conv: isConversationId }),
  /** The asker's new display name; it is answered once the archive holds it. */
  "set-name": frame("a set-name frame", "set-name", NAME_FIELDS),
  /** The asker's display names. */
  "names": frame("a names frame", "names", {}),
  /** Removes the asker's display names but for the present one. */
  "clear-names": frame("a clear-names frame", "clear-names", {}),
};

const CLIENT_FRAME = tagged("a frame", "type", CLIENT_FRAMES);
export type ClientFrame = Infer<typeof CLIENT_FRAME>;
export type SubmitFrame = Extract<ClientFrame, { type: "submit" }>;

/**
 * A client's frame.
 *
 * @throws {AppError} `invalid`; `refOf` may still tell which request it was.
 */
export function parseClientFrame(text: string): ClientFrame {
  return CLIENT_FRAME.parse(parseJson("a frame", text));
}
