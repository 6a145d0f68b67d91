/** How files travel: sealed in this browser, stored as ciphertext, opened in the others. */

import type { FilePayload } from "../../e2ee/payload.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";

/** What a message says of a file that the server holds whole. */
export type SealedFile = Omit<FilePayload, "type" | "caption" | "target">;

/** A file that was sealed, and how its chunks must look wherever they were kept since. */
export interface SealedChunks {
  file: SealedFile;
  /** SHA-256 of each sealed chunk, base64url. */
  chunks: readonly string[];
}

/** How far an upload came, to go on with it in this browser. Holds the file's key: never sent. */
export interface UploadTicket {
  readonly id: string;
  /** AES-256 key, base64url. */
  readonly key: string;
  /** SHA-256 of each sealed chunk so far, base64url: the key must never seal other bytes there. */
  readonly chunks: readonly string[];
}

export interface UploadOptions {
  /**
   * Of an earlier try with the same file in the same conversation. A file that was changed since is
   * refused (`conflict`, `file-changed`): begin again without the ticket.
   */
  ticket?: UploadTicket;
  /**
   * Told before each further chunk leaves, and waited for: a ticket that is kept for later must be
   * kept by then.
   */
  onTicket?: (ticket: UploadTicket) => void | Promise<void>;
  /** The file as it is: the place and camera data of a photo go with it. */
  asIs?: boolean;
  onProgress?: (doneBytes: number) => void;
  signal: AbortSignal;
}

export interface DownloadOptions {
  /**
   * Sealed chunks by their number: those of an earlier try are not asked for again, and those of
   * this one are added as they come. They are opened and compared like any other.
   */
  received?: Map<number, Blob>;
  onProgress?: (doneBytes: number) => void;
  signal: AbortSignal;
}

/**
 * Every call rejects with an `AppError`. Failures that may pass were tried again for a while;
 * `unavailable` ones may be tried again later. Who aborts gets `conflict` with the reason
 * `cancelled`; what the server has by then stays for a day, to go on with the ticket, or until
 * `remove` is called with the ticket's id.
 */
export interface FileTransport {
  upload(conv: ConversationId, file: File, options: UploadOptions): Promise<SealedFile>;
  /**
   * Seals all of a file under the key of `ticket`, without any server; chunks are handed over
   * nearly in their order, a few at a time, and waited for.
   */
  seal(
    conv: ConversationId,
    file: File,
    options: {
      ticket: UploadTicket;
      onChunk: (index: number, sealed: Bytes) => Promise<void>;
      signal: AbortSignal;
    },
  ): Promise<SealedChunks>;
  /**
   * Brings to the server what it has not yet of a sealed file. Asked for again, the server holds on
   * to what no message names for another day.
   */
  uploadSealed(
    conv: ConversationId,
    file: SealedFile,
    options: {
      /** The sealed chunk of this number. */
      chunk: (index: number) => Promise<Bytes>;
      onProgress?: (doneBytes: number) => void;
      signal: AbortSignal;
    },
  ): Promise<void>;
  /** Whether the server holds one's own file whole. */
  isThere(conv: ConversationId, id: string): Promise<boolean>;
  /** Tells the server that the message `item` names the file, so that it is not swept. */
  keep(conv: ConversationId, id: string, item: ItemId): Promise<void>;
  /** The plain file, once its digest and every chunk hold. */
  download(
    conv: ConversationId,
    file: FilePayload,
    options: DownloadOptions,
  ): Promise<Blob>;
  /** One's own file, whose message was deleted. */
  remove(conv: ConversationId, id: string): Promise<void>;
}
