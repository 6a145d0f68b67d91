/**
 * A strict reader of DER (X.690 section 10). It takes one spelling of each value and refuses the
 * rest of BER, so that two readers never see two certificates in the same bytes.
 */

import type { Bytes } from "../protocol/encoding.ts";
import { DerError, Tag } from "./der_tags.ts";

/** One element: its identifier octet, its contents, and the whole of it as it was written. */
export interface DerElement {
  tag: number;
  contents: Bytes;
  bytes: Bytes;
}

/** Most octets of length that are accepted: contents up to 16 MiB, enough for a large CRL. */
const MAX_LENGTH_OCTETS = 3;

/** Walks over the elements of one constructed value (or of a whole DER file). */
export class DerReader {
  readonly #bytes: Bytes;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** Whether every element has been read. */
  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Identifier octet of the next element; `undefined` at the end. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#at];
  }

  /**
   * The next element, whatever it is.
   *
   * @throws {DerError} at the end, on a truncated element, and on a length that is not DER.
   */
  any(): DerElement {
    const start = this.#at;
    const tag = this.#octet();
    if ((tag & 0x1f) === 0x1f) throw new DerError("Cannot read a tag number above 30");
    const length = this.#length();
    const from = this.#at;
    const to = from + length;
    if (to > this.#bytes.length) {
      throw new DerError(`Cannot read ${length} bytes: ${this.#bytes.length - from} are left`);
    }
    this.#at = to;
    return {
      tag,
      contents: this.#bytes.subarray(from, to),
      bytes: this.#bytes.subarray(start, to),
    };
  }

  /** The next element, which must have this tag. @throws {DerError} when it has another. */
  element(tag: number): DerElement {
    if (this.nextTag !== tag) {
      const found = this.nextTag === undefined ? "the end" : `tag ${this.nextTag}`;
      throw new DerError(`Cannot read tag ${tag}: found ${found}`);
    }
    return this.any();
  }

  /** The next element if it has this tag. */
  optional(tag: number): DerElement | undefined {
    return this.nextTag === tag ? this.any() : undefined;
  }

  /** A reader over the contents of the next element, a SEQUENCE unless `tag` says otherwise. */
  enter(tag: number = Tag.SEQUENCE): DerReader {
    return new DerReader(this.element(tag).contents);
  }

  /** @throws {DerError} when elements are left. */
  end(): void {
    if (!this.done) {
      throw new DerError(`Cannot end here: ${this.#bytes.length - this.#at} bytes are left`);
    }
  }

  #octet(): number {
    const octet = this.#bytes[this.#at];
    if (octet === undefined) throw new DerError("Cannot read past the end");
    this.#at++;
    return octet;
  }

  /** X.690 8.1.3 and 10.1: definite, and in the fewest octets. */
  #length(): number {
    const first = this.#octet();
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0) throw new DerError("Cannot read an indefinite length");
    if (count > MAX_LENGTH_OCTETS) throw new DerError(`Cannot read a length of ${count} octets`);
    let length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + this.#octet();
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) {
      throw new DerError("Cannot read a length that is longer than it has to be");
    }
    return length;
  }
}

/**
 * The single element that `bytes` hold.
 *
 * @throws {DerError} when there is something after it, or it has another tag.
 */
export function readSingle(bytes: Bytes, tag: number = Tag.SEQUENCE): DerElement {
  const reader = new DerReader(bytes);
  const element = reader.element(tag);
  reader.end();
  return element;
}

/** A reader over the contents of the single SEQUENCE that `bytes` hold. */
export function readSequence(bytes: Bytes): DerReader {
  return new DerReader(readSingle(bytes).contents);
}
