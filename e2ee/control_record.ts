/** Making, signing and checking single control records. The rules are `control_log.ts`'s. */

import { toBase64Url } from "../protocol/encoding.ts";
import { AppError } from "../protocol/errors.ts";
import type { Fingerprint, UserId } from "../protocol/ids.ts";
import {
  CONTROL_BODY,
  CONTROL_RECORD,
  type ControlBody,
  type ControlRecord,
  parseControlRecord,
  type RoomPolicy,
  type RoomRole,
} from "../protocol/items.ts";
import { writeSigned } from "../protocol/strict.ts";
import { applyRecord, type ControlRefusal, type RoomState } from "./control_log.ts";
import { hashOfText, TAGS } from "./digest.ts";
import { type Clock, type RandomSource, timeText } from "./environment.ts";
import type { CertificateResolver } from "./resolver.ts";
import { signedBytesOfText, type SignerRefusal, signText, verifySigner } from "./signed_text.ts";

/** What an actor wants; the rest of the record follows from the state. */
export type RoomChange =
  | { type: "create"; name: string; policy: RoomPolicy }
  | { type: "add" | "remove"; subject: UserId }
  | { type: "join" | "leave" }
  | { type: "role"; subject: UserId; role: RoomRole }
  | { type: "rename"; name: string }
  | { type: "policy"; policy: RoomPolicy };

export interface SignedRecord {
  record: ControlRecord;
  /** base64url SHA-256 of the record's text; of a `create`, the room's id. */
  hash: string;
}

/** A record whose signer was checked, not yet its place in a log. */
export type CheckedRecord =
  | ({ ok: true } & SignedRecord)
  | { ok: false; reason: "malformed"; detail: string }
  | SignerRefusal;

export type VerifiedRecord =
  | ({ ok: true; state: RoomState; promoted?: UserId } & SignedRecord)
  | Exclude<CheckedRecord, { ok: true }>
  | { ok: false; reason: ControlRefusal; detail: string };

/**
 * A signed record for `change`, following `state` (undefined for `create`).
 *
 * @throws {AppError} `forbidden` with the rule as `reason` when the room's rules refuse it, and
 * `invalid` when a value (the name, say) cannot stand in a record.
 */
export async function makeRecord(options: {
  state: RoomState | undefined;
  change: RoomChange;
  actor: UserId;
  /** Fingerprint of the actor's signing certificate. */
  cert: Fingerprint;
  signKey: CryptoKey;
  clock: Clock;
  random: RandomSource;
}): Promise<SignedRecord & { body: ControlBody; state: RoomState }> {
  const { state, change, actor, cert, signKey, clock, random } = options;
  const record: ControlRecord = {
    v: 1,
    room: state?.room ?? "",
    n: state === undefined ? 0 : state.n + 1,
    prev: state?.head ?? "",
    type: change.type,
    actor,
    cert,
    time: timeText(clock),
    subject: "subject" in change ? change.subject : "",
    role: "role" in change ? change.role : "",
    name: "name" in change ? change.name : "",
    policy: "policy" in change ? change.policy : "",
    salt: toBase64Url(random(16)),
  };
  const text = writeSigned(CONTROL_RECORD, record);
  parseControlRecord(text);
  const hash = await hashOfText(text);
  const applied = applyRecord(state, record, hash);
  if (!applied.ok) {
    throw new AppError("forbidden", `Cannot ${change.type}: ${applied.reason}`, {
      reason: applied.reason,
    });
  }
  const body = { record: text, sig: await signText(signKey, TAGS.control, text) };
  return { record, hash, body, state: applied.state };
}

/** Strict parse, then the actor's certificate, identity and signature. */
export async function checkRecord(
  body: ControlBody,
  resolver: CertificateResolver,
): Promise<CheckedRecord> {
  let record: ControlRecord;
  try {
    CONTROL_BODY.parse(body);
    record = parseControlRecord(body.record);
  } catch (error) {
    return { ok: false, reason: "malformed", detail: (error as Error).message };
  }
  const signer = { user: record.actor, cert: record.cert, time: record.time };
  const bytes = await signedBytesOfText(TAGS.control, body.record);
  const signed = await verifySigner(signer, bytes, body.sig, resolver);
  if (!signed.ok) return signed;
  return { ok: true, record, hash: await hashOfText(body.record) };
}

/** `checkRecord`, then the room's rules: the whole check of one more record of a log. */
export async function verifyRecord(
  state: RoomState | undefined,
  body: ControlBody,
  resolver: CertificateResolver,
): Promise<VerifiedRecord> {
  const checked = await checkRecord(body, resolver);
  if (!checked.ok) return checked;
  const { record, hash } = checked;
  const applied = applyRecord(state, record, hash);
  if (!applied.ok) {
    return { ...applied, detail: `the room's rules refuse this ${record.type}` };
  }
  return { ...applied, record, hash };
}
