/** Registration, sign-in and enrolment: the password first, then the proof of the key. */

import { acceptNewUid } from "../../directory/person_rules.ts";
import { fingerprintOf } from "../../x509/mod.ts";
import { signBytes } from "../../e2ee/keys.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  type EnrolRequest,
  type LoginRequest,
  type ProveRequest,
  type RegisterRequest,
  SIGNED_IN,
} from "../../protocol/http_api.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { signInChallengeBytes } from "../../protocol/sign_in.ts";
import type { LocalStore } from "../store/local_store.ts";
import type { KeysBefore, SignInClient, SignInOutcome, SignInProgress } from "./port.ts";
import type { HttpClient } from "../net/http.ts";
import type { Keyring, PendingKeys } from "../store/tables.ts";
import { certifiedKeyring } from "./certified_keys.ts";
import { makeNewKeys } from "./new_keys.ts";
import { fetchRevocationList } from "./revocation_source.ts";
import { parseSignInStep, type ReadStep } from "./step.ts";

/**
 * Refusals that stay: another try with the same certificate cannot end otherwise, so the next
 * sign-in offers new keys, as the page about the refusal says.
 */
const LASTING_REFUSALS = [
  "malformed",
  "issuer-unknown",
  "expired",
  "revoked",
  "wrong-usage",
  "wrong-person",
  "unacceptable",
];

export interface SignInOptions {
  http: HttpClient;
  store: LocalStore;
  /** Of this page; part of what is signed, so that a proof is worth nothing elsewhere. */
  origin: string;
  now: () => number;
}

type Progress = (step: SignInProgress) => void;
type Revocations = ReturnType<typeof fetchRevocationList>;

/** Registration, sign-in and enrolment: the password first, then the proof of the certified key. */
export class SignInFlow implements Omit<SignInClient, "unsupported"> {
  readonly #options: SignInOptions;
  /** Sign-ins that wait for the person's word on enrolling, by login id. */
  readonly #waiting = new Map<string, ReadStep>();

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  async register(
    input: { uid: string; fullName: string; mail: string; password: string },
    onProgress: Progress,
  ): Promise<SignInOutcome> {
    const { http, store, now } = this.#options;
    const uid = acceptNewUid(input.uid);
    onProgress("making-keys");
    const revocations = this.#revocations();
    const { csrs, pending } = await makeNewKeys(now);
    await store.addPendingKeys(uid, pending);
    onProgress("requesting-certificates");
    const { fullName, mail, password } = input;
    const request: RegisterRequest = { uid, fullName, mail, password, csrs };
    const step = await http.post("/api/register", request, parseSignInStep);
    return await this.#finish(step, uid, { pending, revocations }, onProgress);
  }

  async signIn(
    input: { uid: string; password: string },
    onProgress: Progress,
  ): Promise<SignInOutcome> {
    const { http, store } = this.#options;
    onProgress("checking");
    const { uid, password } = input;
    const request: LoginRequest = { uid, password };
    const step = await http.post("/api/login", request, parseSignInStep);
    await this.#pinRoot(step);
    // Keys whose certificates were issued while nobody was there to see them go first. A directory
    // finds an account under several spellings of its name; keys are kept under the account's own.
    const pending = await store.pendingKeys(step.user.uid);
    const found = pending.length === 0
      ? undefined
      : await this.#certify(step, pending, this.#revocations());
    if (found !== undefined) return await this.#prove(step, found, onProgress);
    const keyring = await store.keyring(step.user.id);
    if (keyring !== undefined && keyring.refused === undefined) {
      return await this.#prove(step, keyring, onProgress);
    }
    this.#waiting.set(step.loginId, step);
    return {
      type: "needs-enrolment",
      loginId: step.loginId,
      keysBefore: keysBefore(step, keyring),
    };
  }

  async enrol(loginId: string, onProgress: Progress): Promise<SignInOutcome> {
    const { http, store, now } = this.#options;
    const { uid } = this.#waitingStep(loginId).user;
    onProgress("making-keys");
    const revocations = this.#revocations();
    const { csrs, pending } = await makeNewKeys(now);
    await store.addPendingKeys(uid, pending);
    onProgress("requesting-certificates");
    const request: EnrolRequest = { loginId, csrs };
    const step = await http.post("/api/login/enrol", request, parseSignInStep);
    this.#waiting.delete(loginId);
    return await this.#finish(step, uid, { pending, revocations }, onProgress);
  }

  /** Asks for the list beside the way: it comes while keys are made, or a password is checked. */
  #revocations(): Revocations {
    const revocations = fetchRevocationList(this.#options.http);
    revocations.catch(() => {}); // Whoever needs it has its own copy of the rejection.
    return revocations;
  }

  #waitingStep(loginId: string): ReadStep {
    const step = this.#waiting.get(loginId);
    if (step !== undefined) return step;
    throw new AppError("unauthenticated", "This sign-in has ended. Enter your password again.");
  }

  /** New certificates have come: check them, keep the keys, prove that they are here. */
  async #finish(
    step: ReadStep,
    uid: Uid,
    { pending, revocations }: { pending: PendingKeys; revocations: Revocations },
    onProgress: Progress,
  ): Promise<SignInOutcome> {
    await this.#pinRoot(step);
    if (step.user.uid !== uid) throw foreignAnswer();
    const keyring = await this.#certify(step, [pending], revocations);
    if (keyring === undefined) throw foreignAnswer();
    return await this.#prove(step, keyring, onProgress);
  }

  async #pinRoot({ chain: { root, issuing } }: ReadStep): Promise<void> {
    await this.#options.store.pinAuthority(await fingerprintOf(root), root, issuing);
  }

  /** The keyring of the pending keys that the step's certificates are for; kept before it is used. */
  async #certify(
    step: ReadStep,
    candidates: readonly PendingKeys[],
    revocations: Revocations,
  ): Promise<Keyring | undefined> {
    if (step.certificates === undefined) return undefined;
    const { store, now } = this.#options;
    const before = await store.keyring(step.user.id);
    const crl = await revocations;
    for (const pending of candidates) {
      const keyring = await certifiedKeyring({ step, pending, crl, now, before });
      if (keyring === undefined) continue;
      await store.saveKeyring(keyring, step.user.uid);
      return keyring;
    }
    return undefined;
  }

  async #prove(step: ReadStep, keyring: Keyring, onProgress: Progress): Promise<SignInOutcome> {
    const { http, store, origin } = this.#options;
    onProgress("proving");
    const { loginId, nonce, user } = step;
    const challenge = signInChallengeBytes({ origin, loginId, nonce, user: user.id });
    const request: ProveRequest = {
      loginId,
      certificate: toBase64Url(keyring.sign.certificate),
      signature: toBase64Url(await signBytes(keyring.sign.privateKey, challenge)),
      ...(step.statementKnown ? {} : { identity: keyring.statement }),
    };
    try {
      const signedIn = await http.post("/api/login/prove", request, SIGNED_IN.parse);
      if (signedIn.user.id !== user.id) throw foreignAnswer();
      await this.#endOthers(user.id);
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "certificate") throw error;
      const reason = error.reason ?? "unacceptable";
      if (LASTING_REFUSALS.includes(reason)) await store.markRefused(user.id, reason);
      return { type: "refused", reason };
    }
    onProgress("done");
    return { type: "signed-in" };
  }

  /** The session is this person's: nobody else's chat opens here while the server says nothing. */
  async #endOthers(user: UserId): Promise<void> {
    const { store } = this.#options;
    if (await store.lastUser() !== user) await store.markSignedOut();
  }
}

function foreignAnswer(): AppError {
  return new AppError(
    "certificate",
    "The server answered for somebody else or for other keys, so nothing was kept of it. Try " +
      "again, and tell your administrator if it happens again.",
    { reason: "wrong-person" },
  );
}

function keysBefore(
  { certificates, statementKnown }: Pick<ReadStep, "certificates" | "statementKnown">,
  keyring: Pick<Keyring, "refused"> | undefined,
): KeysBefore {
  if (keyring?.refused !== undefined) return { where: "here", reason: keyring.refused };
  return { where: certificates === undefined && !statementKnown ? "nowhere" : "elsewhere" };
}
