/** The list of rooms that could be joined, and whether all of them fit into it. */

import { isYounger } from "../../protocol/age.ts";
import type { RoomsFound } from "../../protocol/frames/answers.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_ROOMS } from "../../protocol/limits.ts";
import type { ArchiveForGateway } from "../bridge/port.ts";
import type { Log } from "../log.ts";

/** A list in parts makes the rooms be counted, so often at most. */
const COUNT_MS = 60_000;

export interface OpenRoomsOptions {
  archive: Pick<ArchiveForGateway, "openRooms" | "openRoomCount">;
  clock: () => number;
  log: Log;
}

/** Rooms that could be joined; the operator is told when there are more than pages list. */
export class OpenRooms {
  readonly #options: OpenRoomsOptions;
  #countedAtMs = -Infinity;
  #met: readonly string[] = [];

  constructor(options: OpenRoomsOptions) {
    this.#options = options;
  }

  /** The limits that the last lists met, each as a sentence for the operator. */
  get limitsMet(): readonly string[] {
    return this.#met;
  }

  /** @throws {AppError} as the archive's `openRooms`. */
  async list(user: UserId, after?: ConversationId): Promise<RoomsFound> {
    const { archive, clock } = this.#options;
    const found = await archive.openRooms(user, after);
    const isLong = found.next !== undefined || after !== undefined;
    if ((isLong || this.#met.length > 0) && !isYounger(this.#countedAtMs, clock(), COUNT_MS)) {
      this.#countedAtMs = clock();
      this.#note(await archive.openRoomCount());
    }
    return found;
  }

  #note(count: number): void {
    const met = count <= MAX_LISTED_ROOMS
      ? []
      : [`Of ${count} open rooms only the first ${MAX_LISTED_ROOMS} by name are seen in lists.`];
    if (this.#met.length === 0) { for (const sentence of met) this.#options.log("warn", sentence); }
    this.#met = met;
  }
}
