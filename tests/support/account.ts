/** A person without a browser: registers and signs in over the JSON endpoints. */

import { makeCsr } from "../../e2ee/csr.ts";
import { makeStatement } from "../../e2ee/identity.ts";
import { fingerprintOf, type PersonKeys, signBytes } from "../../e2ee/keys.ts";
import { type Bytes, fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError, fromProblem } from "../../protocol/errors.ts";
import {
  type CsrPair,
  type ProveRequest,
  SIGN_IN_STEP,
  type SignInStep,
} from "../../protocol/http_api.ts";
import type { Fingerprint } from "../../protocol/ids.ts";
import type { SignedStatement } from "../../protocol/items.ts";
import { signInChallengeBytes } from "../../protocol/sign_in.ts";
import { nextKeys } from "./key_pool.ts";

export const TEST_PASSWORD = "correct horse 7 battery";

export interface Account {
  user: SignInStep["user"];
  password: string;
  keys: PersonKeys;
  certificates: { sign: Bytes; encrypt: Bytes };
  fingerprints: { sign: Fingerprint; encrypt: Fingerprint };
  chain: { root: Bytes; issuing: Bytes };
  /** `name=value` for the `Cookie` header; empty without a session. */
  cookie: string;
}

/** POSTs JSON as a page of `origin` would. @throws {AppError} the problem in the answer. */
export async function post(
  origin: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ value: unknown; cookie: string }> {
  const response = await fetch(origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", origin, ...headers },
    body: JSON.stringify(body),
  });
  const value = await response.json().catch(() => ({}));
  if (!response.ok) throw fromProblem((value as { error?: unknown }).error);
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { value, cookie };
}

export async function csrsOf(keys: PersonKeys): Promise<CsrPair> {
  return {
    sign: toBase64Url(await makeCsr(keys.sign, "sign")),
    encrypt: toBase64Url(await makeCsr(keys.encrypt, "encrypt")),
  };
}

/** Registers and signs in. `keys` must be extractable; by default ones that nobody else here has. */
export async function register(
  origin: string,
  uid: string,
  options: { keys?: PersonKeys; fullName?: string; password?: string } = {},
): Promise<Account> {
  const { keys = await nextKeys(), fullName = `Test ${uid}`, password = TEST_PASSWORD } = options;
  const { value } = await post(origin, "/api/register", {
    uid,
    fullName,
    mail: `${uid}@example.org`,
    password,
    csrs: await csrsOf(keys),
  });
  return await finish(origin, SIGN_IN_STEP.parse(value), keys, true);
}

/** Signs in again with the keys of before. */
export async function signIn(origin: string, account: Account): Promise<Account> {
  const { value } = await post(origin, "/api/login", {
    uid: account.user.uid,
    password: account.password,
  });
  return await finish(origin, SIGN_IN_STEP.parse(value), account.keys, false);
}

/** Has new keys certified and goes no further: the old ones are revoked, the new ones not known. */
export async function enrolHalfway(
  origin: string,
  account: Account,
): Promise<{ step: SignInStep; keys: PersonKeys }> {
  const { value } = await post(origin, "/api/login", {
    uid: account.user.uid,
    password: account.password,
  });
  const keys = await nextKeys();
  const { loginId } = SIGN_IN_STEP.parse(value);
  const enrolled = await post(origin, "/api/login/enrol", { loginId, csrs: await csrsOf(keys) });
  return { step: SIGN_IN_STEP.parse(enrolled.value), keys };
}

/** Signs in without the old keys: enrols new ones. */
export async function enrol(origin: string, account: Account): Promise<Account> {
  const { step, keys } = await enrolHalfway(origin, account);
  return await finish(origin, step, keys, true);
}

/**
 * Proves `keys` in answer to `step`.
 *
 * @param publish with the statement of the identity, as newly certified keys need it.
 */
export async function finish(
  origin: string,
  step: SignInStep,
  keys: PersonKeys,
  publish: boolean,
): Promise<Account> {
  const { user, certificates: encoded, chain } = step;
  if (encoded === undefined) throw new AppError("internal", "The step has no certificates");
  const certificates = {
    sign: fromBase64Url(encoded.sign),
    encrypt: fromBase64Url(encoded.encrypt),
  };
  const fingerprints = {
    sign: await fingerprintOf(certificates.sign),
    encrypt: await fingerprintOf(certificates.encrypt),
  };
  const identity = publish
    ? (await makeStatement({
      user: user.id,
      uid: user.uid,
      ...fingerprints,
      signKey: keys.sign.privateKey,
      clock: Date.now,
    })).signed
    : undefined;
  const proof = await proofOf(origin, step, certificates.sign, keys, identity);
  const { cookie } = await post(origin, "/api/login/prove", proof);
  return {
    user,
    password: TEST_PASSWORD,
    keys,
    certificates,
    fingerprints,
    chain: { root: fromBase64Url(chain.root), issuing: fromBase64Url(chain.issuing) },
    cookie,
  };
}

/** The proof request for `step`, with any certificate and keys, good or bad. */
export async function proofOf(
  origin: string,
  step: Pick<SignInStep, "loginId" | "nonce" | "user">,
  certificate: Bytes,
  keys: Pick<PersonKeys, "sign">,
  identity?: SignedStatement,
): Promise<ProveRequest> {
  const { loginId, nonce, user } = step;
  const challenge = signInChallengeBytes({ origin, loginId, nonce, user: user.id });
  return {
    loginId,
    certificate: toBase64Url(certificate),
    signature: toBase64Url(await signBytes(keys.sign.privateKey, challenge)),
    ...(identity === undefined ? {} : { identity }),
  };
}
