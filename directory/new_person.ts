/** The last look at a value before any adapter stores it; the pages look first, with the same rules. */

import { type Bytes, equalBytes } from "../protocol/encoding.ts";
import { AppError } from "../protocol/errors.ts";
import { MAX_CERTIFICATE_BYTES, MAX_LISTED_PEOPLE } from "../protocol/limits.ts";
import { preparePassword } from "./password_policy.ts";
import { checkPerson, normalizeFullName, normalizeMail } from "./person_rules.ts";
import type { NewPerson } from "./port.ts";

/** A longer password is never right; it bounds the work that a stranger can ask for. */
const MAX_TYPED_PASSWORD_CHARS = 1024;

/**
 * The person with every text in the form that is stored.
 *
 * @throws {AppError} `invalid` with the field and its message.
 */
export function acceptPerson(person: NewPerson): NewPerson {
  const accepted: NewPerson = {
    uid: person.uid,
    fullName: normalizeFullName(person.fullName),
    mail: normalizeMail(person.mail),
    password: preparePassword(person.password),
  };
  const [problem] = checkPerson(accepted);
  if (problem !== undefined) throw new AppError("invalid", problem.message, problem);
  if (!isPossiblePassword(accepted.password)) {
    throw new AppError("invalid", "Enter a password.", { field: "password" });
  }
  return accepted;
}

/** Whether a prepared password is worth checking at all. The empty one never is. */
export function isPossiblePassword(password: string): boolean {
  return password.length > 0 && password.length <= MAX_TYPED_PASSWORD_CHARS;
}

/**
 * The certificates without repetitions, as a directory attribute holds a set.
 *
 * @throws {AppError} `invalid` for what cannot be a DER certificate (X.690 8.1.3: a SEQUENCE of
 * definite length and nothing after it) or is larger than `MAX_CERTIFICATE_BYTES`.
 */
export function acceptCertificates(certificates: readonly Bytes[]): Bytes[] {
  const accepted: Bytes[] = [];
  for (const certificate of certificates) {
    if (certificate.length > MAX_CERTIFICATE_BYTES || !isDerSequence(certificate)) {
      throw new AppError("invalid", "This is not a certificate.", { field: "certificates" });
    }
    if (!accepted.some((known) => equalBytes(known, certificate))) accepted.push(certificate);
  }
  return accepted;
}

/** @throws {RangeError} unless `limit` is a whole number from 1 to `MAX_LISTED_PEOPLE`. */
export function acceptLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LISTED_PEOPLE) return limit;
  throw new RangeError(
    `Cannot list people as limit must be from 1 to ${MAX_LISTED_PEOPLE}: current value is ${limit}`,
  );
}

/** For an uid that is taken, whichever adapter noticed. */
export function uidTaken(uid: string, cause?: unknown): AppError {
  return new AppError("conflict", `The username "${uid}" is taken. Choose another.`, {
    field: "uid",
    reason: "uid-taken",
    ...(cause === undefined ? {} : { cause }),
  });
}

function isDerSequence(bytes: Uint8Array): boolean {
  if (bytes.length < 2 || bytes[0] !== 0x30) return false;
  const first = bytes[1]!;
  if (first < 0x80) return bytes.length === 2 + first;
  const lengthBytes = first & 0x7f;
  if (lengthBytes < 1 || lengthBytes > 3 || bytes.length < 2 + lengthBytes) return false;
  let length = 0;
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + bytes[2 + i]!;
  return bytes.length === 2 + lengthBytes + length;
}
