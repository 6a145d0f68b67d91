/** What RFC 5280 asks of a certificate by itself, wherever in a path it stands. */

import type { Certificate } from "./certificate.ts";
import { checkExtensionContents } from "./extension_contents.ts";
import { parseAuthorityKeyIdentifier } from "./extensions.ts";
import { describeName, isDirectoryString, type Name, sameName } from "./names.ts";
import { Attribute, ExtensionId } from "./oids.ts";
import { must } from "./reasons.ts";

/** Where a certificate stands in its path. */
export type Role = "anchor" | "authority" | "leaf";

/** Extensions that must be critical wherever they are, with the section that says so. */
const ALWAYS_CRITICAL: ReadonlyMap<string, string> = new Map([
  [ExtensionId.NAME_CONSTRAINTS, "4.2.1.10"],
  [ExtensionId.POLICY_CONSTRAINTS, "4.2.1.11"],
  [ExtensionId.INHIBIT_ANY_POLICY, "4.2.1.14"],
]);

/** Extensions that must not be critical. */
const NEVER_CRITICAL: ReadonlyMap<string, string> = new Map([
  [ExtensionId.AUTHORITY_KEY_IDENTIFIER, "4.2.1.1"],
  [ExtensionId.SUBJECT_KEY_IDENTIFIER, "4.2.1.2"],
  [ExtensionId.SUBJECT_DIRECTORY_ATTRIBUTES, "4.2.1.8"],
  [ExtensionId.FRESHEST_CRL, "4.2.1.15"],
  [ExtensionId.AUTHORITY_INFORMATION_ACCESS, "4.2.2.1"],
  [ExtensionId.SUBJECT_INFORMATION_ACCESS, "4.2.2.2"],
]);

/** Extensions that only an authority's certificate may have. */
const ONLY_AUTHORITIES: ReadonlyMap<string, string> = new Map([
  [ExtensionId.NAME_CONSTRAINTS, "4.2.1.10"],
  [ExtensionId.POLICY_MAPPINGS, "4.2.1.5"],
  [ExtensionId.POLICY_CONSTRAINTS, "4.2.1.11"],
  [ExtensionId.INHIBIT_ANY_POLICY, "4.2.1.14"],
]);

/** Most characters of an attribute's value (RFC 5280 appendix A.1, "Upper Bounds"); one at least. */
const MAX_ATTRIBUTE_CHARS: ReadonlyMap<string, number> = new Map([
  [Attribute.COMMON_NAME, 64],
  [Attribute.SERIAL_NUMBER, 64],
  [Attribute.COUNTRY, 2],
  [Attribute.LOCALITY, 128],
  [Attribute.STATE_OR_PROVINCE, 128],
  [Attribute.ORGANIZATION, 64],
  [Attribute.ORGANIZATIONAL_UNIT, 64],
  [Attribute.TITLE, 64],
  [Attribute.PSEUDONYM, 128],
  [Attribute.EMAIL_ADDRESS, 255],
  [Attribute.NAME, 32768],
  [Attribute.SURNAME, 32768],
  [Attribute.GIVEN_NAME, 32768],
  [Attribute.INITIALS, 32768],
  [Attribute.GENERATION_QUALIFIER, 32768],
]);

/**
 * Holds a certificate to the musts of RFC 5280 that the walk down a path does not need: a forger
 * gains nothing by breaking one, but an authority that does so did not mean what it signed.
 *
 * @throws {PathRefusal} `profile`, with the section in its words; `key-usage` and the like where
 * the extension has a reason of its own.
 * @throws {DerError} where an extension that is looked into cannot be read.
 */
export function checkCertificateRules(certificate: Certificate, role: Role): void {
  const { extensions, subject, issuer } = certificate;
  named(issuer, "4.1.2.4", "issuer");
  bounded(issuer, "4.1.2.4");
  bounded(subject, "4.1.2.6");
  for (const [id, { critical }] of extensions) {
    demand(critical || !ALWAYS_CRITICAL.has(id), ALWAYS_CRITICAL.get(id), `${id} is not critical`);
    demand(!critical || !NEVER_CRITICAL.has(id), NEVER_CRITICAL.get(id), `${id} is critical`);
    demand(
      role !== "leaf" || !ONLY_AUTHORITIES.has(id),
      ONLY_AUTHORITIES.get(id),
      `${id} is in a certificate that is not an authority's`,
    );
  }
  checkExtensionContents(extensions, issuer);
  checkKeyIdentifiers(certificate, role);
  if (role !== "leaf") {
    named(subject, "4.1.2.6", "subject of an authority");
    const constraints = extensions.get(ExtensionId.BASIC_CONSTRAINTS);
    demand(
      constraints === undefined || constraints.critical,
      "4.2.1.9",
      "an authority's basic constraints are not critical",
    );
  }
  const names = extensions.get(ExtensionId.SUBJECT_ALTERNATIVE_NAME);
  demand(
    names === undefined || names.critical ||
      subject.attributes.length > 0,
    "4.2.1.6",
    "the alternative names are not critical, and the subject is empty",
  );
}

/**
 * Every certificate says whose key signed it, but for one that signed itself (4.2.1.1); every
 * authority says which key it has (4.2.1.2).
 */
function checkKeyIdentifiers({ extensions, subject, issuer }: Certificate, role: Role): void {
  const own = extensions.get(ExtensionId.SUBJECT_KEY_IDENTIFIER);
  demand(own !== undefined || role === "leaf", "4.2.1.2", "an authority has no key identifier");
  const authority = extensions.get(ExtensionId.AUTHORITY_KEY_IDENTIFIER);
  const identifier = authority && parseAuthorityKeyIdentifier(authority.value);
  const isSelfIssuedAnchor = role === "anchor" && sameName(subject, issuer);
  demand(
    identifier !== undefined || (isSelfIssuedAnchor && authority === undefined),
    "4.2.1.1",
    "the identifier of the authority's key is missing",
  );
}

function named(name: Name, section: string, what: string): void {
  demand(name.attributes.length > 0, section, `the ${what} is ${describeName(name)}`);
}

function bounded(name: Name, section: string): void {
  for (const { type, value } of name.attributes) {
    // Every DirectoryString is SIZE (1..MAX) at least.
    const most = MAX_ATTRIBUTE_CHARS.get(type) ?? (isDirectoryString(type) ? Infinity : undefined);
    const chars = [...value].length;
    const isExact = type !== Attribute.COUNTRY || chars === most;
    demand(
      most === undefined || (chars > 0 && chars <= most && isExact),
      section,
      `the attribute ${type} has ${chars} characters, and its bound is ${most} (appendix A.1)`,
    );
  }
}

function demand(holds: boolean, section: string | undefined, fault: string): void {
  must(holds, "profile", `The certificate breaks RFC 5280 ${section}: ${fault}`);
}
