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

/** How lines are counted in which the sender of a request chose something. */
export interface Counting {
  /** The fields by which lines are the same: none that the sender chose. */
  same: Fields;
  /** Whom the line is about: one's lines are counted apart from all others'. */
  of: Fields;
}

/** How long repetitions of a line are counted before they are summed up; then twice as long. */
const FIRST_WINDOW_MS = 10_000;
const MAX_WINDOW_MS = 300_000;
/** Different lines of one message, about one, that are told apart; others are counted together. */
const MAX_VARIANTS = 20;
/** How many a message is about whose lines are told apart; those of others are counted together. */
const MAX_PARTIES = 50;
/** Lines whose repetitions are counted; beyond them the oldest is summed up and forgotten. */
const MAX_COUNTED = 5_000;

interface Line {
  level: Level;
  message: string;
  /** Those of the line that sums up. */
  fields: Fields;
  kind: string;
  /** Undefined in the line for all whose lines are not told apart. */
  party?: string;
}

interface Counted extends Line {
  /** Lines that were not written since `fromMs`. */
  count: number;
  fromMs: number;
  windowMs: number;
}

/**
 * The first line of a kind is written at once. Those that are the same, in all fields unless told
 * otherwise, are counted for a while, and then one line with their number takes their place. While
 * they go on the while doubles, up to five minutes: an outage of an hour is some twenty lines.
 */
export class RepeatedLines {
  readonly #options: RepeatedLinesOptions;
  /** In the order in which they began. */
  readonly #counted = new Map<string, Counted>();
  /** Of each kind of line the parties, and how many different lines are counted of each. */
  readonly #variants = new Map<string, Map<string, number>>();
  #isWaiting = false;

  constructor(options: RepeatedLinesOptions) {
    this.#options = options;
  }

  /** @param counting By default all fields count, and the line is about nobody in particular. */
  log(
    level: Level,
    message: string,
    fields: Fields = {},
    { same, of }: Counting = { same: fields, of: {} },
  ): void {
    const { textOf, write } = this.#options;
    const kind = [level, message, Object.keys(of)].join("\n");
    const party = [kind, textOf(of)].join("\n");
    const key = [party, textOf(same)].join("\n");
    const known = this.#counted.get(key);
    if (known !== undefined) {
      known.count++;
      return;
    }
    const parties = this.#variants.get(kind);
    const variants = parties?.get(party);
    const line = { level, message, kind };
    if (variants === undefined && (parties?.size ?? 0) >= MAX_PARTIES) {
      this.#count(kind, { ...line, fields: { differing: true } });
    } else if ((variants ?? 0) >= MAX_VARIANTS) {
      this.#count(party, { ...line, party, fields: { ...of, differing: true } });
    } else {
      this.#begin(key, { ...line, party, fields: same });
      write(level, message, fields);
    }
  }

  /** Writes what has been counted, for the end of the process. */
  flush(): void {
    for (const [key, counted] of [...this.#counted]) this.#forget(key, counted);
  }

  #count(key: string, line: Line): void {
    const counted = this.#counted.get(key) ?? this.#begin(key, line);
    counted.count++;
  }

  #begin(key: string, line: Line): Counted {
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
    this.#addVariants(line, 1);
    this.#wait();
    return counted;
  }

  #forget(key: string, counted: Counted): void {
    this.#sumUp(counted);
    this.#counted.delete(key);
    this.#addVariants(counted, -1);
  }

  #addVariants({ kind, party }: Line, more: 1 | -1): void {
    if (party === undefined) return;
    const parties = this.#variants.get(kind) ?? new Map<string, number>();
    const variants = (parties.get(party) ?? 0) + more;
    if (variants > 0) parties.set(party, variants);
    else parties.delete(party);
    if (parties.size > 0) this.#variants.set(kind, parties);
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
