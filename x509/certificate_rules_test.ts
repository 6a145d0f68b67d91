/** The musts of RFC 5280 that a certificate or a CRL breaks by itself, each in a path that holds. */

import assert from "node:assert/strict";
import { makeAuthority } from "../tests/support/authorities.ts";
import {
  ADA,
  authorityUnder,
  certificateFrom,
  type CertificateOverrides,
  crlFrom,
  TEST_TIME,
  type TestIssuer,
} from "../tests/support/certificates.ts";
import { testKeys } from "../tests/support/test_keys.ts";
import {
  element,
  implicit,
  integer,
  octetString,
  sequence,
} from "../tests/support/x509/der_writer.ts";
import {
  basicConstraints,
  extension,
  subjectKeyIdentifier,
} from "../tests/support/x509/extension_writer.ts";
import { nameOf } from "../tests/support/x509/name_of.ts";
import type { Bytes } from "../protocol/encoding.ts";
import { signerOf } from "../ca/files/signer.ts";
import { parseCertificate } from "./certificate.ts";
import { EMPTY_NAME } from "./names.ts";
import { ExtensionId } from "./oids.ts";
import { keyIdentifierOf } from "./public_key.ts";
import { type PathInput, validatePath } from "./validate_path.ts";

const authority = await makeAuthority();
const crl = await crlFrom(authority);
const spare = await testKeys("spare");

function validate(input: Partial<PathInput> & { leaf: Bytes }) {
  return validatePath({
    intermediates: [authority.chain.issuing],
    anchor: authority.chain.root,
    crls: [crl],
    time: TEST_TIME,
    now: TEST_TIME,
    purpose: "sign",
    subject: ADA.id,
    ...input,
  });
}

/** The reason, and the section that the detail names. */
async function refusal(input: Partial<PathInput> & { leaf: Bytes }): Promise<string> {
  const verdict = await validate(input);
  if (verdict.ok) return "accepted";
  return `${verdict.reason} ${/RFC 5280 ([\d.]+)/.exec(verdict.detail)?.[1] ?? ""}`.trim();
}

const ISSUER_KEY = await keyIdentifierOf(parseCertificate(authority.chain.issuing).spki);
const ROOT_KEY = await keyIdentifierOf(parseCertificate(authority.chain.root).spki);
const authorityKey = (id: Bytes, critical = false, ...more: Bytes[]) =>
  extension(ExtensionId.AUTHORITY_KEY_IDENTIFIER, sequence(implicit(0, id), ...more), critical);
const onlyIssuerAndSerial = extension(
  ExtensionId.AUTHORITY_KEY_IDENTIFIER,
  sequence(
    element(0xa1, element(0xa4, nameOf([{ type: "2.5.4.3", value: "x" }]).der)),
    implicit(2, new Uint8Array([1])),
  ),
);

const LEAVES: [string, string, CertificateOverrides][] = [
  ["without an authority key identifier", "profile 4.2.1.1", {
    extensions: { authorityKeyIdentifier: null },
  }],
  ["whose authority key identifier is critical", "profile 4.2.1.1", {
    extensions: { authorityKeyIdentifier: authorityKey(ISSUER_KEY, true) },
  }],
  ["that names its authority by issuer and serial only", "profile 4.2.1.1", {
    extensions: { authorityKeyIdentifier: onlyIssuerAndSerial },
  }],
  ["that names its authority's serial without its issuer", "malformed", {
    extensions: {
      authorityKeyIdentifier: authorityKey(ISSUER_KEY, false, implicit(2, new Uint8Array([1]))),
    },
  }],
  ["whose subject key identifier is critical", "profile 4.2.1.2", {
    extensions: {
      subjectKeyIdentifier: extension(
        ExtensionId.SUBJECT_KEY_IDENTIFIER,
        octetString(new Uint8Array(20)),
        true,
      ),
    },
  }],
  ["with name constraints that are not critical", "profile 4.2.1.10", {
    extraExtensions: [extension(ExtensionId.NAME_CONSTRAINTS, sequence())],
  }],
  ["with policy constraints that are not critical", "profile 4.2.1.11", {
    extraExtensions: [
      extension(ExtensionId.POLICY_CONSTRAINTS, sequence(implicit(0, new Uint8Array([0])))),
    ],
  }],
  ["with inhibitAnyPolicy that is not critical", "profile 4.2.1.14", {
    extraExtensions: [extension(ExtensionId.INHIBIT_ANY_POLICY, integer(0))],
  }],
  ["with policy mappings", "profile 4.2.1.5", {
    extraExtensions: [extension(ExtensionId.POLICY_MAPPINGS, sequence())],
  }],
];

for (const [what, expected, overrides] of LEAVES) {
  Deno.test(`a person's certificate ${what} is refused: ${expected}`, async () => {
    assert.equal(await refusal({ leaf: await certificateFrom(authority, overrides) }), expected);
  });
}

const AUTHORITIES: [string, string, CertificateOverrides][] = [
  ["without an authority key identifier", "profile 4.2.1.1", {
    extensions: { authorityKeyIdentifier: null },
  }],
  ["whose authority key identifier is critical", "profile 4.2.1.1", {
    extensions: { authorityKeyIdentifier: authorityKey(ROOT_KEY, true) },
  }],
  ["without a subject key identifier", "profile 4.2.1.2", {
    extensions: { subjectKeyIdentifier: null },
  }],
  ["whose basic constraints are not critical", "profile 4.2.1.9", {
    extensions: {
      basicConstraints: extension(
        ExtensionId.BASIC_CONSTRAINTS,
        sequence(new Uint8Array([1, 1, 0xff])),
      ),
    },
  }],
  ["with name constraints that are not critical", "profile 4.2.1.10", {
    extraExtensions: [extension(ExtensionId.NAME_CONSTRAINTS, sequence())],
  }],
  ["with policy constraints that are not critical", "profile 4.2.1.11", {
    extraExtensions: [extension(ExtensionId.POLICY_CONSTRAINTS, sequence())],
  }],
  ["with an empty subject", "profile 4.1.2.6", { subjectName: EMPTY_NAME }],
];

for (const [what, expected, overrides] of AUTHORITIES) {
  Deno.test(`an authority ${what} vouches for nobody: ${expected}`, async () => {
    const issuing = await authorityUnder(authority.root, spare, overrides);
    const leaf = await certificateFrom(issuing);
    const crls = [await crlFrom(issuing)];
    const input = { leaf, intermediates: [issuing.certificate], crls };
    // A person whose issuer has no name breaks 4.1.2.4 as well; the authority comes first.
    assert.equal(await refusal(input), expected);
  });
}

/** A root of its own that is as it should be, but for the overrides. */
async function rootWith(overrides: CertificateOverrides): Promise<TestIssuer> {
  const name = nameOf([{ type: "2.5.4.3", value: "Lone Root" }]);
  const self: TestIssuer = {
    organisation: "Example",
    certificate: (await authorityUnder(authority.root, spare, { subjectName: name })).certificate,
    signer: await signerOf(spare.pkcs8),
  };
  return await authorityUnder(self, spare, { subjectName: name, ...overrides });
}

const ROOTS: [string, string, CertificateOverrides][] = [
  ["that names its own key as its authority's", "accepted", {}],
  ["without an authority key identifier", "accepted", {
    extensions: { authorityKeyIdentifier: null },
  }],
  ["without a subject key identifier", "profile 4.2.1.2", {
    extensions: { subjectKeyIdentifier: null },
  }],
  ["whose basic constraints are not critical", "profile 4.2.1.9", {
    extensions: {
      basicConstraints: extension(
        ExtensionId.BASIC_CONSTRAINTS,
        sequence(new Uint8Array([1, 1, 0xff])),
      ),
    },
  }],
  ["whose key identifier is critical", "profile 4.2.1.2", {
    extensions: {
      subjectKeyIdentifier: extension(
        ExtensionId.SUBJECT_KEY_IDENTIFIER,
        octetString(await keyIdentifierOf(spare.spki)),
        true,
      ),
    },
  }],
  ["that another signed and that does not say which", "profile 4.2.1.1", {
    issuerName: nameOf([{ type: "2.5.4.3", value: "Somebody" }]),
    extensions: { authorityKeyIdentifier: null },
  }],
];

for (const [what, expected, overrides] of ROOTS) {
  Deno.test(`a root ${what}: ${expected}`, async () => {
    const root = await rootWith(overrides);
    const issuing = await authorityUnder(root, await testKeys("issuing"));
    const input = {
      leaf: await certificateFrom(issuing),
      intermediates: [issuing.certificate],
      anchor: root.certificate,
      crls: [await crlFrom(issuing)],
    };
    assert.equal(await refusal(input), expected);
  });
}

Deno.test("key identifiers that are absent from a person's own certificate do no harm", async () => {
  const leaf = await certificateFrom(authority, { extensions: { subjectKeyIdentifier: null } });
  assert.equal(await refusal({ leaf }), "accepted");
  const other = await certificateFrom(authority, {
    extensions: { subjectKeyIdentifier: subjectKeyIdentifier(new Uint8Array(20)) },
  });
  assert.equal(await refusal({ leaf: other }), "accepted");
});

Deno.test("a depth bounds how many authorities stand between anchor and leaf", async () => {
  const wide = await rootWith({});
  const chain: TestIssuer[] = [];
  for (const key of ["issuing", "bobSign", "bobEncrypt"]) {
    const below = await authorityUnder(chain.at(-1) ?? wide, await testKeys(key as "issuing"), {
      name: `CA ${key}`,
      extensions: { basicConstraints: basicConstraints(true) },
    });
    chain.push(below);
  }
  const crls = await Promise.all(chain.map((issuer) => crlFrom(issuer)));
  const intermediates = chain.map(({ certificate }) => certificate);
  const leaf = await certificateFrom(chain.at(-1)!);
  const input = { leaf, intermediates, anchor: wide.certificate, crls };
  assert.equal(await refusal(input), "accepted");
  assert.equal(await refusal({ ...input, maxDepth: 3 }), "accepted");
  assert.equal(await refusal({ ...input, maxDepth: 2 }), "path-length");
  assert.equal(await refusal({ ...input, maxDepth: 0 }), "path-length");
  for (const maxDepth of [-1, 0.5, NaN]) {
    await assert.rejects(validate({ ...input, maxDepth }), RangeError);
  }
});

const LISTS: [string, { critical?: boolean; id: string; value: Bytes }][] = [
  ["number is critical", { id: ExtensionId.CRL_NUMBER, value: integer(1) }],
  ["authority key identifier is critical", {
    id: ExtensionId.AUTHORITY_KEY_IDENTIFIER,
    value: sequence(implicit(0, ISSUER_KEY)),
  }],
];

for (const [what, { id, value }] of LISTS) {
  Deno.test(`a revocation list whose ${what} is not used`, async () => {
    const leaf = await certificateFrom(authority);
    const crls = [await crlFrom(authority, { replaced: { [id]: extension(id, value, true) } })];
    assert.equal(await refusal({ leaf, crls }), "crl-malformed");
  });
}

Deno.test("a revocation list that does not say whose key signed it is not used", async () => {
  const leaf = await certificateFrom(authority);
  const without = await crlFrom(authority, {
    replaced: { [ExtensionId.AUTHORITY_KEY_IDENTIFIER]: null },
  });
  assert.equal(await refusal({ leaf, crls: [without] }), "crl-malformed");
});
