import assert from "node:assert/strict";
import { utf8 } from "./encoding.ts";
import {
  base64Url,
  type Infer,
  integer,
  isBoolean,
  isThere,
  isTime,
  list,
  listOf,
  matching,
  object,
  only,
  optional,
  orEmpty,
  parseJson,
  parseSigned,
  tagged,
  text,
  writeSigned,
} from "./strict.ts";
import type { AppError } from "./errors.ts";
import { refusalOf } from "../tests/support/refusals.ts";

const POINT = object("a point", { v: only(1), name: text(0, 20), x: integer(-9, 9) });
type Point = Infer<typeof POINT>;
const GOOD: Point = { v: 1, name: "here", x: 3 };

Deno.test("a shape takes its fields and gives a copy of them", () => {
  const parsed = POINT.parse(GOOD);
  assert.deepEqual(parsed, GOOD);
  assert.notEqual(parsed, GOOD);
});

Deno.test("what is no object has no fields", () => {
  for (const value of [null, undefined, 1, "x", [], [GOOD], true]) {
    const refused = refusalOf(() => POINT.parse(value));
    assert.deepEqual([refused.kind, refused.field], ["invalid", "the whole"]);
  }
});

Deno.test("a field that is missing, unknown or wrong is named", () => {
  const { x: _x, ...withoutX } = GOOD;
  const fieldOf = (value: unknown) => refusalOf(() => POINT.parse(value)).field;
  assert.equal(fieldOf(withoutX), "x");
  assert.equal(fieldOf({ ...GOOD, x: 10 }), "x");
  assert.equal(fieldOf({ ...GOOD, x: undefined }), "x");
  assert.equal(fieldOf({ ...GOOD, y: 1 }), '"y"');
  assert.equal(fieldOf({ ...GOOD, ["k".repeat(100)]: 1 }), `"${"k".repeat(40)}"`);
});

Deno.test("names that every object inherits are fields like others", () => {
  const hostile = [
    '{"__proto__":{"x":1},"v":1,"name":"n"}',
    '{"constructor":1,"v":1,"name":"","x":1}',
  ];
  for (const text of hostile) {
    refusalOf(() => POINT.parse(JSON.parse(text)));
  }
  const inherited = Object.create(GOOD) as object;
  assert.equal(refusalOf(() => POINT.parse(inherited)).field, "v");
});

Deno.test("an optional field may be left out, and is checked when it is there", () => {
  const nameless = object("a point", {
    v: only(1),
    name: optional(text(0, 20)),
    x: integer(-9, 9),
  });
  const parse = (value: unknown) => nameless.parse(value);
  assert.deepEqual(parse({ v: 1, x: 2 }), { v: 1, x: 2 });
  assert.equal(refusalOf(() => parse({ v: 1, x: 2, name: 5 })).field, "name");
  assert.equal(refusalOf(() => parse({ v: 1, x: 2, name: undefined })).field, "name");
});

Deno.test("the type of a description is what it lets through", () => {
  const line = object("a line", { from: POINT, to: optional(POINT), width: orEmpty(integer(1)) });
  const parsed: { from: Point; to?: Point; width: number | "" } = line.parse({
    from: GOOD,
    width: "",
  });
  // @ts-expect-error `to` is left out or there, and never undefined.
  const undefinedTo: Infer<typeof line> = { from: GOOD, to: undefined, width: 1 };
  // @ts-expect-error there is no `color`.
  const more: Infer<typeof line> = { from: GOOD, width: 1, color: "red" };
  assert.ok(parsed && undefinedTo && more);
});

Deno.test("an object inside of another is refused in its own words, and what is none by its field", () => {
  const line = object("a line", { from: POINT, to: optional(listOf("the ends", POINT, 2)) });
  const refusal = (value: unknown) => refusalOf(() => line.parse(value));
  assert.equal(
    refusal({ from: { ...GOOD, x: 10 } }).message,
    "Cannot read a point: x has a value that is not allowed",
  );
  assert.equal(refusal({ from: [] }).message, "Cannot read a point: the whole is not an object");
  for (const from of [null, 5, "x", undefined, true]) {
    const refused = refusal({ from });
    assert.equal(refused.message, "Cannot read a line: from has a value that is not allowed");
    assert.equal(refused.field, "from");
  }
  assert.equal(refusal({ from: GOOD, to: "x" }).field, "to");
  assert.equal(
    refusal({ from: GOOD, to: {} }).message,
    "Cannot read the ends: it is not a list of at most 2",
  );
  const nested = { from: GOOD, to: [GOOD] };
  assert.deepEqual(line.parse(nested), nested);
  assert.notEqual(line.parse(nested).to?.[0], GOOD, "a copy");
});

Deno.test("a list has objects up to its length, and one that is bad refuses it", () => {
  const points = listOf("the points", POINT, 2);
  assert.deepEqual(points.parse([]), []);
  assert.deepEqual(points.parse([GOOD, GOOD]), [GOOD, GOOD]);
  for (const bad of [[GOOD, GOOD, GOOD], {}, "x", null, { length: 0 }]) {
    const refused = refusalOf(() => points.parse(bad));
    assert.equal(refused.message, "Cannot read the points: it is not a list of at most 2");
  }
  assert.equal(refusalOf(() => points.parse([GOOD, { ...GOOD, x: 10 }])).field, "x");
});

Deno.test("whoever takes the errors of bad items gets the good ones, in order", () => {
  const errors: AppError[] = [];
  const note = (error: AppError) => void errors.push(error);
  const points = listOf("the points", POINT, 5);
  const second = { ...GOOD, name: "second" };
  const bad = { ...GOOD, x: 10 };
  assert.deepEqual(points.parse([GOOD, bad, null, second], note), [GOOD, second]);
  assert.deepEqual(errors.map(({ field }) => field), ["x", "the whole"]);
  // A list in a field is told of them too, and one inside of an item.
  const shape = object("a shape", { points });
  assert.deepEqual(shape.parse({ points: [bad, GOOD] }, note), { points: [GOOD] });
  const shapes = listOf("the shapes", shape, 5);
  const whole = { points: [GOOD] };
  errors.length = 0;
  assert.deepEqual(shapes.parse([{ points: [GOOD, bad] }, whole], note), [whole, whole]);
  assert.deepEqual(errors.map(({ field }) => field), ["x"]);
  refusalOf(() => shapes.parse([{ points: [GOOD, bad] }]), "x");
});

Deno.test("single values are left out like objects, and so is what is over the length", () => {
  const errors: AppError[] = [];
  const note = (error: AppError) => void errors.push(error);
  const numbers = listOf("the numbers", integer(0, 9), 3);
  assert.deepEqual(numbers.parse([1, 10, 2], note), [1, 2]);
  assert.equal(errors.at(-1)?.message, "Cannot read the numbers: it holds what is not allowed");
  refusalOf(() => numbers.parse([1, 10, 2]));
  assert.deepEqual(numbers.parse([1, 2, 3, 4], note), [1, 2, 3]);
  assert.match(errors.at(-1)!.message, /not a list of at most 3/);
  refusalOf(() => numbers.parse([1, 2, 3, 4]));
  refusalOf(() => numbers.parse("123", note));
  assert.equal(errors.length, 2);
});

Deno.test("a bug in a check is no bad item", () => {
  const broken = object("a thing", {
    x: (_value): _value is string => {
      throw new TypeError("A bug");
    },
  });
  assert.throws(() => listOf("things", broken, 5).parse([{ x: 1 }], () => {}), TypeError);
});

Deno.test("the tag says which of several forms an object has", () => {
  const figure = tagged("a figure", "kind", {
    circle: object("a circle", { kind: only("circle"), radius: integer(1) }),
    square: object("a square", { kind: only("square"), side: integer(1) }),
  });
  const square = { kind: "square", side: 2 } as const;
  const parsed: Infer<typeof figure> = figure.parse(square);
  assert.deepEqual(parsed, square);
  const wrong = refusalOf(() => figure.parse({ kind: "circle", side: 2 }));
  assert.equal(wrong.message, 'Cannot read a circle: "side" is not known');
  const unknown = ["oval", "constructor", "__proto__", ["circle"], null, undefined, 1];
  for (const bad of [...unknown.map((kind) => ({ ...square, kind })), null, undefined, 5, "x"]) {
    const refused = refusalOf(() => figure.parse(bad));
    assert.equal(refused.message, "Cannot read a figure: its kind is not known");
    assert.equal(refused.field, "kind");
  }
});

Deno.test("what is matched or empty is so, and anything that is there is", () => {
  const isPoint = matching(POINT);
  assert.ok(isPoint(GOOD));
  for (const bad of [null, { ...GOOD, x: 10 }, { ...GOOD, more: 1 }]) assert.ok(!isPoint(bad));
  const isHash = base64Url(3);
  assert.ok(isHash("AAAA"));
  for (const bad of ["", "AAA", "AAAAA", "AAA=", "A+A/", 5, null]) assert.ok(!isHash(bad));
  assert.ok(orEmpty(isHash)("") && orEmpty(isHash)("AAAA"));
  for (const bad of ["AAA", null, undefined, 0, false]) assert.ok(!orEmpty(isHash)(bad));
  assert.ok(isBoolean(true) && isBoolean(false));
  for (const bad of [0, 1, "true", null, undefined]) assert.ok(!isBoolean(bad));
  assert.ok(isThere(null) && isThere(0) && !isThere(undefined));
});

Deno.test("JSON that is none is invalid, and the cause is kept for the log", () => {
  for (const text of ["", "{", "{'a':1}", "01", "NaN", '{"a":1}x', "[1,]"]) {
    const refused = refusalOf(() => parseJson("a thing", text));
    assert.equal(refused.kind, "invalid");
    assert.ok(refused.cause instanceof SyntaxError);
  }
});

Deno.test("signed text has one spelling, and it is the one that is written", () => {
  const written = writeSigned(POINT, GOOD);
  assert.equal(written, '{"v":1,"name":"here","x":3}');
  assert.deepEqual(parseSigned(POINT, written, 100), GOOD);
  assert.equal(writeSigned(POINT, { x: 3, name: "here", v: 1 }), written);
});

Deno.test("every other spelling of the same value is refused", () => {
  const spellings = {
    "a blank": '{"v":1, "name":"here","x":3}',
    "a blank before": ' {"v":1,"name":"here","x":3}',
    "a line feed after": '{"v":1,"name":"here","x":3}\n',
    "another order": '{"name":"here","v":1,"x":3}',
    "a key twice": '{"v":1,"name":"there","name":"here","x":3}',
    "a key twice, alike": '{"v":1,"name":"here","name":"here","x":3}',
    "an escape that needs none": '{"v":1,"name":"\\u0068ere","x":3}',
    "an escaped key": '{"v":1,"n\\u0061me":"here","x":3}',
    "an escaped slash": '{"v":1,"name":"he\\/re","x":3}',
    "a number with a fraction": '{"v":1.0,"name":"here","x":3}',
    "a number with an exponent": '{"v":1,"name":"here","x":3e0}',
    "a byte order mark": '\ufeff{"v":1,"name":"here","x":3}',
    "minus zero": '{"v":1,"name":"here","x":-0}',
  };
  for (const [what, spelling] of Object.entries(spellings)) {
    assert.equal(
      refusalOf(() => parseSigned(POINT, spelling, 100)).kind,
      "invalid",
      what,
    );
  }
});

Deno.test("a lone surrogate is refused, raw or escaped; a pair is a character", () => {
  for (const name of ["\ud800", "\udc00", "a\ud83d", "\ude00\ud83d"]) {
    const spellings = [`{"v":1,"name":"${name}","x":3}`, writeSigned(POINT, { ...GOOD, name })];
    for (const spelling of spellings) {
      refusalOf(() => parseSigned(POINT, spelling, 100));
    }
  }
  const smile = writeSigned(POINT, { ...GOOD, name: "\u{1f600}" });
  assert.equal(parseSigned(POINT, smile, 100).name, "\u{1f600}");
});

Deno.test("the limit of a signed text counts bytes, and is still allowed", () => {
  for (const name of ["plain", "Grüße", "\u{1f600}"]) {
    const written = writeSigned(POINT, { ...GOOD, name });
    const bytes = utf8(written).length;
    assert.ok(parseSigned(POINT, written, bytes));
    const refused = refusalOf(() => parseSigned(POINT, written, bytes - 1));
    assert.equal(refused.kind, "too-large", name);
  }
});

Deno.test("what is signed is a text", () => {
  for (const value of [undefined, null, GOOD, 1, utf8("{}")]) {
    assert.equal(refusalOf(() => parseSigned(POINT, value, 100)).kind, "invalid");
  }
});

Deno.test("an integer is whole, exact and within its bounds", () => {
  const check = integer(0, 5);
  for (const good of [0, 3, 5]) assert.ok(check(good));
  for (const bad of [-1, 6, 1.5, NaN, Infinity, "3", null, 3n]) assert.ok(!check(bad), String(bad));
  assert.ok(integer(0)(Number.MAX_SAFE_INTEGER));
  assert.ok(!integer(0)(Number.MAX_SAFE_INTEGER + 1));
});

Deno.test("texts and lists keep to their lengths", () => {
  assert.ok(text(1, 3)("abc"));
  for (const bad of ["", "abcd", "\ud800", 5, null]) assert.ok(!text(1, 3)(bad), String(bad));
  const numbers = list(integer(0, 9), 1, 2);
  assert.ok(numbers([1, 2]));
  for (const bad of [[], [1, 2, 3], [1, 10], { length: 1, 0: 1 }, "1", null]) {
    assert.ok(!numbers(bad), JSON.stringify(bad));
  }
  assert.ok(only("a", "b")("b") && only(1)(1));
  for (const bad of ["c", "", "ab", null]) assert.ok(!only("a", "b")(bad));
  assert.ok(!only(1)("1"));
});

Deno.test("a time is written as this program writes it, in UTC with milliseconds", () => {
  assert.ok(isTime("2026-11-22T12:00:00.000Z"));
  assert.ok(isTime("2024-02-29T23:59:59.999Z"));
  const bad = [
    "2026-11-22T12:00:00Z",
    "2026-11-22T12:00:00.000+00:00",
    "2026-11-22T12:00:00.0000",
    "2026-11-22 12:00:00.000Z",
    "2026-02-30T12:00:00.000Z",
    "2026-11-22T24:00:00.000Z",
    "2026-11-22T12:00:60.000Z",
    "2026-13-01T00:00:00.000Z",
    "+02026-11-22T12:00:00.00",
    "2026-11-22t12:00:00.000z",
    "",
    1,
    null,
  ];
  for (const time of bad) assert.ok(!isTime(time), String(time));
});
