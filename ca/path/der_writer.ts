// Browser-safe: runs in the page, in workers and on the server.

/** Writes DER (X.690 section 10): each function answers one whole element. */

import { type Bytes, concat, utf8 } from "../../protocol/encoding.ts";
import { contextConstructed, contextPrimitive, Tag } from "./der_tags.ts";

/** Any element from its identifier octet and contents. */
export function element(tag: number, ...contents: Uint8Array[]): Bytes {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return concat(new Uint8Array([tag, ...lengthOctets(length)]), ...contents);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export function sequence(...elements: Uint8Array[]): Bytes {
  return element(Tag.SEQUENCE, ...elements);
}

/** A SET OF one element, all that a name of ours needs. */
export function setOfOne(only: Uint8Array): Bytes {
  return element(Tag.SET, only);
}

/** A non-negative INTEGER. @throws {RangeError} on a negative value. */
export function integer(value: bigint | number): Bytes {
  let rest = BigInt(value);
  if (rest < 0n) throw new RangeError(`Cannot write ${value} as an unsigned INTEGER`);
  const octets: number[] = [];
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (rest > 0n);
  if (octets[0]! >= 0x80) octets.unshift(0);
  return element(Tag.INTEGER, new Uint8Array(octets));
}

export function enumerated(value: number): Bytes {
  return element(Tag.ENUMERATED, new Uint8Array([value]));
}

export function boolean(value: boolean): Bytes {
  return element(Tag.BOOLEAN, new Uint8Array([value ? 0xff : 0x00]));
}

export function nullValue(): Bytes {
  return element(Tag.NULL);
}

/** An OBJECT IDENTIFIER from its dotted form; arcs may have any size. */
export function oid(dotted: string): Bytes {
  const [top, second, ...tail] = dotted.split(".").map(BigInt) as [bigint, bigint, ...bigint[]];
  const octets = [top * 40n + second, ...tail].flatMap((arc) => {
    const digits = [Number(arc & 0x7fn)];
    for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) {
      digits.unshift(0x80 | Number(rest & 0x7fn));
    }
    return digits;
  });
  return element(Tag.OID, new Uint8Array(octets));
}

export function octetString(contents: Uint8Array): Bytes {
  return element(Tag.OCTET_STRING, contents);
}

/** A BIT STRING of whole octets. */
export function bitString(octets: Uint8Array): Bytes {
  return element(Tag.BIT_STRING, new Uint8Array([0]), octets);
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

/** `[number]` EXPLICIT, or IMPLICIT around a constructed type's contents. */
export function explicit(number: number, ...contents: Uint8Array[]): Bytes {
  return element(contextConstructed(number), ...contents);
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
