/** Writes the extensions that our certificates and CRLs carry (RFC 5280 4.2 and 5.2). */

import { type Bytes, utf8 } from "../../../protocol/encoding.ts";
import {
  boolean,
  explicit,
  implicit,
  integer,
  namedBitString,
  octetString,
  oid,
  sequence,
} from "./der_writer.ts";
import { KeyUsageBit } from "../../../x509/extensions.ts";
import { ExtensionId } from "../../../x509/oids.ts";

/** One whole `Extension` element. `value` is the DER of the extension's own type. */
export function extension(id: string, value: Bytes, critical = false): Bytes {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** 4.2.1.9, critical. */
export function basicConstraints(ca: boolean, pathLength?: number): Bytes {
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  const value = ca ? sequence(boolean(true), ...length) : sequence();
  return extension(ExtensionId.BASIC_CONSTRAINTS, value, true);
}

/** 4.2.1.3, critical. */
export function keyUsage(uses: readonly (keyof typeof KeyUsageBit)[]): Bytes {
  const bits = uses.map((use) => KeyUsageBit[use]);
  return extension(ExtensionId.KEY_USAGE, namedBitString(bits), true);
}

/** 4.2.1.12 */
export function extendedKeyUsage(purposes: readonly string[]): Bytes {
  return extension(ExtensionId.EXTENDED_KEY_USAGE, sequence(...purposes.map(oid)));
}

/** 4.2.1.6; all ASCII. */
export function alternativeNames(names: { uris?: string[]; mails?: string[] }): Bytes {
  const { uris = [], mails = [] } = names;
  return extension(
    ExtensionId.SUBJECT_ALTERNATIVE_NAME,
    sequence(
      ...uris.map((uri) => implicit(6, utf8(uri))),
      ...mails.map((mail) => implicit(1, utf8(mail))),
    ),
  );
}

/** 4.2.1.2 */
export function subjectKeyIdentifier(id: Bytes): Bytes {
  return extension(ExtensionId.SUBJECT_KEY_IDENTIFIER, octetString(id));
}

/** 4.2.1.1 */
export function authorityKeyIdentifier(id: Bytes): Bytes {
  return extension(ExtensionId.AUTHORITY_KEY_IDENTIFIER, sequence(implicit(0, id)));
}

/** 4.2.1.13: one point with one URI. */
export function crlDistributionPoint(uri: string): Bytes {
  const fullName = explicit(0, implicit(6, utf8(uri)));
  return extension(
    ExtensionId.CRL_DISTRIBUTION_POINTS,
    sequence(sequence(explicit(0, fullName))),
  );
}
