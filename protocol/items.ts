/**
 * What stands in a conversation: control records, epoch manifests and messages, in one gap-free
 * sequence that the router gives. The signed texts inside are made and checked by `e2ee/`; here
 * they are only taken apart. `docs/protocol.md` is the specification.
 */

import { isBase64UrlOf } from "./encoding.ts";
import {
  type ConversationId,
  type DeviceId,
  type EpochId,
  type Fingerprint,
  isConversationId,
  isDeviceId,
  isEpochId,
  isFingerprint,
  isItemId,
  isUid,
  isUserId,
  type ItemId,
  type Uid,
  type UserId,
} from "./ids.ts";
import {
  MAX_CONTROL_RECORD_BYTES,
  MAX_HEADER_BYTES,
  MAX_MANIFEST_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_ROOM_NAME_CHARS,
  MAX_STATEMENT_BYTES,
  MAX_WRAPS_PER_FRAME,
} from "./limits.ts";
import {
  type Check,
  integer,
  isTime,
  list,
  only,
  parseShape,
  parseSigned,
  type Shape,
  text,
} from "./strict.ts";
import { AppError } from "./errors.ts";

/** RSA-3072 signatures and OAEP blocks. */
export const RSA_BLOCK_BYTES = 384;
/** AES-GCM tag. */
export const GCM_TAG_BYTES = 16;

const isSignature: Check<string> = (value): value is string =>
  isBase64UrlOf(value, RSA_BLOCK_BYTES);
const isHash: Check<string> = (value): value is string => isBase64UrlOf(value, 32);
const isSalt: Check<string> = (value): value is string => isBase64UrlOf(value, 16);
/** The empty text stands for "none before this one". */
const isHashOrNone: Check<string> = (value): value is string => value === "" || isHash(value);
const isRoomName: Check<string> = (value): value is string =>
  text(1, MAX_ROOM_NAME_CHARS)(value) && value.trim() === value && !NOT_IN_A_NAME.test(value);
/** Control characters, and what turns the words around a name round. */
const NOT_IN_A_NAME = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const isCiphertext: Check<string> = (value): value is string =>
  typeof value === "string" && value.length >= 4 &&
  value.length <= Math.ceil(((MAX_PAYLOAD_BYTES + GCM_TAG_BYTES) * 4) / 3) &&
  /^[A-Za-z0-9_-]+$/.test(value);

// --- Message envelope ----------------------------------------------------------------------

/** The signed header of a message, in the order of its spelling. */
export interface EnvelopeHeader {
  v: 1;
  /** 1: RSA-3072 PSS and OAEP with SHA-256, HKDF-SHA-256, AES-256-GCM. */
  suite: 1;
  conv: ConversationId;
  epoch: EpochId;
  sender: UserId;
  /** The signing certificate that vouches for `sig`. */
  cert: Fingerprint;
  device: DeviceId;
  /** 1, 2, 3 ... of this device in this conversation. */
  seq: number;
  /** SHA-256 of the same device's previous header in this conversation; empty for the first. */
  prev: string;
  /** The sender's clock. */
  time: string;
  salt: string;
}

export const ENVELOPE_HEADER: Shape<EnvelopeHeader> = {
  v: only(1),
  suite: only(1),
  conv: isConversationId,
  epoch: isEpochId,
  sender: isUserId,
  cert: isFingerprint,
  device: isDeviceId,
  seq: integer(1),
  prev: isHashOrNone,
  time: isTime,
  salt: isSalt,
};

export function parseEnvelopeHeader(signed: unknown): EnvelopeHeader {
  return parseSigned("a message header", signed, MAX_HEADER_BYTES, ENVELOPE_HEADER);
}

export interface MessageBody {
  /** Exact text of the header; its UTF-8 bytes are what is hashed and signed. */
  hdr: string;
  /** Key commitment C, 32 bytes. */
  com: string;
  /** AES-256-GCM ciphertext and tag. */
  ct: string;
  /** PS256 over "tw1/env" || SHA-256(hdr) || C || SHA-256(ct). */
  sig: string;
}

const MESSAGE_BODY: Shape<MessageBody> = {
  hdr: text(2, MAX_HEADER_BYTES),
  com: isHash,
  ct: isCiphertext,
  sig: isSignature,
};

// --- Control log of a room -----------------------------------------------------------------

export const CONTROL_TYPES = [
  "create",
  "add",
  "join",
  "leave",
  "remove",
  "role",
  "rename",
  "policy",
] as const;
export type ControlType = typeof CONTROL_TYPES[number];
/** Who may come in: anyone in the directory by his own signed `join`, or by an admin's `add`. */
export type RoomPolicy = "open" | "invite";
export type RoomRole = "admin" | "member";

/** One signed record. Fields that a type does not use hold the empty text. */
export interface ControlRecord {
  v: 1;
  /** Room id; empty in `create`, whose hash becomes the id. */
  room: ConversationId | "";
  /** 0 for `create`, then 1, 2, 3 ... */
  n: number;
  /** SHA-256 of the record before; empty in `create`. */
  prev: string;
  type: ControlType;
  actor: UserId;
  cert: Fingerprint;
  time: string;
  /** `add`, `remove`, `role`: whom. */
  subject: UserId | "";
  /** `role`: which. */
  role: RoomRole | "";
  /** `create`, `rename`: the room's name. */
  name: string;
  /** `create`, `policy`. */
  policy: RoomPolicy | "";
  /** 16 random bytes, so that two rooms made alike differ. */
  salt: string;
}

export const CONTROL_RECORD: Shape<ControlRecord> = {
  v: only(1),
  room: (value): value is ConversationId | "" => value === "" || isConversationId(value),
  n: integer(0),
  prev: isHashOrNone,
  type: only(...CONTROL_TYPES),
  actor: isUserId,
  cert: isFingerprint,
  time: isTime,
  subject: (value): value is UserId | "" => value === "" || isUserId(value),
  role: only("", "admin", "member"),
  name: (value): value is string => value === "" || isRoomName(value),
  policy: only("", "open", "invite"),
  salt: isSalt,
};

export function parseControlRecord(signed: unknown): ControlRecord {
  return parseSigned("a control record", signed, MAX_CONTROL_RECORD_BYTES, CONTROL_RECORD);
}

export interface ControlBody {
  record: string;
  /** PS256 over "tw1/control" || SHA-256(record). */
  sig: string;
}

const CONTROL_BODY: Shape<ControlBody> = {
  record: text(2, MAX_CONTROL_RECORD_BYTES),
  sig: isSignature,
};

// --- Epochs --------------------------------------------------------------------------------

export interface EpochManifest {
  v: 1;
  conv: ConversationId;
  /** 1, 2, 3 ... of the conversation. The first sequenced manifest of a number wins. */
  number: number;
  /** SHA-256 of the newest control record; of a direct conversation, its id. */
  control: string;
  /** SHA-256("tw1/commit" || S || conversation || number). */
  commit: string;
  /** SHA-256 over the members' user ids and encryption certificates that S is sealed for. */
  recipients: string;
  maker: UserId;
  cert: Fingerprint;
  time: string;
}

export const EPOCH_MANIFEST: Shape<EpochManifest> = {
  v: only(1),
  conv: isConversationId,
  number: integer(1),
  control: isHash,
  commit: isHash,
  recipients: isHash,
  maker: isUserId,
  cert: isFingerprint,
  time: isTime,
};

export function parseEpochManifest(signed: unknown): EpochManifest {
  return parseSigned("an epoch manifest", signed, MAX_MANIFEST_BYTES, EPOCH_MANIFEST);
}

export interface EpochBody {
  manifest: string;
  /** PS256 over "tw1/epoch" || SHA-256(manifest). */
  sig: string;
}

const EPOCH_BODY: Shape<EpochBody> = {
  manifest: text(2, MAX_MANIFEST_BYTES),
  sig: isSignature,
};

/** The epoch secret for one member, sealed to one certificate. */
export interface Wrap {
  user: UserId;
  /** The encryption certificate it is sealed to. */
  cert: Fingerprint;
  wrap: string;
}

/** Handed in before the manifest; stored apart, each member can fetch only his own. */
export interface WrapsBody {
  epoch: EpochId;
  wraps: Wrap[];
}

const WRAP: Shape<Wrap> = { user: isUserId, cert: isFingerprint, wrap: isSignature };
const WRAPS_BODY: Shape<WrapsBody> = {
  epoch: isEpochId,
  wraps: list((value): value is Wrap => isShape(WRAP, value), 1, MAX_WRAPS_PER_FRAME),
};

function isShape<T extends object>(shape: Shape<T>, value: unknown): value is T {
  try {
    parseShape("a value", value, shape);
    return true;
  } catch {
    return false;
  }
}

// --- Identity statements -------------------------------------------------------------------

/** A person's word, signed by the identity key, on which two certificates are his. */
export interface IdentityStatement {
  v: 1;
  user: UserId;
  uid: Uid;
  /** Fingerprints of the two certificates. */
  sign: Fingerprint;
  encrypt: Fingerprint;
  time: string;
  /** SHA-256 of the statement that this one follows by the same key's word; empty for none. */
  prev: string;
}

export const IDENTITY_STATEMENT: Shape<IdentityStatement> = {
  v: only(1),
  user: isUserId,
  uid: isUid,
  sign: isFingerprint,
  encrypt: isFingerprint,
  time: isTime,
  prev: isHashOrNone,
};

export function parseIdentityStatement(signed: unknown): IdentityStatement {
  return parseSigned("an identity statement", signed, MAX_STATEMENT_BYTES, IDENTITY_STATEMENT);
}

export interface SignedStatement {
  statement: string;
  /** PS256 over "tw1/identity" || SHA-256(statement). */
  sig: string;
}

export const SIGNED_STATEMENT: Shape<SignedStatement> = {
  statement: text(2, MAX_STATEMENT_BYTES),
  sig: isSignature,
};

// --- Items ---------------------------------------------------------------------------------

export type Body =
  | { kind: "control"; body: ControlBody }
  | { kind: "epoch"; body: EpochBody }
  | { kind: "message"; body: MessageBody };
export type ItemKind = Body["kind"];

/** What a client hands in: an item, or wraps that go ahead of a manifest. */
export type Submission = Body | { kind: "wraps"; body: WrapsBody };
export type SubmissionKind = Submission["kind"];

/** An item in its place. */
export type Item = Body & {
  conv: ConversationId;
  /** 1, 2, 3 ... without a gap in each conversation. */
  seq: number;
  id: ItemId;
  /** The server's clock when the archive took it. For show; what counts is in the signed texts. */
  time: string;
};

/** `value` as the body of a submission. @throws {AppError} `invalid` or `too-large`. */
export function parseSubmission(kind: unknown, value: unknown): Submission {
  switch (kind) {
    case "control":
      return { kind, body: parseShape("a control record", value, CONTROL_BODY) };
    case "epoch":
      return { kind, body: parseShape("an epoch", value, EPOCH_BODY) };
    case "message":
      return { kind, body: parseShape("a message", value, MESSAGE_BODY) };
    case "wraps":
      return { kind, body: parseShape("epoch wraps", value, WRAPS_BODY) };
    default:
      throw new AppError("invalid", "Cannot read a submission: kind is not known", {
        field: "kind",
      });
  }
}

/** `value` as an item that the server sent. @throws {AppError} `invalid`. */
export function parseItem(value: unknown): Item {
  const item = parseShape<{
    conv: ConversationId;
    seq: number;
    kind: ItemKind;
    id: ItemId;
    time: string;
    body: object;
  }>("an item", value, {
    conv: isConversationId,
    seq: integer(1),
    kind: only("control", "epoch", "message"),
    id: isItemId,
    time: isTime,
    body: (body): body is object => typeof body === "object" && body !== null,
  });
  const { kind, body } = parseSubmission(item.kind, item.body) as Body;
  return { ...item, kind, body } as Item;
}
