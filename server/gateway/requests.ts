/** Answers each request that comes over a WebSocket. */

import type { Bridge } from "../bridge/port.ts";
import { conversationIdOfDirect } from "../../e2ee/direct.ts";
import { AppError } from "../../protocol/errors.ts";
import type { AnswerTo, OpenedDirect, Receipt } from "../../protocol/frames/answers.ts";
import type { ClientFrame } from "../../protocol/frames/client_frames.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { StoredPage } from "../archive/port.ts";
import type { UserEvent } from "../router/events.ts";
import { userKey } from "../router/keys.ts";
import type { Connection } from "./connection.ts";
import type { Names } from "./names.ts";
import type { OpenRooms } from "./open_rooms.ts";
import type { People } from "./people.ts";
import type { PresenceFeed } from "./presence_feed.ts";
import { toSubmitted } from "./submissions.ts";
import type { Typing } from "./typing.ts";

export interface RequestsOptions {
  bridge: Bridge;
  people: People;
  rooms: OpenRooms;
  presence: PresenceFeed;
  typing: Typing;
  names: Names;
  /** Whether there is such a person; the directory decides. */
  exists: (user: UserId) => Promise<boolean>;
}

/**
 * JSON text of the answer to one frame that came on `connection`.
 *
 * @throws {AppError} the refusal.
 */
export async function answer(
  frame: ClientFrame,
  connection: Connection,
  { bridge, people, rooms, presence, typing, names, exists }: RequestsOptions,
): Promise<string> {
  const { archive } = bridge;
  const { user } = connection.session;
  switch (frame.type) {
    case "submit":
      return receiptJson(await bridge.submit(toSubmitted(frame, user)));
    case "sync":
      return pageJson(await archive.page(user, frame.conv, frame));
    case "control-log":
      return pageJson(await archive.controlLog(user, frame.conv, frame.after));
    case "wraps":
      return json<"wraps">({ wraps: await archive.wraps(user, frame.conv, frame.epochs) });
    case "people":
      return json<"people">(await people.list(frame.after));
    case "identities":
      return json<"identities">(await archive.identitiesPart(frame.users, frame.after ?? 0));
    case "rooms":
      return json<"rooms">(await rooms.list(user, frame.after));
    case "open-direct":
      return json<"open-direct">(await openDirect(user, frame.peer, bridge, exists));
    case "set-presence":
      presence.move(connection, frame.state);
      return DONE;
    case "typing":
      typing.hint(connection, frame.conv);
      return DONE;
    case "set-name":
      return json<"set-name">(await names.set(user, frame));
    case "names":
      return json<"names">({ names: await names.history(user) });
    case "clear-names":
      await names.clearHistory(user);
      return DONE;
  }
}

/** JSON text of what is answered to a request of the type `Type`. */
function json<Type extends ClientFrame["type"]>(answer: AnswerTo<Type>): string {
  return JSON.stringify(answer);
}

/** It is done, and there is nothing more to say. */
const DONE = "{}";

async function openDirect(
  user: UserId,
  peer: UserId,
  bridge: Bridge,
  exists: (user: UserId) => Promise<boolean>,
): Promise<OpenedDirect> {
  if (peer === user) {
    throw new AppError("invalid", "You cannot open a conversation with yourself.", {
      field: "peer",
    });
  }
  const id = await conversationIdOfDirect(user, peer);
  const known = await bridge.archive.summary(user, id);
  if (known !== undefined) return { conversation: known };
  if (!await exists(peer)) {
    throw new AppError("not-found", "There is no such person in the directory.", {
      field: "peer",
    });
  }
  const { created } = await bridge.archive.openDirect(id, user, peer);
  if (created) {
    const event: UserEvent = { type: "conversation", conv: id };
    const text = JSON.stringify(event);
    bridge.publish([{ key: userKey(user), text }, { key: userKey(peer), text }]);
  }
  const conversation = await bridge.archive.summary(user, id);
  if (conversation === undefined) throw new Error("A conversation that was just made is gone");
  return { conversation };
}

/** Written out by hand, for it answers every message. */
function receiptJson({ seq, id, time, duplicate }: Receipt): string {
  return `{"seq":${seq},"id":"${id}","time":"${time}","duplicate":${duplicate}}`;
}

/** The items are JSON already. */
function pageJson({ items, epochs, head, more }: StoredPage): string {
  return `{"items":[${items.join(",")}],"epochs":[${epochs.join(",")}],"head":${head},` +
    `"more":${more}}`;
}
