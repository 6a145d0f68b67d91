/** Makes a CRL (RFC 5280 5.1), and lints it before it is signed. */

import "reflect-metadata";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AuthorityKeyIdentifier,
  CRLReason,
  CRLReasons,
  Extension,
  id_ce_authorityKeyIdentifier,
  KeyIdentifier,
  Name,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from "@peculiar/asn1-x509";
import { type Bytes, equalBytes, utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { Tag } from "../../x509/der_tags.ts";
import { element, integer } from "../../x509/der_writer.ts";
import { sameName } from "../../x509/names.ts";
import { ExtensionId } from "../../x509/oids.ts";
import { keyIdentifierOf } from "../../x509/public_key.ts";
import { parseTbsRevocationList, type RevocationReason } from "../../x509/revocation_list.ts";
import { sha256WithRsa } from "../../x509/signature.ts";
import { signCrl } from "./signing.ts";
import type { Signer } from "./sources.ts";

/**
 * Why a certificate was revoked; always said, so never `unspecified` (RFC 5280 5.3.1 would have
 * that left out).
 */
export type ListedReason = Exclude<RevocationReason, "unspecified">;

/** One revoked certificate, as the CRL lists it. */
export interface Revocation {
  /** Lower-case hexadecimal. */
  serial: string;
  date: Date;
  reason: ListedReason;
}

export interface CrlTemplate {
  issuer: Certificate;
  /** Higher than that of every earlier CRL of this issuer (RFC 5280 5.2.3). */
  number: bigint;
  thisUpdate: Date;
  nextUpdate: Date;
  revoked: readonly Revocation[];
}

/**
 * A complete CRL (RFC 5280 5.1), DER.
 *
 * Certificates stay on it after they expire, and it says so (X.509 9.5.2.8), because old messages
 * are checked at the time they were written.
 *
 * Built from the library's schema classes and not by its `X509CrlGenerator`, which compares each
 * entry with all earlier ones: a minute for 20,000 entries.
 *
 * @throws {AppError} `internal` where the list would not say what it is to say; then nothing has
 * been signed.
 */
export async function makeCrl(template: CrlTemplate, signer: Signer): Promise<Bytes> {
  const { issuer, number, thisUpdate, nextUpdate, revoked } = template;
  const identifier = AsnConvert.parse(sha256WithRsa(), AlgorithmIdentifier);
  const tbs = new TBSCertList({
    version: Version.v2,
    signature: identifier,
    issuer: AsnConvert.parse(issuer.subject.der, Name),
    thisUpdate: new Time(thisUpdate),
    nextUpdate: new Time(nextUpdate),
    crlExtensions: [
      new Extension({
        extnID: id_ce_authorityKeyIdentifier,
        extnValue: new OctetString(AsnConvert.serialize(
          new AuthorityKeyIdentifier({
            keyIdentifier: new KeyIdentifier(await keyIdentifierOf(issuer.spki)),
          }),
        )),
      }),
      new Extension({
        extnID: ExtensionId.CRL_NUMBER,
        extnValue: new OctetString(integer(number)),
      }),
      new Extension({
        extnID: ExtensionId.EXPIRED_CERTS_ON_CRL,
        extnValue: new OctetString(generalizedTime(issuer.notBefore)),
      }),
    ],
  });
  if (revoked.length > 0) tbs.revokedCertificates = revoked.map(entryOf);
  const bytes = new Uint8Array(AsnConvert.serialize(tbs));
  return await signCrl(
    bytes,
    { spki: issuer.spki, signer },
    (inspected) => lintCrl(inspected, template),
  );
}

function entryOf({ serial, date, reason }: Revocation): RevokedCertificate {
  return new RevokedCertificate({
    userCertificate: Uint8Array.fromHex(serial).buffer,
    revocationDate: new Time(date),
    crlEntryExtensions: [
      new Extension({
        extnID: ExtensionId.REASON_CODE,
        extnValue: new OctetString(AsnConvert.serialize(new CRLReason(CRLReasons[reason]))),
      }),
    ],
  });
}

/** A GeneralizedTime of whole seconds, DER. */
function generalizedTime(date: Date): Bytes {
  const digits = date.toISOString().slice(0, 19).replace(/[-T:]/g, "");
  return element(Tag.GENERALIZED_TIME, utf8(`${digits}Z`));
}

/** Reads the bytes that are about to be signed, and holds them against what they are to say. */
export function lintCrl(tbs: Bytes, template: CrlTemplate): void {
  const list = parseTbsRevocationList(tbs);
  const holds = equalBytes(list.algorithm, sha256WithRsa()) &&
    sameName(list.issuer, template.issuer.subject) &&
    list.number === template.number &&
    list.thisUpdate.getTime() === template.thisUpdate.getTime() &&
    list.nextUpdate.getTime() === template.nextUpdate.getTime() &&
    list.revoked.size === template.revoked.length &&
    template.revoked.every(({ serial, date, reason }) => {
      const entry = list.revoked.get(serial);
      return entry?.reason === reason && entry.date.getTime() === date.getTime();
    });
  if (!holds) {
    throw new AppError(
      "internal",
      "The revocation list was not signed, as it is not as it must be.",
    );
  }
}
