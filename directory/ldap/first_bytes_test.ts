import assert from "node:assert/strict";
import { beginsLdap, beginsTls } from "./first_bytes.ts";

const bytes = (hex: string) => Uint8Array.fromHex(hex);

Deno.test("answers of LDAP servers begin LDAP, however few bytes came", () => {
  const answers = [
    "300c02010165070a010004000400", // a search is done
    "30840000001a02010178840000001102", // Active Directory writes long lengths
    "308201450201016482013e0400", // an entry
    "301602010078110a0134", // a notice of disconnection
  ];
  for (const answer of answers) {
    for (let end = 0; end <= answer.length; end += 2) {
      assert.ok(beginsLdap(bytes(answer.slice(0, end))), answer.slice(0, end));
    }
  }
});

Deno.test("other protocols and other BER begin no LDAP", () => {
  const texts = ["HTTP/1.1 400", "SSH-2.0-Open", "220 mail.exa", "AMQP", "* OK"];
  for (const text of texts) assert.ok(!beginsLdap(new TextEncoder().encode(text)), text);
  const others = [
    "3005ff84ffffff",
    "30847fffffff0000",
    "3080",
    "308501",
    "300302050000",
    "3005020101301",
  ];
  for (const hex of others) {
    assert.ok(!beginsLdap(bytes(hex.padEnd(hex.length + hex.length % 2, "0"))), hex);
  }
  assert.ok(beginsTls(bytes("1503030002")) && beginsTls(bytes("1603")));
  assert.ok(!beginsTls(bytes("15")) && !beginsTls(bytes("300c")));
});
