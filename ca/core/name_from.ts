/** Builds a distinguished name from values as they are, without the library's text form. */

import { x509 } from "./x509.ts";

/**
 * A distinguished name with one UTF8String attribute in each RDN, in the order given. The values
 * are taken as they are; a name in the library's text form would let a full name with a quote, a
 * backslash or a leading `#` say something else.
 *
 * @param attributes dotted OID and value.
 */
export function nameFrom(
  attributes: readonly (readonly [type: string, value: string])[],
): x509.Name {
  return new x509.Name(attributes.map(([type, value]) => ({ [type]: [{ utf8String: value }] })));
}
