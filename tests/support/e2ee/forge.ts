/** Envelopes that `sealEnvelope` would not make, with signatures and ciphertexts that are genuine. */

import { type Bytes, fromBase64Url, toBase64Url, utf8 } from "../../../protocol/encoding.ts";
import { ENVELOPE_HEADER, type EnvelopeHeader, type MessageBody } from "../../../protocol/items.ts";
import { writeSigned } from "../../../protocol/strict.ts";
import { sha256 } from "../../../e2ee/digest.ts";
import { deriveMessageKeys, envelopeSignedBytes } from "../../../e2ee/envelope.ts";
import { signBytes } from "../../../e2ee/keys.ts";
import { pad } from "../../../e2ee/padding.ts";

export interface Forgery {
  header: EnvelopeHeader;
  epochKey: CryptoKey;
  signKey: CryptoKey;
  /** Contents before padding. */
  contents?: string;
  /** Contents with whatever padding. */
  padded?: Bytes;
  /** The header in another spelling. */
  spelling?: (header: string) => string;
  commitment?: Bytes;
  ciphertext?: Bytes;
}

export async function forgeEnvelope(forgery: Forgery): Promise<MessageBody> {
  const { header, epochKey, signKey, contents = '{"type":"text","text":"forged"}' } = forgery;
  const hdr = (forgery.spelling ?? ((text) => text))(writeSigned(ENVELOPE_HEADER, header));
  const headerHash = await sha256(utf8(hdr));
  const keys = await deriveMessageKeys(epochKey, fromBase64Url(header.salt), headerHash);
  const key = await crypto.subtle.importKey("raw", keys.key, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv: keys.nonce, additionalData: utf8(hdr) };
  const padded = forgery.padded ?? pad(utf8(contents));
  const ciphertext = forgery.ciphertext ??
    new Uint8Array(await crypto.subtle.encrypt(algorithm, key, padded));
  const commitment = forgery.commitment ?? keys.commitment;
  const signed = await envelopeSignedBytes(headerHash, commitment, ciphertext);
  return {
    hdr,
    com: toBase64Url(commitment),
    ct: toBase64Url(ciphertext),
    sig: toBase64Url(await signBytes(signKey, signed)),
  };
}
