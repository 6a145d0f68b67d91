/**
 * What stands in the extensions that RFC 5280 defines. One that is recognised must be processed,
 * critical or not (4.2), so each is read to its end even where nothing of it is used.
 */

import { type Bytes, equalBytes } from "../protocol/encoding.ts";
import { type DerElement, DerReader, readSequence } from "./der_reader.ts";
import { contextConstructed, contextPrimitive, DerError, Tag } from "./der_tags.ts";
import { asciiText, integerContents, oidText, stringValue } from "./der_values.ts";
import {
  type Extensions,
  parseAuthorityKeyIdentifier,
  parseBasicConstraints,
  parseExtendedKeyUsage,
  parseKeyUsage,
  parseSubjectKeyIdentifier,
  someFlags,
} from "./extensions.ts";
import { parseGeneralNames, readGeneralName, readGeneralNames, uriOf } from "./general_names.ts";
import { type Name, readRelativeName } from "./names.ts";
import { AccessMethod, ANY_POLICY, ExtensionId, PolicyQualifier } from "./oids.ts";
import { must } from "./reasons.ts";

/** By extension: reads its value, and holds it to what its section asks of the contents. */
const CONTENTS: ReadonlyMap<string, (value: Bytes, issuer: Name) => unknown> = new Map<
  string,
  (value: Bytes, issuer: Name) => unknown
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
 * @param issuer of the certificate or the CRL.
 * @throws {PathRefusal} `profile`, with the section, where the contents break a rule of their own.
 * @throws {DerError} where they are not what the section defines.
 */
export function checkExtensionContents(extensions: Extensions, issuer: Name): void {
  for (const [id, { value }] of extensions) CONTENTS.get(id)?.(value, issuer);
}

/** 4.2.1.4: at least one, none twice, and anyPolicy with no qualifiers but those of this section. */
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
      const kind = oidText(qualifier.element(Tag.OID));
      if (kind === PolicyQualifier.CPS) {
        uriOf(qualifier.element(Tag.IA5_STRING).contents);
      } else if (kind === PolicyQualifier.USER_NOTICE) {
        readUserNotice(qualifier.enter());
      } else {
        must(
          id !== ANY_POLICY,
          "profile",
          `The certificate breaks RFC 5280 4.2.1.4: anyPolicy has the qualifier ${kind}`,
        );
        qualifier.any();
      }
      qualifier.end();
    });
  });
}

/**
 * 4.2.1.4: of DisplayText's four types 5280 keeps VisibleString and BMPString from explicitText, and
 * RFC 6818 3 IA5String.
 */
function readUserNotice(notice: DerReader): void {
  if (notice.nextTag === Tag.SEQUENCE) {
    const reference = notice.enter();
    readDisplayText(reference.any());
    const numbers = reference.enter();
    reference.end();
    while (!numbers.done) integerContents(numbers.element(Tag.INTEGER));
  }
  if (notice.done) return;
  const text = notice.any();
  if (text.tag !== Tag.UTF8_STRING) {
    throw new DerError("Cannot read explicitText that is no UTF8String (RFC 5280 4.2.1.4)");
  }
  readDisplayText(text);
  notice.end();
}

/** DisplayText: SIZE (1..200). */
function readDisplayText(element: DerElement): void {
  const { tag, contents } = element;
  const chars = tag === Tag.BMP_STRING
    ? contents.length / 2
    : tag === Tag.UTF8_STRING
    ? [...stringValue(element)].length
    : tag === Tag.IA5_STRING || tag === Tag.VISIBLE_STRING
    ? asciiText(contents).length
    : 0;
  if (!Number.isInteger(chars) || chars < 1 || chars > 200) {
    throw new DerError(`Cannot read text of ${chars} characters to display (RFC 5280 4.2.1.4)`);
  }
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

/**
 * 4.2.1.13: a point is a name or a CRL issuer, and not its reasons alone. The CRL's issuer is a
 * directory name, another than the certificate's, and one alone beside a relative name.
 */
function readDistributionPoints(value: Bytes, { der: issuer }: Name): void {
  eachIn(readSequence(value), "4.2.1.13", (list) => {
    const point = list.enter();
    const isNamed = point.nextTag === contextConstructed(0);
    let isRelative = false;
    if (isNamed) {
      const name = point.enter(contextConstructed(0));
      isRelative = name.nextTag === contextConstructed(1);
      if (isRelative) readRelativeName(name.enter(contextConstructed(1)));
      else readGeneralNames(name.enter(contextConstructed(0)));
      name.end();
    }
    const reasons = point.optional(contextPrimitive(1));
    if (reasons !== undefined) someFlags(reasons, "4.2.1.13");
    const issuers = point.optional(contextConstructed(2));
    point.end();
    if (!isNamed && issuers === undefined) throw unusable("without a name");
    if (issuers === undefined) return;
    const count = readGeneralNames(new DerReader(issuers.contents)).length;
    for (const names = new DerReader(issuers.contents); !names.done;) {
      const { tag, contents } = names.any();
      if (tag !== contextConstructed(4)) throw unusable("whose CRL issuer is no directory name");
      if (equalBytes(contents, issuer)) throw unusable("that names its own issuer as the CRL's");
    }
    if (isRelative && count > 1) throw unusable("that is relative to several issuers");
  });
}

function unusable(what: string): DerError {
  return new DerError(`Cannot read a distribution point ${what} (RFC 5280 4.2.1.13)`);
}

/** By method, the kinds of general name that say where: mail, DNS, directory, URI, address. */
const LOCATIONS: ReadonlyMap<string, readonly number[]> = new Map([
  [AccessMethod.OCSP, [6]],
  [AccessMethod.CA_ISSUERS, [1, 4, 6]],
  [AccessMethod.TIME_STAMPING, [1, 2, 6, 7]],
  [AccessMethod.CA_REPOSITORY, [1, 4, 6]],
]);

/** 4.2.2.1 and 4.2.2.2. @returns the methods. @throws {DerError} */
export function readAccessDescriptions(value: Bytes): string[] {
  const methods: string[] = [];
  eachIn(readSequence(value), "4.2.2", (list) => {
    const description = list.enter();
    const method = oidText(description.element(Tag.OID));
    const kind = (description.nextTag ?? 0) & 0x1f;
    readGeneralName(description);
    description.end();
    if (LOCATIONS.get(method)?.includes(kind) === false) {
      throw new DerError(`Cannot use general name ${kind} for ${method} (RFC 5280 4.2.2)`);
    }
    methods.push(method);
  });
  return methods;
}

/** Reads each element of a `SEQUENCE SIZE (1..MAX)`. */
function eachIn(list: DerReader, section: string, read: (list: DerReader) => void): void {
  if (list.done) throw new DerError(`Cannot read an empty list here (RFC 5280 ${section})`);
  while (!list.done) read(list);
}
