/** Lints a certificate before it is signed, against every rule of the profile. */

import { AppError } from "../../protocol/errors.ts";
import { type Bytes, equalBytes } from "../../protocol/encoding.ts";
import { parseTbsCertificate, type TbsCertificate } from "../../x509/certificate.ts";
import {
  KeyUsageBit,
  parseAlternativeNames,
  parseAuthorityKeyIdentifier,
  parseBasicConstraints,
  parseDistributionPoints,
  parseExtendedKeyUsage,
  parseKeyUsage,
  parseSubjectKeyIdentifier,
} from "../../x509/extensions.ts";
import { entryUri, type KeyUse } from "../../x509/leaf_rules.ts";
import { sameName } from "../../x509/names.ts";
import { Attribute, ExtensionId, KeyPurpose } from "../../x509/oids.ts";
import { checkKeyStrength, keyIdentifierOf, parseRsaPublicKey } from "../../x509/public_key.ts";
import { sha256WithRsa } from "../../x509/signature.ts";
import type { CertificateSubject } from "../port.ts";
import type { IssuingTerms } from "./person_certificate.ts";
import { certifiableMails, uidAttribute } from "./person_certificate.ts";
import { BACKDATE_MS, DAY_MS, SERIAL_BYTES } from "./profile.ts";

/** What a to-be-issued certificate is held against. */
export interface LintContext {
  terms: IssuingTerms;
  subject: CertificateSubject;
  use: KeyUse;
  /** The key of the request. */
  spki: Bytes;
}

interface Subject extends LintContext {
  tbs: TbsCertificate;
  subjectKeyId: Bytes;
  authorityKeyId: Bytes;
}

interface Rule {
  name: string;
  source: string;
  holds: (subject: Subject) => boolean;
}

/** The value of an extension that must be there with this criticality. */
function valueOf(tbs: TbsCertificate, id: string, critical: boolean): Bytes | undefined {
  const extension = tbs.extensions.get(id);
  return extension?.critical === critical ? extension.value : undefined;
}

function isOnly<T>(values: Iterable<T> | undefined, only: T): boolean {
  const list = values ? [...values] : [];
  return list.length === 1 && list[0] === only;
}

/** Seconds of rounding that whole-second dates may add to a certificate's life. */
const ROUNDING_MS = 1000;

const EXPECTED_EXTENSIONS: readonly string[] = [
  ExtensionId.BASIC_CONSTRAINTS,
  ExtensionId.KEY_USAGE,
  ExtensionId.EXTENDED_KEY_USAGE,
  ExtensionId.SUBJECT_ALTERNATIVE_NAME,
  ExtensionId.SUBJECT_KEY_IDENTIFIER,
  ExtensionId.AUTHORITY_KEY_IDENTIFIER,
  ExtensionId.CRL_DISTRIBUTION_POINTS,
];

/** The rules, each said once, apart from the code that writes certificates. */
const RULES: readonly Rule[] = [
  {
    name: "version is v3",
    source: "RFC 5280 4.1.2.1",
    holds: ({ tbs }) => tbs.version === 3,
  },
  {
    name: "serial has our length",
    source: "RFC 5280 4.1.2.2, BR 7.1",
    holds: ({ tbs }) => tbs.serial.length === SERIAL_BYTES * 2,
  },
  {
    name: "signature algorithm is sha256WithRSAEncryption",
    source: "RFC 4055 5",
    holds: ({ tbs }) => equalBytes(tbs.algorithm, sha256WithRsa()),
  },
  {
    name: "issuer is the issuing certificate's subject",
    source: "RFC 5280 4.1.2.4",
    holds: ({ tbs, terms }) => sameName(tbs.issuer, terms.issuing.subject),
  },
  {
    name: "validity lies within the issuing certificate's",
    source: "profile",
    holds: ({ tbs, terms: { issuing } }) =>
      tbs.notBefore >= issuing.notBefore && tbs.notAfter <= issuing.notAfter,
  },
  {
    name: "life is as configured",
    source: "RFC 5280 4.1.2.5, profile",
    holds: ({ tbs, terms }) => {
      const lifeMs = tbs.notAfter.getTime() - tbs.notBefore.getTime();
      return lifeMs > 0 && lifeMs <= terms.certificateDays * DAY_MS + BACKDATE_MS + ROUNDING_MS;
    },
  },
  {
    name: "subject is organisation, uid and full name of the entry",
    source: "RFC 5280 4.1.2.6, profile",
    holds: ({ tbs, terms, subject }) => {
      const wanted = [
        [Attribute.ORGANIZATION, terms.organisation],
        [uidAttribute(subject.uid), subject.uid],
        [Attribute.NAME, subject.fullName],
      ];
      const found = tbs.subject.attributes.map(({ type, value }) => [type, value]);
      return JSON.stringify(found) === JSON.stringify(wanted);
    },
  },
  {
    name: "key is the request's, and not the authority's own",
    source: "profile",
    holds: ({ tbs, spki, terms }) =>
      equalBytes(tbs.spki, spki) && !equalBytes(tbs.spki, terms.issuing.spki),
  },
  {
    name: "extensions are the profile's",
    source: "RFC 5280 4.2, profile",
    holds: ({ tbs }) => {
      const found = [...tbs.extensions.keys()];
      return found.length === EXPECTED_EXTENSIONS.length &&
        EXPECTED_EXTENSIONS.every((id) => found.includes(id));
    },
  },
  {
    name: "basicConstraints is critical and not CA",
    source: "RFC 5280 4.2.1.9",
    holds: ({ tbs }) => {
      const value = valueOf(tbs, ExtensionId.BASIC_CONSTRAINTS, true);
      return value !== undefined && !parseBasicConstraints(value).ca;
    },
  },
  {
    name: "keyUsage is critical and of one use",
    source: "RFC 5280 4.2.1.3, docs/protocol.md (Keys and certificates)",
    holds: ({ tbs, use }) => {
      const value = valueOf(tbs, ExtensionId.KEY_USAGE, true);
      const bit = use === "sign" ? KeyUsageBit.digitalSignature : KeyUsageBit.keyEncipherment;
      return isOnly(value && parseKeyUsage(value), bit);
    },
  },
  {
    name: "extKeyUsage is the private purpose of the use",
    source: "RFC 5280 4.2.1.12, docs/protocol.md (Keys and certificates)",
    holds: ({ tbs, use }) => {
      const value = valueOf(tbs, ExtensionId.EXTENDED_KEY_USAGE, false);
      const purpose = use === "sign" ? KeyPurpose.SIGN : KeyPurpose.ENCRYPT;
      return isOnly(value && parseExtendedKeyUsage(value), purpose);
    },
  },
  {
    name: "subjectAltName is the entry's id, and its mail at most",
    source: "RFC 5280 4.2.1.6, docs/protocol.md (Keys and certificates)",
    holds: ({ tbs, subject }) => {
      const value = valueOf(tbs, ExtensionId.SUBJECT_ALTERNATIVE_NAME, false);
      const names = value && parseAlternativeNames(value);
      return isOnly(names?.uris, entryUri(subject.id)) && names?.others === 0 &&
        JSON.stringify(names.mails) === JSON.stringify(certifiableMails(subject.mail));
    },
  },
  {
    name: "subjectKeyIdentifier is the key's",
    source: "RFC 5280 4.2.1.2, RFC 7093 2",
    holds: ({ tbs, subjectKeyId }) => {
      const value = valueOf(tbs, ExtensionId.SUBJECT_KEY_IDENTIFIER, false);
      return value !== undefined && equalBytes(parseSubjectKeyIdentifier(value), subjectKeyId);
    },
  },
  {
    name: "authorityKeyIdentifier is the issuing key's",
    source: "RFC 5280 4.2.1.1",
    holds: ({ tbs, authorityKeyId }) => {
      const value = valueOf(tbs, ExtensionId.AUTHORITY_KEY_IDENTIFIER, false);
      const id = value && parseAuthorityKeyIdentifier(value);
      return id !== undefined && equalBytes(id, authorityKeyId);
    },
  },
  {
    name: "CRL distribution point is ours",
    source: "RFC 5280 4.2.1.13",
    holds: ({ tbs, terms }) => {
      const value = valueOf(tbs, ExtensionId.CRL_DISTRIBUTION_POINTS, false);
      return isOnly(value && parseDistributionPoints(value), terms.crlUri);
    },
  },
];

/**
 * Reads the bytes that are about to be signed and holds them against every rule of the profile.
 *
 * @returns the broken rules, each with its source; empty where all hold.
 * @throws {DerError | PathRefusal} where the bytes cannot be read, or the key is weak.
 */
export async function lint(tbsDer: Bytes, context: LintContext): Promise<string[]> {
  const tbs = parseTbsCertificate(tbsDer);
  checkKeyStrength(parseRsaPublicKey(tbs.spki));
  const subject: Subject = {
    ...context,
    tbs,
    subjectKeyId: await keyIdentifierOf(tbs.spki),
    authorityKeyId: await keyIdentifierOf(context.terms.issuing.spki),
  };
  return RULES.filter((rule) => !rule.holds(subject)).map(({ name, source }) =>
    `${name} (${source})`
  );
}

/**
 * Lints, and refuses to go on where a rule is broken: that is a fault of this program, so it is
 * `internal`, and nothing has been signed.
 *
 * @throws {AppError} `internal`
 */
export async function mustLint(tbs: Bytes, context: LintContext): Promise<void> {
  let broken: string[];
  try {
    broken = await lint(tbs, context);
  } catch (cause) {
    throw new AppError("internal", LINT_MESSAGE, { cause });
  }
  if (broken.length > 0) {
    throw new AppError("internal", LINT_MESSAGE, { cause: new Error(broken.join("; ")) });
  }
}

const LINT_MESSAGE = "The certificate was not issued, as it would break the authority's own rules.";
