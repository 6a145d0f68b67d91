/**
 * What a description of `protocol/strict.ts` lets through and what it refuses, made from the
 * description itself: one good value, and everything that differs from it in one place.
 */

import assert from "node:assert/strict";
import { toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { RSA_BLOCK_BYTES } from "../../protocol/items.ts";
import {
  type Bounded,
  type Check,
  type Field,
  type Fields,
  isThere,
  type ListSchema,
  type ObjectSchema,
  type Optional,
  type TaggedSchema,
} from "../../protocol/strict.ts";

/** Any description with a name of its own. */
export type AnySchema = ObjectSchema<unknown> | ListSchema<unknown> | TaggedSchema<unknown>;

export interface Mutant {
  /** The place and what was done there. */
  what: string;
  /** The whole value. */
  value: unknown;
  isGood: boolean;
  /** The field that the refusal names; undefined where it names none, or several could be. */
  field: string | undefined;
}

const HASH = toBase64Url(new Uint8Array(32));
const SHORT = toBase64Url(new Uint8Array(16));
const BLOCK = toBase64Url(new Uint8Array(RSA_BLOCK_BYTES));
const USER = "5a1f0e1c-0001-4000-8000-00000000ada0";
const WRAP = { user: USER, cert: HASH, wrap: BLOCK };

/** Values of which each check of the protocol takes one; the first that fits is taken. */
export const POOL: readonly unknown[] = [
  ...[USER, HASH, SHORT, BLOCK, "2026-11-22T12:00:00.000Z", "ada"],
  ...["online", "direct", "open", "member", "create", "stored", "AAAA"],
  ...[true, 1, 100_000, [HASH], [USER], [1], [WRAP], ""],
];

/** What stands in no field, or in few: whether it may is the check's to say. */
const ODD: readonly unknown[] = [
  ...[null, undefined, true, false, {}, [], [null], [[]]],
  ...[0, -1, 1.5, NaN, Infinity, 2 ** 53],
  ...["", " ", "x", "0", "true", "__proto__", "\ud800", "\ud800".repeat(3)],
];
/** Longer than anything may be. */
const ENDLESS = 1_000_000;

/**
 * `schema` takes an example of each of its forms, as a copy, and of what is one step away from it
 * nothing but what it describes.
 *
 * @param pool Values to choose from, the best first.
 */
export function assertStrict(schema: AnySchema, pool = POOL): void {
  let mutants = 0;
  for (const { name: form, example } of formsOf(schema, pool)) {
    const parsed = schema.parse(example);
    assert.deepEqual(parsed, example);
    assert.notEqual(parsed, example, "it is a copy");
    for (const { what, value, isGood, field } of mutantsOf(schema, example)) {
      mutants++;
      const refused = refusal(schema, value);
      assert.equal(refused === undefined, isGood, `${form}: ${what}: ${refused?.message}`);
      if (refused === undefined) continue;
      assert.equal(refused.kind, "invalid", what);
      assert.match(refused.message, /^Cannot read /, what);
      if (field !== undefined) assert.equal(refused.field, field, what);
    }
  }
  assert.ok(mutants > 5);
}

/** Why `schema` refuses `value`; undefined when it lets it through. */
function refusal(schema: AnySchema, value: unknown): AppError | undefined {
  try {
    schema.parse(value);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return error;
  }
}

export function isSchema(value: unknown): value is AnySchema {
  return typeof value === "object" && value !== null && "parse" in value;
}

/** A value that `field` lets through. @param pool Values to choose from, the best first. */
export function exampleOf(field: Field | Optional<unknown>, pool = POOL): unknown {
  if (typeof field === "function") {
    const { min } = field as Partial<Bounded<unknown>>;
    // Of a text that has bounds anything will do that keeps them.
    const found = [...min === undefined ? [] : ["{}".padEnd(min, "x")], ...pool].find(field);
    assert.notEqual(found, undefined, `The pool has nothing for ${field}`);
    return found;
  }
  if ("optional" in field) return exampleOf(field.optional, pool);
  const schema = field as AnySchema;
  if ("item" in schema) return [exampleOf(schema.item, pool)];
  if ("variants" in schema) {
    const [[name, variant]] = Object.entries(schema.variants) as [[string, AnySchema]];
    return exampleOf(variant, [name, ...pool]);
  }
  return Object.fromEntries(
    Object.entries(schema.fields).map(([name, one]) => [name, exampleOf(one, pool)]),
  );
}

/** Every description in `schema` that stands by itself: each form of what has several. */
function* formsOf(
  schema: AnySchema,
  pool = POOL,
): Generator<{ name: string; form: AnySchema; example: unknown }> {
  if (!("variants" in schema)) {
    yield {
      name: "what" in schema ? schema.what : "a list",
      form: schema,
      example: exampleOf(schema, pool),
    };
    return;
  }
  for (const [name, variant] of Object.entries(schema.variants)) {
    yield* formsOf(variant as AnySchema, [name, ...pool]);
  }
}

/** Everything that is one step away from `example`, which `schema` lets through. */
function* mutantsOf(schema: AnySchema, example: unknown): Generator<Mutant> {
  for (const value of [null, undefined, 5, "x", true]) {
    yield { what: `${String(value)} as a whole`, value, isGood: false, field: undefined };
  }
  yield* inside(schema, example, "", (value) => value);
}

/** @param put The whole value with this one in the place that is looked at. */
function* inside(
  schema: AnySchema,
  example: unknown,
  place: string,
  put: (value: unknown) => unknown,
  tag?: string,
): Generator<Mutant> {
  if ("variants" in schema) {
    const given = example as Record<string, unknown>;
    const variant = schema.variants[String(given[schema.tag])] as AnySchema;
    for (const name of ["", "nothing", "constructor", "__proto__", null, 5, [given[schema.tag]]]) {
      const value = put({ ...given, [schema.tag]: name });
      yield { what: `${place} is "${name}"`, value, isGood: false, field: schema.tag };
    }
    yield* inside(variant, example, place, put, schema.tag);
  } else if ("item" in schema) {
    const [item] = example as [unknown];
    const many = put(Array(schema.max + 1).fill(item));
    yield { what: `${place} is too long`, value: many, isGood: false, field: undefined };
    yield { what: `${place} is empty`, value: put([]), isGood: true, field: undefined };
    yield {
      what: `${place} holds null`,
      value: put([item, null]),
      isGood: false,
      field: undefined,
    };
    const last = (value: unknown) => put([item, value]);
    if (isSchema(schema.item)) yield* inside(schema.item, item, `${place}[1]`, last);
    else {
      for (const [value, isGood] of judged(schema.item as Check<unknown>, item)) {
        const what = `${place}[1] is ${shown(value)}`;
        yield { what, value: last(value), isGood, field: undefined };
      }
    }
  } else {
    yield* insideObject(schema.fields, example as Record<string, unknown>, place, put, tag);
  }
}

function* insideObject(
  fields: Fields,
  example: Record<string, unknown>,
  place: string,
  put: (value: unknown) => unknown,
  tag: string | undefined,
): Generator<Mutant> {
  for (const extra of ["surplus", "toString", "k".repeat(100)]) {
    const value = put({ ...example, [extra]: 1 });
    const field = JSON.stringify(extra.slice(0, 40));
    yield { what: `${place} has ${extra.slice(0, 40)}`, value, isGood: false, field };
  }
  for (const [name, one] of Object.entries(fields)) {
    const { [name]: _left, ...rest } = example;
    const isOptional = typeof one === "object" && "optional" in one;
    const field = isOptional ? one.optional : one as Field;
    const here = `${place}.${name}`;
    yield { what: `${here} is left out`, value: put(rest), isGood: isOptional, field: name };
    // Another tag is another form, or none.
    if (name === tag) continue;
    const set = (value: unknown) => put({ ...example, [name]: value });
    if (typeof field === "function") {
      for (const [value, isGood] of judged(field, example[name])) {
        yield { what: `${here} is ${shown(value)}`, value: set(value), isGood, field: name };
      }
    } else {
      for (const value of [null, undefined, 5, "x", true]) {
        yield { what: `${here} is ${value}`, value: set(value), isGood: false, field: name };
      }
      yield* inside(field as AnySchema, example[name], here, set);
    }
  }
}

/** Values for a field with `check`, and whether it may have them. */
function* judged(check: Check<unknown>, example: unknown): Generator<[unknown, boolean]> {
  // What somebody else reads may be anything.
  if (check === isThere) return yield [undefined, false];
  for (const value of ODD) {
    // Nothing is converted: only what is of the example's own kind is even asked about.
    const isAlike = typeof value === typeof example &&
      Array.isArray(value) === Array.isArray(example);
    yield [value, isAlike && check(value)];
  }
  if (typeof example === "string") yield [example + "A".repeat(ENDLESS), false];
  if (Array.isArray(example)) {
    yield [Array(ENDLESS).fill(example[0]), false];
    for (const value of ODD) yield [[...example, value], check([...example, value])];
  }
  const { min, max } = check as Partial<Bounded<unknown>>;
  if (min === undefined || max === undefined) return;
  const sized = (size: number): unknown =>
    typeof example === "number"
      ? size
      : typeof example === "string"
      ? "x".repeat(size)
      : Array(size).fill((example as unknown[])[0]);
  yield [sized(min), true];
  yield [sized(max), true];
  if (min > 0 || typeof example === "number") yield [sized(min - 1), false];
  yield [sized(max + 1), false];
}

function shown(value: unknown): string {
  if (Array.isArray(value) && value.length > 3) return `a list of ${value.length}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}... (${text.length})` : text;
}
