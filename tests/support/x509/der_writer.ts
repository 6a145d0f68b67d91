/** Writes all the DER that certificates of every kind need, beside what the program itself writes. */

import { type Bytes, utf8 } from "../../../protocol/encoding.ts";
import { contextPrimitive, Tag } from "../../../x509/der_tags.ts";
import { element } from "../../../x509/der_writer.ts";

export * from "../../../x509/der_writer.ts";

/** A SET OF one element, all that a name here needs. */
export function setOfOne(only: Uint8Array): Bytes {
  return element(Tag.SET, only);
}

export function enumerated(value: number): Bytes {
  return element(Tag.ENUMERATED, new Uint8Array([value]));
}

export function boolean(value: boolean): Bytes {
  return element(Tag.BOOLEAN, new Uint8Array([value ? 0xff : 0x00]));
}

export function octetString(contents: Uint8Array): Bytes {
  return element(Tag.OCTET_STRING, contents);
}

/** A named bit list with these bits set, without trailing zero bits (X.690 11.2.2). */
export function namedBitString(bits: readonly number[]): Bytes {
  if (bits.length === 0) return element(Tag.BIT_STRING, new Uint8Array([0]));
  const highest = Math.max(...bits);
  const octets = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const bit of bits) octets[Math.floor(bit / 8)]! |= 0x80 >> (bit % 8);
  return element(Tag.BIT_STRING, new Uint8Array([7 - (highest % 8)]), octets);
}

export function utf8String(text: string): Bytes {
  return element(Tag.UTF8_STRING, utf8(text));
}

/** `[number]` IMPLICIT around a primitive type's contents. */
export function implicit(number: number, contents: Uint8Array): Bytes {
  return element(contextPrimitive(number), contents);
}

/** UTCTime through 2049, GeneralizedTime from 2050; whole seconds (RFC 5280 4.1.2.5). */
export function time(date: Date): Bytes {
  return date.getUTCFullYear() < 2050
    ? element(Tag.UTC_TIME, utf8(timeDigits(date).slice(2)))
    : generalizedTime(date);
}

/** A GeneralizedTime of whole seconds, of any year. */
export function generalizedTime(date: Date): Bytes {
  return element(Tag.GENERALIZED_TIME, utf8(timeDigits(date)));
}

function timeDigits(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace(/[-T:]/g, "")}Z`;
}
