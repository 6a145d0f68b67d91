/**
 * Allow-list parsing. Whatever arrives as `unknown` leaves as a typed value or an `invalid` error
 * that names the field; a field that is not listed is refused, never ignored.
 */

import { utf8 } from "./encoding.ts";
import { AppError } from "./errors.ts";

/** Decides whether a value may stand in a field. */
export type Check<T> = (value: unknown) => value is T;
/** The checks of an object's fields, in the order in which they are written. */
export type Shape<T> = { readonly [K in keyof T]-?: Check<NonNullable<T[K]>> };

function refuse(what: string, field: string, why: string): never {
  throw new AppError("invalid", `Cannot read ${what}: ${field} ${why}`, { field });
}

/**
 * `value` as a `T`: a plain object with every field of `shape`, those in `optional` excepted, and
 * no other.
 *
 * @throws {AppError} `invalid`, with the field.
 */
export function parseShape<T extends object>(
  what: string,
  value: unknown,
  shape: Shape<T>,
  optional: readonly (keyof T & string)[] = [],
): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(what, "the whole", "is not an object");
  }
  const given = value as Record<string, unknown>;
  for (const field of Object.keys(given)) {
    if (!Object.hasOwn(shape, field)) {
      refuse(what, JSON.stringify(field.slice(0, 40)), "is not known");
    }
  }
  const out: Record<string, unknown> = {};
  for (const field of Object.keys(shape) as (keyof T & string)[]) {
    if (!Object.hasOwn(given, field)) {
      if (optional.includes(field)) continue;
      refuse(what, field, "is missing");
    }
    if (!shape[field](given[field])) refuse(what, field, "has a value that is not allowed");
    out[field] = given[field];
  }
  return out as T;
}

/** JSON value of `text`. @throws {AppError} `invalid` when it is none. */
export function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid", `Cannot read ${what}: it is not JSON`, { cause });
  }
}

/**
 * Signed text: JSON whose bytes are hashed and signed as they stand. It has one spelling only, the
 * fields of `shape` in that order as `JSON.stringify` writes them, so that nobody can make two
 * readings of one signature (duplicate keys, spaces, escapes, number forms).
 *
 * @throws {AppError} `too-large`, or `invalid` with the field.
 */
export function parseSigned<T extends object>(
  what: string,
  text: unknown,
  maxBytes: number,
  shape: Shape<T>,
): T {
  if (typeof text !== "string") refuse(what, "the whole", "is not a text");
  if (text.length > maxBytes || (NOT_ASCII.test(text) && utf8(text).length > maxBytes)) {
    throw new AppError("too-large", `Cannot read ${what}: it is over ${maxBytes} bytes`);
  }
  const value = parseShape(what, parseJson(what, text), shape);
  if (writeSigned(shape, value) !== text) refuse(what, "the whole", "is not in canonical form");
  return value;
}

/** Anything that takes more than one byte. */
const NOT_ASCII = /[\u0080-\uffff]/;

/** The one spelling of `value` that `parseSigned` accepts. */
export function writeSigned<T extends object>(shape: Shape<T>, value: T): string {
  const ordered: Record<string, unknown> = {};
  for (const field of Object.keys(shape) as (keyof T & string)[]) ordered[field] = value[field];
  return JSON.stringify(ordered);
}

/** Check for one exact value. */
export function only<const T extends string | number>(...values: T[]): Check<T> {
  return (value): value is T => (values as unknown[]).includes(value);
}

/** Check for an integer from `min` to `max`. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value): value is number =>
    Number.isSafeInteger(value) && value as number >= min && value as number <= max;
}

/** Check for a text of `min` to `max` UTF-16 units without lone surrogates. */
export function text(min: number, max: number): Check<string> {
  return (value): value is string =>
    typeof value === "string" && value.length >= min && value.length <= max &&
    value.isWellFormed();
}

/** Check for a list of `min` to `max` values that each pass `item`. */
export function list<T>(item: Check<T>, min: number, max: number): Check<T[]> {
  return (value): value is T[] =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(item);
}

/** Check for a time: ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || value.length !== 24) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === value;
}
