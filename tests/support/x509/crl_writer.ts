/** Writes CRLs for tests, independently of the authority. */

import type { Bytes } from "../../../protocol/encoding.ts";
import { Tag } from "../../../x509/der_tags.ts";
import { element, enumerated, explicit, integer, sequence, time } from "./der_writer.ts";
import { ExtensionId } from "../../../x509/oids.ts";
import { keyIdentifierOf } from "../../../x509/public_key.ts";
import { REVOCATION_REASONS, type RevocationReason } from "../../../x509/revocation_list.ts";
import { sha256WithRsa } from "../../../x509/signature.ts";
import type { CrlTemplate, Revocation } from "../../../ca/core/crl.ts";
import { authorityKeyIdentifier, extension } from "./extension_writer.ts";

/** An entry of a CRL, with a reason or without. */
export interface CrlEntry extends Omit<Revocation, "reason"> {
  reason: RevocationReason;
}

/**
 * The TBSCertList of a complete CRL (RFC 5280 5.1.2), DER, apart from the authority's own making.
 *
 * @param extensions whole `Extension` elements to add.
 * @param replaced whole `Extension` elements instead of those of these ids; `null` leaves one out.
 */
export async function writeTbsCrl(
  template: Omit<CrlTemplate, "revoked"> & { revoked: readonly CrlEntry[] },
  extensions: readonly Bytes[] = [],
  replaced: Readonly<Record<string, Bytes | null>> = {},
): Promise<Bytes> {
  const { issuer, number, thisUpdate, nextUpdate, revoked } = template;
  const entries = revoked.map(writeEntry);
  const own: Record<string, Bytes | null> = {
    [ExtensionId.AUTHORITY_KEY_IDENTIFIER]: authorityKeyIdentifier(
      await keyIdentifierOf(issuer.spki),
    ),
    [ExtensionId.CRL_NUMBER]: extension(ExtensionId.CRL_NUMBER, integer(number)),
    ...replaced,
  };
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
        ...Object.values(own).filter((one) => one !== null),
        ...extensions,
      ),
    ),
  );
}

/** 5.3.1: the reason is left out where it is unspecified. */
function writeEntry({ serial, date, reason }: CrlEntry): Bytes {
  const code = REVOCATION_REASONS[reason];
  const reasonCode = extension(ExtensionId.REASON_CODE, enumerated(code));
  return sequence(
    element(Tag.INTEGER, Uint8Array.fromHex(serial)),
    time(date),
    ...(code === 0 ? [] : [sequence(reasonCode)]),
  );
}
