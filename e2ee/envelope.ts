/** The envelope of one message: what is derived, what is signed, and how it is sealed. */

import { type Bytes, concat, toBase64Url, utf8 } from "../protocol/encoding.ts";
import type {
  ConversationId,
  DeviceId,
  EpochId,
  Fingerprint,
  ItemId,
  UserId,
} from "../protocol/ids.ts";
import {
  ENVELOPE_HEADER,
  type EnvelopeHeader,
  type MessageBody,
  parseEnvelopeHeader,
} from "../protocol/items.ts";
import { writeSigned } from "../protocol/strict.ts";
import { sha256, TAGS } from "./digest.ts";
import { type Clock, type RandomSource, timeText } from "./environment.ts";
import { signBytes } from "./keys.ts";
import { pad } from "./padding.ts";
import { type Payload, writePayload } from "./payload.ts";

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const COMMITMENT_BYTES = 32;

/** A device's place in its own chain of headers in one conversation: its last one. */
export interface DeviceChain {
  /** 0 before the first. */
  seq: number;
  /** base64url SHA-256 of the last header; empty before the first. */
  prev: string;
}

export const NEW_CHAIN: DeviceChain = { seq: 0, prev: "" };

/** Whoever seals: a person, on one device, with one certified key. */
export interface Author {
  user: UserId;
  device: DeviceId;
  /** Fingerprint of the signing certificate. */
  cert: Fingerprint;
  signKey: CryptoKey;
}

export interface SealedMessage {
  body: MessageBody;
  header: EnvelopeHeader;
  id: ItemId;
  /** The device's chain once this message is handed in. */
  chain: DeviceChain;
}

/** What HKDF gives for one header. */
export interface MessageKeys {
  /** AES-256-GCM key, 32 bytes; nonce, 12 bytes; key commitment C, 32 bytes. */
  key: Bytes;
  nonce: Bytes;
  commitment: Bytes;
}

/**
 * K || nonce || C = HKDF-SHA-256(S, salt, "tw1/msg" || SHA-256(hdr)), 76 bytes (RFC 5869).
 *
 * AES-GCM does not commit to its key; C does, and C is signed, so that nobody can send one
 * ciphertext that reads differently for two people.
 *
 * @param epochKey the epoch secret (`importSecret`).
 */
export async function deriveMessageKeys(
  epochKey: CryptoKey,
  salt: Bytes,
  headerHash: Bytes,
): Promise<MessageKeys> {
  const bits = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt, info: concat(TAGS.message, headerHash) },
    epochKey,
    (KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES) * 8,
  );
  const bytes = new Uint8Array(bits);
  return {
    key: bytes.slice(0, KEY_BYTES),
    nonce: bytes.slice(KEY_BYTES, KEY_BYTES + NONCE_BYTES),
    commitment: bytes.slice(KEY_BYTES + NONCE_BYTES),
  };
}

/** Bytes under an envelope's signature: "tw1/env" || SHA-256(hdr) || C || SHA-256(ct). */
export async function envelopeSignedBytes(
  headerHash: Bytes,
  commitment: Bytes,
  ciphertext: Bytes,
): Promise<Bytes> {
  return concat(TAGS.envelope, headerHash, commitment, await sha256(ciphertext));
}

/**
 * Seals `payload` as the author's next message.
 *
 * @throws {AppError} `invalid` or `too-large` when the payload cannot stand in a message.
 */
export async function sealEnvelope(options: {
  payload: Payload;
  conv: ConversationId;
  epoch: EpochId;
  /** The epoch's secret (`importSecret`). */
  epochKey: CryptoKey;
  author: Author;
  chain: DeviceChain;
  clock: Clock;
  random: RandomSource;
}): Promise<SealedMessage> {
  const { payload, conv, epoch, epochKey, author, chain, clock, random } = options;
  const padded = pad(utf8(writePayload(payload)));
  const salt = random(SALT_BYTES);
  const header: EnvelopeHeader = {
    v: 1,
    suite: 1,
    conv,
    epoch,
    sender: author.user,
    cert: author.cert,
    device: author.device,
    seq: chain.seq + 1,
    prev: chain.prev,
    time: timeText(clock),
    salt: toBase64Url(salt),
  };
  const hdr = writeSigned(ENVELOPE_HEADER, header);
  parseEnvelopeHeader(hdr);
  const hdrBytes = utf8(hdr);
  const headerHash = await sha256(hdrBytes);
  const { key, nonce, commitment } = await deriveMessageKeys(epochKey, salt, headerHash);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const ciphertext = new Uint8Array(
    await crypto.subtle.encrypt(
      { name: "AES-GCM", iv: nonce, additionalData: hdrBytes },
      aes,
      padded,
    ),
  );
  const signed = await envelopeSignedBytes(headerHash, commitment, ciphertext);
  const id = toBase64Url(headerHash) as ItemId;
  return {
    body: {
      hdr,
      com: toBase64Url(commitment),
      ct: toBase64Url(ciphertext),
      sig: toBase64Url(await signBytes(author.signKey, signed)),
    },
    header,
    id,
    chain: { seq: header.seq, prev: id },
  };
}
