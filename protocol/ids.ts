/** Identifiers, branded so that one kind is never passed for another. */

import { isBase64UrlOf } from "./encoding.ts";
import { MAX_UID_UNITS } from "./limits.ts";

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
/** The login name, whatever the directory allows for one, in the one spelling of `spellUid`. */
export type Uid = Branded<string, "Uid">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What is not seen, turns text around, or is a blank other than the one of the keyboard. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** Marks and blanks alone are no name. */
const SEEN = /[^\p{M}\p{Z}]/u;

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
  return typeof value === "string" && value.length <= MAX_UID_UNITS && SEEN.test(value) &&
    unseenIn(value) === undefined && value === spellUid(value);
}

/** The first character of a login name that keeps it from being one, as it is not seen. */
export function unseenIn(name: string): string | undefined {
  return UNSEEN.exec(name)?.[0];
}

/**
 * The one spelling of a login name. Directories compare names in any case and overlook spaces around
 * them (caseIgnoreMatch, RFC 4517 4.2.11), so that one account must not get two names here.
 */
export function spellUid(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC").replace(/\s+/gu, " ").trim();
}
