/**
 * Opening an envelope. The steps stand in one order, cheapest and most public first, and each has
 * its own refusal. `verifyEnvelope` needs nothing but the envelope and certificates; what follows
 * depends on the envelope's place in its conversation.
 */

import {
  type Bytes,
  equalBytes,
  fromBase64Url,
  fromUtf8,
  toBase64Url,
  utf8,
} from "../protocol/encoding.ts";
import type { ConversationId, ItemId } from "../protocol/ids.ts";
import {
  type EnvelopeHeader,
  MESSAGE_BODY,
  type MessageBody,
  parseEnvelopeHeader,
} from "../protocol/items.ts";
import { sha256 } from "./digest.ts";
import { deriveMessageKeys, envelopeSignedBytes } from "./envelope.ts";
import { unpad } from "./padding.ts";
import { parsePayload, type Payload } from "./payload.ts";
import type { CertificateResolver } from "./resolver.ts";
import { verifySigner } from "./signed_text.ts";

/** In the order in which they are looked for. */
export const ENVELOPE_REFUSALS = [
  "malformed", // not the one spelling of a header and its parts
  "suite", // a version or suite that this program does not know
  "other-conversation", // the header names another conversation
  "certificate", // `detail` begins with the path check's reason
  "identity-mismatch", // the certified key is not one that was accepted for this person
  "signature",
  "not-a-member", // the sender was not in the conversation at the epoch's control hash
  "stale-epoch", // sealed to an epoch that is not the current one at its place
  "replayed", // seen before at another place, or a second header with this device's number
  "chain", // the device's number and previous header do not fit
  "no-secret", // the epoch's secret was not sealed for us, or does not open
  "commitment", // C is not what the epoch's secret gives
  "decrypt",
  "schema", // padding or contents are not what this program knows
] as const;
export type EnvelopeRefusal = typeof ENVELOPE_REFUSALS[number];

export interface Refused<Reason extends string = EnvelopeRefusal> {
  ok: false;
  reason: Reason;
  /** For logs and details views; in English, holds nothing secret. */
  detail: string;
}

/** An envelope that its sender did sign for this conversation. */
export interface VerifiedEnvelope {
  ok: true;
  header: EnvelopeHeader;
  id: ItemId;
  headerHash: Bytes;
  commitment: Bytes;
  ciphertext: Bytes;
  /** Exact header bytes, which are the additional data of AES-GCM. */
  headerBytes: Bytes;
}

/** Strict parse, suite, conversation, certificate, identity, signature. */
export async function verifyEnvelope(
  body: MessageBody,
  conv: ConversationId,
  resolver: CertificateResolver,
): Promise<VerifiedEnvelope | Refused> {
  if (namesUnknownSuite(body.hdr)) {
    return refuse("suite", "made by a version of the protocol that this program does not know");
  }
  let header: EnvelopeHeader;
  let commitment: Bytes;
  let ciphertext: Bytes;
  try {
    MESSAGE_BODY.parse(body);
    header = parseEnvelopeHeader(body.hdr);
    commitment = fromBase64Url(body.com);
    ciphertext = fromBase64Url(body.ct);
  } catch (error) {
    return refuse("malformed", (error as Error).message);
  }
  if (header.conv !== conv) {
    return refuse("other-conversation", `the header names conversation ${header.conv}`);
  }
  const headerBytes = utf8(body.hdr);
  const headerHash = await sha256(headerBytes);
  const signed = await verifySigner(
    { user: header.sender, cert: header.cert, time: header.time },
    await envelopeSignedBytes(headerHash, commitment, ciphertext),
    body.sig,
    resolver,
  );
  if (!signed.ok) return signed;
  const id = toBase64Url(headerHash) as ItemId;
  return { ok: true, header, id, headerHash, headerBytes, commitment, ciphertext };
}

/** Commitment, decryption, padding and schema. */
export async function decryptEnvelope(
  verified: VerifiedEnvelope,
  epochKey: CryptoKey,
): Promise<{ ok: true; payload: Payload } | Refused> {
  const { header, headerHash, headerBytes, commitment, ciphertext } = verified;
  const derived = await deriveMessageKeys(epochKey, fromBase64Url(header.salt), headerHash);
  if (!equalBytes(derived.commitment, commitment)) {
    return refuse("commitment", "the key is not the one that the sender committed to");
  }
  let padded: Bytes;
  try {
    const key = await crypto.subtle.importKey("raw", derived.key, "AES-GCM", false, ["decrypt"]);
    const algorithm = { name: "AES-GCM", iv: derived.nonce, additionalData: headerBytes };
    padded = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext));
  } catch {
    return refuse("decrypt", "the ciphertext does not belong to this header and key");
  }
  const plain = unpad(padded);
  if (plain === undefined) return refuse("schema", "the padding is not as it must be");
  try {
    return { ok: true, payload: parsePayload(fromUtf8(plain)) };
  } catch (error) {
    return refuse("schema", (error as Error).message);
  }
}

/** Asked before the strict parse, since the shape of an unknown version is unknown. */
function namesUnknownSuite(hdr: string): boolean {
  try {
    const { v, suite } = JSON.parse(hdr) as { v?: unknown; suite?: unknown };
    return Number.isSafeInteger(v) && Number.isSafeInteger(suite) && (v !== 1 || suite !== 1);
  } catch {
    return false;
  }
}

function refuse(reason: EnvelopeRefusal, detail: string): Refused {
  return { ok: false, reason, detail };
}
