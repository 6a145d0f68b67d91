import assert from "node:assert/strict";
import { utf8 } from "./encoding.ts";
import {
  integer,
  isTime,
  list,
  only,
  parseJson,
  parseShape,
  parseSigned,
  type Shape,
  text,
  writeSigned,
} from "./strict.ts";
import { refusalOf } from "../tests/support/refusals.ts";

interface Point {
  v: 1;
  name: string;
  x: number;
}
const POINT: Shape<Point> = { v: only(1), name: text(0, 20), x: integer(-9, 9) };
const GOOD: Point = { v: 1, name: "here", x: 3 };

Deno.test("a shape takes its fields and gives a copy of them", () => {
  const parsed = parseShape("a point", GOOD, POINT);
  assert.deepEqual(parsed, GOOD);
  assert.notEqual(parsed, GOOD);
});

Deno.test("what is no object has no fields", () => {
  for (const value of [null, undefined, 1, "x", [], [GOOD], true]) {
    const refused = refusalOf(() => parseShape("a point", value, POINT));
    assert.deepEqual([refused.kind, refused.field], ["invalid", "the whole"]);
  }
});

Deno.test("a field that is missing, unknown or wrong is named", () => {
  const { x: _x, ...withoutX } = GOOD;
  const fieldOf = (value: unknown) => refusalOf(() => parseShape("a point", value, POINT)).field;
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
    refusalOf(() => parseShape("a point", JSON.parse(text), POINT));
  }
  const inherited = Object.create(GOOD) as object;
  assert.equal(refusalOf(() => parseShape("a point", inherited, POINT)).field, "v");
});

Deno.test("an optional field may be left out, and is checked when it is there", () => {
  const parse = (value: unknown) => parseShape("a point", value, POINT, ["name"]);
  assert.deepEqual(parse({ v: 1, x: 2 }), { v: 1, x: 2 });
  assert.equal(refusalOf(() => parse({ v: 1, x: 2, name: 5 })).field, "name");
  assert.equal(refusalOf(() => parse({ v: 1, x: 2, name: undefined })).field, "name");
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
  assert.deepEqual(parseSigned("a point", written, 100, POINT), GOOD);
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
      refusalOf(() => parseSigned("a point", spelling, 100, POINT)).kind,
      "invalid",
      what,
    );
  }
});

Deno.test("a lone surrogate is refused, raw or escaped; a pair is a character", () => {
  for (const name of ["\ud800", "\udc00", "a\ud83d", "\ude00\ud83d"]) {
    const spellings = [`{"v":1,"name":"${name}","x":3}`, writeSigned(POINT, { ...GOOD, name })];
    for (const spelling of spellings) {
      refusalOf(() => parseSigned("a point", spelling, 100, POINT));
    }
  }
  const smile = writeSigned(POINT, { ...GOOD, name: "\u{1f600}" });
  assert.equal(parseSigned("a point", smile, 100, POINT).name, "\u{1f600}");
});

Deno.test("the limit of a signed text counts bytes, and is still allowed", () => {
  for (const name of ["plain", "Grüße", "\u{1f600}"]) {
    const written = writeSigned(POINT, { ...GOOD, name });
    const bytes = utf8(written).length;
    assert.ok(parseSigned("a point", written, bytes, POINT));
    const refused = refusalOf(() => parseSigned("a point", written, bytes - 1, POINT));
    assert.equal(refused.kind, "too-large", name);
  }
});

Deno.test("what is signed is a text", () => {
  for (const value of [undefined, null, GOOD, 1, utf8("{}")]) {
    assert.equal(refusalOf(() => parseSigned("a point", value, 100, POINT)).kind, "invalid");
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
