/** People's own display names: sets them, and reads them. */

import type { Bridge } from "../bridge/port.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";

/** Changes of name that one person may make in an hour: each is told to everybody. */
const CHANGES_PER_HOUR = 20;

export interface NamesOptions {
  bridge: Pick<Bridge, "setName" | "archive">;
  clock: () => number;
}

/** People's own display names. */
export class Names {
  readonly #options: NamesOptions;
  readonly #rate: TokenBuckets;

  constructor(options: NamesOptions) {
    this.#options = options;
    this.#rate = new TokenBuckets({
      perSecond: CHANGES_PER_HOUR / 3600,
      burst: CHANGES_PER_HOUR,
      clock: options.clock,
    });
  }

  /** @throws {AppError} `rate-limited`, or what the name is refused for. */
  async set(user: UserId, { statement, sig }: NameRecord): Promise<NameRecord> {
    if (!this.#rate.take(user)) {
      throw new AppError(
        "rate-limited",
        `A name can be changed ${CHANGES_PER_HOUR} times an hour. Try again later.`,
        { reason: "name-changes" },
      );
    }
    const record: NameRecord = { statement, sig };
    await this.#options.bridge.setName(user, record);
    return record;
  }

  /** Newest first. */
  history(user: UserId): Promise<NameRecord[]> {
    return this.#options.bridge.archive.namesOf(user);
  }

  /** Keeps the present name alone. */
  clearHistory(user: UserId): Promise<void> {
    return this.#options.bridge.archive.clearNames(user);
  }
}
