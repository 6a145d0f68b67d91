/**
 * People with keys, a clock and a directory of their certificates, without an authority. The keys
 * are those of the test vectors.
 */

import { type Bytes, fromBase64Url, toBase64Url } from "../../../protocol/encoding.ts";
import type { DeviceId, Fingerprint, Uid, UserId } from "../../../protocol/ids.ts";
import type { Author } from "../../../e2ee/envelope.ts";
import type { VerifiedIdentity } from "../../../e2ee/identity.ts";
import {
  fingerprintOf,
  importSigningKey,
  importUnwrappingKey,
  importVerifyingKey,
  importWrappingKey,
} from "../../../e2ee/keys.ts";
import type {
  CertificatePurpose,
  CertificateResolver,
  Resolution,
} from "../../../e2ee/resolver.ts";

export type PersonName = "ada" | "bob" | "cyd" | "mal";

interface StoredPerson {
  user: UserId;
  uid: Uid;
  fullName: string;
  mail: string;
  signPkcs8: string;
  encryptPkcs8: string;
}

export interface StoredKeys {
  authority: { organisation: string; rootPkcs8: string; issuingPkcs8: string };
  people: Record<PersonName, StoredPerson>;
}

/** The keys of `docs/vectors/keys.json`. */
export function storedKeys(): StoredKeys {
  const file = new URL("../../../docs/vectors/keys.json", import.meta.url);
  return JSON.parse(Deno.readTextFileSync(file)) as StoredKeys;
}

/** Public half of an RSA private key, SPKI. */
export async function spkiOf(pkcs8: Bytes): Promise<Bytes> {
  const algorithm = { name: "RSA-PSS", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const { kty, n, e } = await crypto.subtle.exportKey("jwk", key);
  const half = { kty: kty!, n: n!, e: e! };
  const open = await crypto.subtle.importKey("jwk", half, algorithm, true, ["verify"]);
  return new Uint8Array(await crypto.subtle.exportKey("spki", open));
}

export interface TestPerson {
  user: UserId;
  uid: Uid;
  author: Author;
  /** Private half of the encryption key. */
  decryptKey: CryptoKey;
  identity: VerifiedIdentity;
}

export const NOON = Date.parse("2026-11-22T12:00:00.000Z");
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** A clock that stands still until it is told to go on. */
class TestClock {
  ms = NOON;
  readonly now = (): number => this.ms;
  pass(ms: number): void {
    this.ms += ms;
  }
}

/** Bytes that differ at each call and are the same in each run. */
export function countingRandom(start = 1): (length: number) => Bytes {
  let calls = start;
  return (length) => {
    const call = calls++;
    return Uint8Array.from({ length }, (_, i) => (call * 31 + i * 7 + (call >> 3)) & 255);
  };
}

/** A device id that says whose it is. */
export function deviceOf(number: number): DeviceId {
  return toBase64Url(new Uint8Array(16).fill(number)) as DeviceId;
}

interface TestCertificate {
  user: UserId;
  uid: Uid;
  purpose: CertificatePurpose;
  publicKey: Bytes;
  key: CryptoKey;
  notBefore: number;
  notAfter: number;
  revokedAt: number;
}

/** Certificates as the resolver answers for them; a test may bend each of them. */
class TestDirectory implements CertificateResolver {
  readonly certificates = new Map<Fingerprint, TestCertificate>();
  /** Accepted identity keys by user; who is not in it is accepted with any key. */
  readonly pins = new Map<UserId, Bytes>();
  unreachable = false;

  async add(
    { user, uid, publicKey, purpose, name }: {
      user: UserId;
      uid: Uid;
      publicKey: Bytes;
      purpose: CertificatePurpose;
      /** Two certificates of one key differ in this. */
      name: string;
    },
  ): Promise<Fingerprint> {
    const fingerprint = await fingerprintOf(new TextEncoder().encode(`${user} ${purpose} ${name}`));
    const key = purpose === "sign"
      ? await importVerifyingKey(publicKey)
      : await importWrappingKey(publicKey);
    this.certificates.set(fingerprint, {
      user,
      uid,
      purpose,
      publicKey,
      key,
      notBefore: NOON - 30 * DAY_MS,
      notAfter: NOON + 30 * DAY_MS,
      revokedAt: Infinity,
    });
    return fingerprint;
  }

  resolve(
    fingerprint: Fingerprint,
    { time, purpose }: { time: Date; purpose: CertificatePurpose },
  ): Promise<Resolution> {
    if (this.unreachable) return Promise.reject(new Error("the network is down"));
    const found = this.certificates.get(fingerprint);
    const at = time.getTime();
    const refuse = (reason: string): Promise<Resolution> =>
      Promise.resolve({ ok: false, reason, detail: "in this test" });
    if (found === undefined) return refuse("unknown");
    if (at < found.notBefore) return refuse("not-yet-valid");
    if (at > found.notAfter) return refuse("expired");
    if (at >= found.revokedAt) return refuse("revoked");
    if (found.purpose !== purpose) return refuse("key-usage");
    const { user, uid, publicKey, key } = found;
    return Promise.resolve({ ok: true, certificate: { user, uid, fingerprint, publicKey, key } });
  }

  acceptsIdentity(user: UserId, publicKey: Bytes): boolean {
    const pinned = this.pins.get(user);
    return pinned === undefined || toBase64Url(pinned) === toBase64Url(publicKey);
  }
}

/** Everybody, with one directory that holds their certificates. */
export interface TestWorld extends Record<PersonName, TestPerson> {
  directory: TestDirectory;
  clock: TestClock;
}

export async function makeWorld(): Promise<TestWorld> {
  const { people } = storedKeys();
  const directory = new TestDirectory();
  const made = {} as Record<PersonName, TestPerson>;
  for (const [at, [name, stored]] of Object.entries(people).entries()) {
    const { user, uid } = stored;
    const signPkcs8 = fromBase64Url(stored.signPkcs8);
    const encryptPkcs8 = fromBase64Url(stored.encryptPkcs8);
    const identityKey = await spkiOf(signPkcs8);
    const encryptSpki = await spkiOf(encryptPkcs8);
    const person = { user, uid, name: "first" };
    const cert = await directory.add({ ...person, purpose: "sign", publicKey: identityKey });
    const encrypt = await directory.add({ ...person, purpose: "encrypt", publicKey: encryptSpki });
    made[name as PersonName] = {
      user,
      uid,
      author: {
        user,
        device: deviceOf(at + 1),
        cert,
        signKey: await importSigningKey(signPkcs8),
      },
      decryptKey: await importUnwrappingKey(encryptPkcs8),
      identity: {
        user,
        uid,
        sign: cert,
        encrypt,
        identityKey,
        encryptKey: await importWrappingKey(encryptSpki),
        hash: toBase64Url(new Uint8Array(32)),
        prev: "",
      },
    };
  }
  return { ...made, directory, clock: new TestClock() };
}
