/** Writes and reads one PEM block (RFC 7468). */

import type { Bytes } from "../../protocol/encoding.ts";

/** Label of a PEM block (RFC 7468 sections 5 and 10). */
export type PemLabel = "CERTIFICATE" | "PRIVATE KEY";

/** One PEM block with lines of 64 characters (RFC 7468 section 2). */
export function toPem(label: PemLabel, der: Bytes): string {
  const lines = der.toBase64().match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/**
 * DER of the single PEM block that `text` holds.
 *
 * @throws {SyntaxError} when there is no such block, another one beside it, or broken base64.
 */
export function fromPem(label: PemLabel, text: string): Bytes {
  const pattern = new RegExp(
    `^\\s*-----BEGIN ${label}-----\\s([A-Za-z0-9+/=\\s]+)-----END ${label}-----\\s*$`,
  );
  const body = pattern.exec(text)?.[1];
  if (body === undefined) throw new SyntaxError(`Cannot find one PEM block of ${label}`);
  return Uint8Array.fromBase64(body);
}
