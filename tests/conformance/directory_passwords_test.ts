/** Passwords and their policy in a real OpenLDAP: what is sent, what counts, what ends a session. */

import assert from "node:assert/strict";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Uid } from "../../protocol/ids.ts";
import { POLICY_DN } from "../../tools/services/slapd_settings.ts";
import { eventually } from "../support/eventually.ts";
import { stretched } from "../support/patience.ts";
import { type Slapd, startTestSlapd } from "../support/slapd.ts";
import {
  entriesOf,
  PASSWORD,
  type SlapdEntries,
  userPasswordOf,
} from "../support/slapd_entries.ts";

const passwords = new PasswordPool();
let slapd: Slapd;
let entries: SlapdEntries;
let directory: LdapDirectory;

function open(): LdapDirectory {
  const { url, baseDn, bindDn, bindPassword } = slapd;
  const operationTimeoutMs = stretched(5_000);
  return new LdapDirectory(
    { url, baseDn, bindDn, bindPassword, kind: "openldap", operationTimeoutMs },
    passwords,
  );
}

Deno.test.beforeAll(async () => {
  slapd = await startTestSlapd({ config: { tellLocks: true } });
  entries = await entriesOf(slapd);
  directory = open();
});

Deno.test.afterAll(async () => {
  await directory.close();
  await entries.client.unbind();
  await slapd.stop();
  passwords.close();
});

/** Connections outlive each test on purpose. */
const fact = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `passwords: ${name}`, sanitizeOps: false, sanitizeResources: false, fn });

async function reasonOf(uid: string, password = PASSWORD): Promise<string | undefined> {
  try {
    const person = await directory.authenticate(uid as Uid, password);
    return person === undefined ? "wrong" : undefined;
  } catch (error) {
    assert.ok(error instanceof AppError && error.kind === "unauthenticated", String(error));
    return error.reason;
  }
}

async function isActive(uid: string): Promise<boolean> {
  const { id } = (await directory.findByUid(uid as Uid))!;
  return (await directory.active([id])).has(id);
}

const TYPED = [
  "pass\u00e9 compos\u00e9".normalize("NFD"),
  "correct\u00a0horse battery",
  "\u1112\u1161\u11ab\u1100\u1173\u11af passwords",
];

fact(
  "a password that another program set as it was typed is right, and so is a prepared one",
  async () => {
    for (const [i, typed] of TYPED.entries()) {
      const prepared = typed.replace(/\p{Zs}/gu, " ").normalize("NFC");
      assert.notEqual(typed, prepared);
      const uid = `typed-${i}`;
      await entries.add({ uid, userPassword: await userPasswordOf(typed) });
      assert.equal(await reasonOf(uid, typed), undefined, uid);
      assert.equal(await reasonOf(uid, prepared), "wrong");
      await entries.add({ uid: `prepared-${i}`, userPassword: await userPasswordOf(prepared) });
      for (const password of [typed, prepared, typed]) {
        assert.equal(await reasonOf(`prepared-${i}`, password), undefined);
      }
    }
  },
);

fact("the form that was right is sent first, and nothing is counted any more", async () => {
  const [typed] = TYPED as [string];
  // One wrong bind locks: only the right form may be sent.
  const dn = await entries.add({ uid: "strict", userPassword: await userPasswordOf(typed) });
  assert.equal(await reasonOf("strict", typed), undefined);
  await entries.replace(POLICY_DN, "pwdMaxFailure", "1");
  assert.equal(await reasonOf("strict", typed), undefined);
  assert.equal((await entries.read(dn))["pwdAccountLockedTime"], undefined);
  await entries.replace(POLICY_DN, "pwdMaxFailure");
});

fact("a policy that counts wrong binds gets one for one attempt, in whatever form", async () => {
  await entries.replace(POLICY_DN, "pwdMaxFailure", "9");
  const dn = await entries.add({ uid: "counted" });
  for (const [i, wrong] of ["wrong", "wro\u0308ng", "wro\u0308ng", "wrong\u00a0"].entries()) {
    assert.equal(await reasonOf("counted", wrong), "wrong");
    assert.equal(await entries.wrongBinds(dn), i + 1, wrong);
  }
  assert.equal(await reasonOf("counted"), undefined);
  assert.equal(await entries.wrongBinds(dn), 0);
  // The form that was not sent in one attempt is sent in the next, and first from then on.
  for (const [i, typed] of TYPED.entries()) {
    const uid = `twice-${i}`;
    const other = await entries.add({ uid, userPassword: await userPasswordOf(typed) });
    const reasons = [];
    for (let n = 0; n < 4; n++) reasons.push(await reasonOf(uid, typed));
    assert.deepEqual(reasons, ["wrong", undefined, undefined, undefined]);
    assert.equal(await entries.wrongBinds(other), 0);
  }
  await entries.replace(POLICY_DN, "pwdMaxFailure");
});

fact("an unknown name takes as long as a wrong password in two forms, counted or not", async () => {
  await entries.add({ uid: "timed" });
  for (const maxFailure of [[], ["999"]]) {
    await entries.replace(POLICY_DN, "pwdMaxFailure", ...maxFailure);
    let [known, unknown] = [Infinity, Infinity];
    const isAsLong = () => unknown > known / 1.5 && unknown < known * 1.5;
    for (let i = 0; i < 5 || (i < 40 && !isAsLong()); i++) {
      for (const uid of ["timed", "nobody"]) {
        const startedAt = performance.now();
        assert.equal(await reasonOf(uid, "wro\u0308ng"), "wrong");
        const tookMs = performance.now() - startedAt;
        if (uid === "timed") known = Math.min(known, tookMs);
        else unknown = Math.min(unknown, tookMs);
      }
    }
    assert.ok(isAsLong(), `${maxFailure}: known ${known} ms, unknown ${unknown} ms`);
  }
  await entries.replace(POLICY_DN, "pwdMaxFailure");
});

fact("a lock of wrong passwords stands against the sign-in, and ends no session", async () => {
  await entries.replace(POLICY_DN, "pwdMaxFailure", "2");
  const dn = await entries.add({ uid: "guessed" });
  for (let i = 0; i < 2; i++) await reasonOf("guessed", "wrong");
  assert.equal(await reasonOf("guessed"), "locked");
  assert.equal(await isActive("guessed"), true, "strangers put nobody out");
  await entries.replace(dn, "pwdAccountLockedTime", "000001010000Z");
  assert.equal(await isActive("guessed"), false, "an administrator does");
  await entries.replace(POLICY_DN, "pwdMaxFailure");
});

fact("who is let in at the sign-in stays in, whatever an old lock says", async () => {
  const dn = await entries.add({ uid: "unlocked" });
  await entries.replace(dn, "pwdAccountLockedTime", "20200101000000Z");
  await entries.replace(POLICY_DN, "pwdLockoutDuration", "60");
  assert.equal(await isActive("unlocked"), true, "the lock is over, though nobody has bound since");
  assert.equal(await reasonOf("unlocked"), undefined);
  await entries.replace(POLICY_DN, "pwdLockoutDuration");
  // A policy that locks nobody leaves the value for good.
  await entries.replace(POLICY_DN, "pwdLockout", "FALSE");
  await entries.replace(dn, "pwdAccountLockedTime", "20200101000000Z");
  assert.equal(await reasonOf("unlocked"), undefined);
  assert.ok((await entries.read(dn))["pwdAccountLockedTime"]);
  assert.equal(await isActive("unlocked"), true);
  await entries.replace(POLICY_DN, "pwdLockout", "TRUE");
});

fact("what the account may not read of a person, the server still says at the bind", async () => {
  const hidden = ["pwdReset", "pwdAccountLockedTime"];
  const own = await startTestSlapd({
    rights: [
      `access to dn.subtree="${slapd.baseDn}" attrs=${hidden} by * none`,
      `access to dn.subtree="${slapd.baseDn}" by dn.exact="${slapd.bindDn}" write by * none`,
    ],
  });
  const others = await entriesOf(own);
  const { url, baseDn, bindDn, bindPassword } = own;
  const blind = new LdapDirectory(
    { url, baseDn, bindDn, bindPassword, kind: "openldap" },
    passwords,
  );
  try {
    await others.replace(POLICY_DN, "pwdMustChange", "TRUE");
    await others.replace(await others.add({ uid: "reset" }), "pwdReset", "TRUE");
    await assert.rejects(blind.authenticate("reset" as Uid, PASSWORD), { reason: "must-change" });
    const dn = await others.add({ uid: "disabled" });
    await others.replace(dn, "pwdAccountLockedTime", "000001010000Z");
    assert.equal(await blind.authenticate("disabled" as Uid, PASSWORD), undefined);
  } finally {
    await blind.close();
    await others.client.unbind();
    await own.stop();
  }
});

fact("an expired password stands against the sign-in, and ends no session", async () => {
  await entries.replace(POLICY_DN, "pwdMaxAge", "1");
  await entries.add({ uid: "old" });
  await eventually(async () => assert.equal(await reasonOf("old"), "password-expired"));
  assert.equal(await isActive("old"), true);
  await entries.replace(POLICY_DN, "pwdMaxAge");
});

fact(
  "an outdated password of the service account is sent once after a restart of the server",
  async () => {
    await entries.replace(POLICY_DN, "pwdMaxFailure", "9");
    const service = open();
    // Both of its connections are there, and the password was right.
    await Promise.all([1, 2, 3, 4].map(() => service.findByUid("counted" as Uid)));
    await entries.replace(slapd.bindDn, "userPassword", await userPasswordOf("another one"));
    await entries.client.unbind();
    await slapd.restart();
    entries = await entriesOf(slapd);
    const asked = await Promise.allSettled([
      ...[1, 2, 3, 4].map(() => service.findByUid("counted" as Uid)),
      service.check(),
      service.list({ limit: 10 }),
      service.authenticate("counted" as Uid, PASSWORD),
    ]);
    assert.deepEqual(new Set(asked.map(({ status }) => status)), new Set(["rejected"]));
    assert.equal(await entries.wrongBinds(slapd.bindDn), 1);
    await entries.replace(slapd.bindDn, "userPassword", await userPasswordOf(slapd.bindPassword));
    await service.close();
  },
);

fact("a restart of the server under a sign-in sends a wrong password once", async () => {
  await entries.replace(POLICY_DN, "pwdMaxFailure", "9");
  const dn = await entries.add({ uid: "restarted" });
  await directory.check();
  await entries.client.unbind();
  await slapd.restart();
  entries = await entriesOf(slapd);
  assert.equal(await reasonOf("restarted", "wrong"), "wrong");
  assert.equal(await entries.wrongBinds(dn), 1);
});
