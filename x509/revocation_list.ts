/** Parses complete CRLs (RFC 5280 5.1). */

import type { Bytes } from "../protocol/encoding.ts";
import { DerReader, readSequence, readSingle } from "./der_reader.ts";
import { contextConstructed, DerError, Tag } from "./der_tags.ts";
import { bitStringOctets, smallInteger, timeValue, unsignedInteger } from "./der_values.ts";
import { checkExtensionContents, readAccessDescriptions } from "./extension_contents.ts";
import { parseAuthorityKeyIdentifier, parseExtensions } from "./extensions.ts";
import { type Name, parseName } from "./names.ts";
import { AccessMethod, ExtensionId } from "./oids.ts";
import { checkDate, refuseCritical, refuseUnknown, RevokedEntries } from "./revoked_entries.ts";

export { REVOCATION_REASONS } from "./revoked_entries.ts";
export type { RevocationReason, RevokedEntry } from "./revoked_entries.ts";

/** The signed part of a CRL (RFC 5280 5.1.2). */
export interface TbsRevocationList {
  /** AlgorithmIdentifier inside the signed part. */
  algorithm: Bytes;
  issuer: Name;
  thisUpdate: Date;
  nextUpdate: Date;
  /** Rises with every CRL of one issuer (5.2.3). */
  number: bigint;
  /** Identifier of the key that signed it (5.2.1). */
  authorityKey: Bytes;
  revoked: RevokedEntries;
}

export interface RevocationList extends TbsRevocationList {
  /** The bytes under the signature. */
  tbs: Bytes;
  /** AlgorithmIdentifier beside the signature. */
  outerAlgorithm: Bytes;
  signature: Bytes;
}

/** Longest CRL number, in octets (5.2.3). */
const MAX_NUMBER_BYTES = 20;
const KNOWN_LIST_EXTENSIONS: readonly string[] = [
  ExtensionId.AUTHORITY_KEY_IDENTIFIER,
  ExtensionId.CRL_NUMBER,
  ExtensionId.EXPIRED_CERTS_ON_CRL,
];
/** deltaCRLIndicator and issuingDistributionPoint. */
const PARTIAL: readonly string[] = ["2.5.29.27", "2.5.29.28"];
const NEVER_CRITICAL: ReadonlyMap<string, string> = new Map([
  [ExtensionId.AUTHORITY_KEY_IDENTIFIER, "4.2.1.1"],
  [ExtensionId.CRL_NUMBER, "5.2.3"],
]);

/**
 * Reads a complete DER CRL (RFC 5280 5.1): v2, with nextUpdate and a CRL number. Delta and partial
 * CRLs are refused also where they do not say so in a critical extension, as they must (5.2.4, 5.2.5).
 *
 * @throws {PathRefusal} `unknown-critical-extension`
 * @throws {DerError}
 */
export function parseRevocationList(der: Bytes): RevocationList {
  const outer = readSequence(der);
  const tbs = outer.element(Tag.SEQUENCE).bytes;
  const outerAlgorithm = outer.element(Tag.SEQUENCE).bytes;
  const signature = bitStringOctets(outer.element(Tag.BIT_STRING));
  outer.end();
  return { ...parseTbsRevocationList(tbs), tbs, outerAlgorithm, signature };
}

/** Reads the signed part alone, as the authority does before there is a signature. */
export function parseTbsRevocationList(tbs: Bytes): TbsRevocationList {
  const reader = new DerReader(readSingle(tbs).contents);
  if (smallInteger(reader.element(Tag.INTEGER)) !== 1) throw new DerError("Cannot read this CRL");
  const algorithm = reader.element(Tag.SEQUENCE).bytes;
  const issuer = parseName(reader.element(Tag.SEQUENCE).bytes);
  const thisUpdate = timeValue(reader.any());
  const nextUpdate = timeValue(reader.any());
  const revoked = new RevokedEntries(reader.optional(Tag.SEQUENCE)?.contents);
  const wrapper = reader.enter(contextConstructed(0));
  const extensions = parseExtensions(wrapper.enter());
  wrapper.end();
  reader.end();
  refuseUnknown(extensions, KNOWN_LIST_EXTENSIONS);
  refuseCritical(extensions, NEVER_CRITICAL);
  checkExtensionContents(extensions, issuer);
  const access = extensions.get(ExtensionId.AUTHORITY_INFORMATION_ACCESS);
  if (
    access && readAccessDescriptions(access.value).some((one) => one !== AccessMethod.CA_ISSUERS)
  ) {
    throw new DerError("Cannot use a CRL with an access method but caIssuers (RFC 5280 5.2.7)");
  }
  const expired = extensions.get(ExtensionId.EXPIRED_CERTS_ON_CRL);
  if (expired !== undefined) checkDate(expired.value, "X.509 9.5.2.8");
  for (const id of PARTIAL) {
    if (extensions.has(id)) {
      throw new DerError("Cannot use a CRL that is only a part (5.2.4, 5.2.5)");
    }
  }
  const number = extensions.get(ExtensionId.CRL_NUMBER);
  if (number === undefined) throw new DerError("Cannot use a CRL without a number");
  const numberElement = readSingle(number.value, Tag.INTEGER);
  if (numberElement.contents.length > MAX_NUMBER_BYTES) {
    throw new DerError(`Cannot use a CRL number above ${MAX_NUMBER_BYTES} octets (RFC 5280 5.2.3)`);
  }
  const authority = extensions.get(ExtensionId.AUTHORITY_KEY_IDENTIFIER);
  const authorityKey = authority && parseAuthorityKeyIdentifier(authority.value);
  if (authorityKey === undefined) {
    throw new DerError("Cannot use a CRL that does not identify the key which signed it (5.2.1)");
  }
  return {
    algorithm,
    issuer,
    thisUpdate,
    nextUpdate,
    number: unsignedInteger(numberElement),
    authorityKey,
    revoked,
  };
}
