/** Issues a person's two certificates in Boulder's order: store serial, lint, sign, store. */

import { type Bytes, equalBytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { KeyUse } from "../../x509/leaf_rules.ts";
import { fingerprintOf } from "../../x509/validate_path.ts";
import type { CertificateSubject, KeyPairOf } from "../port.ts";
import { refuseOutsideLife } from "./authority_life.ts";
import type { AuthorityStore, IssuedCertificate } from "./store.ts";
import { refuseTooMany } from "./enrolment_limit.ts";
import { mustLint } from "./lint.ts";
import { checkSubject, type IssuingTerms, personContent } from "./person_certificate.ts";
import { checkRequests, requestRefusal } from "./request_check.ts";
import { newSerial, serialText } from "./serial.ts";
import { signCertificate } from "./signing.ts";
import type { Clock, Random, Signer } from "./sources.ts";

export interface Issuance {
  terms: IssuingTerms;
  /** Pairs of certificates that one person gets within 24 hours. */
  enrolmentsPerDay: number;
  store: AuthorityStore;
  signer: Signer;
  clock: Clock;
  random: Random;
}

const USES: readonly KeyUse[] = ["sign", "encrypt"];

/**
 * Issues a person's two certificates, in the order that Let's Encrypt's Boulder keeps: store the
 * serials, lint what is about to be signed, sign, store, compare what was stored. A crash in
 * between leaves serials that are never used again, and no certificate.
 *
 * @throws {AppError} `invalid` with the field of the request or of the directory entry,
 * `rate-limited` when the person has had too many today, `unavailable` while the clock is outside
 * of the authority's life.
 */
export async function issueCertificates(
  issuance: Issuance,
  subject: CertificateSubject,
  csrs: KeyPairOf<Bytes>,
): Promise<KeyPairOf<Bytes>> {
  const { store, signer, clock, random, terms } = issuance;
  checkSubject(subject);
  const now = clock();
  refuseOutsideLife(terms.issuing, now);
  const keys = await checkRequests(csrs);
  const keyHashes = { sign: await hashOf(keys.sign), encrypt: await hashOf(keys.encrypt) };
  refuseKnownKeys(store, keyHashes);
  refuseTooMany({ store, most: issuance.enrolmentsPerDay }, subject.id, now);

  const serials = { sign: newSerial(random), encrypt: newSerial(random) };
  store.reserveSerials(USES.map((use) => serialText(serials[use])), subject.id, now);

  const issued: IssuedCertificate[] = [];
  for (const use of USES) {
    const spki = keys[use];
    const content = await personContent({ terms, subject, use, spki, serial: serials[use], now });
    const lint = (tbs: Bytes) => mustLint(tbs, { terms, subject, use, spki });
    const der = await signCertificate(content, { spki: terms.issuing.spki, signer }, lint);
    issued.push({
      serial: serialText(serials[use]),
      subject: subject.id,
      use,
      keyHash: keyHashes[use],
      fingerprint: await fingerprintOf(der),
      der,
      notAfter: content.notAfter,
    });
  }
  storeAndCompare(store, issued, keyHashes);
  return { sign: issued[0]!.der, encrypt: issued[1]!.der };
}

/**
 * What `issueCertificates` answered for exactly these two keys of the person, while both
 * certificates are good; whoever does not know how far an issue came asks here first.
 */
export async function issuedCertificates(
  { store, clock }: Issuance,
  subject: UserId,
  csrs: KeyPairOf<Bytes>,
): Promise<KeyPairOf<Bytes> | undefined> {
  const keys = await checkRequests(csrs);
  const find = async (use: KeyUse) =>
    store.issuedFor(subject, use, await hashOf(keys[use]), clock());
  const [sign, encrypt] = [await find("sign"), await find("encrypt")];
  return sign && encrypt && { sign, encrypt };
}

async function hashOf(spki: Bytes): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", spki)));
}

function refuseKnownKeys(store: AuthorityStore, keyHashes: KeyPairOf<string>): void {
  for (const use of USES) {
    if (!store.isKeyCertified(keyHashes[use])) continue;
    throw requestRefusal(
      `csrs.${use}`,
      "known-key",
      "The certification request is for a key that was certified before. Make new keys.",
    );
  }
}

function storeAndCompare(
  store: AuthorityStore,
  issued: readonly IssuedCertificate[],
  keyHashes: KeyPairOf<string>,
): void {
  try {
    store.addCertificates(issued);
  } catch (error) {
    // Two requests for one key at once: the second one to be stored is refused like any later one.
    if (error instanceof AppError && error.kind === "conflict") refuseKnownKeys(store, keyHashes);
    throw error;
  }
  for (const { serial, der } of issued) {
    const stored = store.certificate(serial);
    if (stored === undefined || !equalBytes(stored, der)) {
      throw new AppError("internal", "The authority did not store the certificate as it was made.");
    }
  }
}
