/** Registration, sign-in, enrolment of new keys, and sign-out. */

import { fingerprintOf } from "../../x509/mod.ts";
import type { Authority, CertificateSubject, KeyPairOf } from "../../ca/port.ts";
import type { Bridge } from "../bridge/port.ts";
import type { Directory, Person } from "../../directory/port.ts";
import { verifyStatement } from "../../e2ee/identity.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { LOGOUT_REQUEST, type SignedIn, type SignInStep } from "../../protocol/http_api.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import type { SignedStatement } from "../../protocol/items.ts";
import { signInChallengeBytes } from "../../protocol/sign_in.ts";
import type { Log } from "../log.ts";
import { type Audit, typedName } from "../audit.ts";
import type { SessionEvent } from "../router/events.ts";
import type { LoginAttempt, Session, Sessions } from "../sessions/port.ts";
import { foreignCertificates, resolverOf, validCertificates } from "./certificates.ts";
import type { SignInLimits } from "./limits.ts";
import { REFUSAL_MESSAGES } from "./refusals.ts";
import { parseEnrol, parseLogin, parseProof, parseRegister } from "./requests.ts";

export interface AccountsOptions {
  directory: Directory;
  authority: Authority;
  sessions: Sessions;
  bridge: Pick<Bridge, "archive" | "publishIdentity" | "withdrawIdentities">;
  limits: SignInLimits;
  /** Whether people may make accounts by themselves; an administrator always can. */
  registrationOpen: boolean;
  /** Closes the sockets of sessions that are over, on every node. */
  endSockets: (event: SessionEvent) => void;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
  audit: Audit;
}

/** Where a request came from. */
export interface Caller {
  address: string;
  /** Origin of the page; checked already. */
  origin: string;
}

/**
 * Registration, sign-in in its two halves (password, then key), enrolment of new keys, sign-out.
 * Takes JSON bodies as they came and answers `protocol/http_api.ts`.
 */
export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /**
   * Adds a person to the directory and certifies their keys. What fails on the way is undone; what
   * cannot be undone (the process dies) is taken up by an enrolment at the next sign-in.
   */
  async register(body: unknown, { address, origin }: Caller): Promise<SignInStep> {
    const { directory, limits, log, registrationOpen } = this.#options;
    if (!registrationOpen) {
      throw new AppError("forbidden", "Accounts are made by your administrator here.", {
        reason: "registration-closed",
      });
    }
    const { person: wanted, csrs } = parseRegister(body);
    limits.registration(address);
    const person = await directory.add(wanted);
    try {
      await this.#certify(person, csrs);
    } catch (error) {
      await directory.remove(person.id).catch((cause) => {
        log("error", "a half-made entry could not be removed", { uid: person.uid, error: cause });
      });
      throw error;
    }
    this.#options.audit("registered", { uid: person.uid, address });
    return await this.#nextStep(person.id, origin);
  }

  /** Checks the password. No session yet: the key is still to be proven. */
  async login(body: unknown, { address, origin }: Caller): Promise<SignInStep> {
    const { directory, limits, audit } = this.#options;
    const { uid, typed, password } = parseLogin(body);
    limits.signIn(address, uid ?? "");
    const person = uid === undefined
      ? undefined
      : await directory.authenticate(uid, password).catch((error) => {
        if (error instanceof AppError && error.kind === "unauthenticated") {
          audit("sign-in refused", { uid, address, reason: error.reason });
        }
        throw error;
      });
    if (person === undefined) {
      // Whether there is such a person is for the log alone, and takes the answer no longer.
      void this.#noteWrongPassword(uid, typed, address);
      throw new AppError("unauthenticated", "The username or the password is wrong.");
    }
    return await this.#nextStep(person.id, origin);
  }

  /** Certifies new keys of a person whose password was right, and revokes the old ones. */
  async enrol(body: unknown, { origin, address }: Caller): Promise<SignInStep> {
    const { limits } = this.#options;
    const { loginId, csrs } = parseEnrol(body);
    const attempt = await this.#take(loginId, origin);
    const person = await this.#personOf(attempt);
    // Each enrolment gives the next attempt, so one password must not buy certificates without end.
    limits.signIn(address, person.uid);
    await this.#certify(person, csrs);
    // Until the new keys are proven and published, nobody has to wait for this person's wraps.
    await this.#options.bridge.withdrawIdentities(person.id, this.#options.clock());
    await this.#endAllSessions(person.id, {
      message: "New keys were set up for your account in another browser. Sign in again.",
    });
    this.#options.audit("keys enrolled", { uid: person.uid, address });
    return await this.#nextStep(person.id, origin);
  }

  /** Checks the certificate and the proof of its key; only then is there a session. */
  async prove(
    body: unknown,
    { origin, address }: Caller,
  ): Promise<{ signedIn: SignedIn; token: string; session: Session }> {
    const { authority, sessions, limits, audit } = this.#options;
    const proof = parseProof(body);
    const attempt = await this.#take(proof.loginId, origin);
    const person = await this.#personOf(attempt);
    const challenge = signInChallengeBytes({
      origin: attempt.origin,
      loginId: attempt.id,
      nonce: attempt.nonce,
      user: person.id,
    });
    const { certificate, signature } = proof;
    const verdict = await authority.verifySignIn({
      subject: person.id,
      certificate,
      challenge,
      signature,
    });
    if (!verdict.ok) {
      const { reason, detail } = verdict;
      audit("sign-in refused", { uid: person.uid, address, reason, detail });
      throw new AppError("certificate", REFUSAL_MESSAGES[reason], { reason });
    }
    await this.#publishIdentity(person, certificate, proof.identity);
    const { id: user, uid, fullName } = person;
    const { token, session } = await sessions.create({ user, uid, fullName });
    limits.succeeded(uid);
    audit("signed in", { uid, address });
    return { signedIn: { user: { id: user, uid, fullName } }, token, session };
  }

  /** Ends the session, or all of the person's. */
  async logout(body: unknown, session: Session): Promise<void> {
    const { everywhere } = LOGOUT_REQUEST.parse(body);
    this.#options.audit("signed out", { uid: session.uid, everywhere });
    if (everywhere) {
      return await this.#endAllSessions(session.user, { message: "You signed out everywhere." });
    }
    await this.#options.sessions.end(session.id);
    this.#options.endSockets({
      user: session.user,
      sessions: [session.id],
      message: "You signed out.",
    });
  }

  /** Issues both certificates, puts them on the entry and revokes every older one. */
  async #certify(person: Person, csrs: KeyPairOf<Bytes>): Promise<void> {
    const { authority, directory } = this.#options;
    const { id, uid, fullName, mail } = person;
    const subject: CertificateSubject = { id, uid, fullName, mail };
    const issued = await authority.issue(subject, csrs);
    const { issuing } = await authority.chain();
    const others = foreignCertificates(person, issuing);
    await directory.setCertificates(id, [...others, issued.sign, issued.encrypt]);
    const keep = await Promise.all([issued.sign, issued.encrypt].map(fingerprintOf));
    const revoked = await authority.revokeAll(id, "superseded", keep);
    if (revoked.length === 0) return;
    this.#options.audit("certificates revoked", {
      uid,
      reason: "superseded",
      certificates: revoked.length,
    });
  }

  /** Publishes the statement of newly certified keys; without one the keys must be published. */
  async #publishIdentity(
    person: Person,
    certificate: Bytes,
    signed: SignedStatement | undefined,
  ): Promise<void> {
    const { authority, bridge, clock } = this.#options;
    const sign = await fingerprintOf(certificate);
    if (signed === undefined) {
      if (await bridge.archive.identity(sign) !== undefined) return;
      throw new AppError("invalid", "These keys were never published. Sign in again.", {
        field: "identity",
        reason: "statement-missing",
      });
    }
    const now = new Date(clock());
    const valid = await validCertificates(person, authority, now);
    if (valid.sign === undefined || valid.encrypt === undefined) {
      throw new AppError("invalid", "Your directory entry lacks a certificate. Sign in again.", {
        field: "identity",
      });
    }
    const certificates = { sign: valid.sign, encrypt: valid.encrypt };
    const verified = await verifyStatement(signed, resolverOf(certificates), clock);
    if (!verified.ok) {
      throw new AppError("invalid", `The identity statement is refused: ${verified.reason}.`, {
        field: "identity",
        reason: verified.reason,
        cause: verified.detail,
      });
    }
    await bridge.publishIdentity({
      ...signed,
      user: person.id,
      sign,
      encrypt: valid.encrypt.fingerprint,
      signCertificate: toBase64Url(valid.sign.der),
      encryptCertificate: toBase64Url(valid.encrypt.der),
      encryptNotAfterMs: valid.encrypt.notAfter.getTime(),
      publishedAt: now.toISOString(),
    });
  }

  async #nextStep(user: UserId, origin: string): Promise<SignInStep> {
    const { directory, authority, sessions, bridge, clock } = this.#options;
    const person = await directory.findById(user);
    if (person === undefined) throw gone();
    const [attempt, chain, valid] = await Promise.all([
      sessions.startAttempt(user, origin),
      authority.chain(),
      validCertificates(person, authority, new Date(clock())),
    ]);
    const { sign, encrypt } = valid;
    const statementKnown = sign !== undefined &&
      await bridge.archive.identity(sign.fingerprint) !== undefined;
    const { id, uid, fullName, mail } = person;
    return {
      user: { id, uid, fullName, mail },
      loginId: attempt.id,
      nonce: attempt.nonce,
      chain: { root: toBase64Url(chain.root), issuing: toBase64Url(chain.issuing) },
      statementKnown,
      ...(sign === undefined || encrypt === undefined ? {} : {
        certificates: { sign: toBase64Url(sign.der), encrypt: toBase64Url(encrypt.der) },
      }),
    };
  }

  async #take(loginId: string, origin: string): Promise<LoginAttempt> {
    const attempt = await this.#options.sessions.takeAttempt(loginId);
    if (attempt !== undefined && attempt.origin === origin) return attempt;
    throw new AppError(
      "unauthenticated",
      "This sign-in has taken too long or was used before. Enter your password again.",
      { reason: "attempt-over" },
    );
  }

  async #personOf(attempt: LoginAttempt): Promise<Person> {
    const { directory } = this.#options;
    const person = await directory.findById(attempt.user);
    if (person === undefined) throw gone();
    if ((await directory.active([person.id])).has(person.id)) return person;
    throw new AppError(
      "unauthenticated",
      "Your account may not be used now. Sign in again to see why.",
      { reason: "account-closed" },
    );
  }

  /** Never rejects. */
  async #noteWrongPassword(uid: Uid | undefined, typed: string, address: string): Promise<void> {
    const { directory, audit } = this.#options;
    const person = uid === undefined
      ? undefined
      : await directory.findByUid(uid).catch(() => undefined);
    audit("sign-in refused", {
      ...typedName(uid ?? typed, person !== undefined),
      address,
      reason: "wrong name or password",
    });
  }

  /** @param why what each of the person's pages says of it. */
  async #endAllSessions(user: UserId, why: Pick<SessionEvent, "message">): Promise<void> {
    await this.#options.sessions.endAll(user);
    this.#options.endSockets({ user, sessions: [], ...why });
  }
}

function gone(): AppError {
  return new AppError("unauthenticated", "Your entry is no longer in the directory.");
}
