/** Looks at each part of the server in the background, and answers with what it saw last. */

import { AppError } from "../../protocol/errors.ts";
import type { Log } from "../log.ts";

export type PartState = "up" | "down";

export const PARTS = ["directory", "authority", "broker", "archive", "files"] as const;
export type PartName = typeof PARTS[number];

/** What `/healthz` answers; `ok` is false when a part that is needed is down. */
export interface Health {
  ok: boolean;
  parts: Record<PartName, PartState>;
}

/** The same with what is wrong, for the operator alone. */
export interface DetailedHealth extends Health {
  /** Of the parts that are down. */
  details: Partial<Record<PartName, string>>;
  /** What works and wants looking after, such as limits that were met; each a sentence. */
  notices: readonly string[];
}

/**
 * One look at a part: resolves when what people need of it can be had.
 *
 * @throws what is wrong, with {@linkcode REFUSED} as its `reason` where the part does not take our
 * name and password: looking again soon may lock the account.
 */
export type Look = () => Promise<void>;

/** Reason of an `AppError`: our credentials were refused. */
export const REFUSED = "credentials";

export interface HealthOptions {
  looks: Record<PartName, Look>;
  /** Parts of which it is known without looking that they are down, and why. */
  knownDown?: () => Partial<Record<PartName, string>>;
  /** What works and wants looking after. */
  notices?: () => readonly string[];
  log: Log;
  times?: Partial<HealthTimes>;
}

export interface HealthTimes {
  /** Between the end of a look and the next. */
  intervalMs: number;
  /** A part that says nothing for so long is down. */
  timeoutMs: number;
  /** After credentials were refused; twice as long after each further time. */
  refusedMs: number;
  maxRefusedMs: number;
}

const TIMES: HealthTimes = {
  intervalMs: 5_000,
  timeoutMs: 3_000,
  refusedMs: 30_000,
  maxRefusedMs: 900_000,
};

/** What a part was when it was last looked at; undefined detail: it is up. */
interface Seen {
  detail: string | undefined;
}

/**
 * The health of the server. However many ask and however often, each part is looked at by one
 * looker, after pauses: a look is a real bind, a real write or a real message, and must neither
 * lock an account nor disturb another look.
 */
export class HealthChecker {
  readonly #options: HealthOptions;
  readonly #times: HealthTimes;
  readonly #seen = new Map<PartName, Seen>();
  readonly #timers = new Map<PartName, ReturnType<typeof setTimeout>>();
  readonly #refusals = new Map<PartName, number>();
  #first: Promise<unknown> | undefined;
  #stopped = false;

  constructor(options: HealthOptions) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
  }

  /** Begins to look, until `stop`. */
  start(): void {
    this.#first ??= Promise.all(PARTS.map((part) => this.#look(part)));
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** What was seen last; at the very start, what is seen first. */
  async current(): Promise<DetailedHealth> {
    this.start();
    await this.#first;
    const known = this.#options.knownDown?.() ?? {};
    const details: DetailedHealth["details"] = {};
    for (const part of PARTS) {
      const detail = known[part] ?? this.#seen.get(part)?.detail;
      if (detail !== undefined) details[part] = detail;
    }
    const states = PARTS.map((part) => [part, part in details ? "down" : "up"] as const);
    const parts = Object.fromEntries(states) as Record<PartName, PartState>;
    const notices = this.#options.notices?.() ?? [];
    return { ok: Object.keys(details).length === 0, parts, details, notices };
  }

  /** Looks once, notes what was seen, and sees to the next look. Never rejects. */
  async #look(part: PartName): Promise<void> {
    const { timeoutMs } = this.#times;
    const ended = this.#askedOnce(part);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<"silence">((resolve) => {
      timer = setTimeout(() => resolve("silence"), timeoutMs);
    });
    const first = await Promise.race([ended, silence]);
    clearTimeout(timer);
    if (first === "silence") this.#note(part, `it has not answered for ${timeoutMs / 1000} s`);
    // Never two looks at a time, however long one takes.
    const next = (delayMs: number) => {
      if (this.#stopped) return;
      this.#timers.set(part, setTimeout(() => void this.#look(part), delayMs));
    };
    void ended.then(next);
  }

  /** @returns how long to wait before the next look. */
  async #askedOnce(part: PartName): Promise<number> {
    const { intervalMs, refusedMs, maxRefusedMs } = this.#times;
    let error: unknown;
    try {
      await this.#options.looks[part]();
      this.#refusals.delete(part);
      this.#note(part, undefined);
      return intervalMs;
    } catch (thrown) {
      error = thrown;
    }
    this.#note(part, detailOf(error));
    if (!(error instanceof AppError && error.reason === REFUSED)) return intervalMs;
    const refusals = this.#refusals.get(part) ?? 0;
    this.#refusals.set(part, refusals + 1);
    return Math.min(maxRefusedMs, refusedMs * 2 ** refusals);
  }

  #note(part: PartName, detail: string | undefined): void {
    if (this.#stopped) return;
    const before = this.#seen.get(part);
    this.#seen.set(part, { detail });
    const { log } = this.#options;
    if (detail === undefined) {
      if (before?.detail !== undefined) log("info", "a part is up again", { part });
    } else if (before?.detail !== detail) {
      log("warn", "a part is down", { part, detail });
    }
  }
}

/** What is wrong and why, from the outermost error to what caused it. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${detailOf(error.cause)})`;
}
