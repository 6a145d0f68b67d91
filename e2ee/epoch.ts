/** Epochs: a secret that the members of one moment share, and the signed manifest that names it. */

import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from "../protocol/encoding.ts";
import type { ConversationId, EpochId, Fingerprint, UserId } from "../protocol/ids.ts";
import {
  EPOCH_BODY,
  EPOCH_MANIFEST,
  type EpochBody,
  type EpochManifest,
  parseEpochManifest,
} from "../protocol/items.ts";
import { writeSigned } from "../protocol/strict.ts";
import { hashOfText, sha256, TAGS, uint64 } from "./digest.ts";
import { type Clock, timeText } from "./environment.ts";
import type { CertificateResolver } from "./resolver.ts";
import { signedBytesOfText, type SignerRefusal, signText, verifySigner } from "./signed_text.ts";

export const EPOCH_SECRET_BYTES = 32;

/** One person that an epoch's secret is sealed for. */
export interface Recipient {
  user: UserId;
  /** Fingerprint of the encryption certificate. */
  encrypt: Fingerprint;
}

export interface SignedManifest {
  manifest: EpochManifest;
  id: EpochId;
}

/**
 * Commitment to the secret, base64url:
 * SHA-256("tw1/commit" || S || conversation id, 32 bytes || number, 8 bytes big-endian).
 */
export async function commitmentTo(
  secret: Bytes,
  conv: ConversationId,
  number: number,
): Promise<string> {
  return toBase64Url(
    await sha256(concat(TAGS.commit, secret, fromBase64Url(conv), uint64(number))),
  );
}

/**
 * Names exactly the people and certificates that an epoch is sealed for, base64url:
 * SHA-256("tw1/recipients" || for each person, in order of user id: user id, 36 ASCII bytes ||
 * fingerprint, 32 bytes). With it every member can tell whether the epoch still fits the
 * certificates that he knows of the others.
 */
export async function recipientsHash(recipients: Iterable<Recipient>): Promise<string> {
  const sorted = [...recipients].sort((a, b) => a.user < b.user ? -1 : a.user > b.user ? 1 : 0);
  return toBase64Url(
    await sha256(concat(
      TAGS.recipients,
      ...sorted.flatMap(({ user, encrypt }) => [utf8(user), fromBase64Url(encrypt)]),
    )),
  );
}

/** The secret as messages use it: a key that code can derive from but not read. */
export function importSecret(secret: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
}

/** A signed manifest for `secret`. */
export async function makeManifest(options: {
  conv: ConversationId;
  number: number;
  /** Hash of the newest control record; of a direct conversation, its id. */
  control: string;
  recipients: Iterable<Recipient>;
  secret: Bytes;
  maker: UserId;
  /** Fingerprint of the maker's signing certificate. */
  cert: Fingerprint;
  signKey: CryptoKey;
  clock: Clock;
}): Promise<SignedManifest & { body: EpochBody }> {
  const { conv, number, control, secret, maker, cert, signKey, clock } = options;
  const manifest: EpochManifest = {
    v: 1,
    conv,
    number,
    control,
    commit: await commitmentTo(secret, conv, number),
    recipients: await recipientsHash(options.recipients),
    maker,
    cert,
    time: timeText(clock),
  };
  const text = writeSigned(EPOCH_MANIFEST, manifest);
  parseEpochManifest(text);
  const body = { manifest: text, sig: await signText(signKey, TAGS.epoch, text) };
  return { manifest, id: await hashOfText(text) as EpochId, body };
}

/** Strict parse, then the maker's certificate, identity and signature. Its place is not checked. */
export async function verifyManifest(
  body: EpochBody,
  resolver: CertificateResolver,
): Promise<
  | ({ ok: true } & SignedManifest)
  | { ok: false; reason: "malformed"; detail: string }
  | SignerRefusal
> {
  let manifest: EpochManifest;
  try {
    EPOCH_BODY.parse(body);
    manifest = parseEpochManifest(body.manifest);
  } catch (error) {
    return { ok: false, reason: "malformed", detail: (error as Error).message };
  }
  const signer = { user: manifest.maker, cert: manifest.cert, time: manifest.time };
  const bytes = await signedBytesOfText(TAGS.epoch, body.manifest);
  const signed = await verifySigner(signer, bytes, body.sig, resolver);
  if (!signed.ok) return signed;
  return { ok: true, manifest, id: await hashOfText(body.manifest) as EpochId };
}
