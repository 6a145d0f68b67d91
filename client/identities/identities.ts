/**
 * Who is who: certificates checked against the pinned authority, identities pinned at first
 * contact, a change noticed and held until the person at the screen accepts it.
 */

import { elapsedMs } from "../../protocol/elapsed.ts";
import {
  type IdentityRefusal,
  type VerifiedIdentity,
  verifyStatement,
} from "../../e2ee/identity.ts";
import type { CertificatePurpose, CertificateResolver, Resolution } from "../../e2ee/resolver.ts";
import { sha256 } from "../../e2ee/digest.ts";
import { type Bytes, toBase64Url } from "../../protocol/encoding.ts";
import type { IdentityRecord } from "../../protocol/frames/answers.ts";
import type { Fingerprint, UserId } from "../../protocol/ids.ts";
import type { AuthorityView } from "./authority_view.ts";
import { CertificateChecks } from "./certificate_checks.ts";
import { IdentityRecords, type ReadIdentity } from "./identity_records.ts";
import type { PersonStore } from "../store/local_store.ts";
import { isStorageProblem } from "../store/storage_problem.ts";
import type { IdentityView } from "../model/mod.ts";
import type { AcceptedIdentity, Pin } from "../store/tables.ts";

/** People of one look-up: their certificates are about 6 kB each. */
const LOOKUP_PEOPLE = 50;

export interface IdentitiesOptions {
  self: UserId;
  authority: AuthorityView;
  store: PersonStore;
  /** Asks the server for everything it has of these people, at most `LOOKUP_PEOPLE`. */
  fetch: (users: UserId[]) => Promise<IdentityRecord[]>;
  now: () => number;
  /** What is thought of somebody's keys has changed from `before`; undefined at the first look. */
  onChange: (user: UserId, before: IdentityView | undefined) => void;
}

/** A judgement on somebody's newest identity is good for so long under one revocation list. */
const JUDGEMENT_MS = 60_000;

interface Judgement {
  view: IdentityView;
  identity?: VerifiedIdentity;
  edition: number;
  at: number;
}

/** What two people compare to be sure that nobody stands between them. */
export interface Comparison {
  /** Identity keys, SPKI: that of this browser, and the other's newest, accepted or not. */
  own: Bytes;
  other: Bytes;
  /** How a pin names the other's key. */
  key: string;
  /** Absent where the key was not accepted. */
  accepted?: AcceptedIdentity;
}

interface Newest {
  identity: VerifiedIdentity;
  /** Absent where the person at the screen has not accepted it. */
  accepted: AcceptedIdentity | undefined;
}

/** Whom the next message can be sealed for. */
export interface SealingTargets {
  identities: VerifiedIdentity[];
  /** Their identity is another than the accepted one: nothing is sealed until it is accepted. */
  changed: UserId[];
  /** They have no identity that holds now, so that they cannot read what is sealed. */
  without: UserId[];
}

export class Identities implements CertificateResolver {
  readonly #options: IdentitiesOptions;
  readonly #checks: CertificateChecks;
  readonly #records = new IdentityRecords();
  readonly #pins = new Map<UserId, Pin>();
  readonly #judgements = new Map<UserId, Judgement>();
  readonly #names = new Map<UserId, { uid: string; fullName?: string }>();
  readonly #loading = new Map<UserId, Promise<void>>();
  #isOwnTrusted = false;

  /** @param pins what the store holds. */
  constructor(options: IdentitiesOptions, pins: readonly Pin[]) {
    this.#options = options;
    this.#checks = new CertificateChecks(options.authority);
    for (const pin of pins) this.#pins.set(pin.user, pin);
  }

  /** What is known of a person's keys so far; undefined when nobody has looked. */
  view(user: UserId): IdentityView | undefined {
    return this.#judgements.get(user)?.view;
  }

  /** The name that the authority certified; the server's word for it counts only without one. */
  certifiedName(user: UserId): { uid: string; fullName?: string } | undefined {
    return this.#names.get(user);
  }

  /** A certificate that was told of, DER; not judged. */
  certificate(fingerprint: Fingerprint): Bytes | undefined {
    return this.#records.certificate(fingerprint);
  }

  async resolve(
    fingerprint: Fingerprint,
    as: { time: Date; purpose: CertificatePurpose },
  ): Promise<Resolution> {
    const der = this.#records.certificate(fingerprint);
    if (der === undefined) {
      return { ok: false, reason: "unknown", detail: "nobody has this certificate" };
    }
    return await this.#checks.check(fingerprint, der, as);
  }

  async acceptsIdentity(user: UserId, publicKey: Bytes): Promise<boolean> {
    return await this.#acceptedAs(user, publicKey) !== undefined;
  }

  /** A key of this person was compared with them, in this browser, be it one of before. */
  wasVerified(user: UserId): boolean {
    return this.#pins.get(user)?.accepted.some((known) => known.verifiedAt !== undefined) ?? false;
  }

  /**
   * Makes sure that the certificates that items name can be looked up; asks again about a person
   * whose certificate is not among those the server told before.
   *
   * @throws {AppError} `unavailable` when the server cannot be asked.
   */
  async ensure(signers: Iterable<{ user: UserId; cert: Fingerprint }>): Promise<void> {
    const missing = new Set<UserId>();
    for (const { user, cert } of signers) {
      if (!this.#isKnown(user) || this.#records.certificate(cert) === undefined) missing.add(user);
    }
    await this.load([...missing]);
  }

  /** Some certificate may have been withdrawn: the next check asks for the list again. */
  expectChange(): void {
    this.#options.authority.expectRevocation();
  }

  /** Somebody's keys changed: asks again, with a new revocation list. */
  async refresh(user: UserId): Promise<void> {
    this.#options.authority.expectRevocation();
    // An answer that is on its way may be older than the change.
    await this.#loading.get(user)?.catch(() => {});
    await this.load([user]);
  }

  /** Asks the server about `users`, pins those met for the first time, and judges them all. */
  async load(users: readonly UserId[]): Promise<void> {
    const fresh = users.filter((user) => !this.#loading.has(user));
    for (let at = 0; at < fresh.length; at += LOOKUP_PEOPLE) {
      const portion = fresh.slice(at, at + LOOKUP_PEOPLE);
      const loading = this.#load(portion).finally(() => {
        for (const user of portion) this.#loading.delete(user);
      });
      for (const user of portion) this.#loading.set(user, loading);
    }
    await Promise.all(users.map((user) => this.#loading.get(user)));
  }

  /** Identities of `users` that hold at this moment, and who is in the way. */
  async targets(users: readonly UserId[]): Promise<SealingTargets> {
    await this.load(users.filter((user) => !this.#isKnown(user)));
    const judged = await Promise.all(users.map((user) => this.#judged(user)));
    const targets: SealingTargets = { identities: [], changed: [], without: [] };
    judged.forEach(({ view, identity }, i) => {
      if (view === "changed") targets.changed.push(users[i]!);
      else if (identity === undefined) targets.without.push(users[i]!);
      else targets.identities.push(identity);
    });
    return targets;
  }

  /** Takes the person's newest identity as theirs; answers whether there was one to take. */
  async accept(user: UserId): Promise<boolean> {
    await this.load([user]);
    const newest = await this.#newest(user);
    if (newest === undefined) return false;
    await this.#take(user, newest);
    await this.#judge(user);
    return true;
  }

  /**
   * The keys that this person and `user` would compare now; undefined where either has none that
   * holds.
   *
   * @param cert the signing certificate of this browser: the server does not choose one's own key.
   * @throws {AppError} `unavailable` when the server cannot be asked.
   */
  async comparison(user: UserId, cert: Fingerprint): Promise<Comparison | undefined> {
    if (!this.#isKnown(user)) await this.load([user]);
    // Another tab may have marked it.
    await this.#readPin(user);
    const time = new Date(this.#options.now());
    const [own, other] = await Promise.all([
      this.resolve(cert, { time, purpose: "sign" }),
      this.#newest(user),
    ]);
    if (!own.ok || other === undefined) return undefined;
    const { identityKey } = other.identity;
    return {
      own: own.certificate.publicKey,
      other: identityKey,
      key: await keyName(identityKey),
      ...(other.accepted && { accepted: other.accepted }),
    };
  }

  /**
   * Takes `key`, which was compared with its owner, as theirs. False, and nothing is done, where it
   * is not their newest any more.
   */
  async verify(user: UserId, key: string): Promise<boolean> {
    const newest = await this.#newest(user);
    if (newest === undefined || await keyName(newest.identity.identityKey) !== key) return false;
    if (newest.accepted === undefined) await this.#take(user, newest);
    await this.#mark(user, key, new Date(this.#options.now()).toISOString());
    return true;
  }

  /** `key` does not count as compared any more. */
  unverify(user: UserId, key: string): Promise<void> {
    return this.#mark(user, key, undefined);
  }

  /** Whether `trustOwn` was done in this page. */
  get isOwnTrusted(): boolean {
    return this.#isOwnTrusted;
  }

  /**
   * Takes the keys of this browser's own keyring as one's own, and judges oneself.
   *
   * @throws {AppError} `unavailable` without the server: to be done again then.
   */
  async trustOwn(fingerprint: Fingerprint): Promise<void> {
    await this.#takeOwn(fingerprint);
    this.#isOwnTrusted = true;
  }

  async #takeOwn(fingerprint: Fingerprint): Promise<void> {
    const { self, store, now } = this.#options;
    await this.load([self]);
    const resolved = await this.resolve(fingerprint, { time: new Date(now()), purpose: "sign" });
    if (!resolved.ok || resolved.certificate.user !== self) return;
    const { publicKey } = resolved.certificate;
    if (await this.acceptsIdentity(self, publicKey)) return;
    const identity = await this.#accepted(fingerprint, publicKey);
    this.#pins.set(self, await store.acceptIdentity(self, identity));
    await this.#judge(self);
  }

  /** Makes the newest identity of `user` an accepted one; what was known of its key stays. */
  async #take(user: UserId, { identity: { sign, identityKey } }: Newest): Promise<void> {
    const taken = await this.#accepted(sign, identityKey);
    const known = this.#pins.get(user)?.accepted.find(({ key }) => key === taken.key);
    const identity = known === undefined
      ? taken
      : { ...known, fingerprint: taken.fingerprint, acceptedAt: taken.acceptedAt };
    this.#pins.set(user, await this.#options.store.acceptIdentity(user, identity));
  }

  async #mark(user: UserId, key: string, at: string | undefined): Promise<void> {
    const pin = await this.#options.store.markVerified(user, key, at);
    if (pin !== undefined) this.#pins.set(user, pin);
    await this.#judge(user);
  }

  async #acceptedAs(user: UserId, publicKey: Bytes): Promise<AcceptedIdentity | undefined> {
    const key = await keyName(publicKey);
    return this.#pins.get(user)?.accepted.find((accepted) => accepted.key === key);
  }

  /** Whether the server's answer about `user` is here and checked: before, nobody is pinned. */
  #isKnown(user: UserId): boolean {
    return this.#records.has(user) && !this.#loading.has(user);
  }

  async #load(users: readonly UserId[]): Promise<void> {
    const records = await this.#options.fetch([...users]);
    await this.#records.replace(users, records);
    for (const user of users) {
      if (!this.#pins.has(user)) await this.#pin(user);
      await this.#judge(user);
    }
  }

  /** First contact: everything genuine that the server tells of the person now is theirs. */
  async #pin(user: UserId): Promise<void> {
    const identities: AcceptedIdentity[] = [];
    for (const read of this.#records.of(user)) {
      const verified = await this.#verify(read, () => Date.parse(read.statement.time));
      if (!verified.ok) continue;
      identities.push(await this.#accepted(verified.identity.sign, verified.identity.identityKey));
    }
    if (identities.length === 0) return;
    const pin = await this.#options.store.pinFirst(user, identities).catch((error) => {
      // Without room what they write is read all the same: they are met again by the next page.
      if (isStorageProblem(error)) return { user, accepted: identities };
      throw error;
    });
    this.#pins.set(user, pin);
  }

  /** What the person's newest identity was found worth a short while ago, or is now. */
  async #judged(user: UserId): Promise<Judgement> {
    await this.#options.authority.freshen();
    const known = this.#judgements.get(user);
    const isFresh = known !== undefined && known.view !== "changed" &&
      known.edition === this.#options.authority.edition &&
      elapsedMs(known.at, this.#options.now()) < JUDGEMENT_MS;
    return isFresh ? known : await this.#judge(user);
  }

  /** What the person's newest identity is worth now; tells when that changed. */
  async #judge(user: UserId): Promise<Judgement> {
    let newest = await this.#newest(user);
    if (newest !== undefined && newest.accepted === undefined && await this.#readPin(user)) {
      newest = await this.#newest(user);
    }
    const view = viewOf(newest);
    const before = this.#judgements.get(user)?.view;
    const judgement: Judgement = {
      view,
      ...(newest === undefined ? {} : { identity: newest.identity }),
      edition: this.#options.authority.edition,
      at: this.#options.now(),
    };
    this.#judgements.set(user, judgement);
    if (before !== view) this.#options.onChange(user, before);
    return judgement;
  }

  /** Another tab may have accepted an identity meanwhile; answers whether there is a pin. */
  async #readPin(user: UserId): Promise<boolean> {
    const pin = await this.#options.store.pin(user);
    if (pin !== undefined) this.#pins.set(user, pin);
    return pin !== undefined;
  }

  /** The newest identity that holds now, whether it was accepted or not. */
  async #newest(user: UserId): Promise<Newest | undefined> {
    for (const read of this.#records.of(user).toReversed()) {
      const verified = await this.#verify(read, this.#options.now);
      if (!verified.ok) continue;
      const { identity } = verified;
      return { identity, accepted: await this.#acceptedAs(user, identity.identityKey) };
    }
    return undefined;
  }

  /** Checks a statement and its certificates as of `clock`; pins are looked at apart. */
  async #verify(
    { record, statement }: ReadIdentity,
    clock: () => number,
  ): Promise<{ ok: true; identity: VerifiedIdentity } | IdentityRefusal> {
    const anybody: CertificateResolver = {
      resolve: (fingerprint, as) => this.resolve(fingerprint, as),
      acceptsIdentity: () => true,
    };
    const { statement: text, sig } = record;
    const verified = await verifyStatement({ statement: text, sig }, anybody, clock);
    if (verified.ok && !this.#names.has(statement.user)) await this.#learnName(statement, clock);
    return verified;
  }

  async #learnName(
    { user, sign }: ReadIdentity["statement"],
    clock: () => number,
  ): Promise<void> {
    const der = this.#records.certificate(sign)!;
    const as = { time: new Date(clock()), purpose: "sign" as const, subject: user };
    const verdict = await this.#options.authority.validate(der, as);
    if (!verdict.ok) return;
    const { uid, fullName } = verdict.certificate;
    this.#names.set(user, { uid, ...(fullName === undefined ? {} : { fullName }) });
  }

  async #accepted(fingerprint: Fingerprint, publicKey: Bytes): Promise<AcceptedIdentity> {
    const now = new Date(this.#options.now()).toISOString();
    return { key: await keyName(publicKey), fingerprint, firstSeenAt: now, acceptedAt: now };
  }
}

function viewOf(newest: Newest | undefined): IdentityView {
  if (newest === undefined) return "none";
  if (newest.accepted === undefined) return "changed";
  return newest.accepted.verifiedAt === undefined ? "pinned" : "verified";
}

/** How an identity key is named in a pin. */
async function keyName(publicKey: Bytes): Promise<string> {
  return toBase64Url(await sha256(publicKey));
}
