/** Builds a distinguished name for tests. */

import type { Name, NameAttribute } from "../../../x509/names.ts";
import { oid, sequence, setOfOne, utf8String } from "./der_writer.ts";

/** A Name with one UTF8String attribute in each RDN, in the order given. */
export function nameOf(attributes: readonly NameAttribute[]): Name {
  const der = sequence(
    ...attributes.map(({ type, value }) => setOfOne(sequence(oid(type), utf8String(value)))),
  );
  return { der, attributes: attributes.map((attribute) => ({ ...attribute })) };
}
