/** Sums up lines of the log that come again and again, within bounds, so that no fault floods it. */

export type Level = "info" | "warn" | "error";
export type Fields = Record<string, unknown>;

export interface RepeatedLinesOptions {
  /** Writes one line. */
  write: (level: Level, message: string, fields: Fields) => void;
  /** One spelling for fields that say the same. */
  textOf: (fields: Fields) => string;
  /** Milliseconds on a steady clock. */
  now: () => number;
  /** Calls its argument once after so many milliseconds; must keep no process alive. */
  after: (ms: number, call: () => void) => void;
}

/** How long repetitions of a line are counted before they are summed up; then twice as long. */
const FIRST_WINDOW_MS = 10_000;
const MAX_WINDOW_MS = 300_000;
/** Different lines of one message that are told apart; what differs more is counted together. */
const MAX_VARIANTS = 20;
/** Lines whose repetitions are counted; beyond them the oldest is summed up and forgotten. */
const MAX_COUNTED = 500;

interface Counted {
  level: Level;
  message: string;
  fields: Fields;
  /** Lines that were not written since `fromMs`. */
  count: number;
  fromMs: number;
  windowMs: number;
}

/**
 * The first line of a kind is written at once. Those that are the same, all fields included, are
 * counted for a while, and then one line with their number takes their place. While they go on the
 * while doubles, up to five minutes: an outage of an hour is some twenty lines.
 */
export class RepeatedLines {
  readonly #options: RepeatedLinesOptions;
  /** In the order in which they began. */
  readonly #counted = new Map<string, Counted>();
  readonly #variants = new Map<string, number>();
  #isWaiting = false;

  constructor(options: RepeatedLinesOptions) {
    this.#options = options;
  }

  log(level: Level, message: string, fields: Fields = {}): void {
    const kind = `${level} ${message}`;
    const key = `${kind} ${this.#options.textOf(fields)}`;
    const known = this.#counted.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const variants = this.#variants.get(kind) ?? 0;
    if (variants < MAX_VARIANTS) {
      this.#begin(key, { level, message, fields });
      this.#options.write(level, message, fields);
      return;
    }
    const others = this.#counted.get(kind) ??
      this.#begin(kind, { level, message, fields: { differing: true } });
    others.count++;
  }

  /** Writes what has been counted, for the end of the process. */
  flush(): void {
    for (const [key, counted] of [...this.#counted]) this.#forget(key, counted);
  }

  #begin(key: string, line: Pick<Counted, "level" | "message" | "fields">): Counted {
    for (const [oldest, counted] of this.#counted) {
      if (this.#counted.size < MAX_COUNTED) break;
      this.#forget(oldest, counted);
    }
    const counted: Counted = {
      ...line,
      count: 0,
      fromMs: this.#options.now(),
      windowMs: FIRST_WINDOW_MS,
    };
    this.#counted.set(key, counted);
    const kind = `${line.level} ${line.message}`;
    this.#variants.set(kind, (this.#variants.get(kind) ?? 0) + 1);
    this.#wait();
    return counted;
  }

  #forget(key: string, counted: Counted): void {
    this.#sumUp(counted);
    this.#counted.delete(key);
    const kind = `${counted.level} ${counted.message}`;
    const left = this.#variants.get(kind)! - 1;
    if (left > 0) this.#variants.set(kind, left);
    else this.#variants.delete(kind);
  }

  #sumUp({ level, message, fields, count, fromMs }: Counted): void {
    if (count === 0) return;
    const overS = Math.ceil((this.#options.now() - fromMs) / 1000);
    this.#options.write(level, message, { ...fields, repeated: count, overS });
  }

  #wait(): void {
    if (this.#isWaiting || this.#counted.size === 0) return;
    this.#isWaiting = true;
    const now = this.#options.now();
    const ends = [...this.#counted.values()].map(({ fromMs, windowMs }) => fromMs + windowMs);
    this.#options.after(Math.max(0, Math.min(...ends) - now), () => {
      this.#isWaiting = false;
      this.#endWindows();
      this.#wait();
    });
  }

  #endWindows(): void {
    const now = this.#options.now();
    for (const [key, counted] of [...this.#counted]) {
      if (now - counted.fromMs < counted.windowMs) continue;
      if (counted.count === 0) {
        this.#forget(key, counted);
        continue;
      }
      this.#sumUp(counted);
      counted.count = 0;
      counted.fromMs = now;
      counted.windowMs = Math.min(counted.windowMs * 2, MAX_WINDOW_MS);
    }
  }
}
