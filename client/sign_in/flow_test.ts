import assert from "node:assert/strict";
import { fingerprintOf } from "../../x509/mod.ts";
import type { KeyPairOf } from "../../ca/port.ts";
import { importVerifyingKey, verifyBytes } from "../../e2ee/keys.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type {
  EnrolRequest,
  LoginRequest,
  ProveRequest,
  RegisterRequest,
  SignInStep,
} from "../../protocol/http_api.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { parseIdentityStatement } from "../../protocol/items.ts";
import { signInChallengeBytes } from "../../protocol/sign_in.ts";
import { makeForeignAuthority, openMemoryAuthority } from "../../tests/support/authorities.ts";
import { LocalStore } from "../store/local_store.ts";
import type { SignInProgress } from "./port.ts";
import type { HttpClient } from "../net/http.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { SignInFlow } from "./flow.ts";

const ORIGIN = "http://localhost:8000";
const ANNA = {
  uid: "anna",
  fullName: "Anna A",
  mail: "anna@example.org",
  password: "lamp tractor",
};

interface Account {
  id: UserId;
  uid: Uid;
  fullName: string;
  mail: string;
  password: string;
  certificates?: KeyPairOf<Bytes>;
  statement?: string;
}

/** The account endpoints over the authority's own code. */
async function startServer() {
  const { authority, clock } = await openMemoryAuthority();
  const accounts = new Map<string, Account>();
  const attempts = new Map<string, { account: Account; nonce: string }>();
  const random = (length: number) => toBase64Url(crypto.getRandomValues(new Uint8Array(length)));
  /** Changes an answer on its way to the browser, or loses it. */
  const transport = { tamper: (_path: string, answer: unknown): unknown => answer };

  const certify = async (account: Account, csrs: RegisterRequest["csrs"]) => {
    account.certificates = await authority.issue(account, {
      sign: fromBase64Url(csrs.sign),
      encrypt: fromBase64Url(csrs.encrypt),
    });
    delete account.statement;
    const { sign, encrypt } = account.certificates;
    const keep = await Promise.all([sign, encrypt].map(fingerprintOf));
    await authority.revokeAll(account.id, "superseded", keep);
  };
  const stepOf = async (account: Account): Promise<SignInStep> => {
    const [loginId, nonce] = [random(16), random(32)];
    attempts.set(loginId, { account, nonce });
    const { root, issuing } = await authority.chain();
    const { id, uid, fullName, mail, certificates } = account;
    return {
      user: { id, uid, fullName, mail },
      loginId,
      nonce,
      chain: { root: toBase64Url(root), issuing: toBase64Url(issuing) },
      statementKnown: account.statement !== undefined,
      ...(certificates === undefined ? {} : {
        certificates: {
          sign: toBase64Url(certificates.sign),
          encrypt: toBase64Url(certificates.encrypt),
        },
      }),
    };
  };
  const prove = async ({ loginId, certificate, signature, identity }: ProveRequest) => {
    const { account, nonce } = attempts.get(loginId)!;
    attempts.delete(loginId);
    const { id: user, uid, fullName } = account;
    const verdict = await authority.verifySignIn({
      subject: user,
      certificate: fromBase64Url(certificate),
      challenge: signInChallengeBytes({ origin: ORIGIN, loginId, nonce, user }),
      signature: fromBase64Url(signature),
    });
    if (!verdict.ok) throw new AppError("certificate", "Refused.", { reason: verdict.reason });
    if (identity !== undefined) {
      const { spki } = parseCertificate(account.certificates!.sign);
      const digest = await crypto.subtle.digest("SHA-256", utf8(identity.statement));
      const bytes = concat(utf8("tw1/identity"), new Uint8Array(digest));
      const key = await importVerifyingKey(spki);
      assert.ok(await verifyBytes(key, fromBase64Url(identity.sig), bytes));
      account.statement = identity.statement;
    }
    assert.ok(account.statement !== undefined, "nobody signs in without a published statement");
    return { user: { id: user, uid, fullName } };
  };
  const answer = async (path: string, body: unknown): Promise<unknown> => {
    switch (path) {
      case "/api/register": {
        const { uid, csrs, ...rest } = body as RegisterRequest;
        if (accounts.has(uid)) throw new AppError("conflict", "Taken.", { field: "uid" });
        const account = { id: crypto.randomUUID() as UserId, uid: uid as Uid, ...rest };
        await certify(account, csrs);
        accounts.set(uid, account);
        return await stepOf(account);
      }
      case "/api/login": {
        const { uid, password } = body as LoginRequest;
        const account = accounts.get(uid);
        if (account?.password !== password) throw new AppError("unauthenticated", "Wrong.");
        return await stepOf(account);
      }
      case "/api/login/enrol": {
        const { loginId, csrs } = body as EnrolRequest;
        const { account } = attempts.get(loginId)!;
        await certify(account, csrs);
        return await stepOf(account);
      }
      default:
        return await prove(body as ProveRequest);
    }
  };
  const http: HttpClient = {
    post: async (path, body, parse) => {
      const sent = await answer(path, JSON.parse(JSON.stringify(body)));
      return parse(JSON.parse(JSON.stringify(await transport.tamper(path, sent))));
    },
    bytes: () => authority.crl(),
  };
  return { http, accounts, authority, clock, transport };
}

function browserOf(server: Awaited<ReturnType<typeof startServer>>) {
  const local = new LocalStore(memoryDatabase());
  const steps: SignInProgress[] = [];
  const now = () => server.clock.now.getTime();
  const flow = new SignInFlow({ http: server.http, store: local, origin: ORIGIN, now });
  return { local, flow, steps, note: (step: SignInProgress) => void steps.push(step) };
}

Deno.test("registering keeps keys that cannot be exported, and signs in again with them", async () => {
  const server = await startServer();
  const { flow, local, steps, note } = browserOf(server);
  assert.deepEqual(await flow.register(ANNA, note), { type: "signed-in" });
  assert.deepEqual(steps, ["making-keys", "requesting-certificates", "proving", "done"]);
  const { id, statement } = server.accounts.get("anna")!;
  const keyring = (await local.keyring(id))!;
  assert.deepEqual(
    [keyring.sign, keyring.encrypt].map(({ privateKey }) => privateKey.extractable),
    [false, false],
  );
  const named = parseIdentityStatement(statement);
  assert.deepEqual([named.sign, named.encrypt, named.user], [
    keyring.sign.fingerprint,
    keyring.encrypt.fingerprint,
    id,
  ]);
  assert.deepEqual(await local.pendingKeys("anna" as Uid), []);
  assert.deepEqual(await flow.signIn(ANNA, note), { type: "signed-in" });
});

Deno.test("whose session ended is signed in here no more once somebody else is, and stays so otherwise", async () => {
  const server = await startServer();
  const { flow, local, note } = browserOf(server);
  await flow.register(ANNA, note);
  const { id } = server.accounts.get("anna")!;
  await local.person(id).markSignedIn(1);
  await flow.signIn(ANNA, note);
  assert.equal(await local.lastUser(), id);
  await assert.rejects(flow.signIn({ ...ANNA, password: "x" }, note), { kind: "unauthenticated" });
  assert.equal(await local.lastUser(), id);
  await flow.register({ ...ANNA, uid: "ben", fullName: "Ben B" }, note);
  assert.equal(await local.lastUser(), undefined);
});

Deno.test("a wrong password, a taken name and a bad name are told with their field", async () => {
  const server = await startServer();
  const { flow, note } = browserOf(server);
  await flow.register(ANNA, note);
  await assert.rejects(flow.signIn({ ...ANNA, password: "x" }, note), { kind: "unauthenticated" });
  await assert.rejects(flow.register({ ...ANNA, uid: "Anna*" }, note), { field: "uid" });
  await assert.rejects(flow.register(ANNA, note), { kind: "conflict", field: "uid" });
});

Deno.test("a page that dies before the answer to its registration loses no account", async () => {
  const server = await startServer();
  const { flow, local, note } = browserOf(server);
  server.transport.tamper = (path, answer) => {
    if (path === "/api/register") throw new AppError("unavailable", "The connection is gone.");
    return answer;
  };
  await assert.rejects(flow.register(ANNA, note), { kind: "unavailable" });
  assert.equal(await local.keyring(server.accounts.get("anna")!.id), undefined);
  assert.deepEqual(await flow.signIn(ANNA, note), { type: "signed-in" });
  assert.notEqual(await local.keyring(server.accounts.get("anna")!.id), undefined);
});

Deno.test("a page that dies before the proof publishes its statement at the next sign-in", async () => {
  const server = await startServer();
  const { flow, note } = browserOf(server);
  const { post } = server.http;
  server.http.post = (path, body, parse) =>
    path === "/api/login/prove"
      ? Promise.reject(new AppError("unavailable", "The connection is gone."))
      : post(path, body, parse);
  await assert.rejects(flow.register(ANNA, note), { kind: "unavailable" });
  server.http.post = post;
  assert.equal(server.accounts.get("anna")!.statement, undefined);
  assert.deepEqual(await flow.signIn(ANNA, note), { type: "signed-in" });
});

Deno.test("another browser enrols; the first is refused and may enrol in its turn", async () => {
  const server = await startServer();
  const [first, second] = [browserOf(server), browserOf(server)];
  await first.flow.register(ANNA, first.note);
  const needed = await second.flow.signIn(ANNA, second.note);
  assert.ok(needed.type === "needs-enrolment");
  assert.deepEqual(needed.keysBefore, { where: "elsewhere" });
  assert.deepEqual(await second.flow.enrol(needed.loginId, second.note), { type: "signed-in" });
  await assert.rejects(second.flow.enrol(needed.loginId, second.note), {
    kind: "unauthenticated",
  });

  const refused = await first.flow.signIn(ANNA, first.note);
  assert.deepEqual(refused, { type: "refused", reason: "revoked" });
  const again = await first.flow.signIn(ANNA, first.note);
  assert.ok(again.type === "needs-enrolment");
  assert.deepEqual(again.keysBefore, { where: "here", reason: "revoked" });
  const { id } = server.accounts.get("anna")!;
  const old = (await first.local.keyring(id))!;
  assert.deepEqual(await first.flow.enrol(again.loginId, first.note), { type: "signed-in" });
  const stored = (await first.local.keyring(id))!;
  assert.equal(stored.refused, undefined);
  assert.deepEqual(stored.oldEncrypt.map(({ fingerprint }) => fingerprint), [
    old.encrypt.fingerprint,
  ]);
});

Deno.test("an expired certificate is refused", async () => {
  const server = await startServer();
  const { flow, note } = browserOf(server);
  await flow.register(ANNA, note);
  server.clock.now = new Date(server.clock.now.getTime() + 91 * 24 * 60 * 60 * 1000);
  assert.deepEqual(await flow.signIn(ANNA, note), { type: "refused", reason: "expired" });
});

for (
  const [reason, next] of [
    ["issuer-unknown", "needs-enrolment"],
    ["wrong-person", "needs-enrolment"],
    ["not-yet-valid", "signed-in"],
    ["proof-failed", "signed-in"],
  ] as const
) {
  Deno.test(`after the refusal ${reason} the next sign-in is ${next}`, async () => {
    const server = await startServer();
    const { flow, note } = browserOf(server);
    await flow.register(ANNA, note);
    const { post } = server.http;
    server.http.post = (path, body, parse) =>
      path === "/api/login/prove"
        ? Promise.reject(new AppError("certificate", "Refused.", { reason }))
        : post(path, body, parse);
    assert.deepEqual(await flow.signIn(ANNA, note), { type: "refused", reason });
    server.http.post = post;
    assert.equal((await flow.signIn(ANNA, note)).type, next);
  });
}

Deno.test("a server that shows another authority than before gets no proof", async () => {
  const server = await startServer();
  const { flow, note } = browserOf(server);
  await flow.register(ANNA, note);
  const { chain } = await makeForeignAuthority();
  server.transport.tamper = (path, answer) => {
    assert.equal(path, "/api/login", "nothing is sent after it");
    const foreign = { root: toBase64Url(chain.root), issuing: toBase64Url(chain.issuing) };
    return { ...answer as object, chain: foreign };
  };
  await assert.rejects(flow.signIn(ANNA, note), { kind: "certificate", reason: "root-changed" });
});

Deno.test("certificates for other keys, or for somebody else, are not kept", async () => {
  const server = await startServer();
  const other = browserOf(server);
  await other.flow.register({ ...ANNA, uid: "ben" }, other.note);
  const { certificates, id: ben } = server.accounts.get("ben")!;
  const theirs = {
    sign: toBase64Url(certificates!.sign),
    encrypt: toBase64Url(certificates!.encrypt),
  };
  const { flow, local, note } = browserOf(server);
  server.transport.tamper = (_, answer) => ({ ...answer as object, certificates: theirs });
  await assert.rejects(flow.register(ANNA, note), {
    kind: "certificate",
    reason: "wrong-person",
  });
  assert.equal(await local.keyring(server.accounts.get("anna")!.id), undefined);
  assert.equal(await local.keyring(ben), undefined);
});
