/**
 * A conversation as it is saved for its reader. This is also the schema of the JSON form: its
 * members stand in the file under these names, below `{ "format": "talkywalky-log", "version": 1 }`.
 */

export interface ExportedPerson {
  /** As displayed; people choose it. */
  name: string;
  /** The directory's: it never changes. */
  uid: string;
}

/** What is known of who signed a message. */
export interface ExportedVerification {
  /** The signature held, and the certificate led to the organisation's authority. */
  verified: boolean;
  /** SHA-256 of the signing certificate, colon-separated upper-case hex. */
  certificate?: string;
}

/** What a message of some kinds holds beside what every message has. */
export interface ExportedParts {
  file?: { name: string; media: string; sizeBytes: number };
}

export interface ExportedMessage extends ExportedParts {
  type: "message";
  /** Absent for what has not left this browser. */
  id?: string;
  /** Place in the conversation. */
  seq?: number;
  sender: ExportedPerson;
  /** ISO time by the sender's clock, or by the server's where the two are far apart. */
  time: string;
  /** ISO time by the sender's clock, where it is not `time`. */
  writtenAt?: string;
  /** As written; empty when deleted. */
  text: string;
  deleted: boolean;
  /** ISO time of the newest edit. */
  editedAt?: string;
  /** What it answers; its words are absent where it could not be read. */
  reply?: { id: string; senderName?: string; text?: string };
  reactions: { emoji: string; names: string[] }[];
  verification: ExportedVerification;
}

export type ExportedEntry =
  | ExportedMessage
  /** A message that did not open, with the reason for machines and for people. */
  | {
    type: "closed";
    /** Absent where nobody's signature on it was found good. */
    senderName?: string;
    /** By the keys of who saved the log. */
    own?: true;
    time: string;
    reason: string;
    message: string;
  }
  /** So many in a row that its reader's browser had no keys for; ISO times of newest and oldest. */
  | {
    type: "sealed";
    time: string;
    since: string;
    count: number;
    senders: { name: string; count: number }[];
  }
  /** Somebody came, left, was added; the room was renamed; keys changed. */
  | { type: "notice"; time: string; text: string };

export interface ExportedLog {
  title: string;
  kind: "direct" | "room";
  members: ExportedPerson[];
  savedBy: ExportedPerson;
  /** ISO time. */
  savedAt: string;
  /** It goes back to the first message that its reader may read. */
  complete: boolean;
  /** Oldest first. */
  entries: ExportedEntry[];
}
