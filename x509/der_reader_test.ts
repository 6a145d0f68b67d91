import assert from "node:assert/strict";
import { DerReader, readSequence, readSingle } from "./der_reader.ts";
import { DerError, Tag } from "./der_tags.ts";

const bytes = (...octets: number[]) => new Uint8Array(octets);

Deno.test("elements are read one after the other, with their own bytes", () => {
  const reader = readSequence(bytes(0x30, 0x05, 0x02, 0x01, 0x07, 0x05, 0x00));
  assert.deepEqual(reader.element(Tag.INTEGER).contents, bytes(0x07));
  assert.equal(reader.optional(Tag.INTEGER), undefined);
  assert.deepEqual(reader.any().bytes, bytes(0x05, 0x00));
  assert.equal(reader.done, true);
  reader.end();
});

Deno.test("a long length is read", () => {
  const element = readSingle(new Uint8Array([0x30, 0x82, 0x01, 0x00, ...new Uint8Array(256)]));
  assert.equal(element.contents.length, 256);
});

const REFUSED: [string, number[]][] = [
  ["nothing", []],
  ["a tag alone", [0x30]],
  ["an indefinite length", [0x30, 0x80, 0x00, 0x00]],
  ["a long form for a short length", [0x30, 0x81, 0x01, 0x00]],
  ["a length with a leading zero", [0x30, 0x82, 0x00, 0x80, ...new Uint8Array(128)]],
  ["a length of four octets", [0x30, 0x84, 0x01, 0x00, 0x00, 0x00]],
  ["contents that are cut off", [0x30, 0x02, 0x05]],
  ["bytes after the end", [0x30, 0x00, 0x00]],
  ["another tag", [0x31, 0x00]],
];

for (const [what, octets] of REFUSED) {
  Deno.test(`a file of ${what} is refused`, () => {
    assert.throws(() => readSequence(bytes(...octets)), DerError);
  });
}

Deno.test("a tag number above 30 is refused", () => {
  assert.throws(() => new DerReader(bytes(0x1f, 0x22, 0x00)).any(), DerError);
});
