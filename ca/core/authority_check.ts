/** Checks at start that the authority's certificates and keys are sound and belong together. */

import { type Bytes, utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { KeyUsageBit, parseBasicConstraints, parseKeyUsage } from "../../x509/extensions.ts";
import { sameName } from "../../x509/names.ts";
import { ExtensionId } from "../../x509/oids.ts";
import { checkKeyStrength, parseRsaPublicKey } from "../../x509/public_key.ts";
import { must } from "../../x509/reasons.ts";
import { sameAlgorithm, sha256WithRsa, verifySignature } from "../../x509/signature.ts";
import type { Signer } from "./sources.ts";

/**
 * Makes sure, before the first request, that the authority's certificates are sound and belong to
 * each other and to its keys.
 *
 * @param signers of the issuing key, and of the root key where it is still on this machine.
 * @throws {AppError} `internal`, with a message for the operator.
 */
export async function checkAuthority(
  chain: { root: Bytes; issuing: Bytes },
  signers: { issuing: Signer; root?: Signer },
  now: Date,
): Promise<void> {
  const root = readAuthority("root", chain.root, now);
  const issuing = readAuthority("issuing", chain.issuing, now);
  const fits = async (subject: Certificate, issuer: Certificate): Promise<boolean> =>
    sameName(subject.issuer, issuer.subject) &&
    sameAlgorithm(subject.algorithm, subject.outerAlgorithm) &&
    await verifySignature({
      identifier: subject.algorithm,
      spki: issuer.spki,
      data: subject.tbs,
      signature: subject.signature,
    });
  if (!await fits(root, root)) throw broken("root certificate is not signed by itself");
  if (!await fits(issuing, root)) {
    throw broken("issuing certificate is not signed by the root certificate");
  }
  if (!await opens(issuing, signers.issuing)) {
    throw broken("issuing key does not belong to the issuing certificate");
  }
  if (signers.root && !await opens(root, signers.root)) {
    throw broken("root key does not belong to the root certificate");
  }
}

const CLOCK =
  "this machine's clock says otherwise. If the clock is wrong, set it. If it is right and " +
  "was wrong when the authority was made, a new one is needed (docs/operations.md, Lost or stolen " +
  "keys of the authority)";

function readAuthority(role: string, der: Bytes, now: Date): Certificate {
  let certificate: Certificate;
  try {
    certificate = parseCertificate(der);
    checkKeyStrength(parseRsaPublicKey(certificate.spki));
    const constraints = certificate.extensions.get(ExtensionId.BASIC_CONSTRAINTS);
    const usage = certificate.extensions.get(ExtensionId.KEY_USAGE);
    const uses = usage ? parseKeyUsage(usage.value) : new Set<number>();
    must(
      constraints !== undefined && parseBasicConstraints(constraints.value).ca &&
        uses.has(KeyUsageBit.keyCertSign) && uses.has(KeyUsageBit.cRLSign),
      "not-a-ca",
      "it is not the certificate of an authority",
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw broken(`${role} certificate cannot be used: ${why}`, cause);
  }
  if (now > certificate.notAfter) {
    throw broken(
      `${role} certificate expired at ${certificate.notAfter.toISOString()}, and ${CLOCK}`,
    );
  }
  if (now < certificate.notBefore) {
    throw broken(
      `${role} certificate begins at ${certificate.notBefore.toISOString()}, and ${CLOCK}`,
    );
  }
  return certificate;
}

/** Whether the signer's key is the private half of the certificate's. */
async function opens(certificate: Certificate, signer: Signer): Promise<boolean> {
  const data = utf8("TalkyWalky authority key check");
  const signature = await signer(data);
  const identifier = sha256WithRsa();
  return await verifySignature({ identifier, spki: certificate.spki, data, signature });
}

function broken(what: string, cause?: unknown): AppError {
  return new AppError("internal", `The authority cannot start: its ${what}.`, { cause });
}
