/** The log of the server: one line for each event, whatever stands in it. */

import { withCauses } from "../protocol/errors.ts";
import { type Audit, auditTo } from "./audit.ts";
import { type Fields, type Level, RepeatedLines } from "./repeated_lines.ts";

/** Lines for the operator. Never a password, token, key or anything a person wrote. */
export type Log = (level: Level, message: string, fields?: Fields) => void;

const lines = new RepeatedLines({
  write: writeLine,
  textOf: fieldsText,
  now: () => performance.now(),
  after: (ms, call) => Deno.unrefTimer(setTimeout(call, ms)),
});

/**
 * Writes one line an entry: time, level, message and fields as `name=value`. Lines that are the
 * same are counted, and summed up after a while.
 */
export const consoleLog: Log = (level, message, fields) => lines.log(level, message, fields);

/** Notes what matters to security in the log, each fact in a line of its own. */
export const consoleAudit: Audit = auditTo(writeLine, (...line) => lines.log(...line));

/** Writes what of the log is still counted; for the end of this thread. */
export function flushLog(): void {
  lines.flush();
}

function writeLine(level: Level, message: string, fields: Fields): void {
  console[level === "info" ? "log" : level](logLine(new Date(), level, message, fields));
}

/** One line, whatever stands in it: what others chose cannot begin a new one or move the cursor. */
export function logLine(
  time: Date,
  level: Level,
  message: string,
  fields: Fields = {},
): string {
  const start = `${time.toISOString()} ${level.padEnd(5)} ${escaped(message)}`;
  const text = fieldsText(fields);
  return text === "" ? start : `${start} ${text}`;
}

function fieldsText(fields: Fields): string {
  return Object.entries(fields).map(([name, value]) => `${name}=${show(value)}`).join(" ");
}

/** A value of somebody else's making must not fill the log. */
const MAX_VALUE_CHARS = 2_000;

function show(value: unknown): string {
  const whole = value instanceof Error ? withCauses(value) : String(value);
  const text = whole.length > MAX_VALUE_CHARS ? `${whole.slice(0, MAX_VALUE_CHARS)}...` : whole;
  return /^[\w.:/@+-]+$/.test(text) ? text : escaped(JSON.stringify(text));
}

/** Control and format characters, line separators and lone surrogates, written as `\u{...}`. */
function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (one) => `\\u{${one.codePointAt(0)!.toString(16)}}`,
  );
}
