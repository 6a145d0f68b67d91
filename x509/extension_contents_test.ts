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
import {
  element,
  explicit,
  generalizedTime,
  implicit,
  integer,
  namedBitString,
  oid,
  sequence,
  time,
  utf8String,
} from "../tests/support/x509/der_writer.ts";
import {
  extendedKeyUsage,
  extension,
  subjectKeyIdentifier,
} from "../tests/support/x509/extension_writer.ts";
import { nameOf } from "../tests/support/x509/name_of.ts";
import { type Bytes, utf8 } from "../protocol/encoding.ts";
import { parseCertificate } from "./certificate.ts";
import { Tag } from "./der_tags.ts";
import { entryUri } from "./leaf_rules.ts";
import type { Name } from "./names.ts";
import {
  AccessMethod,
  ANY_EXTENDED_KEY_USAGE,
  ANY_POLICY,
  Attribute,
  ExtensionId,
  KeyPurpose,
  PolicyQualifier,
} from "./oids.ts";
import { keyIdentifierOf } from "./public_key.ts";
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
const OCSP = AccessMethod.OCSP;
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
const subject = (type: string, value: string, tag: number = Tag.UTF8_STRING) => ({
  subjectName: nameOf([
    { type: Attribute.ORGANIZATION, value: "Example" },
    { type: Attribute.COMMON_NAME, value: "ada" },
    { type, value, tag },
  ]),
});
const ia5 = (text: string) => element(Tag.IA5_STRING, utf8(text));
const directory = (name: Name) => element(0xa4, name.der);
const OTHER_ISSUER = directory(nameOf([{ type: Attribute.COMMON_NAME, value: "Other" }]));
const qualified = (policy: string, qualifier: string, value: Bytes) => ({
  extraExtensions: [extension(
    ExtensionId.CERTIFICATE_POLICIES,
    sequence(sequence(oid(policy), sequence(sequence(oid(qualifier), value)))),
  )],
});
const notice = (...parts: Bytes[]) =>
  qualified(POLICY, PolicyQualifier.USER_NOTICE, sequence(...parts));
const reference = (...parts: Bytes[]) => notice(sequence(...parts));
const issuerNamed = (...of: Bytes[]) => ({
  extraExtensions: [extension(ExtensionId.ISSUER_ALTERNATIVE_NAME, sequence(...of))],
});
const at = (id: string, method: string, place: Bytes) => ({
  extraExtensions: [access(id, sequence(oid(method), place))],
});
const points = (...parts: Bytes[]) => ({ extensions: { crlDistributionPoint: point(...parts) } });
const named = (...of: Bytes[]) => explicit(0, element(0xa0, ...of));
const relative = (...of: Bytes[]) => explicit(0, element(0xa1, ...of));
const issuedBy = (...of: Bytes[]) => element(0xa2, ...of);
const RELATIVE_NAME = sequence(oid(Attribute.COMMON_NAME), utf8String("crl"));
const LIST_URI = uri("http://example.org/crl.der");
const { AUTHORITY_INFORMATION_ACCESS, SUBJECT_INFORMATION_ACCESS } = ExtensionId;

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
    ...points(issuedBy(OTHER_ISSUER)),
  }],
  ["whose CRL's issuer is a URI", "malformed 4.2.1.13", points(issuedBy(uri("urn:example:crl")))],
  ["whose CRL's issuer is a name and a URI", "malformed 4.2.1.13", {
    ...points(named(LIST_URI), issuedBy(OTHER_ISSUER, uri("urn:example:crl"))),
  }],
  ["whose CRL's issuer is nobody", "malformed", points(named(LIST_URI), issuedBy())],
  ["with a distribution point by a relative name", "accepted", points(relative(RELATIVE_NAME))],
  ["with an empty relative name", "malformed", points(relative())],
  ["with a number for a relative name", "malformed", points(relative(integer(1)))],
  ["with a name relative to two issuers", "malformed 4.2.1.13", {
    ...points(relative(RELATIVE_NAME), issuedBy(OTHER_ISSUER, OTHER_ISSUER)),
  }],
  ["with a list for two reasons", "accepted", {
    ...points(named(LIST_URI), element(0x81, namedBitString([1, 8]).slice(2))),
  }],
  ["with a list for no reasons", "malformed 4.2.1.13", {
    ...points(named(LIST_URI), implicit(1, new Uint8Array([0]))),
  }],
  ["with a list for a reason that there is not", "malformed 4.2.1.13", {
    ...points(named(LIST_URI), element(0x81, namedBitString([1, 9]).slice(2))),
  }],
  ["with a list at no host", "malformed 4.2.1.6", points(named(uri("http://")))],
  ["with a list in a directory at hand", "accepted", {
    ...points(named(uri("ldap:///cn=CA,dc=example?certificateRevocationList;binary"))),
  }],
  ["with another's newest list at no host", "malformed 4.2.1.6", {
    extraExtensions: [
      extension(ExtensionId.FRESHEST_CRL, sequence(sequence(named(uri("http:///x"))))),
    ],
  }],
  ["with a practice statement that is no IA5String", "malformed", {
    ...qualified(POLICY, PolicyQualifier.CPS, utf8String("https://example.org/cps")),
  }],
  ["with a practice statement that is no URI", "malformed 4.2.1.6", {
    ...qualified(POLICY, PolicyQualifier.CPS, ia5("nothing")),
  }],
  ["with a notice of nothing", "accepted", notice()],
  ["with a notice of 200 characters", "accepted", notice(utf8String("ö".repeat(200)))],
  ["with a notice of 201 characters", "malformed 4.2.1.4", notice(utf8String("x".repeat(201)))],
  ["with a blank notice", "malformed 4.2.1.4", notice(utf8String(""))],
  ["with a notice in a VisibleString", "malformed 4.2.1.4", notice(element(0x1a, utf8("hi")))],
  ["with a notice in a BMPString", "malformed 4.2.1.4", {
    ...notice(element(0x1e, new Uint8Array([0, 65]))),
  }],
  ["with a notice in an IA5String", "malformed 4.2.1.4", notice(ia5("hi"))],
  ["with a notice and more", "malformed", notice(utf8String("hi"), utf8String("hi"))],
  ["with a number for a notice", "malformed", {
    ...qualified(POLICY, PolicyQualifier.USER_NOTICE, integer(5)),
  }],
  ["with a notice elsewhere", "accepted", {
    ...reference(ia5("Example"), sequence(integer(1), integer(2))),
  }],
  ["with a notice of a number", "malformed 4.2.1.4", reference(integer(5), sequence())],
  ["with a notice of nobody", "malformed 4.2.1.4", reference(ia5(""), sequence())],
  ["with half a letter in a notice", "malformed 4.2.1.4", {
    ...reference(element(0x1e, new Uint8Array([0, 65, 0])), sequence()),
  }],
  ["with a notice without a number", "malformed", reference(ia5("Example"))],
  ["with a notice whose numbers are text", "malformed", {
    ...reference(ia5("Example"), sequence(ia5("1"))),
  }],
  ["with a qualifier of one's own", "accepted", qualified(POLICY, "1.2.3.4", integer(1))],
  ["whose anyPolicy has a notice", "accepted", {
    ...qualified(ANY_POLICY, PolicyQualifier.USER_NOTICE, sequence()),
  }],
  ["whose anyPolicy has a qualifier of one's own", "profile 4.2.1.4", {
    ...qualified(ANY_POLICY, "1.2.3.4", integer(1)),
  }],
  ["whose issuer's certificate is in a directory", "accepted", {
    ...at(AUTHORITY_INFORMATION_ACCESS, AccessMethod.CA_ISSUERS, OTHER_ISSUER),
  }],
  ["whose issuer's certificate is at a DNS name", "malformed 4.2.2", {
    ...at(AUTHORITY_INFORMATION_ACCESS, AccessMethod.CA_ISSUERS, implicit(2, utf8("x.org"))),
  }],
  ["whose issuer's certificate is at no host", "malformed 4.2.1.6", {
    ...at(AUTHORITY_INFORMATION_ACCESS, AccessMethod.CA_ISSUERS, uri("http://")),
  }],
  ["whose revocations are asked for by mail", "malformed 4.2.2", {
    ...at(AUTHORITY_INFORMATION_ACCESS, OCSP, implicit(1, utf8("ocsp@example.org"))),
  }],
  ["whose repository is at a DNS name", "malformed 4.2.2", {
    ...at(SUBJECT_INFORMATION_ACCESS, AccessMethod.CA_REPOSITORY, implicit(2, utf8("x.org"))),
  }],
  ["whose time stamps are at an address", "accepted", {
    ...at(
      SUBJECT_INFORMATION_ACCESS,
      AccessMethod.TIME_STAMPING,
      implicit(7, new Uint8Array([192, 0, 2, 7])),
    ),
  }],
  ["whose time stamps are in a directory", "malformed 4.2.2", {
    ...at(SUBJECT_INFORMATION_ACCESS, AccessMethod.TIME_STAMPING, OTHER_ISSUER),
  }],
  ["whose own key identifier is empty", "malformed 4.2.1.2", {
    extensions: { subjectKeyIdentifier: subjectKeyIdentifier(new Uint8Array()) },
  }],
  ["with flags of key usage that there are not", "malformed 4.2.1.3", {
    extensions: {
      keyUsage: extension(ExtensionId.KEY_USAGE, namedBitString([0, 5, 6, 9]), true),
    },
  }],
  ["that may only encipher what it agrees on, and not agree", "malformed 4.2.1.3", {
    extensions: {
      keyUsage: extension(ExtensionId.KEY_USAGE, namedBitString([0, 5, 6, 7]), true),
    },
  }],
  ["that may only decipher what it agrees on, and not agree", "malformed 4.2.1.3", {
    extensions: {
      keyUsage: extension(ExtensionId.KEY_USAGE, namedBitString([0, 5, 6, 8]), true),
    },
  }],
  ["whose issuer is also a directory name that is empty", "malformed 4.2.1.6", {
    ...issuerNamed(element(0xa4, sequence())),
  }],
  ["whose organisation is an IA5String", "malformed 4.1.2.4", {
    ...subject(Attribute.ORGANIZATION, "Example", Tag.IA5_STRING),
  }],
  ["whose uid is an IA5String", "malformed 4.1.2.4", {
    ...subject(Attribute.USER_ID, "ada", Tag.IA5_STRING),
  }],
  ["of a country in UTF-8", "malformed 4.1.2.4", subject(Attribute.COUNTRY, "DE")],
  ["of a country in an IA5String", "malformed 4.1.2.4", {
    ...subject(Attribute.COUNTRY, "DE", Tag.IA5_STRING),
  }],
  ["with a serial number in UTF-8", "malformed 4.1.2.4", subject(Attribute.SERIAL_NUMBER, "1")],
  ["with a qualifier of its name in UTF-8", "malformed 4.1.2.4", {
    ...subject(Attribute.DN_QUALIFIER, "1"),
  }],
  ["with a mail address in UTF-8", "malformed 4.1.2.4", subject(Attribute.EMAIL_ADDRESS, "a@b.c")],
  ["with a domain in UTF-8", "malformed 4.1.2.4", subject(Attribute.DOMAIN_COMPONENT, "example")],
  ["with a domain and its mail address", "accepted", {
    subjectName: nameOf([
      { type: Attribute.DOMAIN_COMPONENT, value: "example", tag: Tag.IA5_STRING },
      { type: Attribute.ORGANIZATION, value: "Example", tag: Tag.PRINTABLE_STRING },
      { type: Attribute.COMMON_NAME, value: "ada" },
      { type: Attribute.SERIAL_NUMBER, value: "1", tag: Tag.PRINTABLE_STRING },
      { type: Attribute.EMAIL_ADDRESS, value: "a@b.c", tag: Tag.IA5_STRING },
    ]),
  }],
  ...["SURNAME", "GIVEN_NAME", "INITIALS", "GENERATION_QUALIFIER", "NAME"].map(
    (attribute): [string, string, CertificateOverrides] => [
      `with a blank ${attribute}`,
      "profile 4.1.2.6",
      subject(Attribute[attribute as "SURNAME"], ""),
    ],
  ),
  ["with a blank street", "profile 4.1.2.6", subject("2.5.4.9", "")],
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
  ["of a country with three letters", "profile 4.1.2.6", {
    ...subject(Attribute.COUNTRY, "DEU", Tag.PRINTABLE_STRING),
  }],
  ["of a country with two letters", "accepted", {
    ...subject(Attribute.COUNTRY, "DE", Tag.PRINTABLE_STRING),
  }],
];

const MAILS: [mail: string, expected: string][] = [
  ...[
    "Ada <ada@example.org>",
    "<ada@example.org>",
    "ada@example.org (Ada)",
    "(Ada)ada@example.org",
    "a@b@example.org",
    "ada@ ",
    "ada@-",
    "ada@example..org",
    "a b@example.org",
    "ada@example.org\n",
    "a\u0001@example.org",
  ].map((mail): [string, string] => [mail, "malformed 4.2.1.6"]),
  ["o'brien+x=y@example.org", "accepted"],
  ['"a b"@example.org', "accepted"],
  ["ada@localhost", "accepted"],
  ["ada@[192.0.2.7]", "accepted"],
  ["a..b@x_y", "accepted"],
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
      element(0xa3, sequence(element(0x61, ia5("de"))), element(Tag.SET)),
      element(0xa4, nameOf([{ type: "2.5.4.3", value: "ca" }]).der),
      element(0xa5, element(0xa0, utf8String("org")), element(0xa1, utf8String("ca"))),
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
  ["an address of X.400 that is a number", "malformed", names(element(0xa3, integer(1)))],
  ["an address of X.400 of numbers", "malformed", names(element(0xa3, sequence(integer(1))))],
  ["a party that is a number", "malformed", names(element(0xa5, integer(1)))],
  ["a nameless party", "malformed 4.2.1.6", names(element(0xa5, element(0xa1, utf8String(""))))],
  ["a party in an IA5String", "malformed 4.1.2.4", names(element(0xa5, element(0xa1, ia5("a"))))],
  ["an empty directory name", "malformed 4.2.1.6", names(element(0xa4, sequence()))],
  ...MAILS.map(([mail, expected]): [string, string, Bytes] => [
    `the mail address ${JSON.stringify(mail)}`,
    expected,
    names(implicit(1, utf8(mail))),
  ]),
  ...[
    "a b",
    "-.-",
    "a_b..c",
    "a_b.org",
    `${"a".repeat(64)}.org`,
    `${"a.".repeat(127)}a`,
    "a.org.",
    "x-.org",
    "*.*.org",
    "example.org\n",
  ].map((dns): [string, string, Bytes] => [
    `the DNS name ${JSON.stringify(dns)}`,
    "malformed 4.2.1.6",
    names(implicit(2, utf8(dns))),
  ]),
  ...["localhost", "*.example.org", `${"a".repeat(63)}.org`, "xn--mller-kva.example"].map(
    (dns): [string, string, Bytes] => [
      `the DNS name ${dns}`,
      "accepted",
      names(implicit(2, utf8(dns))),
    ],
  ),
  ...[
    "http://",
    "http:///x",
    "http:x",
    "http://a b/",
    "http://a/ b",
    "http://a..b/",
    "http://:80/",
    "http://ada@/",
    "ftp://?x",
    "example://",
    "urn:#x",
    "urn:a\0b",
    "urn:%zz",
    "urn:<a>",
    "//example.org/",
    "1a:b",
  ].map((text): [string, string, Bytes] => [
    `the URI ${JSON.stringify(text)}`,
    "malformed 4.2.1.6",
    names(uri(text)),
  ]),
  ...[
    "http://localhost:8000/ca/crl.der",
    "https://ada:secret@chat_server.example:8443?x#y",
    "http://[2001:db8::1]:80/",
    "http://192.0.2.7",
    "http://example.org./a%20b",
    "mailto:ada@example.org",
    "ldap:///cn=CA",
  ].map((text): [string, string, Bytes] => [`the URI ${text}`, "accepted", names(uri(text))]),
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
  ["that says where its issuer's certificate is", "accepted", {
    extensions: [
      access(AUTHORITY_INFORMATION_ACCESS, sequence(oid(AccessMethod.CA_ISSUERS), LIST_URI)),
    ],
  }],
  ["with an access method but that of its issuer's certificate", "crl-malformed 5.2.7", {
    extensions: [
      access(
        AUTHORITY_INFORMATION_ACCESS,
        sequence(oid(AccessMethod.CA_ISSUERS), LIST_URI),
        sequence(oid(OCSP), LIST_URI),
      ),
    ],
  }],
  ["whose newest list is its own issuer's by name", "crl-malformed 4.2.1.13", {
    extensions: [
      extension(
        ExtensionId.FRESHEST_CRL,
        sequence(sequence(issuedBy(directory(parseCertificate(authority.certificate).subject)))),
      ),
    ],
  }],
  ["that keeps the expired, critical", "accepted", {
    extensions: [extension(ExtensionId.EXPIRED_CERTS_ON_CRL, generalizedTime(TEST_TIME), true)],
  }],
  ["that keeps the expired of a number", "crl-malformed", {
    extensions: [extension(ExtensionId.EXPIRED_CERTS_ON_CRL, integer(1))],
  }],
  ["that keeps the expired of a number, critical", "crl-malformed", {
    extensions: [extension(ExtensionId.EXPIRED_CERTS_ON_CRL, integer(1), true)],
  }],
  ["that keeps the expired of a UTCTime", "crl-malformed", {
    extensions: [extension(ExtensionId.EXPIRED_CERTS_ON_CRL, time(TEST_TIME), true)],
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

const issuingName = parseCertificate(authority.certificate).subject;
for (const parts of [[], [named(LIST_URI)]]) {
  Deno.test(`a list at ${parts.length} places that its own issuer signs is named without it`, async () => {
    const overrides = points(...parts, issuedBy(directory(issuingName)));
    assert.equal(await outcome(await certificateFrom(authority, overrides)), "malformed 4.2.1.13");
  });
}

for (const serial of [[0x80], [0], [...new Uint8Array(21).fill(1)]]) {
  Deno.test(`an authority's certificate with the serial ${serial} is no authority's`, async () => {
    const key = await keyIdentifierOf(parseCertificate(authority.certificate).spki);
    const authorityKeyIdentifier = extension(
      ExtensionId.AUTHORITY_KEY_IDENTIFIER,
      sequence(
        implicit(0, key),
        element(0xa1, OTHER_ISSUER),
        implicit(2, new Uint8Array(serial)),
      ),
    );
    const leaf = await certificateFrom(authority, { extensions: { authorityKeyIdentifier } });
    assert.equal(await outcome(leaf), "malformed 4.1.2.2");
  });
}

for (const [mail, expected] of MAILS) {
  Deno.test(`a person with the mail address ${JSON.stringify(mail)}: ${expected}`, async () => {
    const alternativeNames = names(uri(entryUri(ADA.id)), implicit(1, utf8(mail)));
    const leaf = await certificateFrom(authority, { extensions: { alternativeNames } });
    assert.equal(await outcome(leaf), expected);
  });
}
