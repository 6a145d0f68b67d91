/** What browsers ask of a server's certificate beyond what a handshake of our own shows. Pure. */

import type { X509Certificate } from "node:crypto";
import { equalBytes } from "../../protocol/encoding.ts";
import type { Finding } from "../../protocol/finding.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import {
  KeyUsageBit,
  parseAuthorityKeyIdentifier,
  parseExtendedKeyUsage,
  parseKeyUsage,
  parseSubjectKeyIdentifier,
} from "../../x509/extensions.ts";
import { ANY_EXTENDED_KEY_USAGE, ExtensionId } from "../../x509/oids.ts";

const CERT = "TW_TLS_CERT";
const KEY = "TW_TLS_KEY";
/** RFC 5280 4.2.1.12 */
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
/** Those that no browser offers to check (RFC 8446 4.2.3 has more than they do). */
const UNKNOWN_KEYS: ReadonlySet<string> = new Set(["ed25519", "ed448", "dsa"]);
const BROKEN_SIGNATURE = /sha-?1(?!\d)|md[245]/i;

/** What to do about a key; where a handshake fails, too. */
export const GOOD_KEYS =
  "Use an RSA key of 2048 bits or more, or an elliptic one on P-256 or P-384.";

/**
 * What browsers have against the first of `certificates`, the server's own. What none of them takes
 * is refused; what some take, or take with what they know themselves, is a warning.
 */
export function judgeForBrowsers(
  [leaf, ...others]: readonly [X509Certificate, ...X509Certificate[]],
): Finding[] {
  const isOwnIssuer = leaf.issuer === leaf.subject;
  return [
    keyFinding(leaf),
    ...usageFindings(leaf),
    signatureFinding(leaf, isOwnIssuer),
    isOwnIssuer ? undefined : issuerFinding(leaf, others),
  ].filter((finding) => finding !== undefined);
}

function keyFinding({ publicKey }: X509Certificate): Finding | undefined {
  const { asymmetricKeyType: type = "of a kind without a name", asymmetricKeyDetails: details } =
    publicKey;
  const tried = "looked at the kind of its key";
  if (UNKNOWN_KEYS.has(type)) {
    const saw = `its key is ${type}, which no browser takes`;
    return { verdict: "refused", settings: [KEY, CERT], tried, saw, change: GOOD_KEYS };
  }
  if (details?.namedCurve !== "secp521r1") return undefined;
  const saw = "its key is on P-521, which Chrome and Edge do not take";
  return { verdict: "warning", settings: [KEY, CERT], tried, saw, change: GOOD_KEYS };
}

function usageFindings(leaf: X509Certificate): Finding[] {
  const extensions = extensionsOf(leaf);
  const tried = "looked at what it may be used for";
  const findings: Finding[] = [];
  const purposes = extensions?.get(ExtensionId.EXTENDED_KEY_USAGE);
  if (purposes !== undefined) {
    const named = parsed(() => parseExtendedKeyUsage(purposes.value));
    if (
      named !== undefined && ![SERVER_AUTH, ANY_EXTENDED_KEY_USAGE].some((p) => named.includes(p))
    ) {
      findings.push({
        verdict: "refused",
        settings: [CERT],
        tried,
        saw: "its extended key usage is without serverAuth, so that no browser takes it",
        change: "Get a certificate for a TLS server.",
      });
    }
  }
  const usage = extensions?.get(ExtensionId.KEY_USAGE);
  if (usage !== undefined) {
    const bits = parsed(() => parseKeyUsage(usage.value));
    if (bits !== undefined && !bits.has(KeyUsageBit.digitalSignature)) {
      findings.push({
        verdict: "refused",
        settings: [CERT],
        tried,
        saw: "its key usage is without digitalSignature, so that no browser takes it",
        change: "Get a certificate for a TLS server, whose key may sign.",
      });
    }
  }
  return findings;
}

function signatureFinding(leaf: X509Certificate, isOwnIssuer: boolean): Finding | undefined {
  const { signatureAlgorithm = "" } = leaf;
  if (!BROKEN_SIGNATURE.test(signatureAlgorithm)) return undefined;
  return {
    // Nobody has to look at the signature of a certificate that they were told to trust itself.
    verdict: isOwnIssuer ? "warning" : "refused",
    settings: [CERT],
    tried: "looked at its signature",
    saw: `it is signed with ${signatureAlgorithm}, which browsers hold for broken`,
    change: "Get a certificate that is signed with SHA-256.",
  };
}

function issuerFinding(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
): Finding | undefined {
  if (others.some((other) => isIssuedBy(leaf, other))) {
    return undefined;
  }
  const issuer = leaf.issuer.replaceAll("\n", ", ");
  return {
    verdict: "warning",
    settings: [CERT],
    tried: "looked for who signed it",
    saw: others.length === 0
      ? `its issuer, ${issuer}, is not in the file`
      : `its issuer is ${issuer}, and none of the other certificates of the file signed it`,
    change:
      "Put the intermediate certificates behind it; it is well as it is only where browsers " +
      "know that issuer itself.",
  };
}

/**
 * By name, and by the key's identifier (RFC 5280 4.2.1.1), or where there is none by the signature:
 * the runtime takes one of a kind that it does not know for a wrong one.
 */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  if (certificate.issuer !== issuer.subject) return false;
  const wanted = extensionsOf(certificate)?.get(ExtensionId.AUTHORITY_KEY_IDENTIFIER);
  const there = extensionsOf(issuer)?.get(ExtensionId.SUBJECT_KEY_IDENTIFIER);
  const wantedId = wanted && parsed(() => parseAuthorityKeyIdentifier(wanted.value));
  const thereId = there && parsed(() => parseSubjectKeyIdentifier(there.value));
  return wantedId !== undefined && thereId !== undefined
    ? equalBytes(wantedId, thereId)
    : parsed(() => certificate.verify(issuer.publicKey)) === true;
}

/** Undefined of a certificate that is written as RFC 5280 does not allow: browsers will say more. */
function extensionsOf(leaf: X509Certificate): Certificate["extensions"] | undefined {
  return parsed(() => parseCertificate(new Uint8Array(leaf.raw)).extensions);
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
