/**
 * What one browser profile keeps, table by table. Every key begins with the user id it belongs to
 * (`personKey`), so that one person's data can be removed without touching another's. Nothing here
 * is readable text of a message: what was opened, and what did not leave yet, is kept sealed under
 * the person's local key, which cannot leave the browser.
 */

import type { Bytes } from "../../protocol/encoding.ts";
import type { ConversationId, DeviceId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import type { EpochManifest, MessageBody, SignedStatement } from "../../protocol/items.ts";

/** A private key that cannot leave the browser, and the certificate of its public half. */
export interface CertifiedPrivateKey {
  privateKey: CryptoKey;
  /** DER. */
  certificate: Bytes;
  fingerprint: Fingerprint;
}

/** A person's keys in this browser. */
export interface Keyring {
  user: UserId;
  sign: CertifiedPrivateKey;
  /** The pair that others seal to now. */
  encrypt: CertifiedPrivateKey;
  /** Pairs of before, newest first: what was sealed to them still opens. */
  oldEncrypt: CertifiedPrivateKey[];
  statement: SignedStatement;
  /** Set when the server refused the certificate for good; the next sign-in offers new keys. */
  refused?: string;
}

/**
 * Key pairs on their way to a certificate. They are kept before the request leaves, so that a page
 * that dies in between does not lose the keys of a registered account.
 */
export interface PendingKeys {
  sign: { privateKey: CryptoKey; publicKey: Bytes };
  encrypt: { privateKey: CryptoKey; publicKey: Bytes };
  /** ISO time. */
  madeAt: string;
}

/** The certification authority that this browser met first at this origin. */
export interface PinnedAuthority {
  /** Of the root certificate: what is pinned. */
  fingerprint: Fingerprint;
  /** DER. */
  root: Bytes;
  /** Issuing certificates that were met since, DER, newest first; the path check judges them. */
  issuing: Bytes[];
}

/** One identity of a person that this browser has accepted. */
export interface AcceptedIdentity {
  /** SHA-256 of the identity key (SubjectPublicKeyInfo, DER), base64url. */
  key: string;
  /** The certificate that the key was met with. */
  fingerprint: Fingerprint;
  firstSeenAt: string;
  acceptedAt: string;
  /** When this person compared the safety number that the key is in; absent until then. */
  verifiedAt?: string;
}

/** Which identities of a person count as theirs; the last one is the newest accepted. */
export interface Pin {
  user: UserId;
  accepted: AcceptedIdentity[];
}

/** Where this device stands in one conversation: what its next message must name. */
export interface DeviceChain {
  /** Of the last message sealed; 0 before the first. */
  seq: number;
  /** SHA-256 of its header; empty before the first. */
  prev: string;
}

/** A payload as JSON, AES-256-GCM under the local key with its row's key as additional data. */
export interface LocallySealed {
  iv: Bytes;
  sealed: Bytes;
}

/** A sealed message that the archive has not acknowledged. */
export interface OutboxEntry {
  /** Stable name of its row on the screen. */
  key: string;
  conv: ConversationId;
  id: ItemId;
  body: MessageBody;
  /** The epoch that it is sealed to: with it one's own wrap opens again after a reload. */
  manifest: EpochManifest;
  /** The chain as it stood before this message, to seal it again in the same place. */
  before: DeviceChain;
  /** ISO time when it was written. */
  time: string;
  /** What it says, so that its row stands without the server too; receipts have none. */
  written?: LocallySealed;
  /** Set once the server refused it for good; a row that no longer stands in the chain. */
  problem?: string;
}

/**
 * A message that was written and has no place in the chain yet: nobody could be reached who gives
 * the key of its conversation. Sealed under this browser's own key (`localKey`).
 */
export interface UnsentEntry extends LocallySealed {
  /** Stable name of its row on the screen. */
  key: string;
  conv: ConversationId;
  /** ISO time when it was written. */
  time: string;
  /** Order in which they were written. */
  order: number;
  /** Set once it could not be sealed for good. */
  problem?: string;
}

/** What this person does not want to see of a conversation any more. */
export interface Floor {
  /** Nothing up to and with this place. */
  place: number;
  /** Message at that place, and when (epoch milliseconds) the other browsers are to be told. */
  announce?: { target: ItemId; at: number };
}

/** The newest state of a conversation that this browser has seen; a server may not show less. */
export interface SeenHead {
  /** Highest sequence number. */
  seq: number;
  /** Item id at that number. */
  id: ItemId | "";
  /** Newest control record: its number (0 for `create`) and hash; -1 and empty for none. */
  control: { n: number; hash: string };
}

/** Who was signed in here when the server was last in touch. */
export interface SignedIn {
  user: UserId;
  /** Epoch milliseconds. */
  atMs: number;
}

/** What is kept of one conversation, beside the messages themselves. */
export interface StoredConversation {
  /** The newest unbroken stretch of places that the blocks hold; absent when they hold none. */
  stretch?: { low: number; high: number; complete: boolean };
  /** Those before it, newest first: what lies in between was missed and is not here yet. */
  older?: { low: number; high: number; complete: boolean }[];
  /** Nothing up to and with this place is shown. */
  floor: number;
  /** What acts came to for messages they name: bytes of `SealedRecords`. */
  acts?: Bytes;
  /** Ids of one's own files whose messages were taken back: the server is to let go of them. */
  releases?: string[];
}

/** A draft: bytes of `SealedRecords`. */
export interface SealedDraft {
  conv: ConversationId;
  /** Of this wording alone; it opens under no other. */
  version: string;
  sealed: Bytes;
}

/** The newest display name of a person that this browser has verified. */
export interface SeenName {
  user: UserId;
  /** Empty: the directory's name. */
  name: string;
  /** Of the statement: an older one does not replace it, whatever the server shows. */
  time: string;
}

/** A file on its way out, kept until the archive has its message and the server the file. */
export interface StoredUpload {
  /** Stable name of its row on the screen. */
  key: string;
  conv: ConversationId;
  /** The file's name on the server. */
  id: string;
  /** Order in which files were chosen. */
  order: number;
  /** Of its sealed chunks together. */
  bytes: number;
  /** Its message and the digests of its chunks: bytes of `SealedRecords`. */
  sealed: Bytes;
  /** Whether all of its chunks are kept. */
  whole: boolean;
  /** Epoch milliseconds at which the server held it whole. */
  storedMs?: number;
}

/** Name of each table and the type of its values. */
export interface Tables {
  /** By user id. */
  keyrings: Keyring;
  /** By uid, as the user id is not known yet; newest first. */
  pending: PendingKeys[];
  /** One row for this origin. */
  authorities: PinnedAuthority;
  /** By user id and the other person's id. */
  pins: Pin;
  /** By user id. */
  devices: DeviceId;
  /** By user id and conversation. */
  chains: DeviceChain;
  /** By user id, conversation and position. */
  outbox: OutboxEntry;
  /** By user id and conversation. */
  heads: SeenHead;
  /** By user id and conversation: the sequence number up to which it was on the screen. */
  reads: number;
  /** By user id: the conversation that was open last. */
  last: ConversationId;
  /** By user id: the key that seals what this browser keeps for itself. */
  localKeys: CryptoKey;
  /** By user id, conversation and order. */
  unsent: UnsentEntry;
  /** By user id and conversation. */
  floors: Floor;
  /** By user id. */
  signedIn: SignedIn;
  /** By user id and conversation. The name stays, since it is the table's name on disk. */
  kept: StoredConversation;
  /** By user id, conversation and number of the block: bytes of `SealedRecords`. */
  history: Bytes;
  /** By user id and conversation. */
  drafts: SealedDraft;
  /** By user id: bytes of `SealedRecords`. */
  overviews: Bytes;
  /** By user id and the other person's id. */
  names: SeenName;
  /** By user id and number of the segment: messages for the search, sealed. */
  search: Bytes;
  /** By user id and file id. */
  uploads: StoredUpload;
  /** By user id, file id and number: chunks as the server gets them, sealed under the file's key. */
  uploadChunks: Bytes;
}
export type TableName = keyof Tables;

export const TABLE_NAMES = [
  "keyrings",
  "pending",
  "authorities",
  "pins",
  "devices",
  "chains",
  "outbox",
  "heads",
  "reads",
  "last",
  "localKeys",
  "unsent",
  "floors",
  "signedIn",
  "kept",
  "history",
  "drafts",
  "overviews",
  "names",
  "search",
  "uploads",
  "uploadChunks",
] as const satisfies readonly TableName[];

/**
 * What the server can give again, or what a power cut may take: a write to these alone need not
 * wait until the disk has it.
 */
export const RELAXED_TABLES: ReadonlySet<TableName> = new Set<TableName>([
  "kept",
  "history",
  "drafts",
  "overviews",
  // A chunk that is missing is noticed.
  "uploadChunks",
]);

/** The key of something that belongs to `user`. Ids hold no slash. */
export function personKey(user: UserId, ...rest: string[]): string {
  return [user, ...rest].join("/");
}
