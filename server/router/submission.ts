/**
 * A submission on its way from a gateway to the router: one line of text, the way a broker carries
 * it. The gateway has checked the sender's session, that the sender named in the signed text is
 * that person, and the item's id; the router checks everything that needs the conversation.
 */

import { AppError } from "../../protocol/errors.ts";
import { RECEIPT } from "../../protocol/frames/answers.ts";
import {
  type ConversationId,
  isConversationId,
  isEpochId,
  isItemId,
  isUserId,
} from "../../protocol/ids.ts";
import { MAX_FRAME_BYTES } from "../../protocol/limits.ts";
import {
  type Infer,
  integer,
  isThere,
  object,
  only,
  orEmpty,
  tagged,
  text,
} from "../../protocol/strict.ts";
import { isNodeId } from "./events.ts";

/** The asking node's own number for a request. */
const isRoute = integer(0);

export const SUBMITTED = object("a submission", {
  conv: isConversationId,
  kind: only("control", "epoch", "message", "wraps"),
  /** Empty for wraps. */
  id: orEmpty(isItemId),
  sender: isUserId,
  /** Messages and wraps: the epoch they belong to. */
  epoch: orEmpty(isEpochId),
  /** Where the receipt goes: the node, and its own number for the request. */
  node: isNodeId,
  route: isRoute,
  /** JSON text of the body; never holds a raw control character. */
  body: text(2, MAX_FRAME_BYTES),
});
export type Submitted = Infer<typeof SUBMITTED>;

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
  const [conv, kind, id, sender, epoch, node, digits = "", body] = fields;
  const route = /^\d+$/.test(digits) ? Number(digits) : digits;
  return SUBMITTED.parse({ conv, kind, id, sender, epoch, node, route, body });
}

/** The conversation of an encoded submission, without taking the rest apart. */
export function conversationOf(line: string): ConversationId {
  return line.slice(0, line.indexOf(SEPARATOR)) as ConversationId;
}

/** What the router answers to one submission, sent to the mailbox of the node that asked. */
export const ROUTER_ANSWER = tagged("the router's answer", "type", {
  receipt: object("a receipt", { type: only("receipt"), route: isRoute, receipt: RECEIPT }),
  /** A `Problem`; `fromProblem` makes an error of whatever it is. */
  refused: object("a refusal", { type: only("refused"), route: isRoute, problem: isThere }),
});
export type RouterAnswer = Infer<typeof ROUTER_ANSWER>;

/** The inbox shard of a conversation: the same on every node. */
export function shardOf(conv: ConversationId, shards: number): number {
  // The id is a hash already; its first characters are as even as any.
  let value = 0;
  for (let i = 0; i < 6; i++) value = (value * 31 + conv.charCodeAt(i)) % 0x7fffffff;
  return value % shards;
}
