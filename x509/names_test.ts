import assert from "node:assert/strict";
import { element, oid, sequence, setOfOne, utf8String } from "../tests/support/x509/der_writer.ts";
import { DerError, Tag } from "./der_tags.ts";
import { nameOf } from "../tests/support/x509/name_of.ts";
import { describeName, EMPTY_NAME, parseName, sameName, valuesOf } from "./names.ts";
import { Attribute } from "./oids.ts";

const ada = nameOf([
  { type: Attribute.ORGANIZATION, value: "Müller & Söhne" },
  { type: Attribute.COMMON_NAME, value: "ada" },
]);

Deno.test("a name comes back as it was written", () => {
  const read = parseName(ada.der);
  assert.deepEqual(read.attributes, ada.attributes);
  assert.deepEqual(valuesOf(read, Attribute.COMMON_NAME), ["ada"]);
  assert.equal(describeName(read), "O=Müller & Söhne, CN=ada");
  assert.deepEqual(parseName(EMPTY_NAME.der).attributes, []);
});

Deno.test("names are the same only byte for byte", () => {
  const upper = nameOf([
    { type: Attribute.ORGANIZATION, value: "Müller & Söhne" },
    { type: Attribute.COMMON_NAME, value: "ADA" },
  ]);
  assert.equal(sameName(ada, parseName(ada.der)), true);
  assert.equal(sameName(ada, upper), false);
});

Deno.test("an empty part and a trailing element are refused", () => {
  assert.throws(() => parseName(sequence(element(Tag.SET))), DerError);
  const trailing = sequence(oid(Attribute.COMMON_NAME), utf8String("ada"), utf8String("bob"));
  assert.throws(() => parseName(sequence(setOfOne(trailing))), DerError);
});
