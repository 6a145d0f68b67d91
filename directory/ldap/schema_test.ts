import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Entry } from "ldapts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import type { Person } from "../port.ts";
import { schemaOf } from "./schema.ts";

const openLdap = schemaOf("openldap");
const activeDirectory = schemaOf("activedirectory");
const id = "00112233-4455-6677-8899-aabbccddeeff" as UserId;
const NOW_MS = Date.UTC(2026, 10, 30, 12);
const guid = Buffer.from("33221100554477668899aabbccddeeff", "hex");
const der = Buffer.from("3003020105", "hex");

const entry = {
  dn: "uid=zoe,ou=people,dc=example,dc=org",
  displayName: [],
  sn: "Jones",
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
  assert.deepEqual(openLdap.read(entry, NOW_MS), {
    dn: entry.dn,
    isNamedByUid: true,
    barred: undefined,
    person: {
      id,
      uid: "zoe",
      fullName: "Zoë Jones",
      mail: "",
      certificates: [new Uint8Array(der)],
    },
  });
});

/** What OpenLDAP's entry with these changes says of the person. */
function person(changes: Partial<Entry>): Person {
  const found = openLdap.read({ ...entry, ...changes }, NOW_MS)!;
  assert.ok("person" in found, JSON.stringify(found));
  return found.person;
}

Deno.test("an entry without an id or without a name that can be one is left out, with its reason", () => {
  const why = (changes: Partial<Entry>) => {
    const found = openLdap.read({ ...entry, ...changes }, NOW_MS)!;
    return "why" in found ? found.why : assert.fail("it was read");
  };
  assert.match(why({ entryUUID: [] }), /no immutable id/);
  assert.match(why({ uid: [] }), /uid is missing/);
  assert.match(why({ uid: "a\u202eb" }), /cannot be a username/);
  assert.match(why({ uid: "x".repeat(257) }), /longer than 256/);
});

Deno.test("names that the directory has and no form of ours would take are kept", () => {
  for (const uid of ["12345", "x", "ada@example.org", "ada+chat", "svc$backup", "q".repeat(40)]) {
    assert.equal(person({ uid, dn: `uid=${uid},ou=people` }).uid, uid);
  }
});

Deno.test("of several usernames the one that names the entry counts", () => {
  const uid = ["first", "Second, One", "third"];
  assert.equal(person({ uid, dn: "uid=Second\\2C one,ou=people" }).uid, "second, one");
  assert.equal(person({ uid, dn: "cn=x+uid=third,ou=people" }).uid, "third");
  assert.equal(person({ uid, dn: "cn=third,ou=people" }).uid, "first");
});

Deno.test("the name is displayName, else cn, else sn, else the username", () => {
  const all = { displayName: "Shown", cn: "Common", sn: "Sur" };
  assert.equal(person(all).fullName, "Shown");
  assert.equal(person({ ...all, displayName: [] }).fullName, "Common");
  assert.equal(person({ ...all, displayName: " ", cn: "\u200b" }).fullName, "Sur");
  assert.equal(person({ displayName: [], cn: [], sn: "\u0301" }).fullName, "zoe");
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
  assert.deepEqual(activeDirectory.read(account, NOW_MS), {
    dn: account.dn,
    isNamedByUid: false,
    barred: undefined,
    person: {
      id,
      uid: "zoe",
      fullName: "Zoe",
      mail: "zoe@example.org",
      certificates: [new Uint8Array(der)],
    },
  });
  const disabled = activeDirectory.read({ ...account, userAccountControl: "514" }, NOW_MS)!;
  assert.deepEqual("person" in disabled && disabled.barred, {
    problem: "disabled",
    ofPassword: false,
  });
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

Deno.test("accounts of machines and of the domain itself are nobody in Active Directory", () => {
  const account = { dn: "CN=x,DC=example", objectGUID: guid, sAMAccountName: "x$" };
  const read = (control: number | string) =>
    activeDirectory.read({ ...account, userAccountControl: String(control) }, NOW_MS);
  for (const control of [0x820, 0x1000, 0x1002, 0x2000, 0x82000]) {
    assert.equal(read(control), undefined, control.toString(16));
  }
  for (const sAMAccountName of ["krbtgt", "krbtgt_21456"]) {
    assert.equal(activeDirectory.read({ ...account, sAMAccountName }, NOW_MS), undefined);
  }
  // A person's name may end so, and may have any other bit.
  for (const control of [0x200, 0x10200, 0x50202, ""]) {
    assert.ok("person" in (read(control) ?? {}), `${control}`);
  }
});

Deno.test("a name with a language stands in for the plain one of its attribute", () => {
  const none = { displayName: [], cn: [], sn: [] };
  assert.equal(
    person({ ...none, "CN;lang-fr": "Fr", "cn;lang-de": ["De", "Zwei"] }).fullName,
    "De",
  );
  assert.equal(person({ cn: "Plain", "cn;lang-de": "De" }).fullName, "Plain");
  assert.equal(person({ cn: "Plain", "displayName;lang-de-AT": "Shown" }).fullName, "Shown");
  assert.equal(person({ cn: "\u200b", sn: [], "cn;lang-de": "De" }).fullName, "De");
  assert.equal(person({ ...none, "cn;binary": "B", "cnx;lang-de": "X" }).fullName, "zoe");
});
