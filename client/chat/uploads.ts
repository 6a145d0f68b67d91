/** Files on their way out: seals and uploads them, then writes their messages. */

import { t } from "../../i18n/i18n.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import type { OutgoingFileRow } from "../conversations/entries.ts";
import { checkedCaption } from "../conversations/own_text.ts";
import type { Outgoing, StoredUploads } from "../files/stored_uploads.ts";
import type { FileTransport, SealedFile } from "../files/port.ts";
import { notWhole } from "../files/refusals.ts";
import type { Locks } from "../store/locks.ts";
import type { TransferView } from "../model/mod.ts";
import { failedTransfer, transportOf } from "./file_messages.ts";
import {
  chosenUpload,
  isOfStorage,
  leftUpload,
  lockOf,
  mayPass,
  noNetwork,
  stopped,
  type Upload,
} from "./outgoing_file.ts";
import type { OpenConversation } from "./views.ts";

/** What does not get through is tried again after so long, or with the next welcome. */
const AGAIN_MS = 30_000;
export interface UploadsOptions {
  transport: FileTransport | undefined;
  /** Keeps files until they are sent; without it they live as long as the page. */
  stored?: StoredUploads | undefined;
  /** Keep two tabs from sending one file. */
  locks: Locks;
  /** Whether a message with a row of this name was written: the file is sent then. */
  isWritten: (key: string) => Promise<boolean>;
  /** Whether there is a network at all: without one nothing is tried. */
  isOnline: () => boolean;
  now: () => number;
  random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Calls `work` after so long; answers what stops that. */
  after?: (ms: number, work: () => void) => () => void;
  /** Loads a conversation that this person is in. @throws {AppError} why it cannot be had. */
  load: (conv: ConversationId) => Promise<OpenConversation>;
  /** The server holds the file, and, if it was chosen there, the page has it too. */
  onDone: (conv: ConversationId, sealed: SealedFile, file: File | undefined) => void;
  onChange: (conv: ConversationId) => void;
}

/**
 * Files on their way out: the message of each is written once the server holds it whole. Each is
 * sealed and kept in this browser first, and goes on its way from there, one after the other in the
 * order in which they were chosen, whichever page it is that has a transport.
 */
export class Uploads {
  readonly #options: UploadsOptions;
  #uploads: Upload[] = [];
  #keeping: Promise<void> = Promise.resolve();
  #running: Promise<void> | undefined;
  #stopWaiting: (() => void) | undefined;
  #lastOrder = 0;
  #isStopped = false;

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  rows(conv: ConversationId): OutgoingFileRow[] {
    return this.#uploads.filter((upload) => upload.conv === conv)
      .map(({ key, payload, time, transfer, file }) => ({
        key,
        file: {
          name: payload.name,
          media: payload.media,
          sizeBytes: file?.size ?? payload.size,
          transfer,
        },
        caption: payload.caption,
        ...(payload.target === "" ? {} : { replyTo: payload.target as ItemId }),
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
    transportOf(this.#options);
    if (files.length === 0) throw new AppError("invalid", t("Choose a file first."));
    const checked = checkedCaption(caption);
    const { now, random } = this.#options;
    const fresh = files.map((file, i) => {
      this.#lastOrder = Math.max(this.#lastOrder + 1, now());
      const said = i === 0 ? { caption: checked, target: replyTo ?? "" as const } : {};
      return chosenUpload(conv, file, { said, random, order: this.#lastOrder, atMs: now() });
    });
    this.#uploads.push(...fresh);
    for (const upload of fresh) this.#begin(upload);
    this.#options.onChange(conv);
  }

  /** Shows what earlier pages left. */
  async restore(): Promise<void> {
    for (const outgoing of await this.#unwritten()) {
      if (this.#find(outgoing.key) !== undefined) continue;
      this.#uploads.push(leftUpload(outgoing));
      this.#options.onChange(outgoing.conv);
    }
    this.#uploads.sort((a, b) => a.order - b.order);
  }

  /** There is a transport: goes on with everything that waits. */
  async resume(): Promise<void> {
    await this.restore().catch((error) => console.warn("Kept files could not be read", error));
    this.#run();
  }

  /** Stops an upload, of which nothing stays in this browser; answers whether `key` is one. */
  cancel(key: string): boolean {
    const upload = this.#find(key);
    if (upload === undefined) return false;
    upload.abort.abort();
    this.#letGo(upload);
    this.#show(upload, stopped(upload));
    return true;
  }

  /** Goes on with an upload that stopped; answers whether `key` is one. */
  retry(key: string): boolean {
    const upload = this.#find(key);
    if (upload?.transfer.state !== "failed") return false;
    upload.abort = new AbortController();
    upload.isDue = true;
    this.#begin(upload);
    this.#show(upload, { state: "uploading", doneBytes: 0 });
    return true;
  }

  /** Forgets an upload; answers whether `key` is one. */
  discard(key: string): boolean {
    const upload = this.#find(key);
    if (upload === undefined) return false;
    this.#remove(upload);
    upload.abort.abort();
    this.#letGo(upload);
    this.#takeBack(upload);
    return true;
  }

  /** What was kept for a message that was given up goes. */
  async forget(key: string): Promise<void> {
    const found = (await this.#options.stored?.all() ?? []).find((one) => one.key === key);
    if (found === undefined) return;
    await this.#options.stored?.drop(found.payload.id);
    this.#takeBack(found);
  }

  /** How many files wait to leave, of this page and of all that is kept in this browser. */
  async waiting(): Promise<number> {
    // What its person stopped, or cannot be sent at all, waits for nothing.
    const here = this.#uploads.filter(({ transfer, abort }) =>
      transfer.state !== "failed" || !(transfer.final || abort.signal.aborted)
    );
    const elsewhere = (await this.#unwritten()).filter(({ key }) => this.#find(key) === undefined);
    return here.length + elsewhere.length;
  }

  /** The session is over: nobody may be there to send what waits, so that it goes. */
  async end(): Promise<void> {
    this.stop();
    for (const { payload } of await this.#unwritten()) await this.#options.stored?.drop(payload.id);
  }

  /** Nothing goes on, and nothing is kept from here on; what is kept stays. */
  stop(): void {
    this.#isStopped = true;
    this.#stopWaiting?.();
    this.#options.stored?.close();
    for (const { abort } of this.#uploads) abort.abort();
  }

  /** What is kept and was not sent: a file whose message was written belongs to that. */
  async #unwritten(): Promise<Outgoing[]> {
    const { stored, isWritten } = this.#options;
    const found: Outgoing[] = [];
    for (const one of await stored?.all() ?? []) if (!await isWritten(one.key)) found.push(one);
    return found;
  }

  #begin(upload: Upload): void {
    const { abort } = upload;
    upload.keeping = this.#keeping = this.#keeping.then(() => this.#keep(upload, abort.signal));
    this.#run();
  }

  /** Seals a file into this browser, so that it can leave from any later page. */
  async #keep(upload: Upload, signal: AbortSignal): Promise<void> {
    const { stored, locks } = this.#options;
    const { conv, file, payload: { id, key, caption, target }, chunks } = upload;
    if (stored === undefined || file === undefined || upload.isStored || signal.aborted) return;
    try {
      await locks(lockOf(upload), async () => {
        await stored.begin(upload);
        upload.isStored = true;
        const sealed = await transportOf(this.#options).seal(conv, file, {
          ticket: { id, key, chunks },
          onChunk: (index, bytes) => stored.putChunk(id, index, bytes),
          signal,
        });
        const payload: FilePayload = { type: "file", ...sealed.file, target, caption };
        Object.assign(upload, { payload, chunks: sealed.chunks, whole: true });
        upload.isPageOnly = false;
        // Another tab gave it up meanwhile.
        if (!await stored.finish(upload) && !signal.aborted) this.#remove(upload);
      });
      if (this.#stopWaiting !== undefined && upload.isDue) this.#show(upload, { state: "waiting" });
    } catch (error) {
      await stored.drop(id).catch(() => {});
      if (signal.aborted) return;
      upload.isStored = false;
      if (isOfStorage(error)) upload.isPageOnly = true;
      else this.#fail(upload, failedTransfer(error));
    }
  }

  #run(): void {
    if (this.#isStopped) return;
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.#running ??= this.#carryAll().finally(() => {
      this.#running = undefined;
      if (this.#stopWaiting === undefined && this.#nextDue() !== undefined) this.#run();
    });
  }

  async #carryAll(): Promise<void> {
    for (let next = this.#nextDue(); next !== undefined; next = this.#nextDue()) {
      next.isDue = false;
      if (await this.#carry(next)) continue;
      next.isDue = true;
      return this.#wait();
    }
  }

  /** Nothing gets through: what is kept waits, in its order. */
  #wait(): void {
    for (const upload of this.#uploads) {
      if (upload.isDue && upload.isStored) this.#show(upload, { state: "waiting" });
    }
    const after = this.#options.after ?? timerAfter;
    this.#stopWaiting = after(AGAIN_MS, () => this.#run());
  }

  /** Answers false when it has to wait for a transport, and everything behind it too. */
  async #carry(upload: Upload): Promise<boolean> {
    const { abort } = upload;
    try {
      await upload.keeping;
      if (abort.signal.aborted || upload.transfer.state === "failed") return true;
      if (!this.#uploads.includes(upload)) return true;
      return await this.#options.locks(lockOf(upload), async () => {
        abort.signal.throwIfAborted();
        await this.#carryAlone(upload, abort.signal);
        return true;
      });
    } catch (error) {
      // It was stopped, and may have begun again since.
      if (abort.signal.aborted) return true;
      if (upload.isStored && mayPass(error)) return false;
      if (
        error instanceof AppError && (error.kind === "forbidden" || error.reason === "not-whole")
      ) {
        this.#letGo(upload);
      }
      this.#fail(upload, failedTransfer(error));
      return true;
    }
  }

  async #carryAlone(upload: Upload, signal: AbortSignal): Promise<void> {
    const { key, conv, file } = upload;
    const { stored, load, now, onDone, isOnline, isWritten } = this.#options;
    const transport = transportOf(this.#options);
    const { id } = upload.payload;
    if (upload.isStored) {
      const standing = await stored!.find(id);
      // Another tab has sent it, or its person gave it up there.
      if (standing === undefined || await isWritten(key)) return this.#remove(upload);
      if (!standing.whole) throw notWhole();
      Object.assign(upload, standing);
    }
    if (!isOnline()) throw noNetwork();
    const note = upload.isPageOnly ? { pageOnly: true as const } : {};
    const onProgress = (doneBytes: number) => {
      if (!signal.aborted) this.#show(upload, { state: "uploading", doneBytes, ...note });
    };
    onProgress(0);
    if (upload.isStored) {
      const chunk = (index: number) => stored!.chunk(upload, index);
      await transport.uploadSealed(conv, upload.payload, { chunk, onProgress, signal });
      await stored!.markStored(id, now());
    } else {
      const { target, caption } = upload.payload;
      const sealed = await transport.upload(conv, file!, {
        ticket: upload.ticket ?? { id, key: upload.payload.key, chunks: upload.chunks },
        onTicket: (newest) => void (upload.ticket = newest),
        onProgress,
        signal,
      });
      upload.payload = { type: "file", ...sealed, target, caption };
    }
    const open = await load(conv);
    if (upload.isStored && await stored!.find(id) === undefined) return this.#remove(upload);
    signal.throwIfAborted();
    const { type: _, target: _target, caption: _caption, ...sealed } = upload.payload;
    onDone(conv, sealed, file);
    const written = open.sender.post(upload.payload, key);
    // Its row goes when the message has one: what cannot be posted says so at this one.
    this.#remove(upload);
    await written;
  }

  #nextDue(): Upload | undefined {
    return this.#isStopped ? undefined : this.#uploads.find(({ isDue }) => isDue);
  }

  #fail(upload: Upload, transfer: TransferView): void {
    upload.isDue = false;
    this.#show(upload, transfer);
  }

  /** Nothing of it stays in this browser but its row. */
  #letGo(upload: Upload): void {
    upload.isDue = false;
    upload.isStored = false;
    this.#options.stored?.drop(upload.payload.id).catch(() => {});
  }

  /** Nothing of it stays on the server. */
  #takeBack({ conv, payload }: Outgoing): void {
    this.#options.transport?.remove(conv, payload.id).catch(() => {});
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

const timerAfter = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
