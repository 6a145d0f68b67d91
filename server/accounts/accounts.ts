/** Registration, sign-in, enrolment of new keys, and sign-out. */

import { fingerprintOf } from "../../x509/mod.ts";
import type { Authority } from "../../ca/port.ts";
import type { Bridge } from "../bridge/port.ts";
import type { Directory, NewPerson, Person } from "../../directory/port.ts";
import { verifyStatement } from "../../e2ee/identity.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { LOGOUT_REQUEST, type SignedIn, type SignInStep } from "../../protocol/http_api.ts";
import { type Uid, unseenIn, type UserId } from "../../protocol/ids.ts";
import type { SignedStatement } from "../../protocol/items.ts";
import { signInChallengeBytes } from "../../protocol/sign_in.ts";
import type { Log } from "../log.ts";
import { type Audit, typedName } from "../audit.ts";
import type { SessionEvent } from "../router/events.ts";
import type { LoginAttempt, Session, Sessions } from "../sessions/port.ts";
import { resolverOf } from "./certificates.ts";
import { Enrolments, gone } from "./enrolments.ts";
import type { SignInLimits } from "./limits.ts";
import { REFUSAL_MESSAGES } from "./refusals.ts";
import { parseEnrol, parseLogin, parseProof, parseRegister, type Proof } from "./requests.ts";

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
  readonly #enrolments: Enrolments;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.#enrolments = new Enrolments(options);
  }

  /**
   * Adds a person to the directory and certifies their keys. A registration that was cut off is gone
   * on with by whoever knows its password.
   */
  async register(body: unknown, { address, origin }: Caller): Promise<SignInStep> {
    const { limits, registrationOpen } = this.#options;
    if (!registrationOpen) {
      throw new AppError("forbidden", "Accounts are made by your administrator here.", {
        reason: "registration-closed",
      });
    }
    const { person: wanted, csrs } = parseRegister(body);
    limits.registration(address);
    const { person, taken } = await this.#entryFor(wanted, address);
    const isNew = taken === undefined;
    await this.#enrolments.alone(person.id, async () => {
      // Somebody may have come in with it meanwhile.
      if (!isNew && await this.#hasIdentity(person.id)) throw taken;
      await this.#enrolments.enrol(person, csrs, { isNew });
    });
    this.#options.audit(isNew ? "registered" : "registration gone on with", {
      uid: person.uid,
      address,
    });
    return await this.#nextStep(person.id, origin);
  }

  /** Checks the password. No session yet: the key is still to be proven. */
  async login(body: unknown, { address, origin }: Caller): Promise<SignInStep> {
    const { uid, typed, password } = parseLogin(body);
    this.#options.limits.signIn(address, uid ?? "");
    const person = await this.#authenticate({ uid, typed, password }, address);
    if (person === undefined) {
      // The text alone says it, whoever may be in the directory.
      if (unseenIn(typed) !== undefined) {
        throw new AppError(
          "unauthenticated",
          "The username holds a character that nobody can see, and such names cannot be used here. Type it again without it, or ask your administrator.",
        );
      }
      throw new AppError("unauthenticated", "The username or the password is wrong.");
    }
    return await this.#enrolments.alone(person.id, () => this.#nextStep(person.id, origin));
  }

  /** Certifies new keys of a person whose password was right, and revokes the old ones. */
  async enrol(body: unknown, { origin, address }: Caller): Promise<SignInStep> {
    const { limits } = this.#options;
    const { loginId, csrs } = parseEnrol(body);
    const attempt = await this.#take(loginId, origin);
    const person = await this.#personOf(attempt);
    // Each enrolment gives the next attempt, so one password must not buy certificates without end.
    limits.signIn(address, person.uid);
    await this.#enrolments.alone(person.id, () => this.#enrolments.enrol(person, csrs));
    this.#options.audit("keys enrolled", { uid: person.uid, address });
    return await this.#nextStep(person.id, origin);
  }

  /** Checks the certificate and the proof of its key; only then is there a session. */
  async prove(
    body: unknown,
    { origin, address }: Caller,
  ): Promise<{ signedIn: SignedIn; token: string; session: Session }> {
    const proof = parseProof(body);
    const attempt = await this.#take(proof.loginId, origin);
    return await this.#enrolments.alone(attempt.user, () => this.#prove(proof, attempt, address));
  }

  async #prove(
    proof: Proof,
    attempt: LoginAttempt,
    address: string,
  ): Promise<{ signedIn: SignedIn; token: string; session: Session }> {
    const { authority, sessions, limits, audit } = this.#options;
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

  /** Goes on with what was begun for people and cut off. Never throws: what is left comes again. */
  settle(): Promise<void> {
    return this.#enrolments.settle();
  }

  /**
   * The entry to register: a new one, or one whose registration was cut off before its keys were
   * ever proven, for whoever knows its password.
   *
   * @returns with an entry that was there, what its name is refused with.
   */
  async #entryFor(
    wanted: NewPerson,
    address: string,
  ): Promise<{ person: Person; taken?: AppError }> {
    const { directory, limits } = this.#options;
    try {
      return { person: await directory.add(wanted) };
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== "conflict") throw error;
      const entry = await directory.findByUid(wanted.uid);
      // Where somebody has come in with it, no password is even looked at.
      if (entry === undefined || await this.#hasIdentity(entry.id)) throw error;
      limits.signIn(address, wanted.uid);
      const { uid, password } = wanted;
      const person = await this.#authenticate({ uid, typed: uid, password }, address);
      if (person === undefined) throw error;
      return { person, taken: error };
    }
  }

  /**
   * Looks at a password: the one place that does, so that each that is refused leaves one line.
   *
   * @returns undefined when name or password are wrong.
   * @throws {AppError} `unauthenticated` when the password is right and the account is closed.
   */
  async #authenticate(
    { uid, typed, password }: { uid: Uid | undefined; typed: string; password: string },
    address: string,
  ): Promise<Person | undefined> {
    const { directory, audit } = this.#options;
    const person = uid === undefined
      ? undefined
      : await directory.authenticate(uid, password).catch((error) => {
        if (error instanceof AppError && error.kind === "unauthenticated") {
          audit("sign-in refused", { uid, address, reason: error.reason });
        }
        throw error;
      });
    // Whether there is such a person is for the log alone, and takes the answer no longer.
    if (person === undefined) void this.#noteWrongPassword(uid, typed, address);
    return person;
  }

  async #hasIdentity(user: UserId): Promise<boolean> {
    return (await this.#options.bridge.archive.identitiesOf([user])).length > 0;
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
    const valid = await authority.current(person.id, person.certificates);
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
      publishedAt: new Date(clock()).toISOString(),
    });
  }

  async #nextStep(user: UserId, origin: string): Promise<SignInStep> {
    const { directory, authority, sessions, bridge } = this.#options;
    const person = await directory.findById(user);
    if (person === undefined) throw gone();
    const [attempt, chain, valid] = await Promise.all([
      sessions.startAttempt(user, origin),
      authority.chain(),
      authority.current(user, person.certificates),
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
