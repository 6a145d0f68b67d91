/** Checks a certificate against its issuer's newest CRL (RFC 5280 6.3.3). */

import { type Bytes, equalBytes } from "../protocol/encoding.ts";
import type { Certificate } from "./certificate.ts";
import { KeyUsageBit, parseKeyUsage, parseSubjectKeyIdentifier } from "./extensions.ts";
import { sameName } from "./names.ts";
import { ExtensionId } from "./oids.ts";
import { must } from "./reasons.ts";
import type { RevocationList } from "./revocation_list.ts";
import { sameAlgorithm, verifySignature } from "./signature.ts";

/**
 * Checks `certificate` against the newest CRL of its issuer (RFC 5280 6.3.3, for complete and
 * direct CRLs).
 *
 * A revocation counts from its date on, so that what was signed before stays readable: `time` is
 * when the certificate was used, `now` is the clock that the CRL's own freshness is held against.
 * A date later than now is a clock's fault, there or here: who is listed is revoked by now, so such
 * an entry counts from the list's thisUpdate on.
 *
 * @throws {PathRefusal}
 */
export async function checkRevocation(input: {
  certificate: Certificate;
  issuer: Certificate;
  crls: readonly RevocationList[];
  time: Date;
  now: Date;
}): Promise<void> {
  const { certificate, issuer, time, now } = input;
  const named = input.crls.filter((crl) => sameName(crl.issuer, issuer.subject));
  must(named.length > 0, "crl-missing", "There is no revocation list of the issuer");

  const own = issuer.extensions.get(ExtensionId.SUBJECT_KEY_IDENTIFIER);
  const ownKey = own && parseSubjectKeyIdentifier(own.value);
  const ofThisKey = named.filter(({ authorityKey }) =>
    ownKey !== undefined && equalBytes(authorityKey, ownKey)
  );
  must(
    ofThisKey.length > 0,
    "crl-signature",
    "The revocation list names another key than the issuer's as its own (RFC 5280 5.2.1)",
  );
  const genuine: RevocationList[] = [];
  for (const crl of ofThisKey) if (await isSignedBy(crl, issuer)) genuine.push(crl);
  must(genuine.length > 0, "crl-signature", "The revocation list is not signed by the issuer");
  const newest = genuine.reduce((best, crl) => crl.number > best.number ? crl : best);

  must(
    newest.thisUpdate <= now,
    "crl-not-yet-valid",
    `The revocation list is from ${newest.thisUpdate.toISOString()}, later than now`,
  );
  must(
    newest.nextUpdate >= now,
    "crl-stale",
    `The revocation list ended at ${newest.nextUpdate.toISOString()}`,
  );
  const entry = newest.revoked.get(certificate.serial);
  if (entry === undefined) return;
  const { date, reason } = entry;
  must(
    time < (date > now ? newest.thisUpdate : date),
    "revoked",
    `The certificate was revoked at ${date.toISOString()} (${reason})`,
  );
}

/** What was found of the signature of a list that was read, by the key it was held against. */
const checked = new WeakMap<RevocationList, { spki: Bytes; isGenuine: Promise<boolean> }[]>();

/**
 * 6.3.3(f) and (g): the issuer's key, allowed to sign CRLs. A list that was read once is held
 * against a key once, however many certificates are looked up in it.
 */
async function isSignedBy(crl: RevocationList, issuer: Certificate): Promise<boolean> {
  const usage = issuer.extensions.get(ExtensionId.KEY_USAGE);
  if (!usage || !parseKeyUsage(usage.value).has(KeyUsageBit.cRLSign)) return false;
  if (!sameAlgorithm(crl.algorithm, crl.outerAlgorithm)) return false;
  const known = checked.get(crl) ?? [];
  const { spki } = issuer;
  const before = known.find((one) => equalBytes(one.spki, spki));
  if (before !== undefined) return await before.isGenuine;
  const { algorithm: identifier, tbs: data, signature } = crl;
  const isGenuine = verifySignature({ identifier, data, signature, spki });
  checked.set(crl, [...known, { spki, isGenuine }]);
  return await isGenuine;
}
