import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { schemaOf } from "./schema.ts";

const openLdap = schemaOf("openldap");
const activeDirectory = schemaOf("activedirectory");
const id = "00112233-4455-6677-8899-aabbccddeeff" as UserId;
const guid = Buffer.from("33221100554477668899aabbccddeeff", "hex");
const der = Buffer.from("3003020105", "hex");

const entry = {
  dn: "uid=zoe,ou=people,dc=example,dc=org",
  entryUUID: id.toUpperCase(),
  uid: "Zoe",
  cn: ["Zoë Jones", "Zoe"],
  mail: [],
  pwdAccountLockedTime: [],
  "userCertificate;binary": [der],
};

Deno.test("what is looked for is escaped in filters", () => {
  const text = openLdap.matching("*)(uid=\\a\0").toString();
  assert.ok(text.includes("(cn=*\\2a\\29\\28uid=\\5ca\\00*)"), text);
  assert.equal(
    openLdap.byUid("a*" as Uid).toString(),
    "(&(objectClass=inetOrgPerson)(uid=a\\2a))",
  );
  assert.equal(openLdap.matching("").toString(), "(&(objectClass=inetOrgPerson))");
});

Deno.test("an OpenLDAP entry reads as a person", () => {
  assert.deepEqual(openLdap.read(entry), {
    dn: entry.dn,
    disabled: false,
    person: {
      id,
      uid: "zoe",
      fullName: "Zoë Jones",
      mail: "",
      certificates: [new Uint8Array(der)],
    },
  });
});

Deno.test("an entry that an administrator locked is disabled", () => {
  assert.ok(openLdap.read({ ...entry, pwdAccountLockedTime: "000001010000Z" })?.disabled);
  assert.equal(
    openLdap.read({ ...entry, pwdAccountLockedTime: "20260101000000Z" })?.disabled,
    false,
  );
});

Deno.test("an entry without an id or with a uid of another shape is nobody", () => {
  assert.equal(openLdap.read({ ...entry, entryUUID: [] }), undefined);
  assert.equal(openLdap.read({ ...entry, uid: "svc$backup" }), undefined);
});

Deno.test("an Active Directory entry reads as a person, disabled by its control bit", () => {
  const account = {
    dn: "CN=Zoe,CN=Users,DC=example,DC=org",
    objectGUID: guid,
    sAMAccountName: "Zoe",
    displayName: [],
    cn: "Zoe",
    mail: "zoe@example.org",
    userAccountControl: "512",
    userCertificate: der,
  };
  assert.deepEqual(activeDirectory.read(account), {
    dn: account.dn,
    disabled: false,
    person: {
      id,
      uid: "zoe",
      fullName: "Zoe",
      mail: "zoe@example.org",
      certificates: [new Uint8Array(der)],
    },
  });
  assert.ok(activeDirectory.read({ ...account, userAccountControl: "514" })?.disabled);
});

Deno.test("Active Directory gets the password quoted in UTF-16, OpenLDAP our hash", () => {
  const person = {
    uid: "zoe" as Uid,
    fullName: "Zoë Jones",
    mail: "z@example.org",
    password: "pä",
  };
  const values = (kind: typeof openLdap, type: string) =>
    kind.newEntry(person, "$argon2id$x").find((each) => each.type === type)?.values;
  assert.deepEqual(values(activeDirectory, "unicodePwd"), [
    Buffer.from([0x22, 0, 0x70, 0, 0xe4, 0, 0x22, 0]),
  ]);
  assert.equal(values(activeDirectory, "userPassword"), undefined);
  assert.deepEqual(values(openLdap, "userPassword"), ["{ARGON2}$argon2id$x"]);
  assert.deepEqual(values(openLdap, "sn"), ["Jones"]);
});
