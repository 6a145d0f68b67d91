/** Rate limits of one person over all of their sockets. */

import { AppError } from "../../protocol/errors.ts";
import type { ClientFrame } from "../../protocol/frames/client_frames.ts";
import type { UserId } from "../../protocol/ids.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";

/** Look-ups a second, over a longer time, and at once. */
const LOOKUPS_PER_SECOND = 50;
const LOOKUP_BURST = 500;
/** Seconds' worth of messages that may be sent at once. */
const BURST_SECONDS = 5;
/** Sockets opened a second, over a longer time: each costs a reading of all conversations. */
const OPENINGS_PER_SECOND = 2;
/** How often all windows that one may have can come back at once. */
const OPENING_BURSTS = 3;
/** Typing hints that are looked at; far fewer are passed on. */
const HINTS_PER_SECOND = 5;
const HINTS_BURST = 100;
/** Bytes of frames a second, over a longer time, and at once: each is read before it is judged. */
const RECEIVED_BYTES_PER_SECOND = 1024 * 1024;
const RECEIVED_BYTES_BURST = 32 * 1024 * 1024;
/** Refusals a second, over a longer time, and at once: they are not free either. */
const REFUSALS_PER_SECOND = 20;
const REFUSAL_BURST = 1_000;

export interface RatesOptions {
  messagesPerSecond: number;
  socketsPerPerson: number;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** How much one person may do in a time, over all of their sockets. */
export class Rates {
  readonly #messages: TokenBuckets;
  readonly #lookups: TokenBuckets;
  readonly #openings: TokenBuckets;
  readonly #refusals: TokenBuckets;
  readonly #received: TokenBuckets;
  readonly #hints: TokenBuckets;

  constructor({ messagesPerSecond, socketsPerPerson, clock }: RatesOptions) {
    const buckets = (perSecond: number, burst: number) =>
      new TokenBuckets({ perSecond, burst, clock });
    this.#messages = buckets(messagesPerSecond, messagesPerSecond * BURST_SECONDS);
    this.#lookups = buckets(LOOKUPS_PER_SECOND, LOOKUP_BURST);
    this.#openings = buckets(OPENINGS_PER_SECOND, socketsPerPerson * OPENING_BURSTS);
    this.#refusals = buckets(REFUSALS_PER_SECOND, REFUSAL_BURST);
    this.#hints = buckets(HINTS_PER_SECOND, HINTS_BURST);
    this.#received = buckets(RECEIVED_BYTES_PER_SECOND, RECEIVED_BYTES_BURST);
  }

  /** Whether another socket may be opened now. */
  mayOpen(user: UserId): boolean {
    return this.#openings.take(user);
  }

  /** Whether a frame of so many bytes is read; whoever sends on beyond it is put out. */
  mayReceive(user: UserId, bytes: number): boolean {
    return this.#received.take(user, bytes);
  }

  /** @throws {AppError} `rate-limited` */
  spend(user: UserId, frame: ClientFrame): void {
    // Beyond a slower rate of their own hints are dropped and not refused; this one bounds the work.
    if (frame.type === "typing") {
      if (this.#hints.take(user)) return;
      throw tooFast();
    }
    // Wraps and manifests are part of sending; they are counted with the look-ups.
    const isMessage = frame.type === "submit" && frame.kind === "message";
    if ((isMessage ? this.#messages : this.#lookups).take(user)) return;
    throw tooFast();
  }

  /** Notes that something was refused as too fast, or could not be read. @returns false for who asks on all the same. */
  mayAskOn(user: UserId): boolean {
    return this.#refusals.take(user);
  }
}

function tooFast(): AppError {
  return new AppError("rate-limited", "That is too fast. Wait a moment and try again.");
}
