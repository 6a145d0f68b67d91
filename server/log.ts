/** The log of the server: one line for each event, whatever stands in it. */

import { withCauses } from "../protocol/errors.ts";

/** Lines for the operator. Never a password, token, key or anything a person wrote. */
export type Log = (
  level: "info" | "warn" | "error",
  message: string,
  fields?: Record<string, unknown>,
) => void;

/** Writes one line an entry: time, level, message and fields as `name=value`. */
export const consoleLog: Log = (level, message, fields = {}) => {
  console[level === "info" ? "log" : level](logLine(new Date(), level, message, fields));
};

/** One line, whatever stands in it: what others chose cannot begin a new one or move the cursor. */
export function logLine(
  time: Date,
  level: "info" | "warn" | "error",
  message: string,
  fields: Record<string, unknown> = {},
): string {
  const parts = [time.toISOString(), level.padEnd(5), escaped(message)];
  for (const [name, value] of Object.entries(fields)) parts.push(`${name}=${show(value)}`);
  return parts.join(" ");
}

function show(value: unknown): string {
  const text = value instanceof Error ? withCauses(value) : String(value);
  return /^[\w.:/@+-]+$/.test(text) ? text : escaped(JSON.stringify(text));
}

/** Control and format characters, line separators and lone surrogates, written as `\u{...}`. */
function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (one) => `\\u{${one.codePointAt(0)!.toString(16)}}`,
  );
}
