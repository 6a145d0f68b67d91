import assert from "node:assert/strict";
import { readSingle } from "./der_reader.ts";
import { DerError, Tag } from "./der_tags.ts";
import {
  booleanValue,
  namedBits,
  oidText,
  smallInteger,
  stringValue,
  timeValue,
  unsignedInteger,
} from "./der_values.ts";
import * as der from "../tests/support/x509/der_writer.ts";
import { KeyPurpose } from "./oids.ts";

const read = (bytes: Uint8Array<ArrayBuffer>) => readSingle(bytes, bytes[0]!);
const raw = (tag: number, ...octets: number[]) => read(der.element(tag, new Uint8Array(octets)));

Deno.test("an INTEGER comes back as it was written", () => {
  for (const value of [0n, 1n, 127n, 128n, 255n, 256n, 65537n, 2n ** 160n]) {
    assert.equal(unsignedInteger(read(der.integer(value))), value);
  }
});

Deno.test("an OBJECT IDENTIFIER comes back as it was written", () => {
  for (const id of ["2.5.29.15", "1.2.840.113549.1.1.11", "0.9", "2.999.3", KeyPurpose.SIGN]) {
    assert.equal(oidText(read(der.oid(id))), id);
  }
});

Deno.test("named bits come back as they were written", () => {
  for (const bits of [[], [0], [2], [5, 6], [8], [0, 15]]) {
    assert.deepEqual([...namedBits(read(der.namedBitString(bits)))], bits);
  }
});

Deno.test("a time is UTCTime through 2049 and GeneralizedTime after", () => {
  const cases: [string, number][] = [
    ["2026-11-22T12:34:56.000Z", Tag.UTC_TIME],
    ["2049-12-31T23:59:59.000Z", Tag.UTC_TIME],
    ["2050-01-01T00:00:00.000Z", Tag.GENERALIZED_TIME],
  ];
  for (const [iso, tag] of cases) {
    const element = read(der.time(new Date(iso)));
    assert.equal(element.tag, tag);
    assert.equal(timeValue(element).toISOString(), iso);
  }
});

const text = (tag: number, value: string) => raw(tag, ...new TextEncoder().encode(value));

const REFUSED: [string, () => unknown][] = [
  ["an empty INTEGER", () => unsignedInteger(raw(Tag.INTEGER))],
  ["a padded INTEGER", () => unsignedInteger(raw(Tag.INTEGER, 0, 1))],
  ["a negative INTEGER", () => unsignedInteger(raw(Tag.INTEGER, 0xff))],
  [
    "an INTEGER of five octets where a small one belongs",
    () => smallInteger(raw(Tag.INTEGER, 1, 0, 0, 0, 0)),
  ],
  ["a BOOLEAN of 01", () => booleanValue(raw(Tag.BOOLEAN, 1))],
  ["an OID that ends within an arc", () => oidText(raw(Tag.OID, 0x55, 0x80))],
  ["an OID with a padded arc", () => oidText(raw(Tag.OID, 0x55, 0x80, 0x01))],
  ["a named bit list with trailing zeros", () => namedBits(raw(Tag.BIT_STRING, 0, 0x80))],
  ["a named bit list with unused bits set", () => namedBits(raw(Tag.BIT_STRING, 7, 0x81))],
  ["eight unused bits", () => namedBits(raw(Tag.BIT_STRING, 8, 0x80))],
  ["broken UTF-8", () => stringValue(raw(Tag.UTF8_STRING, 0xc3))],
  ["an underscore in a PrintableString", () => stringValue(text(Tag.PRINTABLE_STRING, "a_b"))],
  ["a TeletexString", () => stringValue(text(0x14, "abc"))],
  ["a time without seconds", () => timeValue(text(Tag.UTC_TIME, "2611221234Z"))],
  ["a time outside Zulu", () => timeValue(text(Tag.UTC_TIME, "261122123456+0100"))],
  ["the 30th of February", () => timeValue(text(Tag.UTC_TIME, "260230000000Z"))],
  ["GeneralizedTime before 2050", () => timeValue(text(Tag.GENERALIZED_TIME, "20261122120000Z"))],
];

for (const [what, readIt] of REFUSED) {
  Deno.test(`${what} is refused`, () => {
    assert.throws(readIt, DerError);
  });
}
