import assert from "node:assert/strict";
import { element, generalizedTime, sequence, time } from "../tests/support/x509/der_writer.ts";
import { extension } from "../tests/support/x509/extension_writer.ts";
import { type Bytes, concat } from "../protocol/encoding.ts";
import { DerError, Tag } from "./der_tags.ts";
import { ExtensionId } from "./oids.ts";
import { PathRefusal } from "./reasons.ts";
import { RevokedEntries } from "./revoked_entries.ts";

const DATE = new Date("2026-11-30T12:00:00Z");

function reasonCode(code: number): Bytes {
  return extension(ExtensionId.REASON_CODE, element(Tag.ENUMERATED, new Uint8Array([code])));
}

function entry(serial: string, date: Bytes = time(DATE), ...extensions: Bytes[]): Bytes {
  const number = element(Tag.INTEGER, Uint8Array.fromHex(serial));
  return sequence(number, date, ...(extensions.length === 0 ? [] : [sequence(...extensions)]));
}

function text(tag: number, value: string): Bytes {
  return element(tag, new TextEncoder().encode(value));
}

function utcTime(digits: string): Bytes {
  return text(Tag.UTC_TIME, digits);
}

const invalidity = (value: Bytes) => extension(ExtensionId.INVALIDITY_DATE, value);

const GOOD = entry("11", time(DATE), reasonCode(4));

Deno.test("entries of every form are found by their serial, in the order of the list", () => {
  const comment = extension("2.5.29.999", new Uint8Array(200));
  const entries: [string, Bytes][] = [
    ["11", GOOD],
    ["12", entry("12", time(DATE), reasonCode(4))],
    ["00ff", entry("00ff", time(DATE), reasonCode(1))],
    ["13", entry("13")],
    ["14", entry("14", generalizedTime(new Date("2051-01-01T00:00:00Z")), reasonCode(4))],
    ["15", entry("15", time(DATE), reasonCode(4), comment)],
    ["16", entry("16", utcTime("281231235959Z"), reasonCode(4))],
    ["17", entry("17", utcTime("280229000000Z"), reasonCode(4))],
    ["19", entry("19", time(DATE), invalidity(generalizedTime(DATE)))],
  ];
  const list = new RevokedEntries(concat(...entries.map(([, bytes]) => bytes)));
  assert.deepEqual([...list].map(([serial]) => serial), entries.map(([serial]) => serial));
  assert.equal(list.size, entries.length);
  assert.deepEqual(list.get("12"), { date: DATE, reason: "superseded" });
  assert.deepEqual(list.get("00ff"), { date: DATE, reason: "keyCompromise" });
  assert.deepEqual(list.get("13"), { date: DATE, reason: "unspecified" });
  assert.equal(list.get("17")?.date.toISOString(), "2028-02-29T00:00:00.000Z");
  for (const other of ["18", "1112", "ff", "0011"]) assert.equal(list.has(other), false, other);
});

Deno.test("a long list is as complete and as strict as a short one", () => {
  const serials = Array.from(
    { length: 3_000 },
    (_, at) => (0x40_0000_0000 + at * 7919).toString(16),
  );
  const bytes = serials.map((serial) => entry(serial, time(DATE), reasonCode(4)));
  const list = new RevokedEntries(concat(...bytes));
  assert.ok(serials.every((serial) => list.has(serial)));
  assert.ok(!list.has((0x40_0000_0001).toString(16)));
  const twice = concat(...bytes, bytes[1500]!);
  assert.throws(() => new RevokedEntries(twice), /twice/);
});

const TWISTED: [string, Bytes][] = [
  ["without a day", entry("12", utcTime("261100120000Z"), reasonCode(4))],
  ["of the 31st of November", entry("12", utcTime("261131120000Z"), reasonCode(4))],
  ["of a 29th of February that there is not", entry("12", utcTime("270229120000Z"), reasonCode(4))],
  ["of the hour 24", entry("12", utcTime("261130240000Z"), reasonCode(4))],
  ["without seconds", entry("12", utcTime("2611301200Z"), reasonCode(4))],
  ["with a letter in its time", entry("12", utcTime("26113012000AZ"), reasonCode(4))],
  ["with a local time", entry("12", utcTime("261130120000A"), reasonCode(4))],
  ["with a serial of 21 octets", entry("12".repeat(21), time(DATE), reasonCode(4))],
  ["with a negative serial", entry("82", time(DATE), reasonCode(4))],
  ["with the serial 0", entry("00", time(DATE), reasonCode(4))],
  ["with a padded serial", entry("0012", time(DATE), reasonCode(4))],
  ["with a reason that there is not", entry("12", time(DATE), reasonCode(7))],
  [
    "invalid since a number",
    entry("12", time(DATE), invalidity(element(Tag.INTEGER, new Uint8Array([1])))),
  ],
  ["invalid since a UTCTime", entry("12", time(DATE), invalidity(time(DATE)))],
  [
    "invalid since a fraction of a second",
    entry("12", time(DATE), invalidity(text(Tag.GENERALIZED_TIME, "20261130120000.5Z"))),
  ],
  [
    "invalid since a time as ISO 8601 writes it",
    entry("12", time(DATE), invalidity(text(Tag.GENERALIZED_TIME, "2026-11-30T12:00:00.000Z"))),
  ],
  [
    "of another issuer, not critical",
    entry("12", time(DATE), extension(ExtensionId.CERTIFICATE_ISSUER, sequence(sequence()))),
  ],
  ["that is cut off", entry("12", time(DATE), reasonCode(4)).slice(0, -1)],
  [
    "with something behind its extensions",
    (() => {
      const number = element(Tag.INTEGER, new Uint8Array([0x12]));
      return sequence(number, time(DATE), sequence(reasonCode(4)), sequence());
    })(),
  ],
];

for (const [what, twisted] of TWISTED) {
  Deno.test(`an entry ${what} is refused, first in the list or behind a good one`, () => {
    assert.throws(() => new RevokedEntries(twisted), DerError);
    assert.throws(() => new RevokedEntries(concat(GOOD, twisted)), DerError);
    assert.throws(() => new RevokedEntries(concat(GOOD, twisted, GOOD)), DerError);
  });
}

Deno.test("an unknown critical extension refuses the list wherever its entry is", () => {
  const critical = sequence(
    element(Tag.OID, new Uint8Array([0x55, 0x1d, 0x1d])),
    element(Tag.BOOLEAN, new Uint8Array([0xff])),
    element(Tag.OCTET_STRING, sequence()),
  );
  const bad = entry("12", time(DATE), critical);
  assert.throws(() => new RevokedEntries(concat(GOOD, bad)), PathRefusal);
});

Deno.test("an empty list of entries is no list", () => {
  assert.throws(() => new RevokedEntries(new Uint8Array()), DerError);
  assert.equal(new RevokedEntries().size, 0);
  assert.equal(new RevokedEntries().has("11"), false);
});
