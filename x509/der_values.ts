/** Values of primitive DER elements. Every function throws `DerError` on what DER does not allow. */

import { type Bytes, fromUtf8 } from "../protocol/encoding.ts";
import type { DerElement } from "./der_reader.ts";
import { DerError, Tag } from "./der_tags.ts";

/** Two's complement contents of an INTEGER, in the fewest octets (X.690 8.3.2). */
export function integerContents(element: DerElement): Bytes {
  const { contents } = element;
  const [first, second] = contents;
  if (first === undefined) throw new DerError("Cannot read an empty INTEGER");
  if (second !== undefined) {
    const padded = (first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80);
    if (padded) throw new DerError("Cannot read an INTEGER that is longer than it has to be");
  }
  return contents;
}

/** A non-negative INTEGER of any size. */
export function unsignedInteger(element: DerElement): bigint {
  const contents = integerContents(element);
  if (contents[0]! >= 0x80) throw new DerError("Cannot read a negative INTEGER here");
  let value = 0n;
  for (const octet of contents) value = (value << 8n) | BigInt(octet);
  return value;
}

/** A non-negative INTEGER or ENUMERATED below 2^31. */
export function smallInteger(element: DerElement): number {
  if (element.contents.length > 4) throw new DerError("Cannot read an INTEGER this large here");
  return Number(unsignedInteger(element));
}

/** TRUE is 0xff and nothing else (X.690 11.1). */
export function booleanValue(element: DerElement): boolean {
  const [octet] = element.contents;
  if (element.contents.length !== 1 || (octet !== 0x00 && octet !== 0xff)) {
    throw new DerError("Cannot read a BOOLEAN that is neither 00 nor ff");
  }
  return octet === 0xff;
}

/** Dotted decimal form. Arcs may have any size, because 2.25 holds whole UUIDs. */
export function oidText(element: DerElement): string {
  const { contents } = element;
  if (contents.length === 0 || contents.at(-1)! >= 0x80) {
    throw new DerError("Cannot read an OBJECT IDENTIFIER that ends within an arc");
  }
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const octet of contents) {
    if (fresh && octet === 0x80) throw new DerError("Cannot read an arc with a leading zero");
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    fresh = octet < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [head, ...tail] = arcs as [bigint, ...bigint[]];
  const top = head >= 80n ? 2n : head / 40n;
  return [top, head - top * 40n, ...tail].join(".");
}

/** Contents of a BIT STRING that holds whole octets (a key, a signature). */
export function bitStringOctets(element: DerElement): Bytes {
  if (element.contents[0] !== 0) {
    throw new DerError("Cannot read a BIT STRING that is not whole octets here");
  }
  return element.contents.subarray(1);
}

/** Numbers of the bits set in a named bit list: no trailing zero bits (X.690 11.2.2). */
export function namedBits(element: DerElement): Set<number> {
  const [unused, ...octets] = element.contents;
  const last = octets.at(-1) ?? 0;
  if (unused === undefined || unused > 7 || (octets.length === 0 && unused !== 0)) {
    throw new DerError("Cannot read a BIT STRING with this count of unused bits");
  }
  if (octets.length > 0 && ((last >> unused) & 1) === 0) {
    throw new DerError("Cannot read a named bit list that ends in zero bits");
  }
  if ((last & ((1 << unused) - 1)) !== 0) {
    throw new DerError("Cannot read a BIT STRING whose unused bits are set");
  }
  const bits = new Set<number>();
  octets.forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit++) if (octet & (0x80 >> bit)) bits.add(index * 8 + bit);
  });
  return bits;
}

/** Most octets of a serial number (RFC 5280 4.1.2.2). */
const MAX_SERIAL_BYTES = 20;

/** Octets of a CertificateSerialNumber: positive, at most 20 (RFC 5280 4.1.2.2). */
export function serialContents(element: DerElement): Bytes {
  const contents = integerContents(element);
  const isPositive = contents[0]! < 0x80 && !(contents.length === 1 && contents[0] === 0);
  if (!isPositive || contents.length > MAX_SERIAL_BYTES) {
    throw new DerError(
      "Cannot read a serial number that is not positive or above 20 octets (RFC 5280 4.1.2.2)",
    );
  }
  return contents;
}

/** Text of a UTF8String, PrintableString or IA5String. */
export function stringValue(element: DerElement): string {
  const { tag, contents } = element;
  if (tag === Tag.UTF8_STRING) {
    try {
      return fromUtf8(contents);
    } catch (error) {
      throw new DerError("Cannot read a UTF8String that is not UTF-8", { cause: error });
    }
  }
  const text = asciiText(contents);
  if (tag === Tag.PRINTABLE_STRING && !/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) {
    throw new DerError("Cannot read a PrintableString with other characters");
  }
  if (tag !== Tag.PRINTABLE_STRING && tag !== Tag.IA5_STRING) {
    throw new DerError(`Cannot read text with tag ${tag}`);
  }
  return text;
}

/** Text of ASCII octets, as in an IMPLICIT IA5String. */
export function asciiText(contents: Bytes): string {
  if (contents.some((octet) => octet >= 0x80)) throw new DerError("Cannot read text beyond ASCII");
  return fromUtf8(contents);
}

/**
 * A certificate's or CRL's time: UTCTime through 2049, GeneralizedTime from 2050, both with seconds
 * and in Zulu, without fractions (RFC 5280 4.1.2.5).
 */
export function timeValue(element: DerElement): Date {
  const { tag, contents } = element;
  if (tag === Tag.UTC_TIME) {
    const text = asciiText(contents);
    return zuluTime(`${Number(text.slice(0, 2)) >= 50 ? "19" : "20"}${text}`);
  }
  const time = generalizedTimeValue(element);
  if (time.getUTCFullYear() < 2050) {
    throw new DerError("Cannot read a GeneralizedTime before 2050 here");
  }
  return time;
}

/** A GeneralizedTime of any year, with seconds, in Zulu, without fractions (RFC 5280 4.1.2.5.2). */
export function generalizedTimeValue({ tag, contents }: DerElement): Date {
  if (tag !== Tag.GENERALIZED_TIME) throw new DerError(`Cannot read time, tag ${tag}`);
  return zuluTime(asciiText(contents));
}

/** @param text `YYYYMMDDHHMMSSZ`. */
function zuluTime(text: string): Date {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const iso = `${parts.slice(0, 3).join("-")}T${parts.slice(3).join(":")}.000Z`;
  const time = new Date(iso);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) {
    throw new DerError(`Cannot read ${JSON.stringify(text)} as a time`);
  }
  return time;
}
