/**
 * What stands in the extensions that RFC 5280 defines. One that is recognised must be processed,
 * critical or not (4.2), so each is read to its end even where nothing of it is used.
 */

import type { Bytes } from "../protocol/encoding.ts";
import { type DerReader, readSequence } from "./der_reader.ts";
import { contextConstructed, contextPrimitive, DerError, Tag } from "./der_tags.ts";
import { namedBits, oidText } from "./der_values.ts";
import {
  type Extensions,
  parseAuthorityKeyIdentifier,
  parseBasicConstraints,
  parseExtendedKeyUsage,
  parseKeyUsage,
  parseSubjectKeyIdentifier,
} from "./extensions.ts";
import { parseGeneralNames, readGeneralName, readGeneralNames } from "./general_names.ts";
import { ANY_POLICY, ExtensionId } from "./oids.ts";
import { must } from "./reasons.ts";

/** By extension: reads its value, and holds it to what its section asks of the contents. */
const CONTENTS: ReadonlyMap<string, (value: Bytes) => unknown> = new Map<
  string,
  (value: Bytes) => unknown
>([
  [ExtensionId.BASIC_CONSTRAINTS, parseBasicConstraints],
  [ExtensionId.KEY_USAGE, parseKeyUsage],
  [ExtensionId.EXTENDED_KEY_USAGE, parseExtendedKeyUsage],
  [ExtensionId.SUBJECT_KEY_IDENTIFIER, parseSubjectKeyIdentifier],
  [ExtensionId.AUTHORITY_KEY_IDENTIFIER, parseAuthorityKeyIdentifier],
  [ExtensionId.SUBJECT_ALTERNATIVE_NAME, parseGeneralNames],
  [ExtensionId.ISSUER_ALTERNATIVE_NAME, parseGeneralNames],
  [ExtensionId.CERTIFICATE_POLICIES, readPolicies],
  [ExtensionId.POLICY_MAPPINGS, readPolicyMappings],
  [ExtensionId.SUBJECT_DIRECTORY_ATTRIBUTES, readAttributes],
  [ExtensionId.CRL_DISTRIBUTION_POINTS, readDistributionPoints],
  [ExtensionId.FRESHEST_CRL, readDistributionPoints],
  [ExtensionId.AUTHORITY_INFORMATION_ACCESS, readAccessDescriptions],
  [ExtensionId.SUBJECT_INFORMATION_ACCESS, readAccessDescriptions],
]);

/**
 * Reads every extension of a certificate or a CRL that RFC 5280 defines and this program can read.
 *
 * @throws {PathRefusal} `profile`, with the section, where the contents break a rule of their own.
 * @throws {DerError} where they are not what the section defines.
 */
export function checkExtensionContents(extensions: Extensions): void {
  for (const [id, { value }] of extensions) CONTENTS.get(id)?.(value);
}

/** 4.2.1.4: at least one, and none twice. */
function readPolicies(value: Bytes): void {
  const seen = new Set<string>();
  eachIn(readSequence(value), "4.2.1.4", (list) => {
    const policy = list.enter();
    const id = oidText(policy.element(Tag.OID));
    must(
      !seen.has(id),
      "profile",
      `The certificate breaks RFC 5280 4.2.1.4: the policy ${id} is there twice`,
    );
    seen.add(id);
    if (policy.done) return;
    const qualifiers = policy.enter();
    policy.end();
    eachIn(qualifiers, "4.2.1.4", (list) => {
      const qualifier = list.enter();
      qualifier.element(Tag.OID);
      qualifier.any();
      qualifier.end();
    });
  });
}

/** 4.2.1.5: anyPolicy is mapped to nothing, and nothing to it. */
function readPolicyMappings(value: Bytes): void {
  eachIn(readSequence(value), "4.2.1.5", (list) => {
    const mapping = list.enter();
    const policies = [mapping.element(Tag.OID), mapping.element(Tag.OID)].map(oidText);
    mapping.end();
    must(
      !policies.includes(ANY_POLICY),
      "profile",
      "The certificate breaks RFC 5280 4.2.1.5: anyPolicy is mapped",
    );
  });
}

/** 4.2.1.8 */
function readAttributes(value: Bytes): void {
  eachIn(readSequence(value), "4.2.1.8", (list) => {
    const attribute = list.enter();
    attribute.element(Tag.OID);
    const values = attribute.enter(Tag.SET);
    attribute.end();
    eachIn(values, "4.2.1.8", (set) => void set.any());
  });
}

/** 4.2.1.13: a point is a name or a CRL issuer, and not its reasons alone. */
function readDistributionPoints(value: Bytes): void {
  eachIn(readSequence(value), "4.2.1.13", (list) => {
    const point = list.enter();
    const isNamed = point.nextTag === contextConstructed(0);
    if (isNamed) {
      const name = point.enter(contextConstructed(0));
      if (name.nextTag === contextConstructed(1)) name.any();
      else readGeneralNames(name.enter(contextConstructed(0)));
      name.end();
    }
    const reasons = point.optional(contextPrimitive(1));
    if (reasons !== undefined) namedBits(reasons);
    const isByOther = point.nextTag === contextConstructed(2);
    if (isByOther) readGeneralNames(point.enter(contextConstructed(2)));
    point.end();
    if (!isNamed && !isByOther) {
      throw new DerError("Cannot read a distribution point without a name (RFC 5280 4.2.1.13)");
    }
  });
}

/** 4.2.2.1 and 4.2.2.2 */
function readAccessDescriptions(value: Bytes): void {
  eachIn(readSequence(value), "4.2.2", (list) => {
    const description = list.enter();
    description.element(Tag.OID);
    readGeneralName(description);
    description.end();
  });
}

/** Reads each element of a `SEQUENCE SIZE (1..MAX)`. */
function eachIn(list: DerReader, section: string, read: (list: DerReader) => void): void {
  if (list.done) throw new DerError(`Cannot read an empty list here (RFC 5280 ${section})`);
  while (!list.done) read(list);
}
