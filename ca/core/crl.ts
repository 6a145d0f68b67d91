import { type Bytes, equalBytes, toHex, utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Certificate } from "../path/certificate.ts";
import { Tag } from "../path/der_tags.ts";
import { element, integer } from "../path/der_writer.ts";
import { sameName } from "../path/names.ts";
import { ExtensionId } from "../path/oids.ts";
import { keyIdentifierOf } from "../path/public_key.ts";
import { parseTbsRevocationList, type RevocationReason } from "../path/revocation_list.ts";
import { sha256WithRsa } from "../path/signature.ts";
import { signCrl } from "./signing.ts";
import type { Signer } from "./sources.ts";
import { x509 } from "./x509.ts";

/**
 * Why a certificate was revoked. `unspecified` would be written by leaving the reason out (RFC 5280
 * 5.3.1), and the library writes that as an empty list of extensions, which 5.1 does not allow.
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
 * @throws {AppError} `internal` where the list would not say what it is to say; then nothing has
 * been signed.
 */
export async function makeCrl(template: CrlTemplate, signer: Signer): Promise<Bytes> {
  const { issuer, number, thisUpdate, nextUpdate, revoked } = template;
  const content = {
    issuer: new x509.Name(issuer.subject.der),
    thisUpdate,
    nextUpdate,
    entries: revoked.map(({ serial, date, reason }) => ({
      serialNumber: serial,
      revocationDate: date,
      reason: x509.X509CrlReason[reason],
    })),
    extensions: [
      new x509.AuthorityKeyIdentifierExtension(toHex(await keyIdentifierOf(issuer.spki))),
      new x509.Extension(ExtensionId.CRL_NUMBER, false, integer(number)),
      new x509.Extension(
        ExtensionId.EXPIRED_CERTS_ON_CRL,
        false,
        generalizedTime(issuer.notBefore),
      ),
    ],
  };
  return await signCrl(content, { spki: issuer.spki, signer }, (tbs) => lintCrl(tbs, template));
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
