/**
 * Writes `docs/vectors/*.json` anew from the keys in `docs/vectors/keys.json`:
 *
 *     deno run -A tools/vectors.ts [name of one file, such as names]
 *
 * All of it is the same each time but signatures and wraps, which RSA-PSS and RSA-OAEP randomise.
 * Without `keys.json` it makes new keys first, and then everything differs.
 */

import { makeAuthorityCertificates } from "../ca/core/authority_certificates.ts";
import { makeCrl } from "../ca/core/crl.ts";
import { mustLint } from "../ca/core/lint.ts";
import { personContent } from "../ca/core/person_certificate.ts";
import { newSerial } from "../ca/core/serial.ts";
import { signCertificate } from "../ca/core/signing.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { signerOf } from "../ca/files/signer.ts";
import { exportPrivateKey, fingerprintOf, generateKeys } from "../e2ee/keys.ts";
import type { CertificatePurpose } from "../e2ee/resolver.ts";
import {
  countingRandom,
  type PersonName,
  spkiOf,
  type StoredKeys,
} from "../tests/support/e2ee/people.ts";
import {
  type ConversationVectors,
  conversationVectors,
} from "../tests/support/e2ee/vectors/conversation_vectors.ts";
import { type FileVectors, fileVectors } from "../tests/support/e2ee/vectors/file_vectors.ts";
import { type NameVectors, nameVectors } from "../tests/support/e2ee/vectors/name_vectors.ts";
import {
  type RefusalVectors,
  refusalVectors,
} from "../tests/support/e2ee/vectors/refusal_vectors.ts";
import {
  type PrimitiveVectors,
  primitiveVectors,
  type StatementVectors,
  statementVectors,
} from "../tests/support/e2ee/vectors/statement_vectors.ts";
import {
  VECTOR_TIME,
  type VectorPeople,
  vectorPerson,
} from "../tests/support/e2ee/vectors/vector_people.ts";
import {
  certificateFrom,
  type CertificateOverrides,
  person,
} from "../tests/support/certificates.ts";
import { oid, sequence } from "../tests/support/x509/der_writer.ts";
import { extendedKeyUsage, extension } from "../tests/support/x509/extension_writer.ts";
import { nameOf } from "../tests/support/x509/name_of.ts";
import { Attribute, ExtensionId, KeyPurpose } from "../x509/oids.ts";
import { fromBase64Url, toBase64Url } from "../protocol/encoding.ts";
import type { Fingerprint } from "../protocol/ids.ts";

export const VECTORS_DIR = new URL("../docs/vectors/", import.meta.url);

export interface CertificateVector {
  name: string;
  user: string;
  purpose: CertificatePurpose;
  fingerprint: Fingerprint;
  /** DER, base64url, as everything here. */
  der: string;
  /** Outcome of the path check at `time`. */
  expected: string;
  time: string;
}

export interface CertificateVectors {
  root: string;
  issuing: string;
  crl: string;
  /** The clock at which the list is looked at. */
  now: string;
  certificates: CertificateVector[];
}

/** One file each, named by the key. */
export interface Vectors {
  certificates: CertificateVectors;
  primitives: PrimitiveVectors;
  statements: StatementVectors;
  conversation: ConversationVectors;
  refusals: RefusalVectors;
  files: FileVectors;
  names: NameVectors;
}

const NAMES: readonly PersonName[] = ["ada", "bob", "cyd", "mal"];
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date(VECTOR_TIME);
const daysAfter = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

const policies = (...ids: string[]) =>
  extension(ExtensionId.CERTIFICATE_POLICIES, sequence(...ids.map((id) => sequence(oid(id)))));

/** Certificates that the authority would never issue: what is wrong, and the outcome of the check. */
const UNLAWFUL: [fault: string, expected: string, CertificateOverrides][] = [
  ["a policy twice", "profile", { extraExtensions: [policies("1.2.3.4", "1.2.3.4")] }],
  ["no policy among its policies", "malformed", { extraExtensions: [policies()] }],
  ["no access among its authority's", "malformed", {
    extraExtensions: [extension(ExtensionId.AUTHORITY_INFORMATION_ACCESS, sequence())],
  }],
  ["no authority key identifier", "profile", { extensions: { authorityKeyIdentifier: null } }],
  ["a common name of 65 characters", "profile", {
    subjectName: nameOf([{ type: Attribute.COMMON_NAME, value: "a".repeat(65) }]),
  }],
  ["another purpose besides", "extended-key-usage", {
    extensions: {
      extendedKeyUsage: extendedKeyUsage([KeyPurpose.SIGN, "1.3.6.1.5.5.7.3.2"]),
    },
  }],
  ["an unknown critical extension", "unknown-critical-extension", {
    extraExtensions: [extension("2.25.1", sequence(), true)],
  }],
];

/** Everything that follows from the keys. */
export async function makeVectors(stored: StoredKeys): Promise<Vectors> {
  const { certificates, expired } = await certificateVectors(stored);
  const people = {} as VectorPeople;
  for (const name of NAMES) {
    const named = (purpose: CertificatePurpose): Fingerprint =>
      certificates.certificates.find((one) => one.name === `${name} ${purpose}`)!.fingerprint;
    const fingerprints = { sign: named("sign"), encrypt: named("encrypt") };
    people[name] = await vectorPerson(name, stored, fingerprints);
  }
  return {
    certificates,
    primitives: await primitiveVectors(people),
    statements: await statementVectors(people),
    conversation: await conversationVectors(people),
    refusals: await refusalVectors(people, { expired }),
    files: await fileVectors(),
    names: await nameVectors(people, { expired }),
  };
}

async function certificateVectors(
  { authority, people }: StoredKeys,
): Promise<{ certificates: CertificateVectors; expired: Fingerprint }> {
  const random = countingRandom(1);
  const rootPkcs8 = fromBase64Url(authority.rootPkcs8);
  const issuingPkcs8 = fromBase64Url(authority.issuingPkcs8);
  const { root, issuing } = await makeAuthorityCertificates({
    organisation: authority.organisation,
    rootSpki: await spkiOf(rootPkcs8),
    issuingSpki: await spkiOf(issuingPkcs8),
    signer: await signerOf(rootPkcs8),
    clock: () => daysAfter(-400),
    random,
  });
  const signer = await signerOf(issuingPkcs8);
  const terms = {
    issuing: parseCertificate(issuing),
    organisation: authority.organisation,
    crlUri: "https://chat.example.org/ca/crl.der",
    certificateDays: 90,
  };
  const revokedAt = daysAfter(1);
  let revokedSerial = "";
  const certificates: CertificateVector[] = [];
  const issue = async (
    name: string,
    person: PersonName,
    purpose: CertificatePurpose,
    issuedAt: Date,
    expected: string,
    time: Date,
  ): Promise<void> => {
    const { user: id, uid, fullName, mail, signPkcs8, encryptPkcs8 } = people[person];
    const spki = await spkiOf(fromBase64Url(purpose === "sign" ? signPkcs8 : encryptPkcs8));
    const subject = { id, uid, fullName, mail };
    const wanted = { terms, subject, use: purpose, spki };
    const content = await personContent({ ...wanted, serial: newSerial(random), now: issuedAt });
    const key = { spki: terms.issuing.spki, signer };
    const der = await signCertificate(content, key, (tbs) => mustLint(tbs, wanted));
    if (name === "mal sign") revokedSerial = parseCertificate(der).serial;
    certificates.push({
      name,
      user: id,
      purpose,
      fingerprint: await fingerprintOf(der),
      der: toBase64Url(der),
      expected,
      time: time.toISOString(),
    });
  };
  for (const name of NAMES) {
    await issue(`${name} sign`, name, "sign", daysAfter(-1), "ok", NOW);
    await issue(`${name} encrypt`, name, "encrypt", daysAfter(-1), "ok", NOW);
  }
  await issue("ada sign, expired", "ada", "sign", daysAfter(-200), "expired", NOW);
  await issue("ada sign, early", "ada", "sign", daysAfter(5), "not-yet-valid", NOW);
  const mal = certificates.find(({ name }) => name === "mal sign")!;
  certificates.push({
    ...mal,
    name: "mal sign, revoked",
    expected: "revoked",
    time: revokedAt.toISOString(),
  });
  const { user: id, uid, fullName, signPkcs8 } = people.ada;
  const issuer = { organisation: authority.organisation, certificate: issuing, signer };
  for (const [fault, expected, overrides] of UNLAWFUL) {
    const der = await certificateFrom(issuer, {
      publicKey: await spkiOf(fromBase64Url(signPkcs8)),
      person: person(id, uid, fullName),
      serial: newSerial(random),
      now: NOW,
      ...overrides,
    });
    certificates.push({
      name: `ada sign, ${fault}`,
      user: id,
      purpose: "sign",
      fingerprint: await fingerprintOf(der),
      der: toBase64Url(der),
      expected,
      time: NOW.toISOString(),
    });
  }
  const crl = await makeCrl({
    issuer: terms.issuing,
    number: 1n,
    thisUpdate: revokedAt,
    nextUpdate: daysAfter(8),
    revoked: [{ serial: revokedSerial, date: revokedAt, reason: "keyCompromise" }],
  }, signer);
  return {
    certificates: {
      root: toBase64Url(root),
      issuing: toBase64Url(issuing),
      crl: toBase64Url(crl),
      now: daysAfter(2).toISOString(),
      certificates,
    },
    expired: certificates.find(({ name }) => name === "ada sign, expired")!.fingerprint,
  };
}

async function newStoredKeys(): Promise<StoredKeys> {
  const people = {} as StoredKeys["people"];
  const fullNames = ["Ada Lovelace", "Bob Kahn", "Cynthia Dwork", "Mal Ware"];
  const pair = async (): Promise<[string, string]> => {
    const { sign, encrypt } = await generateKeys({ extractable: true });
    return [
      toBase64Url(await exportPrivateKey(sign.privateKey)),
      toBase64Url(await exportPrivateKey(encrypt.privateKey)),
    ];
  };
  for (const [at, name] of NAMES.entries()) {
    const [signPkcs8, encryptPkcs8] = await pair();
    const id = `5a1f0e1c-000${at + 1}-4000-8000-00000000000${at + 1}`;
    people[name] = {
      user: id as StoredKeys["people"]["ada"]["user"],
      uid: name as string as StoredKeys["people"]["ada"]["uid"],
      fullName: fullNames[at]!,
      mail: `${name}@example.org`,
      signPkcs8,
      encryptPkcs8,
    };
  }
  const [rootPkcs8, issuingPkcs8] = await pair();
  return { authority: { organisation: "Example", rootPkcs8, issuingPkcs8 }, people };
}

async function write(name: string, value: unknown): Promise<void> {
  const url = new URL(`${name}.json`, VECTORS_DIR);
  await Deno.writeTextFile(url, `${JSON.stringify(value, null, 2)}\n`);
  console.log(`wrote docs/vectors/${name}.json`);
}

if (import.meta.main) {
  let stored: StoredKeys;
  try {
    stored = JSON.parse(await Deno.readTextFile(new URL("keys.json", VECTORS_DIR)));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    stored = await newStoredKeys();
    await write("keys", stored);
  }
  // One alone, so that the signatures of the others stay as they are.
  const [wanted] = Deno.args;
  for (const [name, value] of Object.entries(await makeVectors(stored))) {
    if (wanted === undefined || wanted === name) await write(name, value);
  }
}
