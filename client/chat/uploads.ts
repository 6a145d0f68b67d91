// Browser-safe: runs in the page.

import { t } from "../../i18n/i18n.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import type { OutgoingFileRow } from "../conversations/entries.ts";
import { checkedCaption } from "../conversations/own_text.ts";
import type { FileRoad, SealedFile, UploadTicket } from "../files/port.ts";
import type { TransferView } from "../model.ts";
import { failedTransfer, roadOf } from "./file_messages.ts";
import type { OpenConversation } from "./views.ts";

interface Upload {
  key: string;
  conv: ConversationId;
  file: File;
  caption: string;
  replyTo?: ItemId;
  time: string;
  transfer: TransferView;
  abort?: AbortController;
  ticket?: UploadTicket;
}

export interface UploadsOptions {
  road: FileRoad | undefined;
  /** Whether there is a network at all: without one nothing is tried. */
  isOnline: () => boolean;
  now: () => number;
  random: (bytes: number) => Uint8Array;
  /** Loads a conversation that this person is in. @throws {AppError} why it cannot be had. */
  load: (conv: ConversationId) => Promise<OpenConversation>;
  /** The server holds the file, and the page has it too. */
  onDone: (conv: ConversationId, sealed: SealedFile, file: File) => void;
  onChange: (conv: ConversationId) => void;
}

/** Files on their way out: the message of each is sent once the server holds it whole. */
export class Uploads {
  readonly #options: UploadsOptions;
  #uploads: Upload[] = [];
  /** One after the other, in the order in which they were chosen. */
  #turn: Promise<void> = Promise.resolve();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  rows(conv: ConversationId): OutgoingFileRow[] {
    return this.#uploads.filter((upload) => upload.conv === conv)
      .map(({ key, file, caption, replyTo, time, transfer }) => ({
        key,
        file: {
          name: file.name,
          media: file.type || "application/octet-stream",
          sizeBytes: file.size,
          transfer,
        },
        caption,
        ...(replyTo === undefined ? {} : { replyTo }),
        time,
        ...(transfer.state === "failed" ? { problem: transfer.problem } : {}),
      }));
  }

  /**
   * Puts files on their way; the caption and what is answered go with the first.
   *
   * @throws {AppError} `invalid`, `too-large` (the caption), `unavailable`; nothing goes then.
   */
  send(
    conv: ConversationId,
    files: readonly File[],
    { caption, replyTo }: { caption: string; replyTo?: ItemId | undefined },
  ): void {
    roadOf(this.#options);
    if (files.length === 0) throw new AppError("invalid", t("Choose a file first."));
    const { now, random } = this.#options;
    const checked = checkedCaption(caption);
    const fresh = files.map((file, i): Upload => ({
      key: `own:${toBase64Url(random(12) as Uint8Array<ArrayBuffer>)}`,
      conv,
      file,
      caption: i === 0 ? checked : "",
      ...(i === 0 && replyTo !== undefined ? { replyTo } : {}),
      time: new Date(now()).toISOString(),
      transfer: { state: "uploading", doneBytes: 0 },
    }));
    this.#uploads.push(...fresh);
    for (const upload of fresh) this.#begin(upload);
    this.#options.onChange(conv);
  }

  /** Stops an upload; answers whether `key` is one. */
  cancel(key: string): boolean {
    const upload = this.#find(key);
    if (upload === undefined) return false;
    upload.abort?.abort();
    return true;
  }

  /** Goes on with an upload that stopped; answers whether `key` is one. */
  retry(key: string): boolean {
    const upload = this.#find(key);
    if (upload?.transfer.state !== "failed") return false;
    this.#show(upload, { state: "uploading", doneBytes: 0 });
    this.#begin(upload);
    return true;
  }

  /** Forgets an upload; answers whether `key` is one. */
  discard(key: string): boolean {
    const upload = this.#find(key);
    if (upload === undefined) return false;
    this.#remove(upload);
    upload.abort?.abort();
    const { ticket, conv } = upload;
    if (ticket !== undefined) this.#options.road?.remove(conv, ticket.id).catch(() => {});
    return true;
  }

  stop(): void {
    for (const { abort } of this.#uploads) abort?.abort();
  }

  #begin(upload: Upload): void {
    upload.abort = new AbortController();
    this.#turn = this.#turn.then(() => this.#upload(upload));
  }

  async #upload(upload: Upload): Promise<void> {
    const { key, conv, file, ticket, abort } = upload;
    const { load, onDone } = this.#options;
    if (!this.#uploads.includes(upload)) return;
    try {
      abort!.signal.throwIfAborted();
      if (!this.#options.isOnline()) throw noNetwork();
      const sealed = await roadOf(this.#options).upload(conv, file, {
        ...(ticket === undefined ? {} : { ticket }),
        onTicket: (newest) => void (upload.ticket = newest),
        onProgress: (doneBytes) => this.#show(upload, { state: "uploading", doneBytes }),
        signal: abort!.signal,
      });
      const open = await load(conv);
      if (!this.#uploads.includes(upload)) return;
      onDone(conv, sealed, file);
      const { caption, replyTo = "" } = upload;
      open.sender.post({ type: "file", ...sealed, target: replyTo, caption }, key);
      // Its row goes when the message has one: what cannot be posted says so at this one.
      this.#remove(upload);
    } catch (error) {
      this.#show(upload, abort!.signal.aborted ? stopped() : failedTransfer(error));
    }
  }

  #show(upload: Upload, transfer: TransferView): void {
    upload.transfer = transfer;
    this.#options.onChange(upload.conv);
  }

  #remove(upload: Upload): void {
    this.#uploads = this.#uploads.filter((one) => one !== upload);
    this.#options.onChange(upload.conv);
  }

  #find(key: string): Upload | undefined {
    return this.#uploads.find((upload) => upload.key === key);
  }
}

/** A file is not kept in the browser: it waits in the page that it was chosen in. */
function noNetwork(): AppError {
  return new AppError(
    "unavailable",
    t("Not sent: this device is not connected. Keep this page open and try again once it is."),
    { reason: "offline" },
  );
}

function stopped(): TransferView {
  return { state: "failed", problem: t("Stopped."), final: false };
}
