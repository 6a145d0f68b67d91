import { AppError } from "../../protocol/errors.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { isUid, isUserId } from "../../protocol/ids.ts";
import type { Certificate } from "../path/certificate.ts";
import { entryUri, type KeyUse } from "../path/leaf_rules.ts";
import { type Name, nameOf } from "../path/names.ts";
import { Attribute, KeyPurpose } from "../path/oids.ts";
import { keyIdentifierOf } from "../path/public_key.ts";
import type { CertificateSubject } from "../port.ts";
import { type CertificateTemplate, wholeSeconds } from "./certificate_writer.ts";
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from "./extension_writer.ts";
import { BACKDATE_MS, DAY_MS, MAX_FULL_NAME_CHARS, MAX_MAIL_CHARS } from "./profile.ts";

/** What every person's certificate of one authority shares. */
export interface IssuingTerms {
  issuing: Certificate;
  organisation: string;
  /** Where the CRL is served. */
  crlUri: string;
  certificateDays: number;
}

/** Any C0 or C1 control character, or a line or paragraph separator. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/**
 * Refuses a directory entry that cannot be written into a certificate.
 *
 * @throws {AppError} `invalid`, with `field` `subject.<attribute>`.
 */
export function checkSubject(subject: CertificateSubject): void {
  const refuse = (attribute: keyof CertificateSubject, why: string): never => {
    throw new AppError("invalid", `The directory entry cannot be certified: ${why}.`, {
      field: `subject.${attribute}`,
    });
  };
  if (!isUserId(subject.id)) refuse("id", "its id is not a UUID");
  if (!isUid(subject.uid)) refuse("uid", "its uid is not a login name of this system");
  const { length } = subject.fullName;
  if (length === 0 || length > MAX_FULL_NAME_CHARS || CONTROL.test(subject.fullName)) {
    refuse("fullName", `its full name is not 1 to ${MAX_FULL_NAME_CHARS} printable characters`);
  }
}

/** The name that a person's certificate carries: organisation, uid, full name. */
export function personName(organisation: string, subject: CertificateSubject): Name {
  return nameOf([
    { type: Attribute.ORGANIZATION, value: organisation },
    { type: Attribute.COMMON_NAME, value: subject.uid },
    { type: Attribute.NAME, value: subject.fullName },
  ]);
}

/**
 * The mail addresses that go into the certificate: the person's, where an rfc822Name can hold it
 * (ASCII, RFC 5280 4.2.1.6). It is a convenience, and no check rests on it.
 */
export function certifiableMails(mail: string): string[] {
  const fits = mail.length <= MAX_MAIL_CHARS && /^[!-?A-~]+@[!-?A-~]+$/.test(mail);
  return fits ? [mail] : [];
}

/** The template of one of a person's two certificates. `spki` is the key from the request. */
export async function personTemplate(input: {
  terms: IssuingTerms;
  subject: CertificateSubject;
  use: KeyUse;
  spki: Bytes;
  serial: Bytes;
  now: Date;
}): Promise<CertificateTemplate> {
  const { terms, subject, use, spki, serial, now } = input;
  const { issuing } = terms;
  const earliest = issuing.notBefore.getTime();
  const latest = issuing.notAfter.getTime();
  return {
    serial,
    issuer: issuing.subject,
    subject: personName(terms.organisation, subject),
    notBefore: wholeSeconds(new Date(Math.max(now.getTime() - BACKDATE_MS, earliest))),
    notAfter: wholeSeconds(
      new Date(Math.min(now.getTime() + terms.certificateDays * DAY_MS, latest)),
    ),
    spki,
    extensions: [
      basicConstraints(false),
      keyUsage([use === "sign" ? "digitalSignature" : "keyEncipherment"]),
      extendedKeyUsage([use === "sign" ? KeyPurpose.SIGN : KeyPurpose.ENCRYPT]),
      alternativeNames({ uris: [entryUri(subject.id)], mails: certifiableMails(subject.mail) }),
      subjectKeyIdentifier(await keyIdentifierOf(spki)),
      authorityKeyIdentifier(await keyIdentifierOf(issuing.spki)),
      crlDistributionPoint(terms.crlUri),
    ],
  };
}
