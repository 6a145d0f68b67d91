// Browser-safe: runs in the page.

/** The way of files: sealed in this browser, stored as ciphertext, opened in the others. */

import type { FilePayload } from "../../e2ee/payload.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";

/** What a message says of a file that the server holds whole. */
export type SealedFile = Omit<FilePayload, "type" | "caption" | "target">;

/** How far an upload came, to go on with it in this browser. Holds the file's key: never sent. */
export interface UploadTicket {
  readonly id: string;
  /** AES-256 key, base64url. */
  readonly key: string;
  /** SHA-256 of each sealed chunk so far, base64url. */
  readonly chunks: readonly string[];
}

export interface UploadOptions {
  /** Of an earlier try with the same file. */
  ticket?: UploadTicket;
  /** Told after each chunk that the server holds. */
  onTicket?: (ticket: UploadTicket) => void;
  onProgress?: (doneBytes: number) => void;
  signal: AbortSignal;
}

/** Every call rejects with an `AppError`; `unavailable` ones may be tried again. */
export interface FileRoad {
  upload(conv: ConversationId, file: File, options: UploadOptions): Promise<SealedFile>;
  /** Tells the server that the message `item` names the file, so that it is not swept. */
  keep(conv: ConversationId, id: string, item: ItemId): Promise<void>;
  /** The plain file, once its digest and every chunk hold. */
  download(
    conv: ConversationId,
    file: FilePayload,
    options: { onProgress?: (doneBytes: number) => void; signal: AbortSignal },
  ): Promise<Blob>;
  /** One's own file, whose message was deleted. */
  remove(conv: ConversationId, id: string): Promise<void>;
}
