/** What its person does with files of the conversation on the screen, on their way out or in. */

import type { FilesModel } from "../model/mod.ts";
import type { FileMessages } from "./file_messages.ts";
import type { Reading } from "./reading.ts";
import type { Uploads } from "./uploads.ts";

export interface FileActionsOptions {
  reading: Pick<Reading, "required">;
  uploads: Pick<Uploads, "cancel" | "retry">;
  files: Pick<FileMessages, "cancel" | "retry" | "fetch" | "save">;
}

export class FileActions implements FilesModel {
  readonly #options: FileActionsOptions;

  constructor(options: FileActionsOptions) {
    this.#options = options;
  }

  cancel(key: string): void {
    const { uploads, files, reading } = this.#options;
    if (!uploads.cancel(key)) files.cancel(reading.required(), key);
  }

  async retry(key: string): Promise<void> {
    const { uploads, files, reading } = this.#options;
    if (!uploads.retry(key)) await files.retry(reading.required(), key);
  }

  async fetch(key: string): Promise<void> {
    await this.#options.files.fetch(this.#options.reading.required(), key);
  }

  async save(key: string): Promise<void> {
    await this.#options.files.save(this.#options.reading.required(), key);
  }
}
