/** The certificate authority behind its port: issues, revokes, and checks sign-ins. */

import { isYounger } from "../../protocol/age.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { InTurn } from "../../workers/in_turn.ts";
import type {
  Authority,
  CertificateSubject,
  CurrentCertificate,
  KeyPairOf,
  SignInVerdict,
} from "../port.ts";
import type { AuthorityStore } from "./store.ts";
import { CrlKeeper } from "./crl_keeper.ts";
import { refuseOutsideLife } from "./authority_life.ts";
import { type Issuance, issueCertificates, issuedCertificates } from "./issue.ts";
import { CRL_PATH, ENROLMENTS_PER_DAY } from "./profile.ts";
import { checkSignIn, type SignInProof } from "./sign_in.ts";
import type { Clock, Random, Signer } from "./sources.ts";
import { currentCertificates } from "./current_certificates.ts";
import { wholeSeconds } from "./whole_seconds.ts";

export interface AuthorityOptions {
  chain: { root: Bytes; issuing: Bytes };
  /** O of every certificate. */
  organisation: string;
  /** Scheme, host and port under which people reach the program. */
  publicOrigin: string;
  /** Life of a person's certificate. */
  certificateDays: number;
  /** Life of a CRL. */
  crlHours: number;
  /** Pairs of certificates that one person gets within 24 hours. */
  enrolmentsPerDay?: number;
  store: AuthorityStore;
  /** Signs with the issuing key. */
  signer: Signer;
  clock: Clock;
  random: Random;
}

/** For how long an answer to `state` counts: health checks come often, and each writes. */
const STATE_LIFE_MS = 2000;

/** The authority itself: the port, over a store, a signing key, a clock and a random source. */
export class IssuingAuthority implements Authority {
  readonly #chain: { root: Bytes; issuing: Bytes };
  readonly #issuance: Issuance;
  readonly #crls: CrlKeeper;
  /** What changes a person's certificates, one after the other. */
  readonly #turns = new InTurn<UserId>();
  #lastState: { at: number; answer: Promise<"up" | "down"> } | undefined;

  constructor(options: AuthorityOptions) {
    const { chain, organisation, publicOrigin, certificateDays, crlHours } = options;
    const { enrolmentsPerDay = ENROLMENTS_PER_DAY, store, signer, clock, random } = options;
    const issuing = parseCertificate(chain.issuing);
    const crlUri = publicOrigin + CRL_PATH;
    this.#chain = chain;
    this.#issuance = {
      terms: { issuing, organisation, crlUri, certificateDays },
      enrolmentsPerDay,
      store,
      signer,
      clock,
      random,
    };
    this.#crls = new CrlKeeper({ issuer: issuing, store, signer, clock, crlHours });
  }

  chain(): Promise<{ root: Bytes; issuing: Bytes }> {
    return Promise.resolve(this.#chain);
  }

  crl(): Promise<Bytes> {
    return this.#crls.current();
  }

  issue(subject: CertificateSubject, csrs: KeyPairOf<Bytes>): Promise<KeyPairOf<Bytes>> {
    return this.#turns.run(
      subject.id,
      () => issueCertificates(this.#issuance, subject, csrs),
    );
  }

  issued(subject: UserId, csrs: KeyPairOf<Bytes>): Promise<KeyPairOf<Bytes> | undefined> {
    return this.#turns.run(subject, () => issuedCertificates(this.#issuance, subject, csrs));
  }

  async current(
    subject: UserId,
    certificates: Bytes[],
  ): Promise<Partial<KeyPairOf<CurrentCertificate>>> {
    const now = this.#livingNow();
    const crl = await this.#crls.currentList();
    return await currentCertificates(certificates, { subject, chain: this.#chain, crl, now });
  }

  async verifySignIn(proof: SignInProof): Promise<SignInVerdict> {
    const now = this.#livingNow();
    const crl = await this.#crls.currentList();
    return await checkSignIn(proof, { chain: this.#chain, crl, now });
  }

  revokeAll(
    subject: UserId,
    reason: "superseded" | "keyCompromise" | "cessationOfOperation",
    keep: Fingerprint[] = [],
  ): Promise<Fingerprint[]> {
    return this.#turns.run(subject, () => this.#revokeAll(subject, reason, keep));
  }

  async #revokeAll(
    subject: UserId,
    reason: "superseded" | "keyCompromise" | "cessationOfOperation",
    keep: Fingerprint[],
  ): Promise<Fingerprint[]> {
    const { store, clock } = this.#issuance;
    const revoked = store.revoke(subject, reason, wholeSeconds(clock()), keep);
    if (revoked.length > 0) await this.#crls.publishRevocations();
    // An earlier call may have stored its revocations and failed to publish them.
    else await this.#crls.current();
    return revoked;
  }

  /**
   * Asked often, it looks once in two seconds. `down` is not kept, so that the end of a fault is
   * seen at once.
   */
  async state(): Promise<"up" | "down"> {
    const now = this.#issuance.clock().getTime();
    if (!isYounger(this.#lastState?.at ?? -Infinity, now, STATE_LIFE_MS)) {
      this.#lastState = { at: now, answer: this.#look() };
    }
    const asked = this.#lastState!;
    const answer = await asked.answer;
    if (answer === "down" && this.#lastState === asked) this.#lastState = undefined;
    return answer;
  }

  /** @throws {AppError} `unavailable` at a time at which nothing of this authority holds. */
  #livingNow(): Date {
    const now = this.#issuance.clock();
    refuseOutsideLife(this.#issuance.terms.issuing, now);
    return now;
  }

  /** A time within its life, writing to the store and having a CRL, which needs the key, is all. */
  async #look(): Promise<"up" | "down"> {
    try {
      this.#livingNow();
      this.#issuance.store.probe();
      await this.#crls.current();
      return "up";
    } catch {
      return "down";
    }
  }

  close(): Promise<void> {
    this.#lastState = undefined;
    this.#issuance.store.close();
    return Promise.resolve();
  }
}
