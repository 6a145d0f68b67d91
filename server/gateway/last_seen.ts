/** When people were last seen, written to disk in batches. */

import type { UserId } from "../../protocol/ids.ts";
import type { Log } from "../log.ts";
import type { Sessions } from "../sessions/port.ts";

/** Times of this long are stored together: each storing waits for the disk. */
const DELAY_MS = 100;

export interface LastSeenOptions {
  sessions: Pick<Sessions, "setLastSeen" | "lastSeen">;
  log: Log;
}

/** When people were last seen; a thousand sockets that close at once cost one write. */
export class LastSeen {
  readonly #options: LastSeenOptions;
  #waiting = new Map<UserId, number | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LastSeenOptions) {
    this.#options = options;
  }

  /** @param timeMs undefined forgets when it was. */
  set(user: UserId, timeMs: number | undefined): void {
    this.#waiting.set(user, timeMs);
    this.#timer ??= setTimeout(() => void this.flush(), DELAY_MS);
  }

  /** @throws {AppError} `unavailable` */
  async all(): Promise<Map<UserId, number>> {
    const times = await this.#options.sessions.lastSeen();
    for (const [user, timeMs] of this.#waiting) {
      if (timeMs === undefined) times.delete(user);
      else times.set(user, timeMs);
    }
    return times;
  }

  /** Stores what waits. What cannot be stored is lost, with a line in the log. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const times = this.#waiting;
    if (times.size === 0) return;
    this.#waiting = new Map();
    try {
      await this.#options.sessions.setLastSeen(times);
    } catch (error) {
      this.#options.log("warn", "last-seen times were not stored", { error, people: times.size });
    }
  }
}
