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
/** What may go on beyond a share, as a part of it. */
const RESERVE = 1 / 16;

/**
 * What something is counted against: the share; the share and a reserve beyond it, for what is small
 * and keeps conversations in order; or nothing, for what cannot come again and again.
 */
export type ShareUse = "share" | "reserve" | "free";

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
  /** Those that were read the longest time ago first. */
  readonly #known = new Map<UserId, Known>();
  readonly #maxPeople: number;

  /** @param maxPeople whose shares are kept in memory. */
  constructor(limits: ShareLimits, archive: Pick<Archive, "shares">, maxPeople = MAX_PEOPLE) {
    this.#limits = limits;
    this.#archive = archive;
    this.#maxPeople = maxPeople;
  }

  /** Reads the shares of those of `users` who are not known, or were a while ago. */
  async load(users: Iterable<UserId>, nowMs: number): Promise<void> {
    const unknown = [...new Set(users)].filter((user) => {
      const known = this.#known.get(user);
      return known === undefined || !isYounger(known.atMs, nowMs, FRESH_MS);
    });
    if (unknown.length === 0) return;
    const stored = await this.#archive.shares(unknown);
    for (const user of unknown) this.#keep(user, stored.get(user), nowMs);
  }

  #keep(user: UserId, stored: StoredShare | undefined, nowMs: number): Known {
    const known = { ...stored ?? { bytes: 0, day: 0, dayBytes: 0 }, atMs: nowMs };
    this.#known.delete(user);
    this.#known.set(user, known);
    if (this.#known.size > this.#maxPeople) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest!);
    }
    return known;
  }

  /**
   * Counts `bytes` for somebody, whose share is read first where it is not known (any more).
   *
   * @throws {AppError} `forbidden` when they would be more than the person's share, `unavailable`
   * when it cannot be read.
   */
  async take(user: UserId, bytes: number, nowMs: number, use: ShareUse = "share"): Promise<void> {
    const known = this.#known.get(user) ??
      this.#keep(user, (await this.#archive.shares([user])).get(user), nowMs);
    const { perDayBytes, totalBytes } = this.#limits;
    const most = use === "share" ? 1 : use === "reserve" ? 1 + RESERVE : Infinity;
    const day = dayOf(nowMs);
    const dayBytes = known.day === day ? known.dayBytes + bytes : bytes;
    if (dayBytes > perDayBytes * most) {
      throw new AppError(
        "forbidden",
        `You have sent as much as one person may in a day (${
          Math.floor(perDayBytes / MEBIBYTE)
        } MiB). Go on tomorrow.`,
        { reason: "messages-day" },
      );
    }
    if (known.bytes + bytes > totalBytes * most) {
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
