import type { Bytes } from "../../protocol/encoding.ts";
import type { Certificate } from "../path/certificate.ts";
import { Tag } from "../path/der_tags.ts";
import {
  element,
  enumerated,
  explicit,
  generalizedTime,
  integer,
  sequence,
  time,
} from "../path/der_writer.ts";
import { ExtensionId } from "../path/oids.ts";
import { keyIdentifierOf } from "../path/public_key.ts";
import { REVOCATION_REASONS, type RevocationReason } from "../path/revocation_list.ts";
import { sha256WithRsa } from "../path/signature.ts";
import { authorityKeyIdentifier, extension } from "./extension_writer.ts";
import { serialOctets } from "./serial.ts";

/** One revoked certificate, as the CRL lists it. */
export interface Revocation {
  /** Lower-case hexadecimal. */
  serial: string;
  date: Date;
  reason: RevocationReason;
}

export interface CrlTemplate {
  issuer: Certificate;
  /** Higher than that of every earlier CRL of this issuer (RFC 5280 5.2.3). */
  number: bigint;
  thisUpdate: Date;
  nextUpdate: Date;
  revoked: readonly Revocation[];
  /** Whole `Extension` elements to add. */
  extensions?: readonly Bytes[];
}

/**
 * The TBSCertList of a complete CRL (RFC 5280 5.1.2), DER.
 *
 * Certificates stay on it after they expire, and it says so (X.509 9.5.2.8), because old messages
 * are checked at the time they were written.
 */
export async function writeTbsCrl(template: CrlTemplate): Promise<Bytes> {
  const { issuer, number, thisUpdate, nextUpdate, revoked, extensions = [] } = template;
  const entries = revoked.map(writeEntry);
  return sequence(
    integer(1),
    sha256WithRsa(),
    issuer.subject.der,
    time(thisUpdate),
    time(nextUpdate),
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    explicit(
      0,
      sequence(
        authorityKeyIdentifier(await keyIdentifierOf(issuer.spki)),
        extension(ExtensionId.CRL_NUMBER, integer(number)),
        extension(ExtensionId.EXPIRED_CERTS_ON_CRL, generalizedTime(issuer.notBefore)),
        ...extensions,
      ),
    ),
  );
}

/** 5.3.1: the reason is left out where it is unspecified. */
function writeEntry({ serial, date, reason }: Revocation): Bytes {
  const code = REVOCATION_REASONS[reason];
  const reasonCode = extension(ExtensionId.REASON_CODE, enumerated(code));
  return sequence(
    element(Tag.INTEGER, serialOctets(serial)),
    time(date),
    ...(code === 0 ? [] : [sequence(reasonCode)]),
  );
}
