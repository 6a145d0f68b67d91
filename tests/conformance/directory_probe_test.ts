/** What a start finds out about its directory, on real OpenLDAP servers with wrong settings. */

import assert from "node:assert/strict";
import { Attribute, Change, Client } from "ldapts";
import type { LdapConfig } from "../../directory/ldap/config.ts";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { probeLdap } from "../../directory/ldap/probe.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { type Finding, findingLine } from "../../protocol/finding.ts";
import type { Uid } from "../../protocol/ids.ts";
import { freePort } from "../../tools/services/ports.ts";
import { PEOPLE_DN, SERVICE_DN } from "../../tools/services/slapd_settings.ts";
import { makeServerCertificate } from "../../tools/services/tls_certificate.ts";
import { stretched } from "../support/patience.ts";
import { type Slapd, startTestSlapd } from "../support/slapd.ts";

const passwords = new PasswordPool();
let slapd: Slapd;

function config(of: Slapd, changes: Partial<LdapConfig> = {}): LdapConfig {
  const { url, baseDn, bindDn, bindPassword } = of;
  return { url, baseDn, bindDn, bindPassword, kind: "openldap", ...changes };
}

async function probed(of: Slapd, changes: Partial<LdapConfig> = {}): Promise<Finding[]> {
  return await probeLdap(config(of, changes), stretched(7_000));
}

/** The one finding: its verdict, the first variable that it names, and its line. */
async function only(of: Slapd, changes: Partial<LdapConfig> = {}) {
  const findings = await probed(of, changes);
  assert.equal(findings.length, 1, JSON.stringify(findings));
  const [{ verdict, settings: [setting] }] = findings as [Finding];
  return { verdict, setting, line: findingLine(findings[0]!) };
}

/** As the operator, for whom no rule holds: people who are in the directory already. */
async function addPeople(to: Slapd, uids: readonly string[]): Promise<void> {
  const client = new Client({ url: to.url });
  await client.bind(to.adminDn, to.adminPassword);
  for (const uid of uids) {
    const person = {
      objectClass: "inetOrgPerson",
      uid,
      cn: uid,
      sn: uid,
      mail: `${uid}@x.example`,
    };
    await client.add(`uid=${uid},${to.baseDn}`, person);
  }
  await client.unbind();
}

/** A server of its own for one test, whose service account may do what `rights` say. */
async function withRights(
  rights: readonly string[],
  people: readonly string[],
  test: (slapd: Slapd) => Promise<void>,
): Promise<void> {
  const own = await startTestSlapd({ rights });
  try {
    await addPeople(own, people);
    await test(own);
  } finally {
    await own.stop();
  }
}

Deno.test.beforeAll(async () => {
  slapd = await startTestSlapd({ tls: true });
});
Deno.test.afterAll(async () => {
  await slapd.stop();
  passwords.close();
});

const fact = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `LDAP at a start: ${name}`, sanitizeOps: false, sanitizeResources: false, fn });

fact("right settings are right, for an empty directory and for one with people", async () => {
  assert.deepEqual(await probed(slapd), []);
  const directory = new LdapDirectory(config(slapd), passwords);
  await directory.add({
    uid: "ada" as Uid,
    fullName: "Ada Lovelace",
    mail: "ada@example.org",
    password: "correct horse 47 battery",
  });
  const { url, caFile } = slapd.secure!;
  const caPem = await Deno.readTextFile(caFile);
  assert.deepEqual(await probed(slapd), []);
  assert.deepEqual(await probed(slapd, { url, caPem }), []);
  assert.deepEqual(await probed(slapd, { startTls: true, caPem }), []);
  const kept = await directory.findByUid("ada" as Uid);
  assert.deepEqual(kept?.certificates, [], "asking whether one may write has written nothing");
  await directory.close();
});

fact("a wrong password and a wrong account are refused, with both variables", async () => {
  for (const changes of [{ bindPassword: "outdated" }, { bindDn: `cn=typo,${slapd.baseDn}` }]) {
    const { verdict, setting, line } = await only(slapd, changes);
    assert.deepEqual([verdict, setting], ["refused", "TW_LDAP_BIND_PASSWORD"]);
    assert.match(
      line,
      /TW_LDAP_BIND_DN: signed in to ldap:.* result code 49 \(InvalidCredentials\)/,
    );
    assert.ok(!line.includes("outdated"), "the password is in no line");
  }
  const { setting } = await only(slapd, { bindDn: "cn=a,b" });
  assert.equal(setting, "TW_LDAP_BIND_DN");
});

fact(
  "another kind of directory than the setting says is refused, by what the server says",
  async () => {
    const { url, caFile } = slapd.secure!;
    const caPem = await Deno.readTextFile(caFile);
    const { verdict, setting } = await only(slapd, { kind: "activedirectory", url, caPem });
    assert.deepEqual([verdict, setting], ["refused", "TW_LDAP_KIND"]);
  },
);

fact("a base that names no entry is refused, and one that is no name", async () => {
  for (const baseDn of [`ou=poeple,dc=talkywalky,dc=example`, "ou=people,dc=other", "ou=a,b"]) {
    const { verdict, setting, line } = await only(slapd, { baseDn });
    assert.deepEqual([verdict, setting], ["refused", "TW_LDAP_BASE_DN"], line);
    assert.ok(line.includes(baseDn));
  }
});

fact("a server that is not there yet is unreachable, and no reason not to start", async () => {
  const { verdict, setting } = await only(slapd, { url: `ldap://127.0.0.1:${freePort()}` });
  assert.deepEqual([verdict, setting], ["unreachable", "TW_LDAP_URL"]);
  const { verdict: unknown } = await only(slapd, { url: "ldap://directory.invalid" });
  assert.equal(unknown, "unreachable");
});

fact("a server that accepts and says nothing is unreachable within the time", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const findings = await probeLdap(
    config(slapd, { url: `ldap://127.0.0.1:${listener.addr.port}` }),
    200,
  );
  assert.deepEqual(findings.map(({ verdict }) => verdict), ["unreachable"]);
});

fact("TLS that cannot work is refused, each cause by its variable", async () => {
  const { url, caFile } = slapd.secure!;
  const caPem = await Deno.readTextFile(caFile);
  const untrusted = await only(slapd, { url });
  assert.deepEqual(
    [untrusted.verdict, untrusted.setting],
    ["refused", "TW_LDAP_CA"],
    untrusted.line,
  );
  const started = await only(slapd, { startTls: true });
  assert.deepEqual([started.verdict, started.setting], ["refused", "TW_LDAP_CA"], started.line);
  const plainPort = await only(slapd, { url: slapd.url.replace("ldap:", "ldaps:"), caPem });
  assert.equal(plainPort.setting, "TW_LDAP_URL", plainPort.line);
});

fact(
  "TLS on a port without it, and none on a port with it, are settings that cannot work",
  async () => {
    const { url: secureUrl, caFile } = slapd.secure!;
    const caPem = await Deno.readTextFile(caFile);
    const asTls = slapd.url.replace("ldap:", "ldaps:");
    const asPlain = secureUrl.replace("ldaps:", "ldap:");
    const wrong: [Partial<LdapConfig>, setting: string, change: RegExp][] = [
      [{ url: asTls, caPem }, "TW_LDAP_URL", /speaks LDAP without TLS .*TW_LDAP_STARTTLS=true\.$/],
      [{ url: asTls }, "TW_LDAP_URL", /speaks LDAP without TLS/],
      [
        { url: asPlain },
        "TW_LDAP_URL",
        /speaks TLS from the first byte .* Use ldaps:\/\/ with this/,
      ],
      [{ url: asPlain, caPem }, "TW_LDAP_URL", /speaks TLS from the first byte/],
      [{ url: asPlain, startTls: true, caPem }, "TW_LDAP_URL", /leave TW_LDAP_STARTTLS out/],
    ];
    for (const [changes, expected, change] of wrong) {
      const { verdict, setting, line } = await only(slapd, changes);
      assert.deepEqual([verdict, setting], ["refused", expected], line);
      assert.match(line, change);
    }
  },
);

fact("a port that hangs up on everybody is not there yet", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  (async () => {
    for await (const connection of listener) connection.close();
  })().catch(() => {});
  for (const scheme of ["ldap", "ldaps"]) {
    const { verdict, line } = await only(slapd, {
      url: `${scheme}://127.0.0.1:${listener.addr.port}`,
    });
    assert.equal(verdict, "unreachable", line);
  }
});

/** A port that answers the first bytes, or greets at once, with `said`, and then waits or hangs up. */
function saying(
  said: Uint8Array | string,
  { greets = false, hangsUp = false, tls }: {
    greets?: boolean;
    hangsUp?: boolean;
    tls?: { cert: string; key: string };
  } = {},
) {
  const at = { hostname: "127.0.0.1", port: 0 };
  const listener = tls === undefined ? Deno.listen(at) : Deno.listenTls({ ...at, ...tls });
  const connections: Deno.Conn[] = [];
  const answer = async (connection: Deno.Conn) => {
    connections.push(connection);
    if (!greets) await connection.read(new Uint8Array(4096));
    await connection.write(typeof said === "string" ? new TextEncoder().encode(said) : said);
    if (hangsUp) connection.close();
  };
  (async () => {
    for await (const connection of listener) answer(connection).catch(() => {});
  })().catch(() => {});
  return {
    port: (listener.addr as Deno.NetAddr).port,
    [Symbol.dispose]: () => {
      listener.close();
      for (const connection of connections) {
        try {
          connection.close();
        } catch {
          // It has hung up.
        }
      }
    },
  };
}

/** Some ports wait for more, in vain. */
const SOON = { operationTimeoutMs: 500 };
const BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
const bytes = (hex: string) => Uint8Array.fromHex(hex);

fact("a port that speaks another protocol is refused, with the usual port", async () => {
  const ports: [said: Uint8Array | string, how: Parameters<typeof saying>[1], saw: RegExp][] = [
    [BAD_REQUEST, { hangsUp: true }, /\(it said "HTTP\/1\.1 400"/],
    ["SSH-2.0-OpenSSH_9.2p1 Debian\r\n", { greets: true }, /\(it said "SSH-2\.0-Open"/],
    ["220 mail.example ESMTP\r\n", { greets: true }, /\(it said "220 mail\.exa"/],
    [bytes("3005ff84ffffff"), {}, /\(it said 30 05 ff 84 ff ff ff\)/],
    // An answer that begins well, to the library's first question.
    [bytes("300c020102650701010004000400"), {}, /\(it said 30 0c 02 01 02 65/],
  ];
  for (const [said, how, saw] of ports) {
    using other = saying(said, how);
    const url = `ldap://127.0.0.1:${other.port}`;
    const { verdict, setting, line } = await only(slapd, { url, ...SOON });
    assert.deepEqual([verdict, setting], ["refused", "TW_LDAP_URL"], line);
    assert.match(line, /that port does not speak LDAP \(.*\)\. Name its LDAP port, 389 mostly\.$/);
    assert.match(line, saw);
  }
});

fact("another protocol over TLS, and where StartTLS is asked for, is refused as well", async () => {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-other-" });
  try {
    const { caFile, certificateFile, keyFile } = await makeServerCertificate(folder);
    const [caPem, cert, key] = await Promise.all(
      [caFile, certificateFile, keyFile].map((file) => Deno.readTextFile(file)),
    ) as [string, string, string];
    using secure = saying(BAD_REQUEST, { hangsUp: true, tls: { cert, key } });
    const overTls = await only(slapd, { url: `ldaps://127.0.0.1:${secure.port}`, caPem });
    assert.deepEqual([overTls.verdict, overTls.setting], ["refused", "TW_LDAP_URL"], overTls.line);
    assert.match(overTls.line, /does not speak LDAP \(.*\)\. Name its ldaps port, 636 mostly\.$/);
    // A website, without its authority and with it.
    for (const changes of [{}, { caPem }]) {
      const url = `ldap://127.0.0.1:${secure.port}`;
      const { verdict, line } = await only(slapd, { url, ...changes, ...SOON });
      assert.equal(verdict, "refused", line);
      assert.match(line, /that port speaks TLS from the first byte/);
    }
    using plain = saying(BAD_REQUEST, { hangsUp: true });
    const url = `ldap://127.0.0.1:${plain.port}`;
    const started = await only(slapd, { url, startTls: true, caPem, ...SOON });
    assert.deepEqual([started.verdict, started.setting], ["refused", "TW_LDAP_URL"], started.line);
    assert.match(started.line, /does not speak LDAP/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const SERVICE_READS =
  `access to dn.subtree="${PEOPLE_DN}" by dn.exact="${SERVICE_DN}" write by * none`;
const UNLIMITED = `limits dn.exact="${SERVICE_DN}" size=unlimited time=unlimited`;

fact(
  "people whom the account may not see are a warning, and a directory that is down",
  async () => {
    // The container alone; the containers in it, too, but nobody in them.
    const one = `access to dn.base="${PEOPLE_DN}" by dn.exact="${SERVICE_DN}" read by * none`;
    const containers =
      `access to dn.subtree="${PEOPLE_DN}" filter=(objectClass=organizationalUnit) ` +
      `by dn.exact="${SERVICE_DN}" read by * none`;
    for (const rights of [[UNLIMITED, one], [UNLIMITED, containers]]) {
      await withRights(rights, [], async (own) => {
        const directory = new LdapDirectory(config(own), passwords);
        assert.deepEqual(await probed(own), [], "nobody is there");
        await directory.check();
        await addPeople(own, ["ada"]);
        const { verdict, setting, line } = await only(own);
        assert.deepEqual([verdict, setting], ["warning", "TW_LDAP_BIND_DN"]);
        assert.match(line, /the account sees none of them/);
        await assert.rejects(directory.check(), (error) => {
          assert.match(String((error as Error).cause), /sees none of them: let the account/);
          return true;
        });
        assert.equal(await directory.state(), "down");
        await directory.close();
      });
    }
  },
);

fact(
  "a base with entries of which nobody is a person is a warning that says what was seen",
  () =>
    withRights([UNLIMITED, SERVICE_READS], ["ada"], async (own) => {
      const client = new Client({ url: own.url });
      await client.bind(own.adminDn, own.adminPassword);
      const under = (ou: string) => `ou=${ou},${PEOPLE_DN}`;
      for (const ou of ["empty", "groups", "accounts"]) {
        await client.add(under(ou), { objectClass: "organizationalUnit", ou });
      }
      for (let i = 0; i < 5; i++) {
        const group = { objectClass: "groupOfNames", cn: `g${i}`, member: PEOPLE_DN };
        await client.add(`cn=g${i},${under("groups")}`, group);
      }
      for (let i = 0; i < 120; i++) {
        await client.add(`uid=a${i},${under("accounts")}`, {
          objectClass: "account",
          uid: `a${i}`,
        });
      }
      await client.unbind();
      assert.deepEqual(await probed(own, { baseDn: under("empty") }), [], "nobody is there yet");
      for (const [ou, seen] of [["groups", "5 entries"], ["accounts", "100 entries or more"]]) {
        const baseDn = under(ou!);
        const { verdict, setting, line } = await only(own, { baseDn });
        assert.deepEqual([verdict, setting], ["warning", "TW_LDAP_BASE_DN"]);
        assert.ok(line.includes(`below ${baseDn} `), line);
        assert.ok(line.includes(`of ${seen} there none is a person`), line);
        assert.match(line, /\(objectClass=inetOrgPerson\)/);
        // Where the directory was not there at the start, the log says it later.
        const told: unknown[][] = [];
        const log = (...words: unknown[]) => void told.push(words);
        const directory = new LdapDirectory(config(own, { baseDn }), passwords, { log });
        await directory.check();
        await directory.check();
        assert.deepEqual(told, [["warn", "no entry of the directory is a person", {
          base: baseDn,
          entries: seen,
          lookedFor: "objectClass=inetOrgPerson",
        }]]);
        await directory.close();
      }
    }),
);

fact(
  "a base that is one person's entry is a warning",
  () =>
    withRights([UNLIMITED, SERVICE_READS], ["ada", "bob"], async (own) => {
      const baseDn = `uid=ada,${PEOPLE_DN}`;
      const { verdict, setting, line } = await only(own, { baseDn });
      assert.deepEqual([verdict, setting], ["warning", "TW_LDAP_BASE_DN"]);
      assert.ok(line.includes(`${baseDn} `), line);
      assert.match(line, /that is the entry of one person/);
    }),
);

fact("people without ids that the account may read are a directory that is down", () =>
  withRights(
    [UNLIMITED, `access to dn.subtree="${PEOPLE_DN}" attrs=uid by * none`, SERVICE_READS],
    ["ada"],
    async (own) => {
      const directory = new LdapDirectory(config(own), passwords);
      await assert.rejects(directory.check(), (error) => {
        assert.match(String((error as Error).cause), /not their ids and usernames/);
        return true;
      });
      await directory.close();
    },
  ));

fact(
  "an account that may not read what stands against people is a warning that names it",
  () =>
    withRights(
      [
        UNLIMITED,
        `access to dn.subtree="${PEOPLE_DN}" attrs=pwdReset,pwdAccountLockedTime by * none`,
        SERVICE_READS,
      ],
      ["ada"],
      async (own) => {
        const { verdict, setting, line } = await only(own);
        assert.deepEqual([verdict, setting], ["warning", "TW_LDAP_BIND_DN"]);
        assert.match(line, /it may not read pwdAccountLockedTime, pwdReset\. Let it read these/);
      },
    ),
);

fact("limits on pages keep nobody from being listed, and are no finding", async () => {
  const uids = Array.from({ length: 320 }, (_, i) => `p${String(i).padStart(3, "0")}`);
  for (
    const limits of [
      "size=unlimited size.pr=20",
      "size=unlimited size.prtotal=50",
      "size=unlimited size.prtotal=disabled",
      "size.soft=50 size.hard=50 size.pr=20 size.prtotal=unlimited",
    ]
  ) {
    const rights = [`limits dn.exact="${SERVICE_DN}" ${limits}`, SERVICE_READS];
    await withRights(rights, uids, async (own) => {
      const directory = new LdapDirectory(config(own), passwords);
      const startedAt = performance.now();
      const people = await directory.list({ limit: 1000 });
      const tookMs = performance.now() - startedAt;
      assert.deepEqual(people.map(({ uid }) => uid), uids, limits);
      assert.ok(tookMs < stretched(10_000), `${limits}: ${Math.round(tookMs)} ms`);
      assert.deepEqual(directory.limitsMet(), [], limits);
      assert.deepEqual(await probed(own), [], limits);
      await directory.close();
    });
  }
});

fact(
  "a limit on what is looked through is its own finding and notice, not the base's",
  () =>
    withRights(
      [`limits dn.exact="${SERVICE_DN}" size=unlimited size.unchecked=5`, SERVICE_READS],
      Array.from({ length: 9 }, (_, i) => `p${i}`),
      async (own) => {
        const { verdict, setting, line } = await only(own);
        assert.deepEqual([verdict, setting], ["warning", "TW_LDAP_BIND_DN"]);
        assert.match(line, /result code 11 \(AdminLimitExceeded\).*size\.unchecked/);
        const directory = new LdapDirectory(config(own), passwords);
        await directory.check();
        const p3 = await directory.findByUid("p3" as Uid);
        assert.equal(p3?.uid, "p3", "each alone is found");
        assert.deepEqual(await directory.list({ limit: 10 }), []);
        assert.deepEqual(directory.limitsMet().length, 1);
        assert.match(directory.limitsMet()[0]!, /so nobody is listed: raise .*size\.unchecked/);
        await directory.close();
      },
    ),
);

fact("an account that cannot read the id of people is refused", () =>
  withRights(
    [
      `access to dn.subtree="${PEOPLE_DN}" attrs=entryUUID by * none`,
      `access to dn.subtree="${PEOPLE_DN}" by dn.exact="${SERVICE_DN}" write by * none`,
    ],
    ["ada"],
    async (own) => {
      const { verdict, setting, line } = await only(own);
      assert.deepEqual([verdict, setting], ["refused", "TW_LDAP_BIND_DN"]);
      assert.match(line, /cannot read entryUUID/);
    },
  ));

fact("an account that may not write certificates is a warning", () =>
  withRights(
    [
      `limits dn.exact="${SERVICE_DN}" size=unlimited`,
      `access to dn.subtree="${PEOPLE_DN}" by dn.exact="${SERVICE_DN}" read by * none`,
    ],
    ["ada"],
    async (own) => {
      const { verdict, setting, line } = await only(own);
      assert.deepEqual([verdict, setting], ["warning", "TW_LDAP_BIND_DN"]);
      assert.match(line, /may write userCertificate .* result code 50 \(InsufficientAccess\)/);
    },
  ));

fact("a size limit that people are beyond is a warning with the number", () =>
  withRights(
    [
      `limits dn.exact="${SERVICE_DN}" size.soft=7 size.hard=7 size.prtotal=7`,
      `access to dn.subtree="${PEOPLE_DN}" by dn.exact="${SERVICE_DN}" write by * none`,
    ],
    Array.from({ length: 9 }, (_, i) => `p${i}`),
    async (own) => {
      const { verdict, line } = await only(own);
      assert.equal(verdict, "warning");
      assert.match(line, /stopped after 7 of them/);
    },
  ));

fact(
  "50 who ask for the health of a directory with an outdated password lock no account",
  async () => {
    const client = new Client({ url: slapd.url });
    await client.bind(slapd.adminDn, slapd.adminPassword);
    const policy = slapd.baseDn.replace("ou=people", "cn=password-policy");
    const modification = new Attribute({ type: "pwdMaxFailure", values: ["3"] });
    await client.modify(policy, new Change({ operation: "add", modification }));
    const outdated = new LdapDirectory(config(slapd, { bindPassword: "outdated" }), passwords);
    const asked = await Promise.all(
      Array.from({ length: 50 }, () => outdated.check().then(() => "up", (error) => error.reason)),
    );
    assert.deepEqual(new Set(asked), new Set(["credentials"]));
    await assert.rejects(outdated.findByUid("ada" as Uid));
    await outdated.close();
    assert.deepEqual(await probed(slapd), [], "the account is not locked");
    await client.modify(policy, new Change({ operation: "delete", modification }));
    await client.unbind();
  },
);
