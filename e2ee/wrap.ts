/** The epoch secret, sealed for one member's encryption certificate (RSAES-OAEP, RFC 8017 7.1). */

import { type Bytes, concat, fromBase64Url, toBase64Url } from "../protocol/encoding.ts";
import type { Fingerprint } from "../protocol/ids.ts";
import type { EpochManifest, Wrap, WrapsBody } from "../protocol/items.ts";
import { MAX_WRAPS_PER_FRAME } from "../protocol/limits.ts";
import { sha256, TAGS, uint64 } from "./digest.ts";
import { commitmentTo, EPOCH_SECRET_BYTES, importSecret, type SignedManifest } from "./epoch.ts";
import type { VerifiedIdentity } from "./identity.ts";

/** The parts of a manifest that a wrap is bound to. */
export type WrapPlace = Pick<EpochManifest, "conv" | "number" | "control">;

/** A wrap as its reader needs it. */
export type SealedSecret = Pick<Wrap, "cert" | "wrap">;

export type UnwrapRefusal =
  | "no-wrap" // the server has none for us: we were not a member, or came with another key
  | "other-certificate" // sealed for a certificate whose key is not in this browser
  | "wrong-wrap" // it does not open: sealed for another key, room, epoch or certificate
  | "wrong-secret" // it opens, but not to the secret that the manifest commits to
  | "unreachable"; // nobody could be asked for it now

/** `key` is the epoch secret for HKDF; it cannot be exported. */
export type Unwrapped =
  | { ok: true; key: CryptoKey }
  | { ok: false; reason: UnwrapRefusal; detail: string };

/**
 * OAEP label, 32 bytes: SHA-256("tw1/wrap" || conversation id, 32 bytes || epoch number, 8 bytes
 * big-endian || control hash, 32 bytes || certificate fingerprint, 32 bytes).
 */
export function wrapLabel(place: WrapPlace, encrypt: Fingerprint): Promise<Bytes> {
  return sha256(concat(
    TAGS.wrap,
    fromBase64Url(place.conv),
    uint64(place.number),
    fromBase64Url(place.control),
    fromBase64Url(encrypt),
  ));
}

/** `secret` sealed for one person. */
export async function wrapSecret(
  secret: Bytes,
  place: WrapPlace,
  { user, encrypt, encryptKey }: Pick<VerifiedIdentity, "user" | "encrypt" | "encryptKey">,
): Promise<Wrap> {
  const label = await wrapLabel(place, encrypt);
  const sealed = await crypto.subtle.encrypt({ name: "RSA-OAEP", label }, encryptKey, secret);
  return { user, cert: encrypt, wrap: toBase64Url(new Uint8Array(sealed)) };
}

/** Wraps for everybody, in portions that fit a frame. */
export async function wrapForAll(
  secret: Bytes,
  { manifest, id }: SignedManifest,
  identities: readonly VerifiedIdentity[],
): Promise<WrapsBody[]> {
  const wraps = await Promise.all(
    identities.map((identity) => wrapSecret(secret, manifest, identity)),
  );
  const portions: WrapsBody[] = [];
  for (let at = 0; at < wraps.length; at += MAX_WRAPS_PER_FRAME) {
    portions.push({ epoch: id, wraps: wraps.slice(at, at + MAX_WRAPS_PER_FRAME) });
  }
  return portions;
}

/**
 * Opens one's own wrap and checks the secret against the manifest.
 *
 * @param decryptKey RSA-OAEP private key of the certificate that `wrap.cert` names.
 */
export async function unwrapSecret(
  wrap: SealedSecret,
  manifest: EpochManifest,
  decryptKey: CryptoKey,
): Promise<Unwrapped> {
  const label = await wrapLabel(manifest, wrap.cert);
  let secret: Bytes;
  try {
    secret = withLeadingZeros(
      new Uint8Array(
        await crypto.subtle.decrypt(
          { name: "RSA-OAEP", label },
          decryptKey,
          fromBase64Url(wrap.wrap),
        ),
      ),
    );
  } catch {
    return { ok: false, reason: "wrong-wrap", detail: "the wrap does not open with this key" };
  }
  const commit = await commitmentTo(secret, manifest.conv, manifest.number);
  if (secret.length !== EPOCH_SECRET_BYTES || commit !== manifest.commit) {
    return {
      ok: false,
      reason: "wrong-secret",
      detail: "the secret is not the one that the manifest commits to",
    };
  }
  return { ok: true, key: await importSecret(secret) };
}

/**
 * WebKitGTK takes what it decrypts for a number and drops the zeros that it begins with, so that one
 * secret in 256 would open for nobody there. The manifest's commitment says whether it is the one.
 */
function withLeadingZeros(secret: Bytes): Bytes {
  const missing = EPOCH_SECRET_BYTES - secret.length;
  return missing > 0 ? concat(new Uint8Array(missing), secret) : secret;
}

/**
 * Finds the wrap that one of our keys opens.
 *
 * @param keyOf the RSA-OAEP private key of an encryption certificate of ours, old ones too.
 */
export async function unwrapOwn(
  wraps: readonly SealedSecret[],
  manifest: EpochManifest,
  keyOf: (cert: Fingerprint) => CryptoKey | undefined,
): Promise<Unwrapped> {
  if (wraps.length === 0) {
    return { ok: false, reason: "no-wrap", detail: "this epoch's secret was not sealed for us" };
  }
  let refusal: Unwrapped = {
    ok: false,
    reason: "other-certificate",
    detail: "it was sealed for a certificate whose key is not in this browser",
  };
  for (const wrap of wraps) {
    const key = keyOf(wrap.cert);
    if (key === undefined) continue;
    const unwrapped = await unwrapSecret(wrap, manifest, key);
    if (unwrapped.ok) return unwrapped;
    refusal = unwrapped;
  }
  return refusal;
}
