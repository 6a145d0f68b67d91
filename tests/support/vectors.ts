/** `docs/vectors/*.json` as tests read them, and what they are checked with. It holds no tests. */

import { PathResolver } from "./e2ee/path_resolver.ts";
import { type Bytes, concat, fromBase64Url, toBase64Url, utf8 } from "../../protocol/encoding.ts";
import type { Fingerprint } from "../../protocol/ids.ts";
import { type Vectors, VECTORS_DIR } from "../../tools/vectors.ts";

export async function readVectors<Name extends keyof Vectors>(name: Name): Promise<Vectors[Name]> {
  return JSON.parse(await Deno.readTextFile(new URL(`${name}.json`, VECTORS_DIR)));
}

export const certificates = await readVectors("certificates");
export const derOf = new Map(certificates.certificates.map((one) => [one.fingerprint, one.der]));

/** The vectors' authority, looked at from `now`, where its revocation list is good. */
export const resolver = new PathResolver({
  trust: {
    anchor: fromBase64Url(certificates.root),
    intermediates: [fromBase64Url(certificates.issuing)],
    crls: [fromBase64Url(certificates.crl)],
  },
  certificateOf: (fingerprint) => {
    const der = derOf.get(fingerprint);
    return der === undefined ? undefined : fromBase64Url(der);
  },
  acceptsIdentity: () => true,
  clock: () => Date.parse(certificates.now),
});

export function fingerprint(name: string): Fingerprint {
  return certificates.certificates.find((one) => one.name === name)!.fingerprint;
}

/** SHA-256 by the letter of the specification, not through the code that it is to check. */
export async function hash(...parts: (string | Bytes)[]): Promise<string> {
  const bytes = concat(...parts.map((part) => typeof part === "string" ? utf8(part) : part));
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export function number64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
