/** How much of the archive each person may fill, in a day and in all. */

import { isYounger } from "../../protocol/age.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type Archive, dayOf, type StoredShare } from "../archive/port.ts";

const MEBIBYTE = 1024 * 1024;
/** Other routers add to a person's share too: what the archive says of it counts for so long. */
const FRESH_MS = 60_000;
/** People whose shares are in memory, about 200 bytes each. */
const MAX_PEOPLE = 50_000;

/** In bytes of items and wraps as they are stored. */
export interface ShareLimits {
  perDayBytes: number;
  totalBytes: number;
}

interface Known extends StoredShare {
  atMs: number;
}

/** Who sent how much, as the archive has it and as this router has added to it since. */
export class Shares {
  readonly #limits: ShareLimits;
  readonly #archive: Pick<Archive, "shares">;
  readonly #known = new Map<UserId, Known>();

  constructor(limits: ShareLimits, archive: Pick<Archive, "shares">) {
    this.#limits = limits;
    this.#archive = archive;
  }

  /** Reads the shares of those of `users` who are not known, or were a while ago. */
  async load(users: Iterable<UserId>, nowMs: number): Promise<void> {
    const unknown = [...new Set(users)].filter((user) => {
      const known = this.#known.get(user);
      return known === undefined || !isYounger(known.atMs, nowMs, FRESH_MS);
    });
    if (unknown.length === 0) return;
    const stored = await this.#archive.shares(unknown);
    if (this.#known.size + unknown.length > MAX_PEOPLE) this.#known.clear();
    for (const user of unknown) {
      const share = stored.get(user) ?? { bytes: 0, day: 0, dayBytes: 0 };
      this.#known.set(user, { ...share, atMs: nowMs });
    }
  }

  /**
   * Counts `bytes` for somebody whose share is loaded.
   *
   * @throws {AppError} `forbidden` when they would be more than the person's share.
   */
  take(
    user: UserId,
    bytes: number,
    nowMs: number,
    { mayExceed = false }: { mayExceed?: boolean } = {},
  ): void {
    const known = this.#known.get(user);
    if (known === undefined) return;
    const { perDayBytes, totalBytes } = this.#limits;
    const day = dayOf(nowMs);
    const dayBytes = known.day === day ? known.dayBytes + bytes : bytes;
    if (!mayExceed && dayBytes > perDayBytes) {
      throw new AppError(
        "forbidden",
        `You have sent as much as one person may in a day (${
          Math.floor(perDayBytes / MEBIBYTE)
        } MiB). Go on tomorrow.`,
        { reason: "messages-day" },
      );
    }
    if (!mayExceed && known.bytes + bytes > totalBytes) {
      throw new AppError(
        "forbidden",
        `Your share of ${
          Math.floor(totalBytes / MEBIBYTE)
        } MiB for messages is used up. Tell your administrator.`,
        { reason: "messages-person" },
      );
    }
    Object.assign(known, { bytes: known.bytes + bytes, day, dayBytes });
  }

  /** What was counted was not stored: the archive is asked again. */
  forget(users: Iterable<UserId>): void {
    for (const user of users) this.#known.delete(user);
  }
}
