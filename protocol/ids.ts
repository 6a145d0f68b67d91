/** Identifiers, branded so that one kind is never passed for another. */

import { isBase64UrlOf } from "./encoding.ts";

declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** The directory entry's immutable id: a lower-case UUID (`entryUUID` in LDAP). */
export type UserId = Branded<string, "UserId">;
/** 32 bytes, base64url: SHA-256 of the two members (direct) or of the create record (room). */
export type ConversationId = Branded<string, "ConversationId">;
/** 32 bytes, base64url: SHA-256 of the epoch manifest. */
export type EpochId = Branded<string, "EpochId">;
/** 32 bytes, base64url: SHA-256 of the item's signed bytes (header, record or manifest). */
export type ItemId = Branded<string, "ItemId">;
/** 32 bytes, base64url: SHA-256 of a DER certificate. */
export type Fingerprint = Branded<string, "Fingerprint">;
/** 16 random bytes, base64url: one browser profile of one person. */
export type DeviceId = Branded<string, "DeviceId">;
/** The login name. Lower-case letters, digits, dot, dash, underscore; starts with a letter. */
export type Uid = Branded<string, "Uid">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const UID = /^[a-z][a-z0-9._-]{1,31}$/;

export function isUserId(value: unknown): value is UserId {
  return typeof value === "string" && UUID.test(value);
}
export function isConversationId(value: unknown): value is ConversationId {
  return isBase64UrlOf(value, 32);
}
export function isEpochId(value: unknown): value is EpochId {
  return isBase64UrlOf(value, 32);
}
export function isItemId(value: unknown): value is ItemId {
  return isBase64UrlOf(value, 32);
}
export function isFingerprint(value: unknown): value is Fingerprint {
  return isBase64UrlOf(value, 32);
}
export function isDeviceId(value: unknown): value is DeviceId {
  return isBase64UrlOf(value, 16);
}
export function isUid(value: unknown): value is Uid {
  return typeof value === "string" && UID.test(value);
}
