/** What only a real LDAP server can do to the LDAP adapter: go away, hang, be full, ask for TLS. */

import assert from "node:assert/strict";
import { Client, type Entry } from "ldapts";
import type { LdapConfig } from "../../directory/ldap/config.ts";
import { LdapDirectory } from "../../directory/ldap/directory.ts";
import { PasswordPool } from "../../directory/passwords.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import type { Uid } from "../../protocol/ids.ts";
import { eventually } from "../support/eventually.ts";
import { stretched, within } from "../support/patience.ts";
import { halt } from "../support/halt.ts";
import { type Slapd, startTestSlapd } from "../support/slapd.ts";

const PASSWORD = "correct horse 47 battery";
const passwords = new PasswordPool();
const alice = "alice" as Uid;
let slapd: Slapd;
let directory: LdapDirectory;

function config(of: Slapd, changes: Partial<LdapConfig> = {}): LdapConfig {
  const { url, baseDn, bindDn, bindPassword } = of;
  return {
    url,
    baseDn,
    bindDn,
    bindPassword,
    kind: "openldap",
    operationTimeoutMs: stretched(1_000),
    ...changes,
  };
}

function person(uid: string) {
  const fullName = `Person ${uid}`;
  return { uid: uid as Uid, fullName, mail: `${uid}@example.org`, password: PASSWORD };
}

async function rejectsWith(work: Promise<unknown>, kind: ErrorKind): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof AppError, `not an AppError: ${error}`);
    assert.equal(error.kind, kind, `${error.message} (${error.cause})`);
    return true;
  });
}

/** One entry as an account of the directory sees it; undefined when it may not. */
async function seenBy(account: [dn: string, password: string] | undefined, dn: string) {
  const client = new Client({ url: slapd.url });
  try {
    if (account !== undefined) await client.bind(...account);
    const { searchEntries } = await client.search(dn, { scope: "base", attributes: ["*", "+"] });
    return searchEntries[0];
  } catch {
    return undefined;
  } finally {
    await client.unbind();
  }
}

Deno.test.beforeAll(async () => {
  slapd = await startTestSlapd({ tls: true });
  directory = new LdapDirectory(config(slapd), passwords);
  await directory.add(person("alice"));
});

Deno.test.afterAll(async () => {
  await directory.close();
  await slapd.stop();
  passwords.close();
});

/** Connections and workers outlive each test on purpose. */
const fact = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name: `LDAP: ${name}`, sanitizeOps: false, sanitizeResources: false, fn });

fact("the entry is an inetOrgPerson whose password nobody but the operator can read", async () => {
  const dn = `uid=alice,${slapd.baseDn}`;
  const entry = (await seenBy([slapd.adminDn, slapd.adminPassword], dn)) as Entry;
  assert.equal(entry["objectClass"], "inetOrgPerson");
  assert.match(String(entry["userPassword"]), /^\{ARGON2\}\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(entry["entryUUID"], (await directory.findByUid(alice))!.id);
  const forService = await seenBy([slapd.bindDn, slapd.bindPassword], dn);
  assert.equal(forService!["cn"], "Person alice");
  assert.equal(forService!["userPassword"], undefined);
  assert.equal(await seenBy([dn, PASSWORD], dn), undefined);
  assert.equal(await seenBy(undefined, dn), undefined);
  assert.equal(await seenBy(undefined, slapd.baseDn), undefined);
});

fact("no connection is left behind by sign-ins", async () => {
  const descriptors = () => [...Deno.readDirSync(`/proc/${slapd.pid}/fd`)].length;
  await Promise.all([directory.findByUid(alice), directory.findByUid(alice)]);
  const before = descriptors();
  for (let i = 0; i < 5; i++) {
    assert.ok(await directory.authenticate(alice, PASSWORD));
    assert.equal(await directory.authenticate(alice, "wrong"), undefined);
    assert.equal(await directory.authenticate("nobody" as Uid, PASSWORD), undefined);
  }
  // The server closes its end a moment after ours.
  await eventually(() => {
    // Fewer is right too: of the two that were there at first, one may have been let go since.
    assert.ok(descriptors() <= before, `${descriptors()} instead of ${before}`);
  });
});

fact("StartTLS and LDAPS work with the right authority and with no other", async () => {
  const { url, caFile } = slapd.secure!;
  const caPem = await Deno.readTextFile(caFile);
  for (const way of [{ startTls: true }, { url }]) {
    const secure = new LdapDirectory(config(slapd, { ...way, caPem }), passwords);
    assert.ok(await secure.authenticate(alice, PASSWORD), `with ${Object.keys(way)}`);
    assert.equal(await secure.authenticate(alice, "wrong"), undefined);
    await secure.close();
    const distrustful = new LdapDirectory(config(slapd, way), passwords);
    await rejectsWith(distrustful.authenticate(alice, PASSWORD), "unavailable");
    assert.equal(await distrustful.state(), "down");
    await distrustful.close();
  }
});

fact("a certificate for another host is refused", async () => {
  const caPem = await Deno.readTextFile(slapd.secure!.caFile);
  // The certificate names 127.0.0.1 and localhost; the same server is reached as 127.0.0.2.
  for (const [way, expected] of [[{}, "up"], [{ startTls: true }, "down"]] as const) {
    using relay = relayTo(slapd.url);
    const elsewhere = new LdapDirectory(
      config(slapd, { url: relay.url, caPem, ...way }),
      passwords,
    );
    assert.equal(await elsewhere.state(), expected, Object.keys(way).join());
    await elsewhere.close();
  }
  using relay = relayTo(slapd.secure!.url);
  const elsewhere = new LdapDirectory(config(slapd, { url: relay.url, caPem }), passwords);
  assert.equal(await elsewhere.state(), "down");
  await elsewhere.close();
});

fact("an addition whose answer is lost is not repeated, and the person can sign in", async () => {
  // RFC 4511 4.7: AddResponse is [APPLICATION 9].
  using relay = relayTo(slapd.url, { cutBefore: 0x69 });
  const fragile = new LdapDirectory(config(slapd, { url: relay.url }), passwords);
  await Promise.all([fragile.findByUid(alice), fragile.findByUid(alice)]);
  // A second attempt would find the first one's entry and call it a conflict.
  await rejectsWith(fragile.add(person("unlucky")), "unavailable");
  assert.ok(await fragile.authenticate("unlucky" as Uid, PASSWORD));
  await fragile.close();
});

/**
 * Passes on every byte between 127.0.0.2 and the server, but closes a connection instead of
 * passing on the first answer of the type `cutBefore`.
 */
function relayTo(url: string, { cutBefore }: { cutBefore?: number } = {}) {
  const { protocol, port } = new URL(url);
  const listener = Deno.listen({ hostname: "127.0.0.2", port: 0 });
  let cut = false;
  const serve = async (near: Deno.Conn) => {
    const far = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    near.readable.pipeTo(far.writable).catch(() => {});
    const answers = far.readable.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          // SEQUENCE, length, INTEGER 1 byte, message id, operation: short messages only.
          if (cut || chunk[5] !== cutBefore) return controller.enqueue(chunk);
          cut = true;
          controller.error(new Error("cut"));
        },
      }),
    );
    await answers.pipeTo(near.writable).catch(() => near.close());
  };
  const served = (async () => {
    for await (const near of listener) serve(near).catch(() => {});
  })();
  served.catch(() => {});
  return {
    url: `${protocol}//127.0.0.2:${(listener.addr as Deno.NetAddr).port}`,
    [Symbol.dispose]: () => listener.close(),
  };
}

fact("a wrong service password is an outage, never a yes or an empty directory", async () => {
  const misconfigured = new LdapDirectory(config(slapd, { bindPassword: "wrong" }), passwords);
  await rejectsWith(misconfigured.authenticate(alice, PASSWORD), "unavailable");
  await rejectsWith(misconfigured.findByUid(alice), "unavailable");
  await rejectsWith(misconfigured.list({ limit: 10 }), "unavailable");
  assert.equal(await misconfigured.state(), "down");
  await misconfigured.close();
});

fact("while the server is down nobody is let in; when it is back, all works again", async () => {
  const { id } = (await directory.findByUid(alice))!;
  await slapd.kill();
  await rejectsWith(directory.authenticate(alice, PASSWORD), "unavailable");
  await rejectsWith(directory.authenticate("nobody" as Uid, PASSWORD), "unavailable");
  await rejectsWith(directory.findByUid(alice), "unavailable");
  await rejectsWith(directory.findById(id), "unavailable");
  await rejectsWith(directory.add(person("bob")), "unavailable");
  await rejectsWith(directory.setCertificates(id, []), "unavailable");
  await rejectsWith(directory.remove(id), "unavailable");
  await rejectsWith(directory.list({ limit: 10 }), "unavailable");
  assert.equal(await directory.state(), "down");
  await slapd.restart();
  assert.equal(await directory.state(), "up");
  assert.equal((await directory.authenticate(alice, PASSWORD))?.id, id);
  assert.equal((await directory.add(person("bob"))).uid, "bob");
});

fact("connections that died unnoticed are replaced, and never used as nobody", async () => {
  for (
    const call of [
      () => directory.findByUid(alice),
      () => directory.authenticate(alice, PASSWORD),
      () => directory.add(person(`after-restart`)),
      async () => (await directory.list({ query: "alice", limit: 1 }))[0],
    ]
  ) {
    await Promise.all([directory.findByUid(alice), directory.findByUid(alice)]);
    await slapd.restart();
    assert.ok(await call());
  }
});

fact(
  "a connection that was upgraded with StartTLS is replaced as soon, when it has died",
  async () => {
    const caPem = await Deno.readTextFile(slapd.secure!.caFile);
    const operationTimeoutMs = stretched(5_000);
    const secure = new LdapDirectory(
      config(slapd, { startTls: true, caPem, operationTimeoutMs }),
      passwords,
    );
    await Promise.all([secure.findByUid(alice), secure.findByUid(alice)]);
    await slapd.restart();
    const found = Promise.all([1, 2, 3].map(() => secure.findByUid(alice)));
    const people = await within(found, "the people", operationTimeoutMs / 2);
    assert.ok(people.every((one) => one !== undefined));
    await secure.close();
  },
);

fact("a server that hangs is unavailable within the time-out", async () => {
  await directory.findByUid(alice);
  await halt(slapd.pid);
  try {
    await untilStopped(slapd.pid);
    assert.equal(await within(directory.state(), "the state", 2_500), "down");
    const refused = rejectsWith(directory.authenticate(alice, PASSWORD), "unavailable");
    await within(refused, "the refusal", 3_500);
  } finally {
    Deno.kill(slapd.pid, "SIGCONT");
  }
  assert.ok(await directory.authenticate(alice, PASSWORD));
});

/** A thread stops when it next looks at its signals, which may be after an answer or two. */
async function untilStopped(pid: number): Promise<void> {
  const isStopped = ({ name }: Deno.DirEntry) =>
    Deno.readTextFileSync(`/proc/${pid}/task/${name}/stat`).includes(") T ");
  while (![...Deno.readDirSync(`/proc/${pid}/task`)].every(isStopped)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

fact("a server whose database is full says so, and still answers", async () => {
  const small = await startTestSlapd({ maxDatabaseBytes: 256 * 1024 });
  const full = new LdapDirectory(config(small), passwords);
  try {
    let added = 0;
    const fill = async () => {
      for (; added < 300; added++) await full.add(person(`p${added}`));
    };
    await rejectsWith(fill(), "storage-full");
    assert.ok(added > 0);
    assert.equal((await full.list({ limit: 1000 })).length, added);
    assert.ok(await full.authenticate("p0" as Uid, PASSWORD));
  } finally {
    await full.close();
    await small.stop();
  }
});
