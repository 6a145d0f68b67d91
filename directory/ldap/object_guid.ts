/**
 * Active Directory's `objectGUID`: 16 bytes of which the first three fields are little-endian
 * ([MS-DTYP] 2.3.4.2). Pure.
 */

import { type Bytes, toHex } from "../../protocol/encoding.ts";
import type { UserId } from "../../protocol/ids.ts";

/** Where each byte of a UUID's text is found in the GUID; the mapping is its own inverse. */
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** Lower-case UUID text of a GUID of 16 bytes. */
export function guidToUuid(guid: Uint8Array): string {
  const hex = toHex(Uint8Array.from(ORDER, (at) => guid[at]!));
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The 16 bytes of the GUID behind a UUID. */
export function uuidToGuid(uuid: UserId): Bytes {
  const hex = uuid.replaceAll("-", "");
  return Uint8Array.from(ORDER, (at) => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16));
}
