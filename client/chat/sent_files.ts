/** Checks that the server still holds a message's file before the message leaves. */

import { t } from "../../i18n/i18n.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { isYounger } from "../../protocol/age.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { isPassing } from "../conversations/passing.ts";
import type { Outgoing, StoredUploads } from "../files/stored_uploads.ts";
import type { FileTransport } from "../files/port.ts";

/** For so long after an upload the server is not asked: it keeps for a day what no message names. */
const SURE_MS = 60 * 60 * 1000;

export interface SentFilesOptions {
  transport: FileTransport;
  stored?: StoredUploads | undefined;
  /** Epoch milliseconds. */
  now: () => number;
}

/**
 * Sees to it that no message leaves whose file is gone: a message may wait for days, and the server
 * sweeps what no message names. What this browser kept goes up anew, the same ciphertext.
 */
export class SentFiles {
  readonly #options: SentFilesOptions;
  readonly #storedMs = new Map<string, number>();

  constructor(options: SentFilesOptions) {
    this.#options = options;
  }

  /** The server holds the file whole. */
  uploaded(id: string): void {
    this.#storedMs.set(id, this.#options.now());
  }

  /**
   * Resolves when the server holds the file of a message that is about to leave.
   *
   * @throws {AppError} `unavailable` and the like for a later try; `not-found` when it is lost.
   */
  async handingIn(conv: ConversationId, { id }: FilePayload): Promise<void> {
    const { transport, stored, now } = this.#options;
    const outgoing = await stored?.find(id);
    const storedMs = this.#storedMs.get(id) ?? outgoing?.storedMs ?? -Infinity;
    if (isYounger(storedMs, now(), SURE_MS)) return;
    if (outgoing?.whole) await this.#again(conv, outgoing);
    else if (!await transport.isThere(conv, id)) throw fileGone();
    this.uploaded(id);
  }

  /** The archive holds the message: its file is kept there, and no longer here. */
  async handedIn(conv: ConversationId, { id }: FilePayload, item: ItemId): Promise<void> {
    const { transport, stored } = this.#options;
    try {
      await transport.keep(conv, id, item).catch(async (error) => {
        const outgoing = isGone(error) ? await stored?.find(id) : undefined;
        if (!outgoing?.whole) throw error;
        await this.#again(conv, outgoing);
        await transport.keep(conv, id, item);
      });
    } catch (error) {
      // With the message sent, what stays would be sent once more.
      if (!isPassing(error)) await stored?.drop(id);
      throw error;
    }
    this.#storedMs.delete(id);
    await stored?.drop(id);
  }

  /** Brings to the server whatever it does not have any more. */
  async #again(conv: ConversationId, outgoing: Outgoing): Promise<void> {
    const { transport, stored, now } = this.#options;
    await transport.uploadSealed(conv, outgoing.payload, {
      chunk: (index) => stored!.chunk(outgoing, index),
      signal: new AbortController().signal,
    });
    await stored!.markStored(outgoing.payload.id, now());
  }
}

/** The file, and not the message that is to keep it. */
function isGone(error: unknown): boolean {
  return error instanceof AppError && error.kind === "not-found" && error.field !== "item";
}

function fileGone(): AppError {
  return new AppError(
    "not-found",
    t("The server has removed this file, as its message could not be sent for a day. Send it again."),
    { reason: "file-gone" },
  );
}
