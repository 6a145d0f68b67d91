/** Tells the operator of the same thing once, though it is met again every few seconds. */

import type { DirectoryLog } from "../port.ts";

/** Things that are remembered; what comes after starts anew, so that memory is bounded. */
const MAX_REMEMBERED = 10_000;

export class ToldOnce {
  readonly #log: DirectoryLog;
  readonly #told = new Set<string>();

  constructor(log: DirectoryLog) {
    this.#log = log;
  }

  /** The message with its first fields stands for all that have the same names in them. */
  tell(message: string, fields: Record<string, unknown> = {}): void {
    const texts = Object.values(fields).filter((value) => typeof value === "string");
    const what = [message, ...texts].join("\n");
    if (this.#told.has(what)) return;
    if (this.#told.size >= MAX_REMEMBERED) this.#told.clear();
    this.#told.add(what);
    this.#log("warn", message, fields);
  }
}
