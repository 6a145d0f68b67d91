/** Identifier octets of the universal types that X.509 uses (X.690 section 8, X.680 table 1). */
export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OID: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  PRINTABLE_STRING: 0x13,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  VISIBLE_STRING: 0x1a,
  BMP_STRING: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** Identifier octet of `[number]` around a primitive value (IMPLICIT). */
export function contextPrimitive(number: number): number {
  return 0x80 | number;
}

/** Identifier octet of `[number]` around a constructed value (EXPLICIT, or IMPLICIT SEQUENCE). */
export function contextConstructed(number: number): number {
  return 0xa0 | number;
}

/** The bytes are not the DER that was expected there. */
export class DerError extends Error {
  override readonly name = "DerError";
}
