import assert from "node:assert/strict";
import { EmbeddedBroker } from "../../broker/embedded/broker.ts";
import { EmbeddedDirectory } from "../../directory/embedded/directory.ts";
import { makeStatement } from "../../e2ee/identity.ts";
import { fingerprintOf, importSigningKey } from "../../e2ee/keys.ts";
import { fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import type { SignInStep } from "../../protocol/http_api.ts";
import { signInChallengeBytes } from "../../protocol/sign_in.ts";
import { openMemoryAuthority } from "../../tests/support/authorities.ts";
import { requestsFor, TEST_TIME } from "../../tests/support/certificates.ts";
import {
  signPss,
  type TestKeyName,
  type TestKeys,
  testKeys,
} from "../../tests/support/test_keys.ts";
import { until } from "../../tests/support/eventually.ts";
import { openLocalBridge } from "../../tests/support/local_bridge.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import type { SessionEvent } from "../router/events.ts";
import { openSqliteSessions } from "../sessions/sqlite_sessions.ts";
import { Accounts } from "./accounts.ts";
import { SignInLimits } from "./limits.ts";

const PASSWORD = "correct horse 7 battery";
const CALLER = { address: "10.0.0.1", origin: "https://chat.example" };
const SIGN_INS_PER_MINUTE = 3;
const keys = { sign: await testKeys("adaSign"), encrypt: await testKeys("adaEncrypt") };
const csrs = await csrsOf("adaSign", "adaEncrypt");

async function csrsOf(...names: [TestKeyName, TestKeyName]) {
  const [sign, encrypt] = await Promise.all(names.map(testKeys)) as [TestKeys, TestKeys];
  const requests = await requestsFor(sign, encrypt);
  return { sign: toBase64Url(requests.sign), encrypt: toBase64Url(requests.encrypt) };
}

interface World {
  accounts: Accounts;
  directory: EmbeddedDirectory;
  sessions: ReturnType<typeof openSqliteSessions>;
  ended: SessionEvent[];
  /** What was noted, each as its event and its fields. */
  noted: string[];
  /** The body that proves ada's key in answer to `step`. */
  proof(step: SignInStep): Promise<Record<string, unknown>>;
}

async function inWorld(
  test: (world: World) => Promise<void>,
  { registrationOpen = true } = {},
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-accounts-" });
  const clock = () => TEST_TIME.getTime();
  const log = () => {};
  const archive = openSqliteArchive(`${folder}/archive.db`);
  const broker = new EmbeddedBroker({ log });
  const bridge = await openLocalBridge({ nodeId: "n1", broker, archive, clock, log });
  const directory = new EmbeddedDirectory({
    file: `${folder}/directory.db`,
    passwords: {
      hash: (password) => Promise.resolve(`hash of ${password}`),
      verify: (password, hash) => Promise.resolve(hash === `hash of ${password}`),
    },
  });
  const { authority } = await openMemoryAuthority();
  const path = `${folder}/sessions.db`;
  const sessions = openSqliteSessions({ path, sessionMs: 1000, clock });
  const ended: SessionEvent[] = [];
  const noted: string[] = [];
  const accounts = new Accounts({
    directory,
    authority,
    sessions,
    bridge,
    limits: new SignInLimits({
      signInsPerMinute: SIGN_INS_PER_MINUTE,
      registrationsPerHour: 10,
      clock,
    }),
    registrationOpen,
    endSockets: (event) => void ended.push(event),
    clock,
    log,
    audit: (event, fields) => void noted.push(`${event} ${JSON.stringify(fields)}`),
  });
  const proof = async ({ user, loginId, nonce, certificates }: SignInStep) => {
    const { origin } = CALLER;
    const challenge = signInChallengeBytes({ origin, loginId, nonce, user: user.id });
    const { signed } = await makeStatement({
      user: user.id,
      uid: user.uid,
      sign: await fingerprintOf(fromBase64Url(certificates!.sign)),
      encrypt: await fingerprintOf(fromBase64Url(certificates!.encrypt)),
      signKey: await importSigningKey(keys.sign.pkcs8),
      clock,
    });
    return {
      loginId,
      certificate: certificates!.sign,
      signature: toBase64Url(await signPss(keys.sign, challenge)),
      identity: signed,
    };
  };
  try {
    await test({ accounts, directory, sessions, ended, noted, proof });
  } finally {
    await bridge.close();
    await sessions.close();
    await directory.close();
    await authority.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function register(accounts: Accounts): Promise<SignInStep> {
  const body = { uid: "ada", fullName: "Ada Lovelace", mail: "ada@example.org" };
  return accounts.register({ ...body, password: PASSWORD, csrs }, CALLER);
}

function login(accounts: Accounts): Promise<SignInStep> {
  return accounts.login({ uid: "ada", password: PASSWORD }, CALLER);
}

async function refusalOf(work: Promise<unknown>, kind: ErrorKind): Promise<AppError> {
  const error = await work.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError && error.kind === kind, `expected ${kind}, not ${error}`);
  return error;
}

Deno.test("after the right password a closed account is said to be, and nothing else is before", () =>
  inWorld(async ({ accounts, directory, proof }) => {
    const step = await register(accounts);
    const before = await login(accounts);
    await directory.setDisabled(step.user.id, true);
    const refused = await refusalOf(login(accounts), "unauthenticated");
    assert.equal(refused.reason, "disabled");
    assert.match(refused.message, /is disabled\. Ask your administrator/);
    const guess = accounts.login({ uid: "ada", password: "wrong" }, CALLER);
    assert.equal((await refusalOf(guess, "unauthenticated")).reason, undefined);
    // Closed between the password and the proof.
    const late = await refusalOf(accounts.prove(await proof(before), CALLER), "unauthenticated");
    assert.equal(late.reason, "account-closed");
  }));

Deno.test("a person registers, proves the key and has a session", () =>
  inWorld(async ({ accounts, sessions, proof }) => {
    const { signedIn, token } = await accounts.prove(await proof(await register(accounts)), CALLER);
    assert.equal(signedIn.user.uid, "ada");
    assert.equal((await sessions.find(token))?.user, signedIn.user.id);
    const again = await login(accounts);
    assert.ok(again.statementKnown);
    await accounts.prove(await proof(again), CALLER);
  }));

Deno.test("a proof serves once, and only for the page that asked", () =>
  inWorld(async ({ accounts, proof }) => {
    const body = await proof(await register(accounts));
    await accounts.prove(body, CALLER);
    const used = await refusalOf(accounts.prove(body, CALLER), "unauthenticated");
    assert.equal(used.reason, "attempt-over");
    const other = await proof(await login(accounts));
    const elsewhere = { ...CALLER, origin: "https://evil.example" };
    await refusalOf(accounts.prove(other, elsewhere), "unauthenticated");
    await refusalOf(accounts.prove(other, CALLER), "unauthenticated");
  }));

Deno.test("who is disabled or removed after the password gets no session and no certificates", () =>
  inWorld(async ({ accounts, directory, proof }) => {
    const { user } = await register(accounts);
    const [one, two, three] = [
      await login(accounts),
      await login(accounts),
      await login(accounts),
    ];
    await directory.setDisabled(user.id, true);
    await refusalOf(accounts.prove(await proof(one), CALLER), "unauthenticated");
    await refusalOf(accounts.enrol({ loginId: two.loginId, csrs }, CALLER), "unauthenticated");
    await directory.remove(user.id);
    await refusalOf(accounts.prove(await proof(three), CALLER), "unauthenticated");
  }));

Deno.test("new keys end every session, and one password buys only so many of them", () =>
  inWorld(async ({ accounts, sessions, ended, proof }) => {
    const { token } = await accounts.prove(await proof(await register(accounts)), CALLER);
    let step = await login(accounts);
    const enrol = async (...names: [TestKeyName, TestKeyName]) => {
      const body = { loginId: step.loginId, csrs: await csrsOf(...names) };
      step = await accounts.enrol(body, CALLER);
    };
    await enrol("bobSign", "bobEncrypt");
    assert.equal(await sessions.find(token), undefined);
    await enrol("foreignRoot", "foreignIssuing");
    assert.deepEqual(ended.map(({ sessions }) => sessions), [[], []]);
    // The password was one try, the enrolments two.
    const refused = await refusalOf(enrol("spare", "adaEncrypt"), "rate-limited");
    assert.match(refused.message, /Wait a minute/);
  }));

Deno.test("a sign-out ends this session, or all of them, with their sockets", () =>
  inWorld(async ({ accounts, sessions, ended, proof }) => {
    const one = await accounts.prove(await proof(await register(accounts)), CALLER);
    const two = await accounts.prove(await proof(await login(accounts)), CALLER);
    await accounts.logout({ everywhere: false }, one.session);
    assert.deepEqual(ended.at(-1)?.sessions, [one.session.id]);
    assert.equal(await sessions.find(one.token), undefined);
    assert.ok(await sessions.find(two.token));
    await accounts.logout({ everywhere: true }, one.session);
    assert.deepEqual(ended.at(-1)?.sessions, []);
    assert.equal(await sessions.find(two.token), undefined);
  }));

Deno.test("a registration that fails at the certificates leaves no entry", () =>
  inWorld(async ({ accounts, directory }) => {
    const body = { uid: "ada", fullName: "Ada", mail: "ada@example.org", password: PASSWORD };
    const broken = { sign: csrs.sign, encrypt: toBase64Url(new Uint8Array(100)) };
    await assert.rejects(accounts.register({ ...body, csrs: broken }, CALLER), AppError);
    assert.deepEqual(await directory.list({ limit: 1 }), []);
    await register(accounts);
  }));

Deno.test("a registration whose keys were never proven goes on with its password, and with no other", () =>
  inWorld(async ({ accounts, proof }) => {
    await register(accounts);
    const body = { uid: "ada", fullName: "Eve", mail: "eve@example.org" };
    const others = await csrsOf("bobSign", "bobEncrypt");
    const stranger = { ...body, password: "another horse 8 battery", csrs: others };
    await refusalOf(accounts.register(stranger, CALLER), "conflict");
    const owner = {
      ...body,
      password: PASSWORD,
      csrs: await csrsOf("foreignRoot", "foreignIssuing"),
    };
    const again = await accounts.register(owner, CALLER);
    assert.equal(again.user.fullName, "Ada Lovelace", "the entry stays as it was made");
    const first = await refusalOf(
      accounts.prove(await proof(again), CALLER),
      "certificate",
    );
    assert.equal(first.reason, "proof-failed", "the keys are those of the last try");
  }));

Deno.test("once its keys were proven, no password goes on with a registration", () =>
  inWorld(async ({ accounts, proof }) => {
    await accounts.prove(await proof(await register(accounts)), CALLER);
    const taken = await refusalOf(register(accounts), "conflict");
    assert.equal(taken.reason, "uid-taken");
  }));

Deno.test("guessing the password of a registration that was cut off is bounded like a sign-in", () =>
  inWorld(async ({ accounts }) => {
    await register(accounts);
    const guess = { uid: "ada", fullName: "Eve", mail: "eve@example.org", csrs };
    for (let i = 0; i < SIGN_INS_PER_MINUTE; i++) {
      const password = `another horse ${i} battery`;
      await refusalOf(accounts.register({ ...guess, password }, CALLER), "conflict");
    }
    await refusalOf(accounts.register({ ...guess, password: PASSWORD }, CALLER), "rate-limited");
  }));

Deno.test("where registration is closed nobody makes an account", () =>
  inWorld(async ({ accounts, directory }) => {
    const refused = await refusalOf(register(accounts), "forbidden");
    assert.equal(refused.reason, "registration-closed");
    assert.deepEqual(await directory.list({ limit: 1 }), []);
  }, { registrationOpen: false }));

Deno.test("each fact of signing in and out is noted once, with who and from where", () =>
  inWorld(async ({ accounts, noted, proof }) => {
    const { address } = CALLER;
    const { session } = await accounts.prove(await proof(await register(accounts)), CALLER);
    await accounts.enrol({
      loginId: (await login(accounts)).loginId,
      csrs: await csrsOf("bobSign", "bobEncrypt"),
    }, CALLER);
    await accounts.logout({ everywhere: true }, session);
    const who = { uid: "ada", address };
    assert.deepEqual(noted, [
      `registered ${JSON.stringify(who)}`,
      `signed in ${JSON.stringify(who)}`,
      'certificates revoked {"uid":"ada","reason":"superseded","certificates":2}',
      `keys enrolled ${JSON.stringify(who)}`,
      'signed out {"uid":"ada","everywhere":true}',
    ]);
  }));

Deno.test("each password that a registration is refused for is noted once, and no right one", () =>
  inWorld(async ({ accounts, directory, noted }) => {
    const { user } = await register(accounts);
    noted.length = 0;
    const guess = { uid: "ada", fullName: "Eve", mail: "eve@example.org", csrs };
    const registering = (password: string) => accounts.register({ ...guess, password }, CALLER);
    await refusalOf(registering("another horse 8 battery"), "conflict");
    await until("it is noted", () => noted.length > 0);
    const who = { uid: "ada", address: CALLER.address };
    assert.deepEqual(noted.splice(0), [
      `sign-in refused ${JSON.stringify({ ...who, reason: "wrong name or password" })}`,
    ]);
    await directory.setDisabled(user.id, true);
    await refusalOf(registering(PASSWORD), "unauthenticated");
    assert.deepEqual(noted.splice(0), [
      `sign-in refused ${JSON.stringify({ ...who, reason: "disabled" })}`,
    ]);
  }));

Deno.test("who failed to sign in is noted by name where it is somebody's, and else by a hash", () =>
  inWorld(async ({ accounts, noted, proof }) => {
    const step = await register(accounts);
    noted.length = 0;
    const tries = ["Ada ", "hunter2", "Correct Horse 7 Battery"];
    for (const uid of tries) {
      await refusalOf(
        accounts.login({ uid, password: "wrong" }, { ...CALLER, address: uid }),
        "unauthenticated",
      );
    }
    await until("all are noted", () => noted.length === tries.length);
    const why = '"reason":"wrong name or password"';
    assert.match(noted[0]!, new RegExp(`^sign-in refused {"uid":"ada","address":"Ada ",${why}}$`));
    for (const line of noted.slice(1)) {
      assert.match(line, new RegExp(`^sign-in refused {"typedHash":"[0-9a-f]{16}",.*${why}}$`));
    }
    noted.length = 0;
    const body = { ...await proof(step), signature: toBase64Url(new Uint8Array(384)) };
    await refusalOf(accounts.prove(body, CALLER), "certificate");
    assert.match(noted.join(), /^sign-in refused {"uid":"ada",.*"reason":"proof-failed"/);
  }));
