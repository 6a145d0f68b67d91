/**
 * What a message says: a closed union, checked field by field on both sides. Who says it, where and
 * when stands in the signed header only; a payload that brings such a field along is refused.
 */

import { isOneEmoji } from "../protocol/emoji.ts";
import { utf8 } from "../protocol/encoding.ts";
import { AppError } from "../protocol/errors.ts";
import { isItemId, type ItemId } from "../protocol/ids.ts";
import type { EnvelopeHeader } from "../protocol/items.ts";
import {
  MAX_FILE_BYTES,
  MAX_FILE_CHUNK_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_TEXT_BYTES,
  MIN_FILE_CHUNK_BYTES,
} from "../protocol/limits.ts";
import {
  base64Url,
  type Check,
  integer,
  object,
  type ObjectSchema,
  only,
  orEmpty,
  parseJson,
  parseSigned,
  text,
  writeSigned,
} from "../protocol/strict.ts";
import { hasForeign, isInvisible } from "../protocol/typed_text.ts";

/** UTF-16 units of a reaction: one emoji with its joiners and modifiers. */
const MAX_REACTION_CHARS = 32;
/** UTF-16 units of a file's name. */
export const MAX_FILE_NAME_CHARS = 255;
/** Width and height of an image, in pixels. */
const MAX_IMAGE_PIXELS = 65_535;

export interface TextPayload {
  type: "text";
  text: string;
}
export interface ReplyPayload {
  type: "reply";
  /** The message that is answered. */
  target: ItemId;
  text: string;
}
/** Counts only from the sender of `target` (`amends`). */
export interface EditPayload {
  type: "edit";
  target: ItemId;
  /** The whole new text. */
  text: string;
}
/** Counts only from the sender of `target` (`amends`). */
export interface DeletePayload {
  type: "delete";
  target: ItemId;
}
export interface ReactionPayload {
  type: "reaction";
  target: ItemId;
  emoji: string;
  /** `add` it or take it back. */
  action: "add" | "remove";
}
/** `target` and everything before it in the conversation has arrived, or was read. */
export interface ReceiptPayload {
  type: "receipt";
  target: ItemId;
  state: "delivered" | "read";
}
/** `target` is to be found easily by everybody, or no longer; the newest word counts. */
export interface PinPayload {
  type: "pin";
  target: ItemId;
  action: "add" | "remove";
}
/**
 * The sender wants to see nothing up to and with `target` any more, in any of his browsers. Means
 * nothing to the others.
 */
export interface ClearPayload {
  type: "clear";
  target: ItemId;
}
/** A file that is stored apart, sealed in chunks under a key of its own. */
export interface FilePayload {
  type: "file";
  /** Where it is stored: 16 random bytes, base64url. */
  id: string;
  name: string;
  /** Media type (RFC 6838), lower case, without parameters. */
  media: string;
  /** Plaintext bytes of the whole file, and of each chunk but the last: see `file.ts`. */
  size: number;
  chunk: number;
  /** AES-256 key, base64url. */
  key: string;
  /** SHA-256 of the SHA-256 of each sealed chunk in a row, base64url. */
  digest: string;
  /** Pixels of an image; 0 for what is none, or of unknown size. A hint for its place on screen. */
  width: number;
  height: number;
  /** The message that it answers; empty for none. */
  target: ItemId | "";
  /** What the sender wrote beside it; may be empty. */
  caption: string;
}

/** What is a message by itself: said by somebody, and a row of the log. */
export type ContentPayload = TextPayload | ReplyPayload | FilePayload;
/** What changes the message that it names. */
export type ActPayload = EditPayload | DeletePayload | ReactionPayload | PinPayload;
/** What says how far its sender has come: up to and with the message that it names. */
export type MarkPayload = ReceiptPayload | ClearPayload;

export type Payload = ContentPayload | ActPayload | MarkPayload;
export type PayloadType = Payload["type"];

const hasText: Check<string> = (value): value is string => isText(value) && !isInvisible(value);
const isCaption: Check<string> = (value): value is string => value === "" || hasText(value);
const isEmoji: Check<string> = (value): value is string =>
  text(1, MAX_REACTION_CHARS)(value) && isOneEmoji(value);
const isFileName: Check<string> = (value): value is string =>
  text(1, MAX_FILE_NAME_CHARS)(value) && !/[\p{Cc}/\\]/u.test(value) && value !== "." &&
  value !== "..";
const isMedia: Check<string> = (value): value is string =>
  text(3, 127)(value) && /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(value);

const WHAT = "a message's contents";
const SCHEMAS: { readonly [T in PayloadType]: ObjectSchema<Extract<Payload, { type: T }>> } = {
  text: object(WHAT, { type: only("text"), text: hasText }),
  reply: object(WHAT, { type: only("reply"), target: isItemId, text: hasText }),
  edit: object(WHAT, { type: only("edit"), target: isItemId, text: hasText }),
  delete: object(WHAT, { type: only("delete"), target: isItemId }),
  reaction: object(WHAT, {
    type: only("reaction"),
    target: isItemId,
    emoji: isEmoji,
    action: only("add", "remove"),
  }),
  receipt: object(WHAT, {
    type: only("receipt"),
    target: isItemId,
    state: only("delivered", "read"),
  }),
  pin: object(WHAT, { type: only("pin"), target: isItemId, action: only("add", "remove") }),
  clear: object(WHAT, { type: only("clear"), target: isItemId }),
  file: object(WHAT, {
    type: only("file"),
    id: base64Url(16),
    name: isFileName,
    media: isMedia,
    size: integer(0, MAX_FILE_BYTES),
    chunk: integer(MIN_FILE_CHUNK_BYTES, MAX_FILE_CHUNK_BYTES),
    key: base64Url(32),
    digest: base64Url(32),
    width: integer(0, MAX_IMAGE_PIXELS),
    height: integer(0, MAX_IMAGE_PIXELS),
    target: orEmpty(isItemId),
    caption: isCaption,
  }),
};

/**
 * JSON of `payload` in its one spelling: the fields in the order of the interfaces above.
 *
 * @throws {AppError} `invalid` with the field, or `too-large`.
 */
export function writePayload(payload: Payload): string {
  if ("text" in payload && utf8(payload.text).length > MAX_TEXT_BYTES) {
    throw new AppError("too-large", `This text is too long: it may take ${MAX_TEXT_BYTES} bytes`, {
      field: "text",
    });
  }
  const written = writeSigned(SCHEMAS[payload.type] as ObjectSchema<Payload>, payload);
  parsePayload(written);
  return written;
}

/** @throws {AppError} `invalid` with the field, or `too-large`. */
export function parsePayload(written: string): Payload {
  const value = parseJson(WHAT, written) as { type?: unknown } | null;
  const type = value?.type;
  if (typeof type !== "string" || !Object.hasOwn(SCHEMAS, type)) {
    throw new AppError("invalid", `Cannot read ${WHAT}: type is not known`, { field: "type" });
  }
  const schema = SCHEMAS[type as PayloadType] as ObjectSchema<Payload>;
  return parseSigned(schema, written, MAX_PAYLOAD_BYTES);
}

/** Whether an edit or delete by the sender of `by` counts for the message under `target`. */
export function amends(
  target: Pick<EnvelopeHeader, "conv" | "sender">,
  by: Pick<EnvelopeHeader, "conv" | "sender">,
): boolean {
  return target.conv === by.conv && target.sender === by.sender;
}

function isText(value: unknown): value is string {
  return text(0, MAX_TEXT_BYTES)(value) && !hasForeign(value) &&
    utf8(value).length <= MAX_TEXT_BYTES;
}
