/** Every promise of `directory/port.ts`. */

import assert from "node:assert/strict";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import type { Directory, NewPerson, Person } from "../../directory/port.ts";
import { type Bytes, toHex, utf8 } from "../../protocol/encoding.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import { isUserId, type Uid, type UserId } from "../../protocol/ids.ts";

/** One adapter under test, and what an operator can do to it from outside. */
export interface Subject {
  directory: Directory;
  /** Another server process on the same directory. */
  another(): Directory;
  disable(person: Person, disabled: boolean): Promise<void>;
}

/** Letters of both cases and a digit, as a new domain of Active Directory wants them. */
const GOOD_PASSWORD = "Correct horse 47 battery";
const INJECTIONS = [
  ...["*", ")(uid=*", "alice)(uid=*", "*)(objectClass=*", "\\00", "alice\0", "EXTERNAL", "PLAIN"],
  ...["", " ", " alice", "ALICE", "uid=alice", "alice,ou=people", "-", "' OR '1'='1", "%"],
] as Uid[];

function newPerson(uid: string, changes: Partial<NewPerson> = {}): NewPerson {
  return {
    uid: uid as Uid,
    fullName: `Person ${uid}`,
    mail: `${uid}@example.org`,
    password: GOOD_PASSWORD,
    ...changes,
  };
}

async function certificate(name: string): Promise<Bytes> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys: keys as CryptoKeyPair,
    signingAlgorithm: algorithm,
  });
  return new Uint8Array(made.rawData);
}

async function rejectsWith(work: Promise<unknown>, kind: ErrorKind, field?: string) {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof AppError, `not an AppError: ${error}`);
    assert.equal(error.kind, kind, `${error.message} (${error.cause})`);
    if (field !== undefined) assert.equal(error.field, field);
    return true;
  });
}

const inHex = (certificates: Bytes[]) => certificates.map(toHex).sort();

async function durationMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Registers the whole suite for one adapter. */
export function directoryConformance(adapter: string, subject: () => Subject): void {
  // Connections, workers and the database outlive each test on purpose.
  const fact = (name: string, fn: (subject: Subject) => Promise<void>) =>
    Deno.test({
      name: `${adapter} directory: ${name}`,
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => fn(subject()),
    });

  fact("a person who was added is found by uid and by id", async ({ directory }) => {
    const added = await directory.add(newPerson("alice", { fullName: "Alice Example" }));
    assert.ok(isUserId(added.id));
    assert.deepEqual(added, {
      id: added.id,
      uid: "alice",
      fullName: "Alice Example",
      mail: "alice@example.org",
      certificates: [],
    });
    assert.deepEqual(await directory.findByUid("alice" as Uid), added);
    assert.deepEqual(await directory.findById(added.id), added);
    assert.equal(await directory.findByUid("alic" as Uid), undefined);
    assert.equal(await directory.findById(crypto.randomUUID() as UserId), undefined);
    assert.equal(await directory.findById("*" as UserId), undefined);
  });

  fact("the right password is a yes, any other is a no", async ({ directory }) => {
    const person = await directory.findByUid("alice" as Uid);
    assert.deepEqual(await directory.authenticate("alice" as Uid, GOOD_PASSWORD), person);
    for (
      const wrong of [GOOD_PASSWORD.toUpperCase(), `${GOOD_PASSWORD} `, "wrong", "x".repeat(5000)]
    ) {
      assert.equal(await directory.authenticate("alice" as Uid, wrong), undefined);
    }
    assert.equal(await directory.authenticate("nobody" as Uid, GOOD_PASSWORD), undefined);
  });

  fact("an empty password is never right", async ({ directory }) => {
    assert.equal(await directory.authenticate("alice" as Uid, ""), undefined);
    assert.equal(await directory.authenticate("nobody" as Uid, ""), undefined);
    await rejectsWith(directory.add(newPerson("empty", { password: "" })), "invalid", "password");
    assert.equal(await directory.findByUid("empty" as Uid), undefined);
  });

  fact("filter, name and mechanism syntax in a uid matches nobody", async ({ directory }) => {
    for (const uid of INJECTIONS) {
      assert.equal(await directory.findByUid(uid), undefined, `found ${JSON.stringify(uid)}`);
      assert.equal(await directory.authenticate(uid, GOOD_PASSWORD), undefined);
      await rejectsWith(directory.add(newPerson(uid)), "invalid", "uid");
    }
  });

  fact("the same syntax in a password is only a wrong password", async ({ directory }) => {
    for (const password of INJECTIONS) {
      assert.equal(await directory.authenticate("alice" as Uid, password), undefined);
    }
  });

  fact("a password of any characters works, in either Unicode form", async ({ directory }) => {
    const password = `pä,ss"w\\ör*d)(uid=*\u{1f511} 密码`;
    await directory.add(newPerson("odd", { password }));
    assert.ok(await directory.authenticate("odd" as Uid, password));
    assert.ok(await directory.authenticate("odd" as Uid, password.normalize("NFD")));
    assert.equal(await directory.authenticate("odd" as Uid, password.slice(1)), undefined);
  });

  fact("names keep every character of every script", async ({ directory }) => {
    const names = [
      `Zoë *(star)* \\5c O'Neil, Jr. + <a>; "q" #1 = /x`,
      "Łukasz Żółć",
      "李小龍",
      "محمد علي",
      "#hash =equals",
    ];
    for (const [index, fullName] of names.entries()) {
      const added = await directory.add(newPerson(`name-${index}`, { fullName }));
      assert.equal(added.fullName, fullName);
      assert.equal((await directory.findById(added.id))?.fullName, fullName);
    }
    const decomposed = await directory.add(newPerson("name-nfd", { fullName: " Zoe\u0308 Nfd " }));
    assert.equal(decomposed.fullName, "Zo\u00eb Nfd");
  });

  fact("values that break the rules are refused with their field", async ({ directory }) => {
    await rejectsWith(directory.add(newPerson("bad", { fullName: "  " })), "invalid", "fullName");
    await rejectsWith(directory.add(newPerson("bad", { fullName: "a\0b" })), "invalid", "fullName");
    await rejectsWith(
      directory.add(newPerson("bad", { fullName: "x".repeat(81) })),
      "invalid",
      "fullName",
    );
    await rejectsWith(directory.add(newPerson("bad", { mail: "no-at-sign" })), "invalid", "mail");
    await rejectsWith(
      directory.add(newPerson("bad", { mail: "ü@example.org" })),
      "invalid",
      "mail",
    );
    assert.equal(await directory.findByUid("bad" as Uid), undefined);
  });

  fact("a taken uid is a conflict that names the field", async ({ directory }) => {
    await rejectsWith(directory.add(newPerson("alice")), "conflict", "uid");
  });

  fact("of calls that race for one uid exactly one wins", async ({ directory, another }) => {
    const other = another();
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? directory : other).add(
          newPerson("raced", { password: `${GOOD_PASSWORD} ${index}` }),
        )),
    );
    await other.close();
    const winners = attempts.flatMap((each, index) => each.status === "fulfilled" ? [index] : []);
    assert.equal(winners.length, 1);
    for (const attempt of attempts) {
      if (attempt.status === "rejected") {
        await rejectsWith(Promise.reject(attempt.reason), "conflict", "uid");
      }
    }
    for (const [index] of attempts.entries()) {
      const accepted = await directory.authenticate("raced" as Uid, `${GOOD_PASSWORD} ${index}`);
      assert.equal(accepted !== undefined, index === winners[0]);
    }
  });

  fact("certificates are a set of exact bytes", async ({ directory }) => {
    const { id } = (await directory.findByUid("alice" as Uid))!;
    const [first, second] = [await certificate("first"), await certificate("second")];
    await directory.setCertificates(id, [first, second, first]);
    const { certificates } = (await directory.findById(id))!;
    assert.deepEqual(inHex(certificates), inHex([first, second]));
    await directory.setCertificates(id, [second]);
    assert.deepEqual((await directory.findByUid("alice" as Uid))!.certificates, [second]);
    const signedIn = await directory.authenticate("alice" as Uid, GOOD_PASSWORD);
    assert.deepEqual(signedIn!.certificates, [second]);
    await directory.setCertificates(id, []);
    assert.deepEqual((await directory.findById(id))!.certificates, []);
  });

  fact("what is no certificate, or belongs to nobody, is refused", async ({ directory }) => {
    const { id } = (await directory.findByUid("alice" as Uid))!;
    await rejectsWith(directory.setCertificates(id, [utf8("not DER")]), "invalid", "certificates");
    const gone = crypto.randomUUID() as UserId;
    await rejectsWith(directory.setCertificates(gone, [await certificate("x")]), "not-found");
  });

  fact("a removed person is gone, and the uid is free again", async ({ directory }) => {
    const first = await directory.add(newPerson("leaver"));
    await directory.setCertificates(first.id, [await certificate("leaver")]);
    await directory.remove(first.id);
    await directory.remove(first.id);
    assert.equal(await directory.findById(first.id), undefined);
    assert.equal(await directory.findByUid("leaver" as Uid), undefined);
    assert.equal(await directory.authenticate("leaver" as Uid, GOOD_PASSWORD), undefined);
    await rejectsWith(directory.setCertificates(first.id, []), "not-found");
    const second = await directory.add(newPerson("leaver"));
    assert.notEqual(second.id, first.id);
    assert.deepEqual(second.certificates, []);
  });

  fact("people are listed by full name, some at a time", async ({ directory }) => {
    for (const fullName of ["anders Zed", "Ånna Zed", "Berta Zed", "Émile Zed", "élise Zed"]) {
      const uid = `zed-${toHex(utf8(fullName)).slice(0, 12)}`;
      await directory.add(newPerson(uid, { fullName }));
    }
    const sorted = ["anders Zed", "Ånna Zed", "Berta Zed", "élise Zed", "Émile Zed"];
    const names = async (options: { query?: string; limit: number }) =>
      (await directory.list(options)).map(({ fullName }) => fullName);
    assert.deepEqual(await names({ query: "zed", limit: 1000 }), sorted);
    assert.deepEqual(await names({ query: "ZED", limit: 3 }), sorted.slice(0, 3));
    const everybody = await names({ limit: 1000 });
    assert.ok(everybody.length > 10);
    assert.deepEqual(await names({ limit: 4 }), everybody.slice(0, 4));
    assert.deepEqual(await names({ query: " ", limit: 4 }), everybody.slice(0, 4));
    for (const limit of [0, 20_001, 1.5]) {
      await assert.rejects(directory.list({ limit }), RangeError);
    }
  });

  fact("a query is a literal text in uid, name or mail, in any case", async ({ directory }) => {
    const uids = async (query: string) =>
      (await directory.list({ query, limit: 1000 })).map(({ uid }) => uid).sort();
    await directory.add(
      newPerson("finder", { fullName: "Grüße Straße", mail: "Post.Box@elsewhere.example" }),
    );
    assert.deepEqual(await uids("inde"), ["finder"]);
    assert.deepEqual(await uids("GRÜSSE".replace("SS", "ß")), ["finder"]);
    assert.deepEqual(await uids("box@ELSEWHERE"), ["finder"]);
    assert.deepEqual(await uids("*"), ["name-0"]);
    assert.deepEqual(await uids("(star)*"), ["name-0"]);
    assert.deepEqual(await uids("\\5c"), ["name-0"]);
    assert.deepEqual(await uids("小龍"), ["name-2"]);
    for (const query of ["alice)(uid=*", "al*ce", "a%e", "_lice", "\\2a", "(&)", "*)(cn=*"]) {
      assert.deepEqual(await uids(query), [], `matched ${JSON.stringify(query)}`);
    }
  });

  fact("a disabled person is refused until enabled again", async ({ directory, disable }) => {
    const person = await directory.add(newPerson("disabled"));
    assert.ok(await directory.authenticate("disabled" as Uid, GOOD_PASSWORD));
    await disable(person, true);
    assert.equal(await directory.authenticate("disabled" as Uid, "wrong"), undefined);
    // Who shows the right password may be told why; OpenLDAP does not look at it.
    const refused = await directory.authenticate("disabled" as Uid, GOOD_PASSWORD)
      .catch((error) => error.reason);
    assert.ok(refused === undefined || refused === "disabled", String(refused));
    await disable(person, false);
    assert.ok(await directory.authenticate("disabled" as Uid, GOOD_PASSWORD));
  });

  fact("whoever is disabled or gone is not active, and everybody else is", async (
    { directory, disable },
  ) => {
    const stays = await directory.add(newPerson("stays"));
    const locked = await directory.add(newPerson("locked"));
    const leaves = await directory.add(newPerson("leaves"));
    const ids = [stays.id, locked.id, leaves.id, "nobody" as UserId];
    assert.deepEqual(await directory.active([]), new Set());
    assert.deepEqual(await directory.active(ids), new Set(ids.slice(0, 3)));
    await disable(locked, true);
    await directory.remove(leaves.id);
    assert.deepEqual(await directory.active(ids), new Set([stays.id]));
    await disable(locked, false);
    assert.deepEqual(await directory.active(ids), new Set([stays.id, locked.id]));
  });

  fact("an unknown uid takes as long as a wrong password", async ({ directory }) => {
    await directory.authenticate("alice" as Uid, "wrong, to warm up");
    let [wrong, unknown] = [Infinity, Infinity];
    // What else runs can only make a call longer: the shortest of many, taken by turns, is the work.
    const isAsLong = () => unknown > wrong / 2 && unknown < wrong * 2;
    for (let i = 0; i < 9 || (i < 90 && !isAsLong()); i++) {
      const attempt = (uid: string) =>
        durationMs(() => directory.authenticate(uid as Uid, "wrong"));
      wrong = Math.min(wrong, await attempt("alice"));
      unknown = Math.min(unknown, await attempt("nobody"));
    }
    assert.ok(isAsLong(), `wrong ${wrong} ms, unknown ${unknown} ms`);
  });

  fact("it says that it is up", async ({ directory }) => {
    assert.equal(await directory.state(), "up");
  });
}
