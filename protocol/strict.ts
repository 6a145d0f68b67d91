/**
 * Allow-list parsing by description. A description is a value from which the type is inferred
 * (`Infer`) and which reads what arrives as `unknown`: it leaves as a copy of that type, or as an
 * `invalid` error that names the field. Nothing is converted, and a field that is not described is
 * refused, never ignored.
 *
 * @example
 * const POINT = object("a point", { x: integer(0, 9), name: optional(text(1, 20)) });
 * type Point = Infer<typeof POINT>; // { x: number; name?: string }
 * POINT.parse({ x: 3 });
 */

import { isBase64UrlOf, utf8 } from "./encoding.ts";
import { AppError } from "./errors.ts";

/** Decides whether a value may stand in a field: a description without words of its own. */
export type Check<T> = (value: unknown) => value is T;
/** A check that says its bounds: units of a text, items of a list, or the number itself. */
export type Bounded<T> = Check<T> & { readonly min: number; readonly max: number };

/** Is told why an item of a list was left out. */
export type OnBadItem = (error: AppError) => void;

/** Describes an object or a list, with a name for the error. */
export interface Schema<T> {
  /**
   * `value` as a `T`, in a copy that holds what is described and no more.
   *
   * @param onBadItem Takes the errors of the items of a list, which are then left out; so are those
   * after the last that a list may have. Without it a bad item refuses all.
   * @throws {AppError} `invalid`, with the field where it is one's.
   */
  parse(value: unknown, onBadItem?: OnBadItem): T;
}

/** What may stand in a field. */
export type Field<T = unknown> = Check<T> | Schema<T>;
/** A field that may be left out. */
export type Optional<T> = { readonly optional: Field<T> };
/** The fields of an object, in the order in which they are written. */
export type Fields = { readonly [name: string]: Field | Optional<unknown> };

export interface ObjectSchema<T> extends Schema<T> {
  readonly what: string;
  readonly fields: Fields;
}
export interface ListSchema<T> extends Schema<T[]> {
  readonly item: Field<T>;
  readonly max: number;
}
/** Objects of several forms, told apart by the field `tag`. */
export interface TaggedSchema<T> extends Schema<T> {
  readonly tag: string;
  /** By the value of the tag. */
  readonly variants: { readonly [value: string]: Schema<unknown> };
}

/** The type of what a description lets through. */
export type Infer<D> = D extends Check<infer T> ? T
  : D extends Schema<infer T> ? T
  : D extends Optional<infer T> ? T
  : never;

/** The object that has these fields. */
export type ObjectOf<F extends Fields> = Flat<
  & { [K in keyof F as F[K] extends Optional<unknown> ? never : K]: Infer<F[K]> }
  & { [K in keyof F as F[K] extends Optional<unknown> ? K : never]?: Infer<F[K]> }
>;
/** One object in the place of an intersection, as a reader of an error wants to see it. */
type Flat<T> = T extends infer O ? { [K in keyof O]: O[K] } : never;

function refuse(what: string, field: string, why: string): never {
  throw new AppError("invalid", `Cannot read ${what}: ${field} ${why}`, { field });
}

/**
 * An object with every field of `fields`, the optional ones excepted, and no other.
 *
 * @param what Its name in errors, with an article: "Cannot read a point: x is missing".
 */
/* @__NO_SIDE_EFFECTS__ */
export function object<F extends Fields>(
  what: string,
  fields: F,
): ObjectSchema<ObjectOf<F>> {
  const known = Object.entries(fields).map(([name, field]) => {
    const isOptional = "optional" in field;
    return { name, isOptional, field: (isOptional ? field.optional : field) as Field };
  });
  return {
    what,
    fields,
    parse(value, onBadItem) {
      if (!isObject(value) || Array.isArray(value)) {
        refuse(what, "the whole", "is not an object");
      }
      const given = value as { readonly [name: string]: unknown };
      for (const name of Object.keys(given)) {
        if (!Object.hasOwn(fields, name)) {
          refuse(what, JSON.stringify(name.slice(0, 40)), "is not known");
        }
      }
      const out: Record<string, unknown> = {};
      for (const { name, isOptional, field } of known) {
        if (!Object.hasOwn(given, name)) {
          if (isOptional) continue;
          refuse(what, name, "is missing");
        }
        const one = given[name];
        const isCheck = typeof field === "function";
        // What is no object at all says nothing of itself; the field that holds it is named.
        if (isCheck ? !field(one) : !isObject(one)) {
          refuse(what, name, "has a value that is not allowed");
        }
        out[name] = isCheck ? one : field.parse(one, onBadItem);
      }
      return out as ObjectOf<F>;
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** A field that may be left out; `undefined` is not left out. */
/* @__NO_SIDE_EFFECTS__ */
export function optional<T>(field: Field<T>): Optional<T> {
  return { optional: field };
}

/**
 * A list of at most `max` items, of which those that cannot be read can be left out. A list of
 * single values that is refused as a whole is `list`.
 *
 * @param what Its name in errors, with an article.
 */
/* @__NO_SIDE_EFFECTS__ */
export function listOf<T>(what: string, item: Field<T>, max: number): ListSchema<T> {
  return {
    item,
    max,
    parse(value, onBadItem) {
      const isList = Array.isArray(value);
      if (!isList || value.length > max) {
        const error = new AppError(
          "invalid",
          `Cannot read ${what}: it is not a list of at most ${max}`,
        );
        if (!isList || onBadItem === undefined) throw error;
        onBadItem(error);
      }
      const out: T[] = [];
      for (const one of value.slice(0, max)) {
        try {
          if (typeof item !== "function") out.push(item.parse(one, onBadItem));
          else if (item(one)) out.push(one);
          else throw new AppError("invalid", `Cannot read ${what}: it holds what is not allowed`);
        } catch (error) {
          if (onBadItem === undefined || !(error instanceof AppError)) throw error;
          onBadItem(error);
        }
      }
      return out;
    },
  };
}

/**
 * One of several forms of an object; its field `tag` says which.
 *
 * @param variants By the value of the tag, which each of them lets through in that field.
 */
/* @__NO_SIDE_EFFECTS__ */
export function tagged<
  const Tag extends string,
  V extends { readonly [K in keyof V]: Schema<{ [T in Tag]: K }> },
>(what: string, tag: Tag, variants: V): TaggedSchema<Infer<V[keyof V]>> {
  return {
    tag,
    variants,
    parse(value, onBadItem) {
      const name = (value as Record<string, unknown> | null | undefined)?.[tag];
      if (typeof name !== "string" || !Object.hasOwn(variants, name)) {
        throw new AppError("invalid", `Cannot read ${what}: its ${tag} is not known`, {
          field: tag,
        });
      }
      return variants[name as keyof V].parse(value, onBadItem) as Infer<V[keyof V]>;
    },
  };
}

/** Check for what `schema` reads: whatever is wrong, the field that holds it is named. */
/* @__NO_SIDE_EFFECTS__ */
export function matching<T>(schema: Schema<T>): Check<T> {
  return (value): value is T => {
    try {
      schema.parse(value);
      return true;
    } catch {
      return false;
    }
  };
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
 * fields of `schema` in that order as `JSON.stringify` writes them, so that nobody can make two
 * readings of one signature (duplicate keys, spaces, escapes, number forms).
 *
 * @throws {AppError} `too-large`, or `invalid` with the field.
 */
export function parseSigned<T extends object>(
  schema: ObjectSchema<T>,
  text: unknown,
  maxBytes: number,
): T {
  const { what } = schema;
  if (typeof text !== "string") refuse(what, "the whole", "is not a text");
  if (text.length > maxBytes || (NOT_ASCII.test(text) && utf8(text).length > maxBytes)) {
    throw new AppError("too-large", `Cannot read ${what}: it is over ${maxBytes} bytes`);
  }
  const value = schema.parse(parseJson(what, text));
  if (writeSigned(schema, value) !== text) refuse(what, "the whole", "is not in canonical form");
  return value;
}

/** Anything that takes more than one byte. */
const NOT_ASCII = /[\u0080-\uffff]/;

/** The one spelling of `value` that `parseSigned` accepts. */
export function writeSigned<T extends object>(schema: ObjectSchema<T>, value: T): string {
  const ordered: Record<string, unknown> = {};
  for (const field of Object.keys(schema.fields)) ordered[field] = value[field as keyof T];
  return JSON.stringify(ordered);
}

/** Check for one exact value. */
/* @__NO_SIDE_EFFECTS__ */
export function only<const T extends string | number>(...values: T[]): Check<T> {
  return (value): value is T => (values as unknown[]).includes(value);
}

/** Check for an integer from `min` to `max`. */
/* @__NO_SIDE_EFFECTS__ */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Bounded<number> {
  const check = (value: unknown): value is number =>
    Number.isSafeInteger(value) && value as number >= min && value as number <= max;
  return Object.assign(check, { min, max });
}

/** Check for a text of `min` to `max` UTF-16 units without lone surrogates. */
/* @__NO_SIDE_EFFECTS__ */
export function text(min: number, max: number): Bounded<string> {
  const check = (value: unknown): value is string =>
    typeof value === "string" && value.length >= min && value.length <= max &&
    value.isWellFormed();
  return Object.assign(check, { min, max });
}

/** Check for the base64url of exactly `bytes` bytes. */
/* @__NO_SIDE_EFFECTS__ */
export function base64Url(bytes: number): Check<string> {
  return (value): value is string => isBase64UrlOf(value, bytes);
}

/** Check for a list of `min` to `max` values that each pass `item`. */
/* @__NO_SIDE_EFFECTS__ */
export function list<T>(item: Check<T>, min: number, max: number): Bounded<T[]> {
  const check = (value: unknown): value is T[] =>
    Array.isArray(value) && value.length >= min && value.length <= max && value.every(item);
  return Object.assign(check, { min, max });
}

/** Check for what passes `check`, or the empty text in its place. */
/* @__NO_SIDE_EFFECTS__ */
export function orEmpty<T>(check: Check<T>): Check<T | ""> {
  return (value): value is T | "" => value === "" || check(value);
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** Check for any value at all that is there; somebody else reads it. */
export function isThere(value: unknown): value is unknown {
  return value !== undefined;
}

/** Check for a time: ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || value.length !== 24) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === value;
}
