/** What its person says in the conversation on the screen. */

import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { MessagesModel } from "../model/mod.ts";
import type { Drawing } from "./drawing.ts";
import { deleteMessage, editMessage, pinMessage, reactTo } from "./message_actions.ts";
import { reachMessage } from "./reach.ts";
import type { Reading } from "./reading.ts";
import type { Screen } from "./screen.ts";
import type { Typing } from "./typing.ts";
import type { Uploads } from "./uploads.ts";
import { blockedBy, type Known, type OpenConversation } from "./views.ts";

export interface WritingOptions {
  known: () => Known;
  screen: Pick<Screen, "conv">;
  reading: Pick<Reading, "required">;
  drawing: Pick<Drawing, "now">;
  typing: Pick<Typing, "hint" | "sent">;
  uploads: Pick<Uploads, "send" | "retry" | "discard" | "forget">;
}

export class Writing implements MessagesModel {
  readonly #options: WritingOptions;

  constructor(options: WritingOptions) {
    this.#options = options;
  }

  send(text: string, options: { replyTo?: ItemId } = {}): Promise<void> {
    return this.#write((open) => {
      open.sender.send(text, options);
      this.#options.typing.sent();
    });
  }

  sendFiles(
    files: readonly File[],
    options: { caption: string; replyTo?: ItemId },
  ): Promise<void> {
    return this.#write(({ log }) => this.#options.uploads.send(log.conv, files, options));
  }

  async retry(key: string): Promise<void> {
    const { uploads, reading } = this.#options;
    if (!uploads.retry(key)) await reading.required().sender.retry(key);
  }

  discard(key: string): void {
    const { uploads, reading } = this.#options;
    if (uploads.discard(key)) return;
    reading.required().sender.discard(key);
    uploads.forget(key).catch(() => {});
  }

  async edit(id: ItemId, text: string): Promise<void> {
    const { log } = this.#options.reading.required();
    // One that was begun before a reload may be further back than what is loaded.
    if (log.fold.content(id) === undefined) await reachMessage(log, id);
    await this.#write((open) => editMessage(open, id, text));
  }

  remove(id: ItemId): Promise<void> {
    return this.#write((open) => deleteMessage(open, id));
  }

  react(id: ItemId, emoji: string): Promise<void> {
    return this.#write((open) => reactTo(open, id, emoji));
  }

  pin(id: ItemId, pinned: boolean): Promise<void> {
    return this.#write((open) => pinMessage(open, id, pinned));
  }

  typing(): void {
    const { screen, typing } = this.#options;
    if (screen.conv !== undefined) typing.hint(screen.conv);
  }

  /** Says something in the conversation on the screen, unless nothing may be said there. */
  #write(work: (open: OpenConversation) => void): Promise<void> {
    const { known, reading, drawing } = this.#options;
    return Promise.try(() => {
      const open = reading.required();
      const blocked = blockedBy(open, known());
      if (blocked !== undefined) throw new AppError("forbidden", blocked, { reason: "blocked" });
      work(open);
      drawing.now();
    });
  }
}
