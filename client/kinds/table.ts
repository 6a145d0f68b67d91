/** The table of message kinds: one entry for each type of payload, and what others ask of it. */

import type { ActPayload, ContentPayload, MarkPayload, Payload } from "../../e2ee/payload.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { plainLine } from "../../protocol/rich_text/plain_text.ts";
import { CLEAR } from "./clear.ts";
import { DELETE } from "./delete.ts";
import { EDIT } from "./edit.ts";
import { FILE } from "./file.ts";
import type { ActKind, ContentKind, MarkKind } from "./kind.ts";
import { PIN } from "./pin.ts";
import { REACTION } from "./reaction.ts";
import { RECEIPT } from "./receipt.ts";
import { REPLY } from "./reply.ts";
import { TEXT } from "./text.ts";

type Kind = ContentKind | ActKind | MarkKind;

const KINDS = {
  text: TEXT,
  reply: REPLY,
  file: FILE,
  edit: EDIT,
  delete: DELETE,
  reaction: REACTION,
  pin: PIN,
  receipt: RECEIPT,
  clear: CLEAR,
} satisfies
  & { [P in ContentPayload as P["type"]]: ContentKind<P> }
  & { [P in ActPayload as P["type"]]: ActKind<P> }
  & { [P in MarkPayload as P["type"]]: MarkKind<P> };

export function contentKind(type: ContentPayload["type"]): ContentKind {
  return KINDS[type];
}

export function actKind(type: ActPayload["type"]): ActKind {
  return KINDS[type];
}

export function markKind(type: MarkPayload["type"]): MarkKind {
  return KINDS[type];
}

export function isContentType(type: Payload["type"]): type is ContentPayload["type"] {
  return KINDS[type].role === "content";
}

export function isContent(payload: Payload): payload is ContentPayload {
  return isContentType(payload.type);
}

export function isAct(payload: Payload): payload is ActPayload {
  return KINDS[payload.type].role === "act";
}

export function isMark(payload: Payload): payload is MarkPayload {
  return KINDS[payload.type].role === "mark";
}

/** What its sender wrote, with its markup. */
export function wordsOf(payload: ContentPayload): string {
  return contentKind(payload.type).words(payload);
}

/** The message that `payload` answers. */
export function answeredBy(payload: ContentPayload): ItemId | undefined {
  return contentKind(payload.type).answers(payload);
}

/** One line for a message that says `text` now. */
export function lineOf(payload: ContentPayload, text: string): string {
  return contentKind(payload.type).line(payload, plainLine(text));
}

/** Whether it may be lost on its way, since it is made again by itself. */
export function comesAgain({ type }: Payload): boolean {
  const kind: Kind = KINDS[type];
  return kind.role === "mark" && kind.refused === undefined;
}

/** What its sender is told when it was not taken; nothing where its row says so, or nobody cares. */
export function refusedText({ type }: Payload, problem: string): string | undefined {
  const kind: Kind = KINDS[type];
  return kind.role === "content" ? undefined : kind.refused?.(problem);
}

/**
 * `payload` without the words that it holds, so that nothing is left of what was taken back; the
 * same object where it holds none. @param noWords stands for them where there must be some.
 */
export function withoutWords(payload: Payload, noWords: string): Payload {
  if (isContent(payload)) return { type: "text", text: noWords };
  return isAct(payload)
    ? actKind(payload.type).withoutWords?.(payload, noWords) ?? payload
    : payload;
}
