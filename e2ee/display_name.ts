/** Making and checking signed display names. What a name may look like is `protocol/`'s. */

import {
  DISPLAY_NAME,
  type DisplayName,
  NAME_RECORD,
  type NameRecord,
  parseDisplayName,
} from "../protocol/display_name.ts";
import type { Fingerprint, UserId } from "../protocol/ids.ts";
import { writeSigned } from "../protocol/strict.ts";
import { TAGS } from "./digest.ts";
import { type Clock, timeText } from "./environment.ts";
import type { CertificateResolver } from "./resolver.ts";
import { signedBytesOfText, type SignerRefusal, signText, verifySigner } from "./signed_text.ts";

export type CheckedName =
  | { ok: true; name: DisplayName }
  | { ok: false; reason: "malformed"; detail: string }
  | SignerRefusal;

/**
 * A signed display name.
 *
 * @param options.name as `normalizeName` writes it; empty for the directory's.
 * @param options.after time of the name that it follows. The new one is later, even where another
 * device's clock was ahead of this one's.
 * @throws {AppError} `invalid` when the name breaks a rule.
 */
export async function makeDisplayName(options: {
  user: UserId;
  cert: Fingerprint;
  name: string;
  after?: string;
  signKey: CryptoKey;
  clock: Clock;
}): Promise<NameRecord> {
  const { user, cert, name, after, signKey, clock } = options;
  const earliest = after === undefined ? -Infinity : Date.parse(after) + 1;
  const time = timeText(() => Math.max(clock(), earliest));
  const statement = writeSigned(DISPLAY_NAME, { v: 1, user, cert, name, time });
  parseDisplayName(statement);
  return { statement, sig: await signText(signKey, TAGS.name, statement) };
}

/**
 * Strict parse, then the certificate as of the statement's time, whose it is, whether its key is
 * accepted for that person, and the signature. That it is `user` whom it names is the caller's to
 * look at, who knows for whom it was handed over.
 */
export async function verifyDisplayName(
  record: NameRecord,
  resolver: CertificateResolver,
): Promise<CheckedName> {
  let name: DisplayName;
  try {
    NAME_RECORD.parse(record);
    name = parseDisplayName(record.statement);
  } catch (error) {
    return { ok: false, reason: "malformed", detail: (error as Error).message };
  }
  const bytes = await signedBytesOfText(TAGS.name, record.statement);
  const signed = await verifySigner(name, bytes, record.sig, resolver);
  return signed.ok ? { ok: true, name } : signed;
}
