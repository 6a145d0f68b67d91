/**
 * A submission on its way from a gateway to the router: one line of text, the way a broker carries
 * it. The gateway has checked the sender's session, that the sender named in the signed text is
 * that person, and the item's id; the router checks everything that needs the conversation.
 */

import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, EpochId, ItemId, UserId } from "../../protocol/ids.ts";
import type { Problem } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { SubmissionKind } from "../../protocol/items.ts";

export interface Submitted {
  conv: ConversationId;
  kind: SubmissionKind;
  /** Empty for wraps. */
  id: ItemId | "";
  sender: UserId;
  /** Messages and wraps: the epoch they belong to. */
  epoch: EpochId | "";
  /** Where the receipt goes: the node, and its own number for the request. */
  node: string;
  route: number;
  /** JSON text of the body; never holds a raw control character. */
  body: string;
}

/** Between the fields: never part of a field, as JSON escapes it and ids have no such character. */
const SEPARATOR = "\t";

export function encodeSubmitted(submitted: Submitted): string {
  const { conv, kind, id, sender, epoch, node, route, body } = submitted;
  return [conv, kind, id, sender, epoch, node, String(route), body].join(SEPARATOR);
}

/** @throws {AppError} `invalid` when the line was not made by `encodeSubmitted`. */
export function decodeSubmitted(line: string): Submitted {
  const fields = line.split(SEPARATOR);
  if (fields.length !== 8) {
    throw new AppError("invalid", `Cannot read a submission of ${fields.length} fields`);
  }
  const [conv, kind, id, sender, epoch, node, route, body] = fields as [
    ConversationId,
    SubmissionKind,
    ItemId | "",
    UserId,
    EpochId | "",
    string,
    string,
    string,
  ];
  return { conv, kind, id, sender, epoch, node, route: Number(route), body };
}

/** The conversation of an encoded submission, without taking the rest apart. */
export function conversationOf(line: string): ConversationId {
  return line.slice(0, line.indexOf(SEPARATOR)) as ConversationId;
}

/** What the router answers to one submission, sent to the mailbox of the node that asked. */
export type RouterAnswer =
  | { route: number; receipt: Receipt }
  | { route: number; problem: Problem };

/** The inbox shard of a conversation: the same on every node. */
export function shardOf(conv: ConversationId, shards: number): number {
  // The id is a hash already; its first characters are as even as any.
  let value = 0;
  for (let i = 0; i < 6; i++) value = (value * 31 + conv.charCodeAt(i)) % 0x7fffffff;
  return value % shards;
}
