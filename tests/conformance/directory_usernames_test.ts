/** Whom a username means in a real OpenLDAP, however the entries that have it are written. */

import assert from "node:assert/strict";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { AppError } from "../../protocol/errors.ts";
import { spellUid, type Uid } from "../../protocol/ids.ts";
import { stretched } from "../support/patience.ts";
import { type Slapd, startTestSlapd } from "../support/slapd.ts";
import { entriesOf, PASSWORD, type SlapdEntries } from "../support/slapd_entries.ts";

const passwords = new PasswordPool();
let slapd: Slapd;
let entries: SlapdEntries;
let directory: LdapDirectory;
const lines: { message: string; fields: Record<string, unknown> }[] = [];

Deno.test.beforeAll(async () => {
  slapd = await startTestSlapd();
  entries = await entriesOf(slapd);
  const { url, baseDn, bindDn, bindPassword } = slapd;
  directory = new LdapDirectory(
    { url, baseDn, bindDn, bindPassword, kind: "openldap", operationTimeoutMs: stretched(5_000) },
    passwords,
    { log: (_level, message, fields = {}) => void lines.push({ message, fields }) },
  );
});

Deno.test.afterAll(async () => {
  await directory.close();
  await entries.client.unbind();
  await slapd.stop();
  passwords.close();
});

/** Connections outlive each test on purpose. */
const fact = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `usernames: ${name}`, sanitizeOps: false, sanitizeResources: false, fn });

const signIn = (typed: string) => directory.authenticate(spellUid(typed) as Uid, PASSWORD);

async function isAmbiguous(typed: string): Promise<void> {
  await assert.rejects(signIn(typed), (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.deepEqual([error.kind, error.reason], ["unauthenticated", "directory-ambiguous"]);
    return true;
  });
}

const told = (uid: string) =>
  lines.filter(({ message, fields }) =>
    message === "several entries of the directory have one username" && fields["uid"] === uid
  ).map(({ fields }) => fields);

fact("who is written into another's entry as a further username signs in as before", async () => {
  const ada = await entries.add({ uid: "ada", cn: "Ada Lovelace" });
  const eve = await entries.add({ uid: ["eve", "ada"], cn: "Eve" });
  assert.equal((await signIn("ada"))?.fullName, "Ada Lovelace");
  assert.equal((await signIn("eve"))?.fullName, "Eve");
  assert.equal((await directory.findByUid("ada" as Uid))?.fullName, "Ada Lovelace");
  assert.deepEqual(told("ada"), [{
    uid: "ada",
    meant: ada,
    entries: [ada, eve].sort().join("; "),
  }], "the operator is told, once");
});

fact("the name of an entry counts before the first of its usernames", async () => {
  // Named by something else, so that the server keeps no username of it single.
  await entries.add({ uid: ["grace", "hopper"], cn: "Impostor" }, { cn: "Impostor" });
  await entries.add({ uid: "grace", cn: "Grace Hopper" });
  assert.equal((await signIn("grace"))?.fullName, "Grace Hopper");
  // Who would be shown under another's name is told apart from everybody but the one.
  await isAmbiguous("hopper");
});

fact("a username that two have with equal right is refused, and nobody else is", async () => {
  await entries.client.add(`ou=more,${slapd.baseDn}`, { objectClass: "organizationalUnit" });
  await entries.add({ uid: "twin", cn: "First" });
  await entries.client.add(`uid=twin,ou=more,${slapd.baseDn}`, {
    objectClass: "inetOrgPerson",
    uid: "twin",
    cn: "Second",
    sn: "Second",
  });
  await isAmbiguous("twin");
  assert.equal(told("twin")[0]?.["meant"], "nobody");
  assert.equal(await directory.findByUid("twin" as Uid), undefined);
  const { fullName, mail } = { fullName: "Third", mail: "third@example.org" };
  await assert.rejects(
    directory.add({ uid: "twin" as Uid, fullName, mail, password: PASSWORD }),
    { kind: "conflict" },
  );
  assert.equal((await signIn("ada"))?.uid, "ada");
});

fact("letters that change their shape between capitals and small ones sign in", async () => {
  for (
    const written of ["\u0130stan", "\u039d\u0399\u039a\u039f\u03a3", "Stra\u00dfe", "\u01c4ero"]
  ) {
    await entries.add({ uid: written, cn: `Is ${written}` });
    for (const typed of [written, written.toLowerCase()]) {
      assert.equal((await signIn(typed))?.fullName, `Is ${written}`, `${written} as ${typed}`);
    }
  }
  // The capital of a letter without a dot is that of one with a dot: another name.
  await entries.add({ uid: "isparta", cn: "With a dot" });
  await entries.add({ uid: "\u0131sparta", cn: "Without a dot" });
  assert.equal((await signIn("isparta"))?.fullName, "With a dot");
  assert.equal((await signIn("\u0131sparta"))?.fullName, "Without a dot");
  assert.equal(await signIn("strasse"), undefined);
});

fact(
  "a username with a character that is not seen is left out, and the log says which",
  async () => {
    const written = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627";
    const dn = await entries.add({ uid: written });
    await directory.list({ limit: 1000 });
    const line = lines.find(({ fields }) => fields["dn"] === dn);
    assert.equal(
      line?.fields["why"],
      "its uid cannot be a username: it holds U+200C, which is not seen",
    );
    // With a username beside it that can be used, the person signs in with that.
    await entries.add({ uid: ["reza\u200c1", "reza1"], cn: "Reza" });
    assert.equal((await signIn("reza1"))?.uid, "reza1");
  },
);
