/**
 * What stands in a conversation: control records, epoch manifests and messages, in one gap-free
 * sequence that the router gives. The signed texts inside are made and checked by `e2ee/`; here
 * they are only taken apart. `docs/protocol.md` is the specification.
 */

import {
  isConversationId,
  isDeviceId,
  isEpochId,
  isFingerprint,
  isItemId,
  isUid,
  isUserId,
} from "./ids.ts";
import {
  MAX_CERTIFICATE_BYTES,
  MAX_CONTROL_RECORD_BYTES,
  MAX_HEADER_BYTES,
  MAX_MANIFEST_BYTES,
  MAX_PAYLOAD_BYTES,
  MAX_ROOM_NAME_CHARS,
  MAX_STATEMENT_BYTES,
  MAX_WRAPS_PER_FRAME,
} from "./limits.ts";
import { nameProblem } from "./name_rules.ts";
import {
  base64Url,
  type Check,
  type Infer,
  integer,
  isTime,
  list,
  matching,
  object,
  only,
  orEmpty,
  parseSigned,
  type Schema,
  tagged,
  text,
} from "./strict.ts";

/** RSA-3072 signatures and OAEP blocks. */
export const RSA_BLOCK_BYTES = 384;
/** AES-GCM tag. */
export const GCM_TAG_BYTES = 16;

/** Base64url of a signature, or of an RSA block. */
export const isRsaBlock = base64Url(RSA_BLOCK_BYTES);
/** Base64url of a DER certificate, as far as its length tells. */
export const isCertificate = text(1, Math.ceil((MAX_CERTIFICATE_BYTES * 4) / 3));
const isHash = base64Url(32);
const isSalt = base64Url(16);
/** The empty text stands for "none before this one". */
const isHashOrNone = orEmpty(isHash);
const isRoomName: Check<string> = (value): value is string =>
  typeof value === "string" && nameProblem(value, MAX_ROOM_NAME_CHARS) === undefined;
const isCiphertext: Check<string> = (value): value is string =>
  typeof value === "string" && value.length >= 4 &&
  value.length <= Math.ceil(((MAX_PAYLOAD_BYTES + GCM_TAG_BYTES) * 4) / 3) &&
  /^[A-Za-z0-9_-]+$/.test(value);

// --- Message envelope ----------------------------------------------------------------------

/** The signed header of a message, in the order of its spelling. */
export const ENVELOPE_HEADER = object("a message header", {
  v: only(1),
  /** 1: RSA-3072 PSS and OAEP with SHA-256, HKDF-SHA-256, AES-256-GCM. */
  suite: only(1),
  conv: isConversationId,
  epoch: isEpochId,
  sender: isUserId,
  /** The signing certificate that vouches for `sig`. */
  cert: isFingerprint,
  device: isDeviceId,
  /** 1, 2, 3 ... of this device in this conversation. */
  seq: integer(1),
  /** SHA-256 of the same device's previous header in this conversation; empty for the first. */
  prev: isHashOrNone,
  /** The sender's clock. */
  time: isTime,
  salt: isSalt,
});
export type EnvelopeHeader = Infer<typeof ENVELOPE_HEADER>;

export function parseEnvelopeHeader(signed: unknown): EnvelopeHeader {
  return parseSigned(ENVELOPE_HEADER, signed, MAX_HEADER_BYTES);
}

export const MESSAGE_BODY = object("a message", {
  /** Exact text of the header; its UTF-8 bytes are what is hashed and signed. */
  hdr: text(2, MAX_HEADER_BYTES),
  /** Key commitment C, 32 bytes. */
  com: isHash,
  /** AES-256-GCM ciphertext and tag. */
  ct: isCiphertext,
  /** PS256 over "tw1/env" || SHA-256(hdr) || C || SHA-256(ct). */
  sig: isRsaBlock,
});
export type MessageBody = Infer<typeof MESSAGE_BODY>;

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
/** Who may come in: anyone in the directory by his own signed `join`, or by an admin's `add`. */
export type RoomPolicy = "open" | "invite";
export type RoomRole = "admin" | "member";

/** One signed record. Fields that a type does not use hold the empty text. */
export const CONTROL_RECORD = object("a control record", {
  v: only(1),
  /** Room id; empty in `create`, whose hash becomes the id. */
  room: orEmpty(isConversationId),
  /** 0 for `create`, then 1, 2, 3 ... */
  n: integer(0),
  /** SHA-256 of the record before; empty in `create`. */
  prev: isHashOrNone,
  type: only(...CONTROL_TYPES),
  actor: isUserId,
  cert: isFingerprint,
  time: isTime,
  /** `add`, `remove`, `role`: whom. */
  subject: orEmpty(isUserId),
  /** `role`: which. */
  role: only("", "admin", "member"),
  /** `create`, `rename`: the room's name. */
  name: orEmpty(isRoomName),
  /** `create`, `policy`. */
  policy: only("", "open", "invite"),
  /** 16 random bytes, so that two rooms made alike differ. */
  salt: isSalt,
});
export type ControlRecord = Infer<typeof CONTROL_RECORD>;

export function parseControlRecord(signed: unknown): ControlRecord {
  return parseSigned(CONTROL_RECORD, signed, MAX_CONTROL_RECORD_BYTES);
}

export const CONTROL_BODY = object("a control record", {
  record: text(2, MAX_CONTROL_RECORD_BYTES),
  /** PS256 over "tw1/control" || SHA-256(record). */
  sig: isRsaBlock,
});
export type ControlBody = Infer<typeof CONTROL_BODY>;

// --- Epochs --------------------------------------------------------------------------------

export const EPOCH_MANIFEST = object("an epoch manifest", {
  v: only(1),
  conv: isConversationId,
  /** 1, 2, 3 ... of the conversation. The first sequenced manifest of a number wins. */
  number: integer(1),
  /** SHA-256 of the newest control record; of a direct conversation, its id. */
  control: isHash,
  /** SHA-256("tw1/commit" || S || conversation || number). */
  commit: isHash,
  /** SHA-256 over the members' user ids and encryption certificates that S is sealed for. */
  recipients: isHash,
  maker: isUserId,
  cert: isFingerprint,
  time: isTime,
});
export type EpochManifest = Infer<typeof EPOCH_MANIFEST>;

export function parseEpochManifest(signed: unknown): EpochManifest {
  return parseSigned(EPOCH_MANIFEST, signed, MAX_MANIFEST_BYTES);
}

export const EPOCH_BODY = object("an epoch", {
  manifest: text(2, MAX_MANIFEST_BYTES),
  /** PS256 over "tw1/epoch" || SHA-256(manifest). */
  sig: isRsaBlock,
});
export type EpochBody = Infer<typeof EPOCH_BODY>;

/** The epoch secret for one member, sealed to one certificate. */
const WRAP = object("a wrap", {
  user: isUserId,
  /** The encryption certificate it is sealed to. */
  cert: isFingerprint,
  wrap: isRsaBlock,
});
export type Wrap = Infer<typeof WRAP>;

/** Handed in before the manifest; stored apart, each member can fetch only his own. */
export const WRAPS_BODY = object("epoch wraps", {
  epoch: isEpochId,
  wraps: list(matching(WRAP), 1, MAX_WRAPS_PER_FRAME),
});
export type WrapsBody = Infer<typeof WRAPS_BODY>;

// --- Identity statements -------------------------------------------------------------------

/** A person's word, signed by the identity key, on which two certificates are his. */
export const IDENTITY_STATEMENT = object("an identity statement", {
  v: only(1),
  user: isUserId,
  uid: isUid,
  /** Fingerprints of the two certificates. */
  sign: isFingerprint,
  encrypt: isFingerprint,
  time: isTime,
  /** SHA-256 of the statement that this one follows by the same key's word; empty for none. */
  prev: isHashOrNone,
});
export type IdentityStatement = Infer<typeof IDENTITY_STATEMENT>;

export function parseIdentityStatement(signed: unknown): IdentityStatement {
  return parseSigned(IDENTITY_STATEMENT, signed, MAX_STATEMENT_BYTES);
}

/** The fields of a signed statement, for what has more of them. */
export const STATEMENT_FIELDS = {
  statement: text(2, MAX_STATEMENT_BYTES),
  /** PS256 over "tw1/identity" || SHA-256(statement). */
  sig: isRsaBlock,
};
export const SIGNED_STATEMENT = object("an identity statement", STATEMENT_FIELDS);
export type SignedStatement = Infer<typeof SIGNED_STATEMENT>;

// --- Items ---------------------------------------------------------------------------------

/** An item in its place, as the server sends it. */
export const ITEM = tagged("an item", "kind", {
  control: itemOf("control", CONTROL_BODY),
  epoch: itemOf("epoch", EPOCH_BODY),
  message: itemOf("message", MESSAGE_BODY),
});
export type Item = Infer<typeof ITEM>;
export type ItemKind = Item["kind"];
/** An item that has no place yet. */
export type Body = { [Kind in ItemKind]: Pick<Extract<Item, { kind: Kind }>, "kind" | "body"> }[
  ItemKind
];

/** What a client hands in: an item, or wraps that go ahead of a manifest. */
export type Submission = Body | { kind: "wraps"; body: WrapsBody };

/* @__NO_SIDE_EFFECTS__ */
function itemOf<Kind extends string, T>(kind: Kind, body: Schema<T>) {
  return object("an item", {
    conv: isConversationId,
    /** 1, 2, 3 ... without a gap in each conversation. */
    seq: integer(1),
    kind: only(kind),
    id: isItemId,
    /** The server's clock when the archive took it. For show; the signed texts are what counts. */
    time: isTime,
    body,
  });
}
