/** What a person's two certificates say: name, mail addresses, key usage, extensions. */

import { AppError } from "../../protocol/errors.ts";
import { type Bytes, toHex } from "../../protocol/encoding.ts";
import { isUid, isUserId } from "../../protocol/ids.ts";
import { MAX_FULL_NAME_CHARS } from "../../protocol/limits.ts";
import { isFullName, isMailOrNone } from "../../protocol/person.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { MAILBOX } from "../../x509/general_names.ts";
import { entryUri, type KeyUse } from "../../x509/leaf_rules.ts";
import { Attribute, KeyPurpose } from "../../x509/oids.ts";
import { keyIdentifierOf } from "../../x509/public_key.ts";
import type { CertificateSubject } from "../port.ts";
import { nameFrom } from "./name_from.ts";
import { BACKDATE_MS, DAY_MS, MAX_COMMON_NAME_CHARS } from "./profile.ts";
import { serialText } from "./serial.ts";
import type { CertificateContent } from "./signing.ts";
import { wholeSeconds } from "./whole_seconds.ts";
import { x509 } from "./x509.ts";

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
  if (!isFullName(subject.fullName) || CONTROL.test(subject.fullName)) {
    refuse("fullName", `its full name is not 1 to ${MAX_FULL_NAME_CHARS} printable characters`);
  }
}

/** The name that a person's certificate carries: organisation, uid, full name. */
export function personName(organisation: string, subject: CertificateSubject): x509.Name {
  return nameFrom([
    [Attribute.ORGANIZATION, organisation],
    [uidAttribute(subject.uid), subject.uid],
    [Attribute.NAME, subject.fullName],
  ]);
}

/** RFC 5280 appendix A.1 bounds a common name; what is longer stands where RFC 4519 2.39 has it. */
export function uidAttribute(uid: string): string {
  return [...uid].length > MAX_COMMON_NAME_CHARS ? Attribute.USER_ID : Attribute.COMMON_NAME;
}

/**
 * The mail addresses that go into the certificate: the person's, where an rfc822Name can hold it
 * (a Mailbox of ASCII, RFC 5280 4.2.1.6). It is a convenience, and no check rests on it.
 */
export function certifiableMails(mail: string): string[] {
  const fits = isMailOrNone(mail) && MAILBOX.test(mail);
  return fits ? [mail] : [];
}

/** What one of a person's two certificates says. `spki` is the key from the request. */
export async function personContent(input: {
  terms: IssuingTerms;
  subject: CertificateSubject;
  use: KeyUse;
  spki: Bytes;
  serial: Bytes;
  now: Date;
}): Promise<CertificateContent & { notAfter: Date }> {
  const { terms, subject, use, spki, serial, now } = input;
  const { issuing } = terms;
  const earliest = issuing.notBefore.getTime();
  const latest = issuing.notAfter.getTime();
  const usage = use === "sign" ? "digitalSignature" : "keyEncipherment";
  return {
    serialNumber: serialText(serial),
    issuer: new x509.Name(issuing.subject.der),
    subject: personName(terms.organisation, subject),
    notBefore: wholeSeconds(new Date(Math.max(now.getTime() - BACKDATE_MS, earliest))),
    notAfter: wholeSeconds(
      new Date(Math.min(now.getTime() + terms.certificateDays * DAY_MS, latest)),
    ),
    publicKey: spki,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags[usage], true),
      new x509.ExtendedKeyUsageExtension([use === "sign" ? KeyPurpose.SIGN : KeyPurpose.ENCRYPT]),
      new x509.SubjectAlternativeNameExtension([
        { type: "url", value: entryUri(subject.id) },
        ...certifiableMails(subject.mail).map((value) => ({ type: "email" as const, value })),
      ]),
      new x509.SubjectKeyIdentifierExtension(toHex(await keyIdentifierOf(spki))),
      new x509.AuthorityKeyIdentifierExtension(toHex(await keyIdentifierOf(issuing.spki))),
      new x509.CRLDistributionPointsExtension([terms.crlUri]),
    ],
  };
}
