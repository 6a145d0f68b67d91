/** Files of messages on their way to this browser: download, state, and the bytes held. */

import { served, t } from "../../i18n/i18n.ts";
import type { FilePayload, Payload } from "../../e2ee/payload.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { notShownFor } from "../../protocol/shown_image.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import type { Fold } from "../conversations/fold.ts";
import { tidyFileName } from "../files/file_name.ts";
import type { FileTransport } from "../files/port.ts";
import { isShownInPlace } from "../files/safe_types.ts";
import type { History } from "../history/port.ts";
import type { TransferView } from "../model/mod.ts";
import type { SentFiles } from "./sent_files.ts";
import type { OpenConversation } from "./views.ts";

/** Files that are held in the page, plain or in part, and their bytes; the oldest go first. */
const MAX_READY = 100;
const MAX_READY_BYTES = 256 * 1024 * 1024;

interface Transfer {
  conv: ConversationId;
  /** Empty while it is on its way out. */
  message: ItemId | "";
  view: TransferView;
  blob?: Blob;
  abort?: AbortController;
  /** It was asked for to be saved, and not only to be shown. */
  isForSaving?: boolean;
  /** Sealed chunks of a download that is not whole, to go on with it. */
  received?: Map<number, Blob>;
}

export interface FileMessagesOptions {
  transport: FileTransport | undefined;
  /** Knows of files whose messages were taken back, wherever that was. */
  history?: Pick<History, "releases" | "released"> | undefined;
  /** Files whose messages are on their way. */
  sent?: SentFiles | undefined;
  /** The person whose messages these are. */
  self: UserId;
  /** A file has come further, or is held no longer; `message` is empty while that is on its way. */
  onChange: (conv: ConversationId, message: ItemId | "") => void;
  /** Hands a file to the browser's downloads. */
  save: (name: string, blob: Blob) => void;
}

/** Refusals after which another try may do better, once something else was done. */
const RETRIED: readonly ErrorKind[] = [
  "unavailable",
  "rate-limited",
  "internal",
  "unauthenticated",
  "storage-full",
];

/** What makes a message's file this very one. */
type FileBytes = Pick<FilePayload, "id" | "key" | "digest" | "size" | "chunk" | "media">;

/**
 * Files of messages on their way to this browser, by everything that a message says of the bytes.
 * Its id alone is any sender's to choose: another message could name it and get these bytes shown
 * as its own, whatever its digest.
 */
export class FileMessages {
  readonly #options: FileMessagesOptions;
  readonly #transfers = new Map<string, Transfer>();

  constructor(options: FileMessagesOptions) {
    this.#options = options;
  }

  transferOf(file: FileBytes): TransferView {
    return this.#transfers.get(nameOf(file))?.view ?? { state: "remote" };
  }

  /** Gets a file and checks its digest. @throws {AppError} why it could not be had. */
  async fetch({ log }: OpenConversation, key: string, isForSaving = false): Promise<Blob> {
    const { file, message } = fileOf(log, key);
    const name = nameOf(file);
    const known = this.#transfers.get(name);
    if (known?.blob !== undefined) return known.blob;
    if (known?.view.state === "downloading") {
      throw new AppError("conflict", t("This file is on its way already."));
    }
    const abort = new AbortController();
    const received = known?.received ?? new Map<number, Blob>();
    const transfer: Transfer = {
      conv: log.conv,
      message,
      view: { state: "downloading", doneBytes: 0 },
      abort,
      isForSaving,
      received,
    };
    this.#set(name, transfer);
    try {
      const blob = await transportOf(this.#options).download(log.conv, file, {
        received,
        signal: abort.signal,
        onProgress: (doneBytes) =>
          this.#set(name, { ...transfer, view: { state: "downloading", doneBytes } }),
      });
      // What its message says of its size may be a lie.
      const notShown = isShownInPlace(file.media) ? await notShownFor(blob) : undefined;
      this.ready(log.conv, message, file, blob, notShown);
      return blob;
    } catch (error) {
      // What was let go of meanwhile does not come back.
      if (this.#transfers.get(name)?.abort === abort) {
        const view = failedTransfer(error);
        const rest = { conv: log.conv, message, view, isForSaving };
        this.#set(name, view.final ? rest : { ...rest, received });
        this.#letGo();
      }
      throw error;
    }
  }

  async save(open: OpenConversation, key: string): Promise<void> {
    const blob = await this.fetch(open, key, true);
    this.#options.save(tidyFileName(fileOf(open.log, key).file.name), blob);
  }

  /** Gets a file that stopped or broke off, and does with it what it was asked for. */
  async retry(open: OpenConversation, key: string): Promise<void> {
    const isForSaving = this.#transfers.get(nameOf(fileOf(open.log, key).file))?.isForSaving;
    await (isForSaving ? this.save(open, key) : this.fetch(open, key));
  }

  /** Stops a download; answers whether there was one. */
  cancel({ log }: OpenConversation, key: string): boolean {
    const payload = log.fold.contentOf(key)?.payload;
    const transfer = payload?.type === "file" ? this.#transfers.get(nameOf(payload)) : undefined;
    transfer?.abort?.abort();
    return transfer?.abort !== undefined;
  }

  /** The file is here. */
  ready(
    conv: ConversationId,
    message: ItemId | "",
    file: FileBytes,
    blob: Blob,
    notShown?: "too-large" | "unreadable",
  ): void {
    const name = nameOf(file);
    this.#transfers.delete(name);
    const url = URL.createObjectURL(blob);
    const view: TransferView = {
      state: "ready",
      url,
      ...(notShown === undefined ? {} : { notShown }),
    };
    this.#set(name, { conv, message, view, blob });
    this.#letGo();
  }

  /** Lets go of what is held of a conversation, or of all. */
  release(conv?: ConversationId): void {
    for (const [name, transfer] of this.#transfers) {
      if (conv === undefined || transfer.conv === conv) this.#remove(name, transfer);
    }
  }

  /** A file of one's own is whole on the server; `file` is there when it was chosen in this page. */
  uploaded(conv: ConversationId, sealed: FileBytes, file: File | undefined): void {
    this.#options.sent?.uploaded(sealed.id);
    if (file !== undefined) this.ready(conv, "", sealed, file);
  }

  /** A message of one's own is about to leave: its file is on the server when this resolves. */
  async handingIn(conv: ConversationId, payload: Payload): Promise<void> {
    if (payload.type === "file") await this.#options.sent?.handingIn(conv, payload);
  }

  /**
   * A message of one's own is in the archive: its file is kept, or that of a deleted one goes.
   *
   * @param fold what of the conversation is loaded.
   */
  async handedIn(
    conv: ConversationId,
    payload: Payload,
    id: ItemId,
    fold: Pick<Fold, "content">,
  ): Promise<void> {
    const { transport, sent, self } = this.#options;
    if (transport === undefined) return;
    if (payload.type === "file") {
      const here = this.#transfers.get(nameOf(payload));
      if (here !== undefined) here.message = id;
      return await sent?.handedIn(conv, payload, id);
    }
    if (payload.type !== "delete") return;
    const deleted = fold.content(payload.target);
    if (deleted?.payload.type !== "file" || deleted.sender !== self) return;
    const name = nameOf(deleted.payload);
    const transfer = this.#transfers.get(name);
    if (transfer !== undefined) this.#remove(name, transfer);
    await transport.remove(conv, deleted.payload.id);
  }

  /**
   * Has the server let go of one's own files whose messages were taken back: with a message that was
   * not loaded when its delete was handed in, in another browser, or when the server was not there.
   * What does not go now is tried again with the next welcome.
   */
  async letGoOf(convs: Iterable<ConversationId>): Promise<void> {
    const { transport, history } = this.#options;
    if (transport === undefined || history === undefined) return;
    for (const conv of convs) {
      try {
        for (const file of await history.releases(conv)) {
          await transport.remove(conv, file).catch(unlessRefused);
          await history.released(conv, [file]);
        }
      } catch {
        // Nobody waits for it.
      }
    }
  }

  #set(name: string, transfer: Transfer): void {
    this.#transfers.set(name, transfer);
    this.#options.onChange(transfer.conv, transfer.message);
  }

  #remove(name: string, { view, abort, conv, message }: Transfer): void {
    abort?.abort();
    if (view.state === "ready") URL.revokeObjectURL(view.url);
    this.#transfers.delete(name);
    this.#options.onChange(conv, message);
  }

  #letGo(): void {
    let files = 0;
    let bytes = 0;
    for (const [name, transfer] of [...this.#transfers].reverse()) {
      const held = heldBytes(transfer);
      if (held === 0) continue;
      files++;
      bytes += held;
      if (files === 1 || (files <= MAX_READY && bytes <= MAX_READY_BYTES)) continue;
      if (transfer.blob !== undefined) this.#remove(name, transfer);
      // One under way needs what it has; one that broke off begins anew.
      else if (transfer.abort === undefined) delete transfer.received;
    }
  }
}

function heldBytes({ blob, received }: Transfer): number {
  return blob?.size ?? [...received?.values() ?? []].reduce((sum, { size }) => sum + size, 0);
}

/** What the server does not let go of when it is asked once, it never will. */
function unlessRefused(error: unknown): void {
  const isFinal = error instanceof AppError && ["forbidden", "not-found"].includes(error.kind);
  if (!isFinal) throw error;
}

function nameOf({ id, key, digest, size, chunk, media }: FileBytes): string {
  return [id, key, digest, size, chunk, media].join(" ");
}

/** What stopped a transfer, for its row. */
export function failedTransfer(error: unknown): Extract<TransferView, { state: "failed" }> {
  if (!(error instanceof AppError)) {
    return { state: "failed", problem: t("Something went wrong in this page."), final: false };
  }
  const isFinal = !RETRIED.includes(error.kind) && error.reason !== "cancelled";
  const problem = error.reason === "cancelled" ? t("Stopped.") : served(error.message);
  return { state: "failed", problem, final: isFinal };
}

export function transportOf(
  { transport }: { transport: FileTransport | undefined },
): FileTransport {
  if (transport !== undefined) return transport;
  throw new AppError("unavailable", t("Files cannot be sent or fetched in this browser."));
}

function fileOf(log: ConversationLog, key: string): { file: FilePayload; message: ItemId } {
  const content = log.fold.contentOf(key);
  if (content?.payload.type !== "file" || log.fold.outcome(content).deleted) {
    throw new AppError("not-found", t("This file is not there any more."));
  }
  return { file: content.payload, message: content.id };
}
