/** Tells the operator of the same thing once, though it is met again every few seconds. */

import type { DirectoryLog } from "../port.ts";

/** Things that are remembered, more than a list shows; beyond them all is told anew. */
const MAX_REMEMBERED = 30_000;
/** Lines of one message without a pause: the log tells no more of them apart (server/repeated_lines.ts). */
const MAX_LINES = 18;
const PAUSE_MS = 60_000;
/** Of these, how many are about one entry alone; then several stand in one line. */
const MAX_SINGLE_LINES = 10;
/** The log cuts a longer value. */
const MAX_LINE_CHARS = 1_800;

/** Something that is wrong with one entry. */
interface Told {
  dn: string;
  why: string;
}

/**
 * What there is no line for now is not taken for told: it is told when it is met again after the
 * pause, so that nothing is lost and nothing floods the log.
 */
export class ToldOnce {
  readonly #log: DirectoryLog;
  readonly #clock: () => number;
  readonly #told = new Set<string>();
  readonly #lines = new Map<string, { count: number; lastMs: number }>();

  /** @param clock Milliseconds. */
  constructor(log: DirectoryLog, clock: () => number) {
    this.#log = log;
    this.#clock = clock;
  }

  /** The message with its first fields stands for all that have the same names in them. */
  tell(message: string, fields: Record<string, unknown> = {}): void {
    const what = keyOf(message, fields);
    if (!this.#told.has(what) && this.#write(message, fields, MAX_LINES)) this.#remember(what);
  }

  /** Names each entry once: the first ones in lines of their own, the others by their reason. */
  tellEach(message: string, entries: readonly Told[]): void {
    const fresh = entries.filter((each) => !this.#told.has(keyOf(message, { ...each })));
    const rest = fresh.filter(({ dn, why }) => {
      const isTold = this.#write(message, { dn, why }, MAX_SINGLE_LINES);
      if (isTold) this.#remember(keyOf(message, { dn, why }));
      return !isTold;
    });
    const byReason = [...Map.groupBy(rest, ({ why }) => why)];
    for (const [why, group] of byReason.sort(([, a], [, b]) => b.length - a.length)) {
      for (const some of inLines(group.map(({ dn }) => dn))) {
        const fields = some.length === 1 ? { dn: some[0] } : { entries: some.join("; ") };
        if (!this.#write(message, { ...fields, why }, MAX_LINES)) return;
        for (const dn of some) this.#remember(keyOf(message, { dn, why }));
      }
    }
  }

  /** @returns false where there were `maxLines` of the message without a pause. */
  #write(message: string, fields: Record<string, unknown>, maxLines: number): boolean {
    const nowMs = this.#clock();
    const { count, lastMs } = this.#lines.get(message) ?? { count: 0, lastMs: nowMs };
    const sinceMs = nowMs - lastMs;
    // A clock that was set back has made a pause, too.
    const before = sinceMs >= 0 && sinceMs < PAUSE_MS ? count : 0;
    if (before >= maxLines) return false;
    this.#lines.set(message, { count: before + 1, lastMs: nowMs });
    this.#log("warn", message, fields);
    return true;
  }

  #remember(what: string): void {
    if (this.#told.size >= MAX_REMEMBERED) this.#told.clear();
    this.#told.add(what);
  }
}

function keyOf(message: string, fields: Record<string, unknown>): string {
  const texts = Object.values(fields).filter((value) => typeof value === "string");
  return [message, ...texts].join("\n");
}

/** Names in order, parted where a line would grow too long. */
function inLines(names: readonly string[]): string[][] {
  const lines: string[][] = [];
  let room = 0;
  for (const name of names) {
    const chars = name.length + 2;
    if (lines.length === 0 || chars > room) {
      lines.push([]);
      room = MAX_LINE_CHARS;
    }
    lines.at(-1)!.push(name);
    room -= chars;
  }
  return lines;
}
