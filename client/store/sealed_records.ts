/** Seals and opens records of this browser's own store with AES-256-GCM. */

import { type Bytes, concat, fromUtf8, utf8 } from "../../protocol/encoding.ts";
import type { UserId } from "../../protocol/ids.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals texts for this browser's own cache, with AES-256-GCM: a random nonce of 96 bits before the
 * ciphertext. Person and place are authenticated with it, so that a record opens only where it was
 * put; which version of it stands there is not.
 */
export class SealedRecords {
  readonly #key: CryptoKey;
  readonly #user: UserId;

  /** @param key as `localKey` gives it. */
  constructor(key: CryptoKey, user: UserId) {
    this.#key = key;
    this.#user = user;
  }

  /** @param place what the record is, and of what: unique among all records of the person. */
  async seal(place: readonly string[], text: string): Promise<Bytes> {
    const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const sealed = await crypto.subtle.encrypt(this.#algorithm(place, iv), this.#key, utf8(text));
    return concat(iv, new Uint8Array(sealed));
  }

  /** The text, or `undefined` where the record is damaged, foreign or of another place. */
  async open(place: readonly string[], sealed: Bytes): Promise<string | undefined> {
    if (!(sealed instanceof Uint8Array) || sealed.length < NONCE_BYTES + TAG_BYTES) return;
    try {
      const algorithm = this.#algorithm(place, sealed.subarray(0, NONCE_BYTES));
      const rest = sealed.subarray(NONCE_BYTES);
      return fromUtf8(new Uint8Array(await crypto.subtle.decrypt(algorithm, this.#key, rest)));
    } catch {
      return undefined;
    }
  }

  #algorithm(place: readonly string[], iv: Bytes): AesGcmParams {
    const additionalData = utf8(JSON.stringify(["talkywalky/kept/1", this.#user, ...place]));
    return { name: "AES-GCM", iv, additionalData };
  }
}
