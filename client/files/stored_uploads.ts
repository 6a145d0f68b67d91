/** Sealed files that wait in this browser to be uploaded. */

import { t } from "../../i18n/i18n.ts";
import { sha256 } from "../../e2ee/digest.ts";
import { type FilePayload, parsePayload, writePayload } from "../../e2ee/payload.ts";
import { sealedFileBytes } from "../../e2ee/file.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Database } from "../store/database.ts";
import { localKey } from "../store/local_key.ts";
import { SealedRecords } from "../store/sealed_records.ts";
import { personKey, type StoredUpload } from "../store/tables.ts";
import { noRoomHere, notWhole } from "./refusals.ts";

/** All files that one person keeps in one browser to be sent: five of the largest. */
const MAX_STORED_BYTES = 512 * 1024 * 1024;
/** Left free for keys and messages. */
const SPARE_BYTES = 32 * 1024 * 1024;

/** A file on its way out. */
export interface Outgoing {
  /** Stable name of its row on the screen. */
  key: string;
  conv: ConversationId;
  /** Order in which files were chosen. */
  order: number;
  /** ISO time when it was chosen. */
  time: string;
  /** Its message. The digest says nothing until `whole`. */
  payload: FilePayload;
  /** SHA-256 of each sealed chunk, base64url; empty until `whole`. */
  chunks: readonly string[];
  /** Whether all of it is kept. */
  whole: boolean;
  /** Epoch milliseconds at which the server held it whole. */
  storedMs?: number;
}

export interface StoredUploadsOptions {
  database: Database;
  user: UserId;
  /** Bytes that the browser would still take; undefined where it does not say. */
  room?: () => Promise<number | undefined>;
}

/**
 * Files that are to be sent, in this browser until they are: ciphertext as the server will get it,
 * and what opens it sealed under the local key. What was sealed once is never sealed again, so that
 * the very same file can go up at any later time.
 *
 * @throws {AppError} from every call: `storage-full`, `unavailable`.
 */
export async function openStoredUploads(options: StoredUploadsOptions): Promise<StoredUploads> {
  const { database, user } = options;
  return new StoredUploads(options, new SealedRecords(await localKey(database, user), user));
}

export class StoredUploads {
  readonly #options: StoredUploadsOptions;
  readonly #records: SealedRecords;
  #isClosed = false;

  constructor(options: StoredUploadsOptions, records: SealedRecords) {
    this.#options = options;
    this.#records = records;
  }

  /** From here on nothing is kept any more, as all of it is removed. */
  close(): void {
    this.#isClosed = true;
  }

  /** In the order in which they were chosen. What does not open any more is removed. */
  async all(): Promise<Outgoing[]> {
    const { database, user } = this.#options;
    const found: Outgoing[] = [];
    for (const one of await database.list("uploads", personKey(user, ""))) {
      const opened = await this.#open(one);
      if (opened === undefined) await this.drop(one.id);
      else found.push(opened);
    }
    return found.sort((a, b) => a.order - b.order);
  }

  async find(id: string): Promise<Outgoing | undefined> {
    const one = await this.#options.database.get("uploads", this.#key(id));
    return one && await this.#open(one);
  }

  /** Makes room for a file of which nothing is kept yet. @throws {AppError} `storage-full` */
  async begin(outgoing: Outgoing): Promise<void> {
    const { database, user, room } = this.#options;
    this.#assertOpen();
    const { key, conv, order, payload } = outgoing;
    const bytes = sealedFileBytes(payload);
    const others = await database.list("uploads", personKey(user, ""));
    const stored = others.reduce((sum, one) => one.id === payload.id ? sum : sum + one.bytes, 0);
    if (stored + bytes > MAX_STORED_BYTES) throw noRoomHere();
    if ((await room?.() ?? Infinity) < bytes + SPARE_BYTES) throw noRoomHere();
    const sealed = await this.#seal(outgoing);
    const value: StoredUpload = { key, conv, id: payload.id, order, bytes, sealed, whole: false };
    await database.write([{ table: "uploads", key: this.#key(payload.id), value }]);
  }

  async putChunk(id: string, index: number, sealed: Bytes): Promise<void> {
    this.#assertOpen();
    await this.#options.database.write([
      { table: "uploadChunks", key: this.#key(id, index), value: sealed },
    ]);
  }

  /** All chunks are kept. Answers false when it was given up meanwhile, in another tab. */
  async finish(outgoing: Outgoing): Promise<boolean> {
    this.#assertOpen();
    const { id } = outgoing.payload;
    const sealed = await this.#seal(outgoing);
    const bytes = sealedFileBytes(outgoing.payload);
    const stored = await this.#options.database.update(
      "uploads",
      this.#key(id),
      (old) => old && { ...old, sealed, bytes, whole: true },
    );
    if (stored === undefined) await this.drop(id);
    return stored !== undefined;
  }

  /** The sealed chunk of this number. @throws {AppError} `not-found` when it is not as it was. */
  async chunk({ payload: { id }, chunks }: Outgoing, index: number): Promise<Bytes> {
    const sealed = await this.#options.database.get("uploadChunks", this.#key(id, index));
    if (sealed === undefined || toBase64Url(await sha256(sealed)) !== chunks[index]) {
      throw notWhole();
    }
    return sealed;
  }

  /** The server held all of it at `storedMs`. */
  async markStored(id: string, storedMs: number): Promise<void> {
    await this.#options.database.update(
      "uploads",
      this.#key(id),
      (old) => old && { ...old, storedMs },
    );
  }

  /** Removes all that is kept of a file. */
  drop(id: string): Promise<void> {
    // Of no other table is a key that begins with a file's id.
    return this.#options.database.removeAll(this.#key(id));
  }

  async #seal({ key, time, payload, chunks }: Outgoing): Promise<Bytes> {
    const text = JSON.stringify({ time, chunks, payload: writePayload(payload) });
    return await this.#records.seal(["upload", payload.id, key], text);
  }

  async #open(stored: StoredUpload): Promise<Outgoing | undefined> {
    const { key, conv, id, order, whole, storedMs } = stored;
    const text = await this.#records.open(["upload", id, key], stored.sealed);
    if (text === undefined) return undefined;
    try {
      const { time, chunks, payload: written } = JSON.parse(text) as Record<string, unknown>;
      const payload = parsePayload(String(written));
      if (payload.type !== "file" || payload.id !== id) return undefined;
      return {
        key,
        conv,
        order,
        time: String(time),
        payload,
        chunks: chunks as string[],
        whole,
        ...(storedMs === undefined ? {} : { storedMs }),
      };
    } catch {
      return undefined;
    }
  }

  #assertOpen(): void {
    if (!this.#isClosed) return;
    throw new AppError("unavailable", t("Nothing is kept in this browser any more."), {
      reason: "storage-blocked",
    });
  }

  #key(id: string, index?: number): string {
    const { user } = this.#options;
    return index === undefined
      ? personKey(user, id)
      : personKey(user, id, String(index).padStart(4, "0"));
  }
}
