/** Parses, compares and prints distinguished names (RFC 5280 4.1.2.4). */

import { type Bytes, equalBytes } from "../protocol/encoding.ts";
import { type DerElement, DerReader, readSingle } from "./der_reader.ts";
import { DerError, Tag } from "./der_tags.ts";
import { oidText, stringValue } from "./der_values.ts";
import { sequence } from "./der_writer.ts";
import { Attribute } from "./oids.ts";

/** One attribute of a distinguished name. `type` is a dotted OID. */
export interface NameAttribute {
  type: string;
  value: string;
}

/** A distinguished name (RFC 5280 4.1.2.4) with the bytes it was written in. */
export interface Name {
  der: Bytes;
  attributes: NameAttribute[];
}

/** The string type of the attributes that have one of their own (RFC 5280 appendix A.1). */
const STRING_TAGS: ReadonlyMap<string, number> = new Map([
  [Attribute.SERIAL_NUMBER, Tag.PRINTABLE_STRING],
  [Attribute.COUNTRY, Tag.PRINTABLE_STRING],
  [Attribute.DN_QUALIFIER, Tag.PRINTABLE_STRING],
  [Attribute.DOMAIN_COMPONENT, Tag.IA5_STRING],
  [Attribute.EMAIL_ADDRESS, Tag.IA5_STRING],
]);

/** Whether an attribute is a DirectoryString: all other text of X.520 is, and RFC 4519's `uid`. */
export function isDirectoryString(type: string): boolean {
  return (type.startsWith("2.5.4.") || type === Attribute.USER_ID) && !STRING_TAGS.has(type);
}

/**
 * Reads a Name.
 *
 * @throws {DerError} on string types other than UTF8String, PrintableString and IA5String, and on
 * one that is not the attribute's.
 */
export function parseName(der: Bytes): Name {
  const attributes: NameAttribute[] = [];
  const rdns = new DerReader(readSingle(der).contents);
  while (!rdns.done) attributes.push(...readRelativeName(rdns.enter(Tag.SET)));
  return { der, attributes };
}

/** The attributes of a RelativeDistinguishedName: at least one. @throws {DerError} as `parseName`. */
export function readRelativeName(set: DerReader): NameAttribute[] {
  if (set.done) throw new DerError("Cannot read an empty RelativeDistinguishedName");
  const attributes: NameAttribute[] = [];
  while (!set.done) {
    const attribute = set.enter();
    const type = oidText(attribute.element(Tag.OID));
    attributes.push({ type, value: attributeValue(type, attribute.any()) });
    attribute.end();
  }
  return attributes;
}

/** Text of the string type that the attribute has, of which a DirectoryString has two (4.1.2.4). */
export function attributeValue(type: string, element: DerElement): string {
  const { tag } = element;
  const own = STRING_TAGS.get(type);
  const fits = own === undefined ? tag !== Tag.IA5_STRING || !isDirectoryString(type) : tag === own;
  if (!fits) {
    throw new DerError(
      `Cannot read the attribute ${type} from text with tag ${tag} (RFC 5280 4.1.2.4, appendix A.1)`,
    );
  }
  return stringValue(element);
}

/** The empty Name, as a request whose subject does not count may carry it. */
export const EMPTY_NAME: Name = { der: sequence(), attributes: [] };

/**
 * Whether two names are the same, byte for byte. RFC 5280 7.1 would let case and spaces differ;
 * 4.1.2.6 has an authority write its subject name the same way wherever it is an issuer, and ours
 * does, so the narrow comparison refuses nothing of ours and admits nothing else.
 */
export function sameName(a: Name, b: Name): boolean {
  return equalBytes(a.der, b.der);
}

/** Values of every attribute of this type, in order. */
export function valuesOf(name: Name, type: string): string[] {
  return name.attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
}

/** A name for people, such as `O=Example, CN=ada`; only for messages. */
export function describeName(name: Name): string {
  const shown = name.attributes.map(({ type, value }) => `${SHORT[type] ?? type}=${value}`);
  return shown.length === 0 ? "an empty name" : shown.join(", ");
}

const SHORT: Record<string, string> = {
  "2.5.4.3": "CN",
  "2.5.4.10": "O",
  "2.5.4.41": "name",
  "0.9.2342.19200300.100.1.1": "UID",
};
