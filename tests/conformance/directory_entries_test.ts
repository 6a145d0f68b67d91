/** Entries that others made in a real OpenLDAP, as they are in directories: the LDAP adapter reads them. */

import assert from "node:assert/strict";
import { Attribute, Change, Client, DN } from "ldapts";
import { hashArgon2 } from "../../directory/argon2.ts";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { AppError } from "../../protocol/errors.ts";
import { isUid, spellUid, type Uid, type UserId } from "../../protocol/ids.ts";
import { isFullName, isMailOrNone } from "../../protocol/person.ts";
import { RepeatedLines } from "../../server/repeated_lines.ts";
import { eventually } from "../support/eventually.ts";
import { stretched } from "../support/patience.ts";
import { type Slapd, startTestSlapd } from "../support/slapd.ts";
import { POLICY_DN } from "../../tools/services/slapd_settings.ts";

const PASSWORD = "correct horse 47 battery";
/** 389 Directory Server's, which FreeIPA locks with; in OpenLDAP it takes a class to be in. */
const ACCOUNT_LOCK = [
  "attributetype ( 2.16.840.1.113730.3.1.610 NAME 'nsAccountLock' EQUALITY caseIgnoreMatch " +
  "SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )",
  "objectclass ( 2.25.1 NAME 'lockable' AUXILIARY MAY nsAccountLock )",
];

const passwords = new PasswordPool();
const userPassword = `{ARGON2}${await hashArgon2(PASSWORD)}`;
let slapd: Slapd;
let administrator: Client;
let directory: LdapDirectory;
const lines: { message: string; fields: Record<string, unknown> }[] = [];

function ldapOf(of: Slapd): LdapDirectory {
  const { url, baseDn, bindDn, bindPassword } = of;
  const operationTimeoutMs = stretched(5_000);
  return new LdapDirectory(
    { url, baseDn, bindDn, bindPassword, kind: "openldap", operationTimeoutMs },
    passwords,
    { log: (_level, message, fields = {}) => void lines.push({ message, fields }) },
  );
}

async function adminOf({ url, adminDn, adminPassword }: Slapd): Promise<Client> {
  const client = new Client({ url });
  await client.bind(adminDn, adminPassword);
  return client;
}

Deno.test.beforeAll(async () => {
  slapd = await startTestSlapd({ config: { tellLocks: true, schema: ACCOUNT_LOCK } });
  administrator = await adminOf(slapd);
  directory = ldapOf(slapd);
});

Deno.test.afterAll(async () => {
  await directory.close();
  await administrator.unbind();
  await slapd.stop();
  passwords.close();
});

/** Connections outlive each test on purpose. */
const fact = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `entries: ${name}`, sanitizeOps: false, sanitizeResources: false, fn });

type Values = string | string[];

/** Adds an entry as an administrator would; `uid` names it unless `rdn` does. @returns its name. */
async function add(
  attributes: { uid: Values } & Record<string, Values>,
  rdn: Record<string, string> = { uid: [attributes.uid].flat()[0]! },
): Promise<string> {
  const dn = `${new DN(rdn)},${slapd.baseDn}`;
  await administrator.add(dn, {
    objectClass: "inetOrgPerson",
    cn: "Somebody",
    sn: "Somebody",
    userPassword,
    ...attributes,
  });
  return dn;
}

async function replace(dn: string, type: string, ...values: string[]): Promise<void> {
  const modification = new Attribute({ type, values });
  await administrator.modify(dn, new Change({ operation: "replace", modification }));
}

async function reasonOf(uid: string, password = PASSWORD): Promise<string | undefined> {
  try {
    const person = await directory.authenticate(uid as Uid, password);
    return person === undefined ? "wrong" : undefined;
  } catch (error) {
    assert.ok(error instanceof AppError && error.kind === "unauthenticated", String(error));
    return error.reason;
  }
}

const idOf = async (uid: string): Promise<UserId> => (await directory.findByUid(uid as Uid))!.id;

async function isActive(uid: string): Promise<boolean> {
  const id = await idOf(uid);
  return (await directory.active([id])).has(id);
}

fact("a value that others made costs nobody else anything, and its owner signs in", async () => {
  await add({ uid: "long", cn: "N".repeat(300), mail: `${"m".repeat(300)}@example.org` });
  await add({ uid: "shown", displayName: "Shown Name", cn: ["Other", "Another"] });
  await add({ uid: "control", cn: "Line\nfeed\u202e" });
  await add({ uid: "unseen", cn: "\u200b", sn: "Only" });
  await add({ uid: "nothing", cn: "\u200b", sn: "\u200b" });
  await add({ uid: ["two-b", "two-a", "two-c"] }, { uid: "two-c" });
  await add({ uid: ["bell\u0007"], cn: "No name" });
  const people = await directory.list({ limit: 1000 });
  const nameOf = (uid: string) => people.find((one) => one.uid === uid)?.fullName;
  assert.equal(nameOf("long"), `${"N".repeat(79)}…`);
  assert.equal(nameOf("shown"), "Shown Name");
  assert.equal(nameOf("control"), "Line feed");
  assert.equal(nameOf("unseen"), "Only");
  assert.equal(nameOf("nothing"), "nothing");
  assert.equal(nameOf("two-c"), "Somebody");
  for (const { uid, fullName, mail } of people) {
    assert.ok(isUid(uid) && isFullName(fullName) && isMailOrNone(mail), uid);
    const person = await directory.authenticate(uid, PASSWORD);
    assert.equal(person?.uid, uid);
  }
  assert.equal(people.length, 6);
  const told = () => lines.filter(({ message }) => /cannot use the chat/.test(message));
  assert.deepEqual(told().map(({ fields }) => fields["why"]), [
    "its uid cannot be a username: it holds U+0007, which is not seen",
  ]);
  await directory.list({ limit: 1000 });
  assert.equal(told().length, 1, "it is told once");
});

fact(
  "a name that stands there in one language only is taken, where there is no plain one",
  async () => {
    await add({ uid: "lang-a", "displayName;lang-de": "Jürgen", cn: "lang-a" });
    await add({ uid: "lang-b", displayName: "Plain", "displayName;lang-de": "Getaggt" });
    await administrator.add(`uid=lang-c,${slapd.baseDn}`, {
      objectClass: "inetOrgPerson",
      uid: "lang-c",
      "cn;lang-fr": "Français",
      "cn;lang-de": "Deutsch",
      "sn;lang-de": "Zuletzt",
    });
    const people = await directory.list({ query: "lang-", limit: 10 });
    assert.deepEqual(people.map(({ uid, fullName }) => [uid, fullName]).sort(), [
      ["lang-a", "Jürgen"],
      ["lang-b", "Plain"],
      ["lang-c", "Deutsch"],
    ]);
    const [found] = await directory.list({ query: "Jürgen", limit: 10 });
    assert.equal(found?.uid, "lang-a");
  },
);

fact(
  "each of sixty entries that cannot use the chat is named in the log that sums up",
  async () => {
    const own = await startTestSlapd();
    try {
      const client = await adminOf(own);
      const dns = Array.from({ length: 60 }, (_, i) => `cn=bad${i},${own.baseDn}`);
      for (const [i, dn] of dns.entries()) {
        await client.add(dn, { objectClass: "inetOrgPerson", cn: `bad${i}`, sn: "x" });
      }
      await client.unbind();
      const written: string[] = [];
      const textOf = (fields: Record<string, unknown>) => JSON.stringify(fields);
      const log = new RepeatedLines({
        write: (_level, message, fields) => void written.push(`${message} ${textOf(fields)}`),
        textOf,
        now: () => 0,
        after: () => {},
      });
      const { url, baseDn, bindDn, bindPassword } = own;
      const bad = new LdapDirectory(
        { url, baseDn, bindDn, bindPassword, kind: "openldap" },
        passwords,
        { log: (...line) => log.log(...line) },
      );
      for (let i = 0; i < 3; i++) assert.deepEqual(await bad.list({ limit: 100 }), []);
      await bad.close();
      log.flush();
      const text = written.join("\n");
      assert.deepEqual(dns.filter((dn) => !text.includes(dn)), []);
      assert.ok(written.length < 20, text);
      assert.ok(!text.includes("repeated"), text);
    } finally {
      await own.stop();
    }
  },
);

fact("accounts that were made in the directory keep their names", async () => {
  const names = ["12345", "x", "Ada.Upper", "ada+chat", "ada@example.org", "q".repeat(100)];
  for (const uid of [...names, "müller", "back\\slash", "(par*en)", "com,ma", "two words"]) {
    await add({ uid, cn: `Name of ${uid.slice(0, 20)}` });
    const spelt = spellUid(uid) as Uid;
    assert.ok(isUid(spelt), uid);
    const person = await directory.authenticate(spelt, PASSWORD);
    assert.equal(person?.uid, spelt);
    assert.equal(person.fullName, `Name of ${uid.slice(0, 20)}`);
    assert.deepEqual(await directory.findByUid(spelt), person);
    assert.deepEqual((await directory.active([person.id])).size, 1);
    const listed = await directory.list({ query: uid, limit: 100 });
    assert.ok(listed.some(({ id }) => id === person.id), uid);
  }
});

fact("one account is one person, whatever spelling of its name was typed", async () => {
  const id = await idOf("müller");
  // Compatible forms and any case: the directory finds the same entry.
  for (const typed of ["MÜLLER", "Mu\u0308ller", " müller", "ｍüller"]) {
    const person = await directory.authenticate(spellUid(typed) as Uid, PASSWORD);
    assert.deepEqual([person?.id, person?.uid], [id, "müller"], typed);
  }
  const both = await directory.authenticate("two-a" as Uid, PASSWORD);
  assert.equal(both?.uid, "two-c", "any of several names, and one person");
});

fact("a password that must be changed first is said, after the right password only", async () => {
  await replace(POLICY_DN, "pwdMustChange", "TRUE");
  const dn = await add({ uid: "reset" });
  await replace(dn, "pwdReset", "TRUE");
  assert.equal(await reasonOf("reset"), "must-change");
  assert.equal(await reasonOf("reset", "wrong"), "wrong");
  assert.equal(await isActive("reset"), false);
  const line = lines.findLast(({ message }) => message === "a person's bind was refused");
  assert.equal(line?.fields["dn"], dn);
  assert.equal(line.fields["code"], 49);
  await replace(dn, "pwdReset", "FALSE");
  assert.equal(await reasonOf("reset"), undefined);
  assert.equal(await isActive("reset"), true);
});

fact("a lock after wrong passwords is said where the server says it, and ends", async () => {
  await replace(POLICY_DN, "pwdMaxFailure", "3");
  await replace(POLICY_DN, "pwdLockoutDuration", "2");
  await add({ uid: "guessed" });
  const reasons = [];
  for (let i = 0; i < 4; i++) reasons.push(await reasonOf("guessed", "wrong"));
  assert.deepEqual(reasons, ["wrong", "wrong", "wrong", "locked"]);
  assert.equal(await reasonOf("guessed"), "locked");
  // The lock is over by the server's own rule, and nothing of it is left.
  await eventually(async () => assert.equal(await reasonOf("guessed"), undefined));
  assert.equal(await isActive("guessed"), true);
  await replace(POLICY_DN, "pwdMaxFailure");
  await replace(POLICY_DN, "pwdLockoutDuration");
});

fact("an expired password is said after the right password only", async () => {
  await replace(POLICY_DN, "pwdMaxAge", "1");
  await add({ uid: "old" });
  await eventually(async () => assert.equal(await reasonOf("old"), "password-expired"));
  assert.equal(await reasonOf("old", "wrong"), "wrong");
  await replace(POLICY_DN, "pwdMaxAge");
});

fact("who is locked for good, past the end or locked as FreeIPA does may not use it", async () => {
  const dn = await add({ uid: "closed", objectClass: ["inetOrgPerson", "lockable"] });
  const states: [string, string, string | undefined][] = [
    ["pwdAccountLockedTime", "000001010000Z", undefined],
    ["pwdEndTime", "20200101000000Z", undefined],
    ["pwdStartTime", "20990101000000Z", undefined],
    // OpenLDAP does not know it: the entry itself says so, after the bind.
    ["nsAccountLock", "TRUE", "disabled"],
  ];
  for (const [type, value, told] of states) {
    assert.equal(await reasonOf("closed"), undefined, `before ${type}`);
    await replace(dn, type, value);
    const reason = await reasonOf("closed");
    assert.ok(reason !== undefined, type);
    if (told !== undefined) assert.equal(reason, told, type);
    assert.equal(await reasonOf("closed", "wrong"), reason === "locked" ? "locked" : "wrong", type);
    assert.equal(await isActive("closed"), false, type);
    await replace(dn, type);
    assert.equal(await isActive("closed"), true, `after ${type}`);
  }
});

fact(
  "1,500 people are listed where the server gives 500 at once, and the operator is told",
  async () => {
    const small = await startTestSlapd({ config: { sizeLimit: 500 } });
    const admin = await adminOf(small);
    const limited = ldapOf(small);
    try {
      const uids = Array.from({ length: 1500 }, (_, i) => `p${String(i).padStart(4, "0")}`);
      for (let at = 0; at < uids.length; at += 50) {
        await Promise.all(
          uids.slice(at, at + 50).map((uid) =>
            admin.add(`uid=${uid},${small.baseDn}`, {
              objectClass: "inetOrgPerson",
              uid,
              cn: `Person ${uid}`,
              sn: "P",
            })
          ),
        );
      }
      const people = await limited.list({ limit: 20_000 });
      assert.deepEqual(people.map(({ uid }) => uid), uids);
      assert.equal(limited.limitsMet().length, 1);
      assert.match(limited.limitsMet()[0]!, /only a part of its people at once/);
      const told = lines.filter(({ message }) => message === limited.limitsMet()[0]);
      assert.deepEqual(told.map(({ fields }) => fields), [{ read: 1500, atOnce: 500 }]);
      assert.deepEqual((await limited.list({ limit: 3 })).map(({ uid }) => uid), uids.slice(0, 3));
      const ids = people.map(({ id }) => id);
      assert.equal((await limited.active(ids)).size, 1500);
      // A query that few match meets no limit.
      assert.equal((await limited.list({ query: "p0007", limit: 10 })).length, 1);
      assert.deepEqual(limited.limitsMet(), []);
    } finally {
      await limited.close();
      await admin.unbind();
      await small.stop();
    }
  },
);

fact("a limit under a hundred makes nobody look gone", async () => {
  const small = await startTestSlapd({ config: { sizeLimit: 7 } });
  const admin = await adminOf(small);
  const limited = ldapOf(small);
  try {
    for (let i = 0; i < 40; i++) {
      const attributes = { objectClass: "inetOrgPerson", cn: `P ${i}`, sn: "P" };
      await admin.add(`uid=p${i},${small.baseDn}`, attributes);
    }
    const people = await limited.list({ limit: 100 });
    assert.equal(people.length, 40);
    assert.equal((await limited.active(people.map(({ id }) => id))).size, 40);
  } finally {
    await limited.close();
    await admin.unbind();
    await small.stop();
  }
});
