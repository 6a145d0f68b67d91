/** Writes certificates, sound or not, for tests, independently of the authority. */

import type { Bytes } from "../../../protocol/encoding.ts";
import { Tag } from "../../../x509/der_tags.ts";
import { bitString, element, explicit, integer, sequence, time } from "./der_writer.ts";
import type { Name } from "../../../x509/names.ts";
import { sha256WithRsa } from "../../../x509/signature.ts";

/**
 * A writer of certificates apart from the authority's: it writes what it is given, sound or not, and
 * what the authority makes is compared with it byte for byte.
 */

/** All that goes under the signature of a certificate (RFC 5280 4.1.2). */
export interface CertificateTemplate {
  /** Octets of a positive INTEGER. */
  serial: Bytes;
  issuer: Name;
  subject: Name;
  notBefore: Date;
  notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  spki: Bytes;
  /** Whole `Extension` elements, in the order in which they are written. */
  extensions: readonly Bytes[];
  /** AlgorithmIdentifier; sha256WithRSAEncryption where none is given. */
  algorithm?: Bytes;
}

/** The v3 TBSCertificate of a template, DER. */
export function writeTbsCertificate(template: CertificateTemplate): Bytes {
  return sequence(
    explicit(0, integer(2)),
    element(Tag.INTEGER, template.serial),
    template.algorithm ?? sha256WithRsa(),
    template.issuer.der,
    sequence(time(template.notBefore), time(template.notAfter)),
    template.subject.der,
    template.spki,
    explicit(3, sequence(...template.extensions)),
  );
}

/** A certificate or CRL: the signed bytes, the algorithm, the signature. */
export function writeSigned(tbs: Bytes, signature: Bytes, algorithm = sha256WithRsa()): Bytes {
  return sequence(tbs, algorithm, bitString(signature));
}
