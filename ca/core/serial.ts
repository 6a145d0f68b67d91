/** Certificate serial numbers: a new random one, and its text form. */

import { type Bytes, toHex } from "../../protocol/encoding.ts";
import { SERIAL_BYTES } from "./profile.ts";
import type { Random } from "./sources.ts";

/**
 * A new serial number: positive, of fixed length, 126 bits of it random (RFC 5280 4.1.2.2;
 * CA/Browser Forum BR 7.1 asks for at least 64).
 */
export function newSerial(random: Random): Bytes {
  const serial = random(SERIAL_BYTES);
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  return serial;
}

/** The form in which serials are stored and compared: lower-case hexadecimal of their octets. */
export function serialText(serial: Bytes): string {
  return toHex(serial);
}
