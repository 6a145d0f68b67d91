/** Object identifiers that the path check knows, by the name their standard gives them. */

/** Attributes of a name (X.520; RFC 5280 appendix A.1). */
export const Attribute = {
  COMMON_NAME: "2.5.4.3",
  SURNAME: "2.5.4.4",
  SERIAL_NUMBER: "2.5.4.5",
  COUNTRY: "2.5.4.6",
  LOCALITY: "2.5.4.7",
  STATE_OR_PROVINCE: "2.5.4.8",
  /** RFC 4519 2.39 `uid`: a username that is longer than a common name may be. */
  USER_ID: "0.9.2342.19200300.100.1.1",
  DOMAIN_COMPONENT: "0.9.2342.19200300.100.1.25",
  ORGANIZATION: "2.5.4.10",
  ORGANIZATIONAL_UNIT: "2.5.4.11",
  TITLE: "2.5.4.12",
  /** X.520 `name`: here, a person's full name as people read it. */
  NAME: "2.5.4.41",
  GIVEN_NAME: "2.5.4.42",
  INITIALS: "2.5.4.43",
  GENERATION_QUALIFIER: "2.5.4.44",
  DN_QUALIFIER: "2.5.4.46",
  PSEUDONYM: "2.5.4.65",
  EMAIL_ADDRESS: "1.2.840.113549.1.9.1",
} as const;

/** Certificate, CRL and CRL entry extensions (RFC 5280 4.2 and 5.2). */
export const ExtensionId = {
  SUBJECT_DIRECTORY_ATTRIBUTES: "2.5.29.9",
  SUBJECT_KEY_IDENTIFIER: "2.5.29.14",
  KEY_USAGE: "2.5.29.15",
  SUBJECT_ALTERNATIVE_NAME: "2.5.29.17",
  ISSUER_ALTERNATIVE_NAME: "2.5.29.18",
  BASIC_CONSTRAINTS: "2.5.29.19",
  CRL_NUMBER: "2.5.29.20",
  REASON_CODE: "2.5.29.21",
  INVALIDITY_DATE: "2.5.29.24",
  CERTIFICATE_ISSUER: "2.5.29.29",
  NAME_CONSTRAINTS: "2.5.29.30",
  CRL_DISTRIBUTION_POINTS: "2.5.29.31",
  CERTIFICATE_POLICIES: "2.5.29.32",
  POLICY_MAPPINGS: "2.5.29.33",
  AUTHORITY_KEY_IDENTIFIER: "2.5.29.35",
  POLICY_CONSTRAINTS: "2.5.29.36",
  EXTENDED_KEY_USAGE: "2.5.29.37",
  FRESHEST_CRL: "2.5.29.46",
  INHIBIT_ANY_POLICY: "2.5.29.54",
  /** X.509 9.5.2.8: this CRL keeps certificates that have expired since the date it gives. */
  EXPIRED_CERTS_ON_CRL: "2.5.29.60",
  AUTHORITY_INFORMATION_ACCESS: "1.3.6.1.5.5.7.1.1",
  SUBJECT_INFORMATION_ACCESS: "1.3.6.1.5.5.7.1.11",
} as const;

/** Policy qualifiers (RFC 5280 4.2.1.4). */
export const PolicyQualifier = {
  CPS: "1.3.6.1.5.5.7.2.1",
  USER_NOTICE: "1.3.6.1.5.5.7.2.2",
} as const;

/** What is to be had at an access location (RFC 5280 4.2.2). */
export const AccessMethod = {
  OCSP: "1.3.6.1.5.5.7.48.1",
  CA_ISSUERS: "1.3.6.1.5.5.7.48.2",
  TIME_STAMPING: "1.3.6.1.5.5.7.48.3",
  CA_REPOSITORY: "1.3.6.1.5.5.7.48.5",
} as const;

/** The policy that stands for every policy (RFC 5280 4.2.1.4). */
export const ANY_POLICY = "2.5.29.32.0";
/** The purpose that stands for every purpose (RFC 5280 4.2.1.12). */
export const ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0";

/** Key and signature algorithms (RFC 8017 appendix C). */
export const Algorithm = {
  RSA_ENCRYPTION: "1.2.840.113549.1.1.1",
  RSA_PSS: "1.2.840.113549.1.1.10",
  MGF1: "1.2.840.113549.1.1.8",
  SHA1_WITH_RSA: "1.2.840.113549.1.1.5",
  SHA256_WITH_RSA: "1.2.840.113549.1.1.11",
  SHA384_WITH_RSA: "1.2.840.113549.1.1.12",
  SHA512_WITH_RSA: "1.2.840.113549.1.1.13",
  SHA256: "2.16.840.1.101.3.4.2.1",
} as const;

/**
 * TalkyWalky's own arc: the UUID 85517d1d-de15-4dd7-8dc3-69efa0d3e766, drawn once for this project,
 * under 2.25 as X.667 (ITU-T) lets anybody do. The number is the UUID as one integer.
 */
const TALKYWALKY_ARC = "2.25.177210437152483728727620886976666003302";

/** The private extended key usages: which of a person's two keys a certificate is for. */
export const KeyPurpose = {
  SIGN: `${TALKYWALKY_ARC}.1`,
  ENCRYPT: `${TALKYWALKY_ARC}.2`,
} as const;
