/** Checks a person's PKCS#10 requests: algorithm, key, and proof of possession. */

import { AppError } from "../../protocol/errors.ts";
import { type Bytes, equalBytes } from "../../protocol/encoding.ts";
import { parseCertificationRequest } from "../../x509/certification_request.ts";
import { DerError } from "../../x509/der_tags.ts";
import { checkKeyStrength, parseRsaPublicKey } from "../../x509/public_key.ts";
import { PathRefusal } from "../../x509/reasons.ts";
import { parseScheme } from "../../x509/signature.ts";
import type { KeyPairOf } from "../port.ts";
import { x509 } from "./x509.ts";

type RequestField = "csrs.sign" | "csrs.encrypt";

/** The refusal of one request. `message` is for the person, `reason` for the program. */
export function requestRefusal(
  field: RequestField,
  reason: string,
  message: string,
  cause?: unknown,
): AppError {
  return new AppError("invalid", message, {
    field,
    reason,
    ...(cause === undefined ? {} : { cause }),
  });
}

/** Primes that no honest RSA modulus is divisible by (CA/Browser Forum BR 6.1.6). */
const SMALL_PRIMES: readonly bigint[] = primesBelow(752).map(BigInt);

function primesBelow(limit: number): number[] {
  const primes: number[] = [];
  for (let n = 2; n < limit; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return primes;
}

/**
 * Checks one PKCS#10 request (RFC 2986, DER): its algorithm and key, and that the requester holds
 * the private key.
 *
 * @returns SubjectPublicKeyInfo of the key, DER. Nothing else of the request counts.
 * @throws {AppError} `invalid` with the field.
 */
export async function checkRequest(der: Bytes, field: RequestField): Promise<Bytes> {
  try {
    const { spki, algorithm } = parseCertificationRequest(der);
    const key = parseRsaPublicKey(spki);
    checkKeyStrength(key);
    if (SMALL_PRIMES.some((prime) => key.modulus % prime === 0n)) {
      throw new PathRefusal("weak-key", "The RSA modulus has a small factor");
    }
    parseScheme(algorithm);
    if (!await provesPossession(readByLibrary(der, spki))) {
      throw requestRefusal(
        field,
        "proof-failed",
        "The certification request is not signed by the key that it asks for. Make new keys.",
      );
    }
    return spki.slice();
  } catch (error) {
    if (error instanceof PathRefusal) {
      const message = `The certification request was refused: ${error.message}. Make new keys.`;
      throw requestRefusal(field, error.reason, message, error);
    }
    if (error instanceof DerError) {
      const message = "The certification request cannot be read. Reload the page and try again.";
      throw requestRefusal(field, "malformed", message, error);
    }
    throw error;
  }
}

/**
 * The request as the library reads it. It must have been read strictly before: alone the library
 * takes PEM and BER as well, bytes after the end, and flipped bits outside of what is signed.
 *
 * @param spki the key that the strict reader found; the library must find the same.
 * @throws {DerError}
 */
function readByLibrary(der: Bytes, spki: Bytes): x509.Pkcs10CertificateRequest {
  try {
    const request = new x509.Pkcs10CertificateRequest(der);
    if (equalBytes(new Uint8Array(request.publicKey.rawData), spki)) return request;
  } catch (cause) {
    throw new DerError("Cannot read the certification request", { cause });
  }
  throw new DerError("Cannot read the certification request in one way only");
}

async function provesPossession(request: x509.Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify();
  } catch (cause) {
    throw new PathRefusal("algorithm", "The public key cannot be used", { cause });
  }
}

/**
 * Checks both requests of a person, and that they are for two different keys: one key, one use
 * (`docs/protocol.md`, "Keys and certificates").
 */
export async function checkRequests(csrs: KeyPairOf<Bytes>): Promise<KeyPairOf<Bytes>> {
  const sign = await checkRequest(csrs.sign, "csrs.sign");
  const encrypt = await checkRequest(csrs.encrypt, "csrs.encrypt");
  if (equalBytes(sign, encrypt)) {
    throw requestRefusal(
      "csrs.encrypt",
      "same-key",
      "The two certification requests are for the same key. Make two keys.",
    );
  }
  return { sign, encrypt };
}
