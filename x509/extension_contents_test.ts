/** What stands in extensions, names and CRL extensions, each fault in a path that holds otherwise. */

import assert from "node:assert/strict";
import { makeAuthority } from "../tests/support/authorities.ts";
import {
  ADA,
  authorityUnder,
  certificateFrom,
  type CertificateOverrides,
  crlFrom,
  type CrlOverrides,
  TEST_TIME,
} from "../tests/support/certificates.ts";
import { testKeys } from "../tests/support/test_keys.ts";
import { element, implicit, integer, oid, sequence } from "../tests/support/x509/der_writer.ts";
import { extendedKeyUsage, extension } from "../tests/support/x509/extension_writer.ts";
import { nameOf } from "../tests/support/x509/name_of.ts";
import { type Bytes, utf8 } from "../protocol/encoding.ts";
import { Tag } from "./der_tags.ts";
import { ANY_EXTENDED_KEY_USAGE, ANY_POLICY, Attribute, ExtensionId, KeyPurpose } from "./oids.ts";
import { validatePath } from "./validate_path.ts";

const authority = await makeAuthority();
const crl = await crlFrom(authority);
const spare = await testKeys("spare");

/** The reason, and the section that the detail names; `accepted` where the path holds. */
async function outcome(
  leaf: Bytes,
  { intermediates = [authority.chain.issuing], crls = [crl] }: {
    intermediates?: Bytes[];
    crls?: Bytes[];
  } = {},
): Promise<string> {
  const verdict = await validatePath({
    leaf,
    intermediates,
    anchor: authority.chain.root,
    crls,
    time: TEST_TIME,
    now: TEST_TIME,
    purpose: "sign",
    subject: ADA.id,
  });
  if (verdict.ok) return "accepted";
  return `${verdict.reason} ${/RFC 5280 ([\d.]+\d)/.exec(verdict.detail)?.[1] ?? ""}`
    .trim();
}

const POLICY = "1.3.6.1.4.1.55555.1.7";
const OCSP = "1.3.6.1.5.5.7.48.1";
const policies = (...of: string[]) =>
  extension(
    ExtensionId.CERTIFICATE_POLICIES,
    sequence(...of.map((policy) => sequence(oid(policy)))),
  );
const access = (id: string, ...of: Bytes[]) => extension(id, sequence(...of));
const uri = (text: string) => implicit(6, utf8(text));
const names = (...of: Bytes[]) => extension(ExtensionId.SUBJECT_ALTERNATIVE_NAME, sequence(...of));
const point = (...parts: Bytes[]) =>
  extension(ExtensionId.CRL_DISTRIBUTION_POINTS, sequence(sequence(...parts)));
const subject = (type: string, value: string) => ({
  subjectName: nameOf([
    { type: Attribute.ORGANIZATION, value: "Example" },
    { type: Attribute.COMMON_NAME, value: "ada" },
    { type, value },
  ]),
});

/** Extensions and names that any certificate may have. */
const ANYWHERE: [string, string, CertificateOverrides][] = [
  ["with two policies", "accepted", { extraExtensions: [policies(POLICY, ANY_POLICY)] }],
  ["with one policy twice", "profile 4.2.1.4", { extraExtensions: [policies(POLICY, POLICY)] }],
  ["with no policy in its policies", "malformed 4.2.1.4", { extraExtensions: [policies()] }],
  ["with a policy and a qualifier", "accepted", {
    extraExtensions: [extension(
      ExtensionId.CERTIFICATE_POLICIES,
      sequence(sequence(
        oid(POLICY),
        sequence(sequence(
          oid("1.3.6.1.5.5.7.2.1"),
          element(Tag.IA5_STRING, utf8("https://example.org/cps")),
        )),
      )),
    )],
  }],
  ["with no qualifier in its qualifiers", "malformed 4.2.1.4", {
    extraExtensions: [
      extension(
        ExtensionId.CERTIFICATE_POLICIES,
        sequence(sequence(oid(POLICY), sequence())),
      ),
    ],
  }],
  ["that says where to ask for revocations", "accepted", {
    extraExtensions: [
      access(
        ExtensionId.AUTHORITY_INFORMATION_ACCESS,
        sequence(oid(OCSP), uri("http://ocsp.example.org")),
      ),
    ],
  }],
  ["whose authority information access is empty", "malformed 4.2.2", {
    extraExtensions: [access(ExtensionId.AUTHORITY_INFORMATION_ACCESS)],
  }],
  ["whose authority information access has no place", "malformed", {
    extraExtensions: [access(ExtensionId.AUTHORITY_INFORMATION_ACCESS, sequence(oid(OCSP)))],
  }],
  ["whose subject information access is empty", "malformed 4.2.2", {
    extraExtensions: [access(ExtensionId.SUBJECT_INFORMATION_ACCESS)],
  }],
  ["whose subject directory attributes are empty", "malformed 4.2.1.8", {
    extraExtensions: [extension(ExtensionId.SUBJECT_DIRECTORY_ATTRIBUTES, sequence())],
  }],
  ["with an alternative name of its issuer that is blank", "malformed 4.2.1.6", {
    extraExtensions: [extension(ExtensionId.ISSUER_ALTERNATIVE_NAME, sequence(uri("")))],
  }],
  ["with a distribution point that is only reasons", "malformed 4.2.1.13", {
    extensions: { crlDistributionPoint: point(implicit(1, new Uint8Array([1, 2]))) },
  }],
  ["with a distribution point of nothing", "malformed 4.2.1.13", {
    extensions: { crlDistributionPoint: point() },
  }],
  ["with a distribution point that only its CRL's issuer names", "accepted", {
    extensions: { crlDistributionPoint: point(element(0xa2, uri("urn:example:crl"))) },
  }],
  [
    "whose organisation has 64 characters",
    "accepted",
    subject(Attribute.ORGANIZATION, "ö".repeat(64)),
  ],
  [
    "whose organisation has 65 characters",
    "profile 4.1.2.6",
    subject(Attribute.ORGANIZATION, "ö".repeat(65)),
  ],
  [
    "whose unit has 65 characters",
    "profile 4.1.2.6",
    subject(Attribute.ORGANIZATIONAL_UNIT, "u".repeat(65)),
  ],
  ["whose unit is blank", "profile 4.1.2.6", subject(Attribute.ORGANIZATIONAL_UNIT, "")],
  ["of a country with three letters", "profile 4.1.2.6", subject(Attribute.COUNTRY, "DEU")],
  ["of a country with two letters", "accepted", subject(Attribute.COUNTRY, "DE")],
];

/** Alternative names that an authority may have, or not. */
const ALTERNATIVE: [string, string, Bytes][] = [
  [
    "every kind of name",
    "accepted",
    names(
      element(0xa0, oid("1.3.6.1.5.2.2"), element(0xa0, element(Tag.UTF8_STRING, utf8("ca")))),
      implicit(1, utf8("ca@example.org")),
      implicit(2, utf8("ca.example.org")),
      element(0xa4, nameOf([{ type: "2.5.4.3", value: "ca" }]).der),
      uri("ldap://example.org/cn=ca"),
      implicit(7, new Uint8Array([192, 0, 2, 7])),
      implicit(8, oid("1.2.840.113549").slice(2)),
    ),
  ],
  ["no name", "malformed", names()],
  [
    "text that is no general name",
    "malformed 4.2.1.6",
    names(element(Tag.UTF8_STRING, utf8("ca"))),
  ],
  ["a tenth kind of name", "malformed 4.2.1.6", names(implicit(9, utf8("ca")))],
  ["a blank mail address", "malformed 4.2.1.6", names(implicit(1, utf8("")))],
  ["a mail address without a domain", "malformed 4.2.1.6", names(implicit(1, utf8("ca@")))],
  ["a DNS name of a blank", "malformed 4.2.1.6", names(implicit(2, utf8(" ")))],
  ["a relative URI", "malformed 4.2.1.6", names(uri("/ca"))],
  ["a URI that is a scheme", "malformed 4.2.1.6", names(uri("urn:"))],
  ["an address of five octets", "malformed 4.2.1.6", names(implicit(7, new Uint8Array(5)))],
  ["another name without its value", "malformed", names(element(0xa0, oid("1.2.3")))],
  ["letters beyond ASCII", "malformed", names(uri("urn:é"))],
];

/** What an authority alone may have. */
const AUTHORITIES: [string, string, CertificateOverrides][] = [
  ["with mapped policies", "accepted", {
    extraExtensions: [
      extension(ExtensionId.POLICY_MAPPINGS, sequence(sequence(oid(POLICY), oid("1.2.3.4")))),
    ],
  }],
  ["that maps anyPolicy", "profile 4.2.1.5", {
    extraExtensions: [
      extension(ExtensionId.POLICY_MAPPINGS, sequence(sequence(oid(ANY_POLICY), oid(POLICY)))),
    ],
  }],
  ["that maps to anyPolicy", "profile 4.2.1.5", {
    extraExtensions: [
      extension(ExtensionId.POLICY_MAPPINGS, sequence(sequence(oid(POLICY), oid(ANY_POLICY)))),
    ],
  }],
  ["that maps nothing", "malformed 4.2.1.5", {
    extraExtensions: [extension(ExtensionId.POLICY_MAPPINGS, sequence())],
  }],
  ["for TLS alone, critical", "extended-key-usage 4.2.1.12", {
    extensions: {
      extendedKeyUsage: extension(
        ExtensionId.EXTENDED_KEY_USAGE,
        sequence(oid("1.3.6.1.5.5.7.3.1")),
        true,
      ),
    },
  }],
  ["for TLS alone, not critical", "extended-key-usage 4.2.1.12", {
    extensions: { extendedKeyUsage: extendedKeyUsage(["1.3.6.1.5.5.7.3.1"]) },
  }],
  ["for the other of a person's keys", "extended-key-usage 4.2.1.12", {
    extensions: { extendedKeyUsage: extendedKeyUsage([KeyPurpose.ENCRYPT]) },
  }],
  ["for this purpose among others", "accepted", {
    extensions: { extendedKeyUsage: extendedKeyUsage(["1.3.6.1.5.5.7.3.1", KeyPurpose.SIGN]) },
  }],
  ["for every purpose", "accepted", {
    extensions: { extendedKeyUsage: extendedKeyUsage([ANY_EXTENDED_KEY_USAGE]) },
  }],
  ["for no purpose", "malformed", { extensions: { extendedKeyUsage: extendedKeyUsage([]) } }],
];

for (const [what, expected, overrides] of ANYWHERE) {
  Deno.test(`a person's certificate ${what}: ${expected}`, async () => {
    assert.equal(await outcome(await certificateFrom(authority, overrides)), expected);
  });
}

const ALTERNATIVES = ALTERNATIVE.map(
  ([what, expected, alternativeNames]): (typeof AUTHORITIES)[number] => [
    `with ${what} among its alternative names`,
    expected,
    { extensions: { alternativeNames } },
  ],
);
const WITHOUT_NAMES = ANYWHERE.filter(([, , { subjectName }]) => subjectName === undefined);
for (const [what, expected, overrides] of [...AUTHORITIES, ...ALTERNATIVES, ...WITHOUT_NAMES]) {
  Deno.test(`an authority ${what}: ${expected}`, async () => {
    const issuing = await authorityUnder(authority.root, spare, overrides);
    const input = { intermediates: [issuing.certificate], crls: [await crlFrom(issuing)] };
    assert.equal(await outcome(await certificateFrom(issuing), input), expected);
  });
}

Deno.test("a common name of 65 characters is refused, a person's and an authority's", async () => {
  const long = nameOf([{ type: Attribute.COMMON_NAME, value: "n".repeat(65) }]);
  assert.equal(
    await outcome(await certificateFrom(authority, { subjectName: long })),
    "profile 4.1.2.6",
  );
  const issuing = await authorityUnder(authority.root, spare, { subjectName: long });
  const input = { intermediates: [issuing.certificate], crls: [await crlFrom(issuing)] };
  assert.equal(await outcome(await certificateFrom(issuing), input), "profile 4.1.2.6");
});

const LISTS: [string, string, CrlOverrides][] = [
  ["with a number of 20 octets", "accepted", { number: (1n << 159n) - 1n }],
  ["with a number of 21 octets", "crl-malformed 5.2.3", { number: 1n << 159n }],
  ["that names another key as its signer's", "crl-signature 5.2.1", {
    replaced: {
      [ExtensionId.AUTHORITY_KEY_IDENTIFIER]: extension(
        ExtensionId.AUTHORITY_KEY_IDENTIFIER,
        sequence(implicit(0, new Uint8Array(20).fill(7))),
      ),
    },
  }],
  ["whose authority information access is empty", "crl-malformed 4.2.2", {
    extensions: [access(ExtensionId.AUTHORITY_INFORMATION_ACCESS)],
  }],
  ["with a newer list that is nowhere", "crl-malformed 4.2.1.13", {
    extensions: [extension(ExtensionId.FRESHEST_CRL, sequence(sequence()))],
  }],
  ["with a comment that nobody knows", "accepted", {
    extensions: [extension("1.3.6.1.4.1.55555.2", integer(7))],
  }],
];

for (const [what, expected, overrides] of LISTS) {
  Deno.test(`a revocation list ${what}: ${expected}`, async () => {
    const crls = [await crlFrom(authority, overrides)];
    assert.equal(await outcome(await certificateFrom(authority), { crls }), expected);
  });
}

Deno.test("a list that names another key does not hide the one that names this one", async () => {
  const stranger = await crlFrom(authority, LISTS[2]![2]);
  const leaf = await certificateFrom(authority);
  assert.equal(await outcome(leaf, { crls: [stranger, crl] }), "accepted");
});
