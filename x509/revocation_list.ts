/** Parses complete CRLs (RFC 5280 5.1). */

import type { Bytes } from "../protocol/encoding.ts";
import { parseSerial } from "./certificate.ts";
import { DerReader, readSequence, readSingle } from "./der_reader.ts";
import { contextConstructed, DerError, Tag } from "./der_tags.ts";
import { bitStringOctets, smallInteger, timeValue, unsignedInteger } from "./der_values.ts";
import { type Extensions, parseAuthorityKeyIdentifier, parseExtensions } from "./extensions.ts";
import { type Name, parseName } from "./names.ts";
import { ExtensionId } from "./oids.ts";
import { must } from "./reasons.ts";

/** CRLReason (RFC 5280 5.3.1), by number. 7 is not used; 8 belongs to delta CRLs. */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;

export interface RevokedEntry {
  date: Date;
  reason: RevocationReason;
}

/** The signed part of a CRL (RFC 5280 5.1.2). */
export interface TbsRevocationList {
  /** AlgorithmIdentifier inside the signed part. */
  algorithm: Bytes;
  issuer: Name;
  thisUpdate: Date;
  nextUpdate: Date;
  /** Rises with every CRL of one issuer (5.2.3). */
  number: bigint;
  /** By serial, in lower-case hexadecimal. */
  revoked: ReadonlyMap<string, RevokedEntry>;
}

export interface RevocationList extends TbsRevocationList {
  /** The bytes under the signature. */
  tbs: Bytes;
  /** AlgorithmIdentifier beside the signature. */
  outerAlgorithm: Bytes;
  signature: Bytes;
}

const KNOWN_LIST_EXTENSIONS: readonly string[] = [
  ExtensionId.AUTHORITY_KEY_IDENTIFIER,
  ExtensionId.CRL_NUMBER,
  ExtensionId.EXPIRED_CERTS_ON_CRL,
];
const KNOWN_ENTRY_EXTENSIONS: readonly string[] = [
  ExtensionId.REASON_CODE,
  ExtensionId.INVALIDITY_DATE,
];
const NEVER_CRITICAL_IN_LIST: ReadonlyMap<string, string> = new Map([
  [ExtensionId.AUTHORITY_KEY_IDENTIFIER, "4.2.1.1"],
  [ExtensionId.CRL_NUMBER, "5.2.3"],
]);
const NEVER_CRITICAL_IN_ENTRY: ReadonlyMap<string, string> = new Map([
  [ExtensionId.REASON_CODE, "5.3.1"],
  [ExtensionId.INVALIDITY_DATE, "5.3.2"],
]);

/**
 * Reads a complete DER CRL (RFC 5280 5.1): v2, with nextUpdate and a CRL number. Delta and indirect
 * CRLs say so in critical extensions and are refused by that.
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
  const revoked = reader.nextTag === Tag.SEQUENCE ? parseEntries(reader.enter()) : new Map();
  const wrapper = reader.enter(contextConstructed(0));
  const extensions = parseExtensions(wrapper.enter());
  wrapper.end();
  reader.end();
  refuseUnknown(extensions, KNOWN_LIST_EXTENSIONS);
  refuseCritical(extensions, NEVER_CRITICAL_IN_LIST);
  const number = extensions.get(ExtensionId.CRL_NUMBER);
  if (number === undefined) throw new DerError("Cannot use a CRL without a number");
  const authority = extensions.get(ExtensionId.AUTHORITY_KEY_IDENTIFIER);
  if (authority === undefined || parseAuthorityKeyIdentifier(authority.value) === undefined) {
    throw new DerError("Cannot use a CRL that does not identify the key which signed it (5.2.1)");
  }
  return {
    algorithm,
    issuer,
    thisUpdate,
    nextUpdate,
    number: unsignedInteger(readSingle(number.value, Tag.INTEGER)),
    revoked,
  };
}

/** 5.1.2.6: the list is left out when empty, so an empty one is not DER of a CRL. */
function parseEntries(list: DerReader): Map<string, RevokedEntry> {
  const revoked = new Map<string, RevokedEntry>();
  do {
    const entry = list.enter();
    const serial = parseSerial(entry);
    const date = timeValue(entry.any());
    const extensions: Extensions = entry.nextTag === Tag.SEQUENCE
      ? parseExtensions(entry.enter())
      : new Map();
    entry.end();
    refuseUnknown(extensions, KNOWN_ENTRY_EXTENSIONS);
    refuseCritical(extensions, NEVER_CRITICAL_IN_ENTRY);
    if (revoked.has(serial)) throw new DerError(`Cannot read serial ${serial} twice in one CRL`);
    revoked.set(serial, { date, reason: parseReason(extensions) });
  } while (!list.done);
  return revoked;
}

function parseReason(extensions: Extensions): RevocationReason {
  const extension = extensions.get(ExtensionId.REASON_CODE);
  if (extension === undefined) return "unspecified";
  const code = smallInteger(readSingle(extension.value, Tag.ENUMERATED));
  for (const [reason, number] of Object.entries(REVOCATION_REASONS)) {
    if (number === code) return reason as RevocationReason;
  }
  throw new DerError(`Cannot read revocation reason ${code} in a complete CRL`);
}

/** What a conforming issuer never marks critical. */
function refuseCritical(extensions: Extensions, sections: ReadonlyMap<string, string>): void {
  for (const [id, section] of sections) {
    if (extensions.get(id)?.critical === true) {
      throw new DerError(`Cannot use a CRL whose extension ${id} is critical (${section})`);
    }
  }
}

/** 5.2 and 5.3: a CRL with a critical extension that is not understood must not be used. */
function refuseUnknown(extensions: Extensions, known: readonly string[]): void {
  for (const [id, { critical }] of extensions) {
    must(
      !critical || known.includes(id),
      "unknown-critical-extension",
      `The CRL has the critical extension ${id}, which is not understood`,
    );
  }
}
