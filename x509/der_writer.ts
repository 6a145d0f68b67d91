/**
 * Writes DER (X.690 section 10): each function answers one whole element. No more of it than a
 * PKCS#10 request needs, because the browser, which makes them, loads no library for it.
 */

import { type Bytes, concat } from "../protocol/encoding.ts";
import { contextConstructed, Tag } from "./der_tags.ts";

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

/** A BIT STRING of whole octets. */
export function bitString(octets: Uint8Array): Bytes {
  return element(Tag.BIT_STRING, new Uint8Array([0]), octets);
}

/** `[number]` EXPLICIT, or IMPLICIT around a constructed type's contents. */
export function explicit(number: number, ...contents: Uint8Array[]): Bytes {
  return element(contextConstructed(number), ...contents);
}
