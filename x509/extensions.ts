/** Reads the extensions of certificates and CRLs (RFC 5280 4.2 and 5.2). All throw `DerError`. */

import type { Bytes } from "../protocol/encoding.ts";
import { type DerElement, DerReader, readSequence, readSingle } from "./der_reader.ts";
import { contextConstructed, contextPrimitive, DerError, Tag } from "./der_tags.ts";
import {
  asciiText,
  booleanValue,
  namedBits,
  oidText,
  serialContents,
  smallInteger,
} from "./der_values.ts";
import { parseGeneralNames, readGeneralNames } from "./general_names.ts";

export interface Extension {
  critical: boolean;
  /** DER of the extension's own type. */
  value: Bytes;
}

/** Extensions by dotted OID. */
export type Extensions = ReadonlyMap<string, Extension>;

/**
 * Reads `Extensions`: at least one, none twice (RFC 5280 4.2), and `critical FALSE` left out as
 * DER wants a default.
 */
export function parseExtensions(list: DerReader): Extensions {
  const extensions = new Map<string, Extension>();
  do {
    const one = list.enter();
    const id = oidText(one.element(Tag.OID));
    const flag = one.optional(Tag.BOOLEAN);
    if (flag && !booleanValue(flag)) {
      throw new DerError("Cannot read a default that is spelled out");
    }
    const value = one.element(Tag.OCTET_STRING).contents;
    one.end();
    if (extensions.has(id)) throw new DerError(`Cannot read extension ${id} twice`);
    extensions.set(id, { critical: flag !== undefined, value });
  } while (!list.done);
  return extensions;
}

/** 4.2.1.9 */
export interface BasicConstraints {
  ca: boolean;
  pathLength: number | undefined;
}

export function parseBasicConstraints(value: Bytes): BasicConstraints {
  const reader = readSequence(value);
  const flag = reader.optional(Tag.BOOLEAN);
  if (flag && !booleanValue(flag)) throw new DerError("Cannot read a default that is spelled out");
  const length = reader.optional(Tag.INTEGER);
  reader.end();
  if (length && !flag) throw new DerError("Cannot read a path length without the CA flag");
  return { ca: flag !== undefined, pathLength: length && smallInteger(length) };
}

/** Bits of keyUsage (4.2.1.3). */
export const KeyUsageBit = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

/** encipherOnly and decipherOnly, which have a meaning beside keyAgreement alone (4.2.1.3). */
const ONLY_AGREEING: readonly number[] = [7, 8];

export function parseKeyUsage(value: Bytes): Set<number> {
  const bits = someFlags(readSingle(value, Tag.BIT_STRING), "4.2.1.3");
  if (!bits.has(KeyUsageBit.keyAgreement) && ONLY_AGREEING.some((bit) => bits.has(bit))) {
    throw new DerError("Cannot read encipherOnly or decipherOnly alone (RFC 5280 4.2.1.3)");
  }
  return bits;
}

/** Bits of KeyUsage or of ReasonFlags: at least one, and none above 8, where both of them end. */
export function someFlags(element: DerElement, section: string): Set<number> {
  // Nine flags fill two octets at most, behind the count of unused bits.
  const bits = element.contents.length > 3 ? new Set<number>() : namedBits(element);
  if (bits.size === 0 || Math.max(...bits) > 8) {
    throw new DerError(`Cannot read flags that are none or unknown (RFC 5280 ${section})`);
  }
  return bits;
}

/** Dotted OIDs of the purposes (4.2.1.12). */
export function parseExtendedKeyUsage(value: Bytes): string[] {
  const reader = readSequence(value);
  const purposes: string[] = [];
  do purposes.push(oidText(reader.element(Tag.OID))); while (!reader.done);
  return purposes;
}

/** The general names that a person's certificate may carry (4.2.1.6). */
export interface AlternativeNames {
  uris: string[];
  mails: string[];
  /** How many names of other kinds there are. */
  others: number;
}

export function parseAlternativeNames(value: Bytes): AlternativeNames {
  const names = parseGeneralNames(value);
  const textsOf = (wanted: "uri" | "mail") =>
    names.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  return {
    uris: textsOf("uri"),
    mails: textsOf("mail"),
    others: names.filter(({ kind }) => kind === "other").length,
  };
}

/** 4.2.1.2 */
export function parseSubjectKeyIdentifier(value: Bytes): Bytes {
  return keyIdentifier(readSingle(value, Tag.OCTET_STRING), "4.2.1.2");
}

/** Octets that are none identify no key. */
function keyIdentifier({ contents }: DerElement, section: string): Bytes {
  if (contents.length > 0) return contents;
  throw new DerError(`Cannot read a key identifier that is empty (RFC 5280 ${section})`);
}

/** The keyIdentifier of 4.2.1.1, when there is one. Issuer and serial come together or not at all. */
export function parseAuthorityKeyIdentifier(value: Bytes): Bytes | undefined {
  const reader = readSequence(value);
  const id = reader.optional(contextPrimitive(0));
  const issuer = reader.optional(contextConstructed(1));
  const serial = reader.optional(contextPrimitive(2));
  reader.end();
  if ((issuer === undefined) !== (serial === undefined)) {
    throw new DerError("Cannot read an authority's issuer without its serial, or the other way");
  }
  if (issuer !== undefined) readGeneralNames(new DerReader(issuer.contents));
  if (serial !== undefined) serialContents(serial);
  return id && keyIdentifier(id, "4.2.1.1");
}

/** URIs of the full names of all distribution points (4.2.1.13). */
export function parseDistributionPoints(value: Bytes): string[] {
  const points = readSequence(value);
  const uris: string[] = [];
  do {
    const point = points.enter();
    const outer = point.enter(contextConstructed(0));
    const fullName = outer.enter(contextConstructed(0));
    outer.end();
    point.end();
    do uris.push(asciiText(fullName.element(contextPrimitive(6)).contents)); while (!fullName.done);
  } while (!points.done);
  return uris;
}
