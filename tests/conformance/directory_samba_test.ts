/** The directory's promises and the states of an account, on a real domain controller (Samba). */

import assert from "node:assert/strict";
import { Attribute, type Client } from "ldapts";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { probeLdap } from "../../directory/ldap/probe.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { AppError } from "../../protocol/errors.ts";
import { findingLine } from "../../protocol/finding.ts";
import type { Uid } from "../../protocol/ids.ts";
import {
  boundClient,
  replacement,
  type Samba,
  unicodePassword,
} from "../../tools/services/samba.ts";
import { stretched } from "../support/patience.ts";
import { startTestSamba } from "../support/samba.ts";
import { directoryConformance } from "./directory_suite.ts";

const PASSWORD = "Correct horse 47 battery";
const passwords = new PasswordPool();
const lines: Record<string, unknown>[] = [];
let samba: Samba;
let administrator: Client;
let caPem: string;
let directory: LdapDirectory;

function open(
  changes: { url?: string; startTls?: boolean; bindPassword?: string; baseDn?: string } = {},
) {
  const { url, baseDn, bindDn, bindPassword } = samba;
  const kind = "activedirectory" as const;
  const operationTimeoutMs = stretched(10_000);
  return new LdapDirectory(
    { url, baseDn, bindDn, bindPassword, kind, caPem, operationTimeoutMs, ...changes },
    passwords,
    { log: (_level, _message, fields = {}) => void lines.push(fields) },
  );
}

Deno.test.beforeAll(async () => {
  samba = await startTestSamba();
  administrator = await boundClient(samba, samba.adminDn, samba.adminPassword);
  caPem = await Deno.readTextFile(samba.caFile);
  directory = open();
});

Deno.test.afterAll(async () => {
  await directory?.close();
  await administrator?.unbind();
  await samba?.stop();
  passwords.close();
});

directoryConformance("Active Directory", () => ({
  directory,
  another: () => open(),
  disable: ({ uid }, disabled) =>
    administrator.modify(
      `CN=${uid},${samba.baseDn}`,
      replacement("userAccountControl", disabled ? "514" : "512"),
    ),
}));

/** Connections outlive each test on purpose. */
const fact = (name: string, fn: () => Promise<void>) =>
  Deno.test({
    name: `Active Directory: ${name}`,
    sanitizeOps: false,
    sanitizeResources: false,
    fn,
  });

/** Adds a person as an administrator would. @returns its name. */
async function add(uid: string, attributes: Record<string, string> = {}): Promise<string> {
  const dn = `CN=Name of ${uid},${samba.baseDn}`;
  const values = { sAMAccountName: uid, userAccountControl: "512", ...attributes };
  await administrator.add(dn, [
    new Attribute({ type: "objectClass", values: ["user"] }),
    ...Object.entries(values).map(([type, value]) => new Attribute({ type, values: [value] })),
    unicodePassword(PASSWORD),
  ]);
  return dn;
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

async function isActive(uid: string): Promise<boolean> {
  const { id } = (await directory.findByUid(uid as Uid))!;
  return (await directory.active([id])).has(id);
}

fact("each state of an account is said by its code, and ends the use of it", async () => {
  const dn = await add("States");
  const past = String(BigInt(Date.UTC(2020, 0, 1) + 11_644_473_600_000) * 10_000n);
  const states: [string, string, string, reason: string, data: string][] = [
    ["userAccountControl", "514", "512", "disabled", "533"],
    ["accountExpires", past, "0", "account-expired", "701"],
    ["pwdLastSet", "0", "-1", "must-change", "773"],
  ];
  for (const [type, value, usual, reason, data] of states) {
    assert.equal(await reasonOf("states"), undefined, `before ${type}`);
    assert.equal(await isActive("states"), true);
    await administrator.modify(dn, replacement(type, value));
    assert.equal(await reasonOf("states"), reason);
    const line = lines.findLast((fields) => fields["dn"] !== undefined);
    assert.deepEqual([line?.["dn"], line?.["data"], line?.["why"]], [dn, data, reason]);
    // A stranger who does not know the password is not told.
    assert.equal(await reasonOf("states", "wrong"), "wrong", type);
    assert.equal(await isActive("states"), false);
    await administrator.modify(dn, replacement(type, usual));
  }
  assert.equal(await reasonOf("states"), undefined);
});

fact(
  "an account that is locked after wrong passwords is said to be, and its sessions go on",
  async () => {
    await add("locked2");
    await administrator.modify(samba.domainDn, replacement("lockoutThreshold", "3"));
    for (let i = 0; i < 3; i++) assert.equal(await reasonOf("locked2", "wrong"), "wrong");
    assert.equal(await reasonOf("locked2"), "locked");
    await assert.rejects(directory.authenticate("locked2" as Uid, PASSWORD), {
      message: /opens again by itself in \d+ min at most/,
    });
    assert.equal(await isActive("locked2"), true, "strangers put nobody out");
    await administrator.modify(samba.domainDn, replacement("lockoutThreshold", "0"));
  },
);

fact("an expired password is said, and ends no session", async () => {
  const dn = await add("expired");
  assert.equal(await reasonOf("expired"), undefined);
  // A new domain lets a password live for 42 days.
  await samba.setPasswordTime(dn, Date.now() - 43 * 24 * 60 * 60 * 1000);
  assert.equal(await reasonOf("expired"), "password-expired");
  assert.equal(await reasonOf("expired", "wrong"), "wrong");
  assert.equal(await isActive("expired"), true);
  await administrator.modify(dn, replacement("userAccountControl", "66048"));
  assert.equal(await reasonOf("expired"), undefined, "a password that never expires");
  assert.equal(await isActive("expired"), true);
});

fact("a password that the domain's rules refuse is said to be", async () => {
  const weak = { uid: "weak" as Uid, fullName: "Weak", mail: "weak@example.org" };
  await assert.rejects(directory.add({ ...weak, password: "lowercase" }), (error) => {
    assert.ok(error instanceof AppError);
    assert.deepEqual([error.kind, error.field], ["invalid", "password"], String(error.cause));
    assert.match(error.message, /does not meet the directory's rules/);
    return true;
  });
  assert.equal(await directory.findByUid("weak" as Uid), undefined, "nothing is left of it");
});

fact("names as domains have them sign in, over StartTLS too, and stay one person", async () => {
  for (const uid of ["12345", "Q", "Zoë.Müller", "svc$x", "two words"]) {
    await add(uid, { displayName: "N".repeat(200) });
    const person = await directory.authenticate(uid.toLowerCase() as Uid, PASSWORD);
    assert.equal(person?.uid, uid.toLowerCase());
    assert.equal(person.fullName, `${"N".repeat(79)}…`);
  }
  const startTls = open({ url: samba.startTlsUrl, startTls: true });
  assert.ok(await startTls.authenticate("12345" as Uid, PASSWORD));
  await startTls.close();
});

fact(
  "computers, their service accounts and the key distribution centre are no people",
  async () => {
    await add("human");
    const accounts: [objectClass: string, name: string, container: string][] = [
      ["computer", "WS1$", "CN=Computers"],
      ["msDS-GroupManagedServiceAccount", "GMSA1$", "CN=Managed Service Accounts"],
    ];
    for (const [objectClass, name, container] of accounts) {
      const isManaged = objectClass !== "computer";
      await administrator.add(`CN=${name.slice(0, -1)},${container},${samba.domainDn}`, [
        new Attribute({ type: "objectClass", values: [objectClass] }),
        new Attribute({ type: "sAMAccountName", values: [name] }),
        new Attribute({ type: "userAccountControl", values: ["4096"] }),
        ...(isManaged
          ? [new Attribute({ type: "msDS-ManagedPasswordInterval", values: ["30"] })]
          : []),
      ]);
    }
    const whole = open({ baseDn: samba.domainDn });
    const listed = (await whole.list({ limit: 1000 })).map(({ uid }) => uid);
    assert.ok(listed.includes("human" as Uid));
    for (const uid of ["dc1$", "ws1$", "gmsa1$", "krbtgt"] as Uid[]) {
      assert.ok(!listed.includes(uid), `${uid} is listed`);
      assert.equal(await whole.findByUid(uid), undefined, uid);
      assert.deepEqual(await whole.list({ query: uid, limit: 10 }), [], uid);
    }
    await whole.close();
  },
);

fact("containers of groups and of computers are told apart from that of the people", async () => {
  const { url, bindDn, bindPassword, domainDn } = samba;
  const settings = { url, bindDn, bindPassword, kind: "activedirectory" as const, caPem };
  for (const container of ["CN=Builtin", "OU=Domain Controllers"]) {
    const baseDn = `${container},${domainDn}`;
    const findings = await probeLdap({ ...settings, baseDn }, stretched(7_000));
    assert.deepEqual(findings.map(({ verdict }) => verdict), ["warning"], container);
    const line = findingLine(findings[0]!);
    assert.match(line, /^TW_LDAP_BASE_DN, .* and of \d+ entr(?:y|ies) there none is a person/);
    assert.match(line, /\(objectClass=user, and not computer\)/);
  }
});

fact("a service account whose password is wrong is an outage", async () => {
  const misconfigured = open({ bindPassword: "wrong" });
  await assert.rejects(misconfigured.authenticate("states" as Uid, PASSWORD), {
    kind: "unavailable",
  });
  await misconfigured.close();
});
