import assert from "node:assert/strict";
import { firstRdn } from "./rdn.ts";

Deno.test("the first part of a name is read with its escapes", () => {
  const parts: [string, Record<string, string>][] = [
    ["uid=ada,ou=people,dc=example", { uid: "ada" }],
    ["UID=Ada King", { uid: "Ada King" }],
    ["cn=King\\, Ada+uid=ada@example.org,ou=x", { cn: "King, Ada", uid: "ada@example.org" }],
    ["uid=Z\\C3\\B6e\\2B1,dc=x", { uid: "Zöe+1" }],
    ["uid=李小龍=x\\\\,dc=x", { uid: "李小龍=x\\" }],
    ["uid=", { uid: "" }],
    ["", {}],
    ["no name at all", {}],
    ["uid=x\\", { uid: "x" }],
  ];
  for (const [dn, attributes] of parts) {
    assert.deepEqual(Object.fromEntries(firstRdn(dn)), attributes, dn);
  }
});
