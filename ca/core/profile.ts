/**
 * The certificate profile of TalkyWalky, as numbers. The why is in `docs/protocol.md`, "Keys and
 * certificates"; each number names its source.
 *
 * | | root | issuing | person's |
 * |---|---|---|---|
 * | subject | O, CN=TalkyWalky Root CA | O, CN=TalkyWalky Issuing CA | O, CN or UID=uid, name=full name |
 * | basicConstraints | CA, path length 1 | CA, path length 0 | CA false |
 * | keyUsage | keyCertSign, cRLSign | keyCertSign, cRLSign | digitalSignature or keyEncipherment |
 * | extKeyUsage | - | - | `KeyPurpose.SIGN` or `KeyPurpose.ENCRYPT` |
 * | subjectAltName | - | - | URI:urn:uuid:entry id, mail where it is ASCII |
 * | CRL distribution point | - | - | `<public origin>/ca/crl.der` |
 * | key identifiers | subject | both | both |
 *
 * basicConstraints and keyUsage are critical everywhere. The two private purposes lie under 2.25, in
 * the arc of a UUID that was drawn once for this project (`x509/oids.ts`, which the browser
 * shares).
 */

export { KeyPurpose } from "../../x509/oids.ts";

/** Modulus of the authority's own keys. */
export const AUTHORITY_RSA_BITS = 3072;

/** Octets of a serial: RFC 5280 4.1.2.2 allows 20, CA/Browser Forum BR 7.1 asks for 64 bits. */
export const SERIAL_BYTES = 16;

/** How far certificates and CRLs are dated back, for clocks that run slow. */
export const BACKDATE_MS = 5 * 60 * 1000;

export const DAY_MS = 24 * 60 * 60 * 1000;
export const HOUR_MS = 60 * 60 * 1000;

/** Life of the root and of the issuing certificate, in days. */
export const ROOT_DAYS = 20 * 365;
export const ISSUING_DAYS = 10 * 365;

/** Bounds of a person's certificate's life, in days; the upper one is CA/Browser Forum's old 825. */
export const MIN_CERTIFICATE_DAYS = 1;
export const MAX_CERTIFICATE_DAYS = 825;

/** Bounds of a CRL's life, in hours; CA/Browser Forum BR 4.9.7 allows ten days. */
export const MIN_CRL_HOURS = 1;
export const MAX_CRL_HOURS = 240;

/** RFC 5280 appendix A.1: ub-organization-name. */
export const MAX_ORGANISATION_CHARS = 64;
/** RFC 5280 appendix A.1: ub-common-name. A longer username stands in an attribute of its own. */
export const MAX_COMMON_NAME_CHARS = 64;

/** Pairs of certificates that one person gets within 24 hours, unless the operator says otherwise. */
export const ENROLMENTS_PER_DAY = 24;
export const MAX_ENROLMENTS_PER_DAY = 1_000_000;

/** Path under the public origin at which the CRL is served. */
export const CRL_PATH = "/ca/crl.der";
