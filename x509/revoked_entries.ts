/** The entries of one CRL (RFC 5280 5.1.2.6), found by serial. */

import type { Bytes } from "../protocol/encoding.ts";
import { parseSerial } from "./certificate.ts";
import { DerReader, readSingle } from "./der_reader.ts";
import { DerError, Tag } from "./der_tags.ts";
import { generalizedTimeValue, smallInteger, timeValue } from "./der_values.ts";
import { type Extensions, parseExtensions } from "./extensions.ts";
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

const KNOWN_EXTENSIONS: readonly string[] = [ExtensionId.REASON_CODE, ExtensionId.INVALIDITY_DATE];
const NEVER_CRITICAL: ReadonlyMap<string, string> = new Map([
  [ExtensionId.REASON_CODE, "5.3.1"],
  [ExtensionId.INVALIDITY_DATE, "5.3.2"],
]);
const NOTHING: Bytes = new Uint8Array();
/** Octets of a UTCTime with its tag and length. */
const UTC_TIME_BYTES = 15;
/** There are nine reasons; who lists more spellings than this has each read strictly. */
const MAX_GOOD_EXTENSIONS = 16;

/**
 * The entries of one CRL, left in its bytes: a long list is checked from end to end in one pass and
 * makes no object for each entry. All are read strictly; those that look like one that was read
 * before, but for serial and time, are compared with it.
 */
export class RevokedEntries implements Iterable<[serial: string, RevokedEntry]> {
  /** Number of entries. */
  readonly size: number;
  readonly #bytes: Bytes;
  /** Where entries begin, plus one, by the hash of their serial; a power of two of places. */
  readonly #places: Uint32Array;
  /** Extensions that were read and are good, as they are spelled. */
  readonly #goodExtensions: { bytes: Bytes; reason: RevocationReason }[] = [];

  /**
   * @param contents of the SEQUENCE of entries; absent where there is none, for an empty one is not
   * DER of a CRL (5.1.2.6).
   * @throws {PathRefusal} `unknown-critical-extension`
   * @throws {DerError} also where a serial is there twice.
   */
  constructor(contents?: Bytes) {
    this.#bytes = contents ?? NOTHING;
    const starts: number[] = [];
    if (contents !== undefined) {
      let at = 0;
      do {
        starts.push(at);
        at = this.#common(at)?.end ?? this.#strictEnd(at);
      } while (at < contents.length);
    }
    this.size = starts.length;
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * starts.length + 1)));
    for (const start of starts) {
      const from = this.#serialAt(start);
      const place = this.#placeOf(this.#bytes, from, this.#bytes[from - 1]!);
      if (this.#places[place] !== 0) throw new DerError("Cannot read a serial twice in one CRL");
      this.#places[place] = start + 1;
    }
  }

  /** @param serial lower-case hexadecimal. */
  get(serial: string): RevokedEntry | undefined {
    const octets = new Uint8Array(serial.length / 2);
    for (let i = 0; i < octets.length; i++) {
      octets[i] = parseInt(serial.slice(2 * i, 2 * i + 2), 16);
    }
    const start = this.#places[this.#placeOf(octets, 0, octets.length)]!;
    if (start === 0) return undefined;
    const common = this.#common(start - 1);
    if (common === undefined) return readEntry(this.#bytes.subarray(start - 1)).entry;
    return { date: new Date(timeAt(this.#bytes, common.time)), reason: common.reason };
  }

  /** @param serial lower-case hexadecimal. */
  has(serial: string): boolean {
    return this.get(serial) !== undefined;
  }

  *[Symbol.iterator](): Generator<[string, RevokedEntry]> {
    for (const start of this.#places.filter((place) => place > 0).sort()) {
      const { serial, entry } = readEntry(this.#bytes.subarray(start - 1));
      yield [serial, entry];
    }
  }

  /** The place of the serial in `length` octets of `octets` from `from`, whether it is listed or not. */
  #placeOf(octets: Bytes, from: number, length: number): number {
    const places = this.#places;
    let place = length;
    for (let i = 0; i < length; i++) place = Math.imul(place ^ octets[from + i]!, 0x01000193);
    for (place = (place ^ (place >>> 15)) & (places.length - 1);;) {
      const start = places[place]!;
      if (start === 0 || this.#isAt(this.#serialAt(start - 1), octets, from, length)) return place;
      place = (place + 1) & (places.length - 1);
    }
  }

  #isAt(serial: number, octets: Bytes, from: number, length: number): boolean {
    return this.#bytes[serial - 1] === length && isSame(this.#bytes, serial, octets, from, length);
  }

  /**
   * Where the serial of the entry at `start`, which was read, begins, right behind its length of one
   * octet; the length of an entry may have more.
   */
  #serialAt(start: number): number {
    const length = this.#bytes[start + 1]!;
    return start + 4 + (length < 0x80 ? 0 : length & 0x7f);
  }

  #strictEnd(at: number): number {
    const { bytes, extensions, entry: { reason } } = readEntry(this.#bytes.subarray(at));
    if (this.#goodExtensions.length < MAX_GOOD_EXTENSIONS) {
      this.#goodExtensions.push({ bytes: extensions, reason });
    }
    return at + bytes;
  }

  /** What an entry of the common form says; undefined for any that has to be read strictly. */
  #common(at: number): { time: number; end: number; reason: RevocationReason } | undefined {
    const bytes = this.#bytes;
    const serialBytes = bytes[at + 3]!;
    const time = at + 4 + serialBytes;
    const end = at + 2 + bytes[at + 1]!;
    const rest = time + UTC_TIME_BYTES;
    const isCommon = bytes[at] === Tag.SEQUENCE && bytes[at + 1]! < 0x80 && end <= bytes.length &&
      bytes[at + 2] === Tag.INTEGER && serialBytes > 0 && serialBytes <= 20 &&
      bytes[at + 4]! > 0 && bytes[at + 4]! < 0x80 && rest <= end && timeAt(bytes, time) >= 0;
    if (!isCommon) return undefined;
    for (const { bytes: good, reason } of this.#goodExtensions) {
      const isGood = good.length === end - rest && isSame(bytes, rest, good, 0, good.length);
      if (isGood) return { time, end, reason };
    }
    return undefined;
  }
}

/** Whether `length` octets of `a` and `b` are alike. */
function isSame(a: Bytes, aFrom: number, b: Bytes, bFrom: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aFrom + i] !== b[bFrom + i]) return false;
  return true;
}

/**
 * The UTCTime at `at`, in milliseconds since 1970, of this century and so above 0 (RFC 5280 4.1.2.5.1);
 * NaN for what is none, and for any other time.
 */
function timeAt(bytes: Bytes, at: number): number {
  if (bytes[at] !== Tag.UTC_TIME || bytes[at + 1] !== 13 || bytes[at + 14] !== 0x5a) return NaN;
  const two = (index: number) => {
    const [tens, ones] = [bytes[at + index]! - 48, bytes[at + index + 1]! - 48];
    return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? 10 * tens + ones : NaN;
  };
  const [year, month, day] = [two(2), two(4), two(6)];
  const [hour, minute, second] = [two(8), two(10), two(12)];
  const days = month === 2 ? 28 : 30 + ((0b1010110101010 >> month) & 1);
  const isThere = year < 50 && month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 &&
    minute < 60 && second < 60;
  return isThere ? Date.UTC(2000 + year, month - 1, day, hour, minute, second) : NaN;
}

interface ReadEntry {
  serial: string;
  entry: RevokedEntry;
  /** The extensions as they are spelled; empty without any. */
  extensions: Bytes;
  /** Length of the whole entry. */
  bytes: number;
}

/** The entry with which `list` begins. */
function readEntry(list: Bytes): ReadEntry {
  const whole = new DerReader(list).element(Tag.SEQUENCE);
  const reader = new DerReader(whole.contents);
  const serial = parseSerial(reader);
  const date = timeValue(reader.any());
  const spelled = reader.optional(Tag.SEQUENCE);
  reader.end();
  const extensions: Extensions = spelled === undefined
    ? new Map()
    : parseExtensions(new DerReader(spelled.contents));
  refuseUnknown(extensions, KNOWN_EXTENSIONS);
  refuseCritical(extensions, NEVER_CRITICAL);
  // Critical, as it must be, it is one that is not understood.
  if (extensions.has(ExtensionId.CERTIFICATE_ISSUER)) {
    throw new DerError(
      "Cannot read an entry of another issuer that is not critical (RFC 5280 5.3.3)",
    );
  }
  const invalidity = extensions.get(ExtensionId.INVALIDITY_DATE);
  if (invalidity !== undefined) checkDate(invalidity.value, "RFC 5280 5.3.2");
  return {
    serial,
    entry: { date, reason: parseReason(extensions) },
    extensions: spelled?.bytes ?? NOTHING,
    bytes: whole.bytes.length,
  };
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

/** An extension that is a GeneralizedTime, before 2050 too. @throws {DerError} */
export function checkDate(value: Bytes, source: string): void {
  if (value[0] !== Tag.GENERALIZED_TIME) {
    throw new DerError(`Cannot read a date that is no GeneralizedTime (${source})`);
  }
  generalizedTimeValue(readSingle(value, Tag.GENERALIZED_TIME));
}

/** What a conforming issuer never marks critical. */
export function refuseCritical(
  extensions: Extensions,
  sections: ReadonlyMap<string, string>,
): void {
  for (const [id, section] of sections) {
    if (extensions.get(id)?.critical === true) {
      throw new DerError(`Cannot use a CRL whose extension ${id} is critical (${section})`);
    }
  }
}

/** 5.2 and 5.3: a CRL with a critical extension that is not understood must not be used. */
export function refuseUnknown(extensions: Extensions, known: readonly string[]): void {
  for (const [id, { critical }] of extensions) {
    must(
      !critical || known.includes(id),
      "unknown-critical-extension",
      `The CRL has the critical extension ${id}, which is not understood`,
    );
  }
}
