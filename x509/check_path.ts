/** Checks one certification path from anchor to leaf (RFC 5280 6.1.3 to 6.1.5). */

import type { Certificate } from "./certificate.ts";
import { checkCertificateRules } from "./certificate_rules.ts";
import { KeyUsageBit, parseBasicConstraints, parseKeyUsage } from "./extensions.ts";
import { checkAuthorityUse, checkLeafUse, type KeyUse } from "./leaf_rules.ts";
import { describeName, sameName } from "./names.ts";
import { ExtensionId } from "./oids.ts";
import { checkKeyStrength, parseRsaPublicKey } from "./public_key.ts";
import { must } from "./reasons.ts";
import { checkRevocation } from "./revocation.ts";
import type { RevocationList } from "./revocation_list.ts";
import { sameAlgorithm, verifySignature } from "./signature.ts";

/** What this check processes; anything else that is critical refuses the path (RFC 5280 4.2). */
const PROCESSED: readonly string[] = [
  ExtensionId.SUBJECT_KEY_IDENTIFIER,
  ExtensionId.KEY_USAGE,
  ExtensionId.SUBJECT_ALTERNATIVE_NAME,
  ExtensionId.BASIC_CONSTRAINTS,
  ExtensionId.AUTHORITY_KEY_IDENTIFIER,
  ExtensionId.EXTENDED_KEY_USAGE,
];

export interface PathContext {
  purpose: KeyUse;
  crls: readonly RevocationList[];
  time: Date;
  now: Date;
  /** The initial max_path_length of 6.1.2(k). */
  maxDepth: number;
}

/**
 * Walks down from the anchor to the leaf (RFC 5280 6.1.3 to 6.1.5), each certificate checked before
 * it may speak for the next.
 *
 * @param progress is told how far down the walk came.
 * @throws {PathRefusal | DerError}
 */
export async function checkPath(
  path: readonly Certificate[],
  context: PathContext,
  progress: { depth: number },
): Promise<void> {
  // 6.1.2(k)
  let room = context.maxDepth;
  for (const [depth, certificate] of path.entries()) {
    progress.depth = depth;
    const issuer = path[depth - 1];
    if (issuer) await checkIssued(certificate, issuer);
    checkTime(certificate, context.time);
    checkKeyStrength(parseRsaPublicKey(certificate.spki));
    checkCriticalExtensions(certificate);
    const isLeaf = depth === path.length - 1;
    if (isLeaf) checkLeafUse(certificate, context.purpose);
    else checkAuthorityUse(certificate, context.purpose);
    checkCertificateRules(certificate, isLeaf ? "leaf" : issuer ? "authority" : "anchor");
    if (issuer && (isLeaf || hasCrlOf(issuer, context.crls))) {
      await checkRevocation({ certificate, issuer, ...context });
    }
    if (!isLeaf) room = checkAuthority(certificate, issuer === undefined, room);
  }
}

/** 6.1.3(a)(4) and (a)(1), with 4.1.1.2. */
async function checkIssued(certificate: Certificate, issuer: Certificate): Promise<void> {
  must(
    sameName(certificate.issuer, issuer.subject),
    "name-chaining",
    `The issuer is named ${describeName(certificate.issuer)} and the authority with this key is ` +
      describeName(issuer.subject),
  );
  must(
    sameAlgorithm(certificate.algorithm, certificate.outerAlgorithm),
    "algorithm",
    "The signature algorithms inside and outside differ",
  );
  const genuine = await verifySignature({
    identifier: certificate.algorithm,
    spki: issuer.spki,
    data: certificate.tbs,
    signature: certificate.signature,
  });
  must(genuine, "signature", `The signature is not by ${describeName(issuer.subject)}`);
}

/** 6.1.3(a)(2); both ends belong to the validity period (4.1.2.5). */
function checkTime({ notBefore, notAfter }: Certificate, time: Date): void {
  must(time >= notBefore, "not-yet-valid", `The certificate begins ${notBefore.toISOString()}`);
  // Dates are whole seconds: the last one lasts until the next begins.
  const end = notAfter.getTime() + 999;
  must(time.getTime() <= end, "expired", `The certificate ended ${notAfter.toISOString()}`);
}

/** 6.1.4(o) and 6.1.5(f). */
function checkCriticalExtensions({ extensions }: Certificate): void {
  for (const [id, { critical }] of extensions) {
    must(
      !critical || PROCESSED.includes(id),
      "unknown-critical-extension",
      `The certificate has the critical extension ${id}, which is not understood`,
    );
  }
}

/**
 * An authority below the root is held against a CRL of its issuer where there is one; our root
 * publishes none (it signs a single certificate, and another root is another anchor).
 */
function hasCrlOf(issuer: Certificate, crls: readonly RevocationList[]): boolean {
  return crls.some((crl) => sameName(crl.issuer, issuer.subject));
}

/**
 * 6.1.4(k) to (n): v3 and the CA flag, room for this authority in the path, keyCertSign. The anchor
 * is held to its own certificate as well (RFC 5937), and takes no room.
 *
 * @param room how many more authorities the path may have.
 * @returns how many it may have below this one.
 */
function checkAuthority(authority: Certificate, isAnchor: boolean, room: number): number {
  const name = describeName(authority.subject);
  const extension = authority.extensions.get(ExtensionId.BASIC_CONSTRAINTS);
  const constraints = extension && parseBasicConstraints(extension.value);
  must(
    authority.version === 3 && constraints?.ca === true,
    "not-a-ca",
    `${name} issued a certificate and is not an authority`,
  );
  const counts = !isAnchor && !sameName(authority.issuer, authority.subject);
  must(!counts || room > 0, "path-length", `${name} is one authority too many in the path`);
  const usage = authority.extensions.get(ExtensionId.KEY_USAGE);
  must(
    usage !== undefined && parseKeyUsage(usage.value).has(KeyUsageBit.keyCertSign),
    "key-usage",
    `${name} may not sign certificates`,
  );
  return Math.min(counts ? room - 1 : room, constraints.pathLength ?? Infinity);
}
