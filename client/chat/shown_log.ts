/** What its person does with the log on the screen: goes back in it, keeps it, clears it. */

import { withItsWords } from "../../i18n/page.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { ChatContext } from "../conversations/context.ts";
import type { ExportedPerson } from "../export/log.ts";
import type { LogFormat, LogModel, MessageDetails, SavedLog } from "../model/mod.ts";
import type { Clearing } from "./clearing.ts";
import type { Drawing } from "./drawing.ts";
import { saveLog } from "./exported_log.ts";
import { reachDate, reachMessage } from "./reach.ts";
import type { Reading } from "./reading.ts";

export interface ShownLogOptions {
  context: Pick<ChatContext, "identities" | "nameOf" | "now">;
  reading: Pick<Reading, "required">;
  drawing: Pick<Drawing, "now" | "view">;
  clearing: Pick<Clearing, "clear">;
  /** Who keeps the log, for the file to say. */
  savedBy: () => ExportedPerson;
}

export class ShownLog implements LogModel {
  readonly #options: ShownLogOptions;

  constructor(options: ShownLogOptions) {
    this.#options = options;
  }

  async loadOlder(): Promise<void> {
    await this.#options.reading.required().log.loadOlder();
  }

  async reach(id: ItemId): Promise<string> {
    const key = await reachMessage(this.#options.reading.required().log, id);
    this.#options.drawing.now();
    return key;
  }

  async reachDate(date: string): Promise<string | undefined> {
    const key = await reachDate(this.#options.reading.required().log, date);
    this.#options.drawing.now();
    return key;
  }

  async details(id: ItemId): Promise<MessageDetails> {
    const { reading, context } = this.#options;
    const { log } = reading.required();
    const { messageDetails } = await withItsWords(() => import("./details.ts"));
    return messageDetails(log, id, context);
  }

  async clear(options: { everywhere: boolean }): Promise<{ undo: () => Promise<void> }> {
    return await this.#options.clearing.clear(this.#options.reading.required(), options);
  }

  async save(format: LogFormat): Promise<SavedLog> {
    const { reading, drawing, savedBy, context: { now } } = this.#options;
    return await saveLog(format, {
      log: reading.required().log,
      onScreen: () => drawing.view(),
      savedBy: savedBy(),
      now,
    });
  }
}
