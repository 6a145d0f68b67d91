/** Builds a distinguished name for tests. */

import type { Name, NameAttribute } from "../../../x509/names.ts";
import { utf8 } from "../../../protocol/encoding.ts";
import { Tag } from "../../../x509/der_tags.ts";
import { element, oid, sequence, setOfOne } from "./der_writer.ts";

/**
 * A Name with one attribute in each RDN, in the order given.
 *
 * @param attributes each with the tag of its string, UTF8String where none is given.
 */
export function nameOf(attributes: readonly (NameAttribute & { tag?: number })[]): Name {
  const der = sequence(
    ...attributes.map(({ type, value, tag = Tag.UTF8_STRING }) =>
      setOfOne(sequence(oid(type), element(tag, utf8(value))))
    ),
  );
  return { der, attributes: attributes.map(({ type, value }) => ({ type, value })) };
}
