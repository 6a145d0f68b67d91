/** The people of the test vectors, with their keys. */

import { type Bytes, fromBase64Url } from "../../../../protocol/encoding.ts";
import type { Fingerprint, Uid, UserId } from "../../../../protocol/ids.ts";
import type { Author } from "../../../../e2ee/envelope.ts";
import type { VerifiedIdentity } from "../../../../e2ee/identity.ts";
import { importSigningKey, importUnwrappingKey, importWrappingKey } from "../../../../e2ee/keys.ts";
import { deviceOf, type PersonName, spkiOf, type StoredKeys } from "../people.ts";

/** Somebody in the vectors, with the fingerprints of certificates that the authority made. */
export interface VectorPerson {
  name: PersonName;
  user: UserId;
  uid: Uid;
  author: Author;
  decryptKey: CryptoKey;
  signSpki: Bytes;
  encryptSpki: Bytes;
  recipient: Pick<VerifiedIdentity, "user" | "encrypt" | "encryptKey">;
}

export type VectorPeople = Record<PersonName, VectorPerson>;

/** Time of the first vector; each further one is a minute later. */
export const VECTOR_TIME = "2026-11-22T12:00:00.000Z";

export async function vectorPerson(
  name: PersonName,
  { people }: StoredKeys,
  fingerprints: { sign: Fingerprint; encrypt: Fingerprint },
): Promise<VectorPerson> {
  const { user, uid, signPkcs8, encryptPkcs8 } = people[name];
  const signSpki = await spkiOf(fromBase64Url(signPkcs8));
  const encryptSpki = await spkiOf(fromBase64Url(encryptPkcs8));
  const { sign, encrypt } = fingerprints;
  return {
    name,
    user,
    uid,
    author: {
      user,
      device: deviceOf(Object.keys(people).indexOf(name) + 1),
      cert: sign,
      signKey: await importSigningKey(fromBase64Url(signPkcs8)),
    },
    decryptKey: await importUnwrappingKey(fromBase64Url(encryptPkcs8)),
    signSpki,
    encryptSpki,
    recipient: { user, encrypt, encryptKey: await importWrappingKey(encryptSpki) },
  };
}

/** A clock that goes on by a minute at each look. */
export function minuteClock(): () => number {
  let ms = Date.parse(VECTOR_TIME);
  return () => {
    const now = ms;
    ms += 60_000;
    return now;
  };
}
