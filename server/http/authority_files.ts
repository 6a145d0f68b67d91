/** Serves certificates as PEM and CRLs as DER, with their cache times. */

import type { Bytes } from "../../protocol/encoding.ts";

/** How long anybody may keep a copy; revocations must be seen soon. */
const CRL_MAX_AGE_S = 60;
const CERTIFICATE_MAX_AGE_S = 3600;

/** A certificate as PEM (RFC 7468 5.1). */
export function certificatePem(der: Bytes): Response {
  const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? [];
  const pem = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""];
  return new Response(pem.join("\n"), {
    headers: {
      "content-type": "application/x-pem-file",
      "cache-control": `max-age=${CERTIFICATE_MAX_AGE_S}`,
    },
  });
}

/** A CRL as DER (RFC 5280 4.2.1.13 for the type). */
export function crlDer(der: Bytes): Response {
  return new Response(der, {
    headers: {
      "content-type": "application/pkix-crl",
      "cache-control": `max-age=${CRL_MAX_AGE_S}`,
    },
  });
}
