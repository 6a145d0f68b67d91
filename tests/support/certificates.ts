/**
 * Certificates for tests: good ones, and every kind of bad one, each with a real signature. The
 * builders write through `x509/`, a writer apart from the authority's, and check nothing.
 */

import { isUid, isUserId, type Uid, type UserId } from "../../protocol/ids.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { DAY_MS } from "../../ca/core/profile.ts";
import { newSerial } from "../../ca/core/serial.ts";
import type { Signer } from "../../ca/core/sources.ts";
import { wholeSeconds } from "../../ca/core/whole_seconds.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { entryUri, KeyPurpose, type KeyUse, makeCertificationRequest } from "../../x509/mod.ts";
import type { Name } from "../../x509/names.ts";
import { Attribute } from "../../x509/oids.ts";
import { keyIdentifierOf } from "../../x509/public_key.ts";
import { sha256WithRsa } from "../../x509/signature.ts";
import type { KeyPairOf } from "../../ca/port.ts";
import { signerOf } from "../../ca/files/signer.ts";
import {
  type CertificateTemplate,
  writeSigned,
  writeTbsCertificate,
} from "./x509/certificate_writer.ts";
import { type CrlEntry, writeTbsCrl } from "./x509/crl_writer.ts";
import {
  alternativeNames,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from "./x509/extension_writer.ts";
import { type TestKeys, testKeys } from "./test_keys.ts";
import { nameOf } from "./x509/name_of.ts";

/** When everything in these tests happens, unless they say otherwise. */
export const TEST_TIME = new Date("2026-11-22T12:00:00Z");

export const ADA = person("5a1f0e1c-0001-4000-8000-00000000ada0", "ada", "Ada Lovelace");
export const BOB = person("5a1f0e1c-0002-4000-8000-00000000b0b0", "bob", "Bob Kahn");

export interface TestPerson {
  id: UserId;
  uid: Uid;
  fullName: string;
  mail: string;
}

/** A person for tests. @throws {TypeError} on an id that is not a UUID or a uid that is none. */
export function person(id: string, uid: string, fullName: string): TestPerson {
  if (!isUserId(id) || !isUid(uid)) throw new TypeError(`Cannot make a person of ${id}, ${uid}`);
  return { id, uid, fullName, mail: `${uid}@example.org` };
}

/** Whoever can sign certificates: an authority, or a leaf that plays one. */
export interface TestIssuer {
  organisation: string;
  /** DER. */
  certificate: Bytes;
  signer: Signer;
}

/** The extensions of a person's certificate, by name; `null` leaves one out. */
export interface ExtensionOverrides {
  basicConstraints?: Bytes | null;
  keyUsage?: Bytes | null;
  extendedKeyUsage?: Bytes | null;
  alternativeNames?: Bytes | null;
  subjectKeyIdentifier?: Bytes | null;
  authorityKeyIdentifier?: Bytes | null;
  crlDistributionPoint?: Bytes | null;
}

/** What to make otherwise than the profile wants it. */
export interface CertificateOverrides {
  /** SubjectPublicKeyInfo, DER; ada's stored key for the use, where none is given. */
  publicKey?: Bytes;
  person?: TestPerson;
  use?: KeyUse;
  /** Validity; a day back to 30 days on, around `now`. */
  now?: Date;
  notBefore?: Date;
  notAfter?: Date;
  serial?: Bytes;
  issuerName?: Name;
  subjectName?: Name;
  extensions?: ExtensionOverrides;
  /** Whole `Extension` elements to add. */
  extraExtensions?: Bytes[];
  /** AlgorithmIdentifier to claim; RSASSA-PKCS1-v1_5 with SHA-256 signs in any case. */
  algorithm?: Bytes;
}

/** A certificate signed by `issuer`: as the profile wants it, but for the overrides. */
export function certificateFrom(
  issuer: TestIssuer,
  overrides: CertificateOverrides = {},
): Promise<Bytes> {
  const { subject: name, spki } = parseCertificate(issuer.certificate);
  return makeCertificate({ ...issuer, name, spki }, overrides);
}

async function makeCertificate(
  issuer: { organisation: string; name: Name; spki: Bytes; signer: Signer },
  overrides: CertificateOverrides,
): Promise<Bytes> {
  const { use = "sign", now = TEST_TIME, person: who = ADA } = overrides;
  const stored = use === "sign" ? "adaSign" : "adaEncrypt";
  const spki = overrides.publicKey ?? (await testKeys(stored)).spki;
  const extensions: Required<ExtensionOverrides> = {
    basicConstraints: basicConstraints(false),
    keyUsage: keyUsage([use === "sign" ? "digitalSignature" : "keyEncipherment"]),
    extendedKeyUsage: extendedKeyUsage([use === "sign" ? KeyPurpose.SIGN : KeyPurpose.ENCRYPT]),
    alternativeNames: alternativeNames({ uris: [entryUri(who.id)], mails: [who.mail] }),
    subjectKeyIdentifier: subjectKeyIdentifier(await keyIdentifierOf(spki)),
    authorityKeyIdentifier: authorityKeyIdentifier(await keyIdentifierOf(issuer.spki)),
    crlDistributionPoint: crlDistributionPoint("http://localhost:8000/ca/crl.der"),
    ...overrides.extensions,
  };
  return await signTemplate(issuer.signer, {
    serial: overrides.serial ?? newSerial(randomBytes),
    issuer: overrides.issuerName ?? issuer.name,
    subject: overrides.subjectName ?? nameOfPerson(issuer.organisation, who),
    notBefore: overrides.notBefore ?? new Date(now.getTime() - DAY_MS),
    notAfter: overrides.notAfter ?? new Date(now.getTime() + 30 * DAY_MS),
    spki,
    extensions: [
      ...Object.values(extensions).filter((extension) => extension !== null),
      ...overrides.extraExtensions ?? [],
    ],
    ...(overrides.algorithm ? { algorithm: overrides.algorithm } : {}),
  });
}

/**
 * A certificate that a person signed for himself, with the names of the real authority on it where
 * `organisation` is the real one.
 */
export async function selfSignedFor(
  keys: { spki: Bytes; pkcs8: Bytes },
  options: { uid: string; userId: string; organisation?: string; now?: Date },
): Promise<Bytes> {
  const { organisation = "Example", now = TEST_TIME } = options;
  const who = person(options.userId, options.uid, options.uid);
  const subjectName = nameOfPerson(organisation, who);
  const signer = await signerOf(keys.pkcs8);
  return await makeCertificate({ organisation, name: subjectName, spki: keys.spki, signer }, {
    publicKey: keys.spki,
    person: who,
    now,
  });
}

/** Another authority below `issuer`; its certificate belongs among the intermediates. */
export async function authorityUnder(
  issuer: TestIssuer,
  keys: TestKeys,
  overrides: CertificateOverrides & { name?: string; pathLength?: number } = {},
): Promise<TestIssuer> {
  const { name = "Department CA", pathLength, ...rest } = overrides;
  const { organisation } = issuer;
  const certificate = await certificateFrom(issuer, {
    publicKey: keys.spki,
    subjectName: nameOf([
      { type: Attribute.ORGANIZATION, value: organisation },
      { type: Attribute.COMMON_NAME, value: name },
    ]),
    ...rest,
    extensions: {
      basicConstraints: basicConstraints(true, pathLength),
      keyUsage: keyUsage(["keyCertSign", "cRLSign"]),
      extendedKeyUsage: null,
      alternativeNames: null,
      crlDistributionPoint: null,
      ...rest.extensions,
    },
  });
  return { organisation, certificate, signer: await signerOf(keys.pkcs8) };
}

export interface CrlOverrides {
  revoked?: CrlEntry[];
  number?: bigint;
  /** thisUpdate is an hour before, nextUpdate a day after. */
  now?: Date;
  thisUpdate?: Date;
  nextUpdate?: Date;
  extensions?: Bytes[];
  /** Whole extensions instead of its own, by id; `null` leaves one out. */
  replaced?: Record<string, Bytes | null>;
}

/** A CRL in the name of `issuer` and signed by it. */
export async function crlFrom(issuer: TestIssuer, overrides: CrlOverrides = {}): Promise<Bytes> {
  const { revoked = [], number = 1n, now = TEST_TIME, extensions = [] } = overrides;
  const tbs = await writeTbsCrl(
    {
      issuer: parseCertificate(issuer.certificate),
      number,
      thisUpdate: overrides.thisUpdate ?? new Date(now.getTime() - DAY_MS / 24),
      nextUpdate: overrides.nextUpdate ?? new Date(now.getTime() + DAY_MS),
      revoked,
    },
    extensions,
    overrides.replaced,
  );
  return writeSigned(tbs, await issuer.signer(tbs));
}

/** The CRL entry that revokes a certificate. */
export function revocationOf(
  certificate: Bytes,
  date: Date,
  reason: CrlEntry["reason"] = "keyCompromise",
): CrlEntry {
  return { serial: parseCertificate(certificate).serial, date: wholeSeconds(date), reason };
}

/** Both PKCS#10 requests of a person. */
export async function requestsFor(sign: TestKeys, encrypt: TestKeys): Promise<KeyPairOf<Bytes>> {
  return {
    sign: await makeCertificationRequest(sign),
    encrypt: await makeCertificationRequest(encrypt),
  };
}

/** A copy of `bytes` with one bit turned over. Bit 0 is the highest of the first byte. */
export function flipBit(bytes: Bytes, bit: number): Bytes {
  const copy = bytes.slice();
  copy[Math.floor(bit / 8)]! ^= 0x80 >> (bit % 8);
  return copy;
}

function nameOfPerson(organisation: string, { uid, fullName }: TestPerson): Name {
  return nameOf([
    { type: Attribute.ORGANIZATION, value: organisation },
    { type: Attribute.COMMON_NAME, value: uid },
    { type: Attribute.NAME, value: fullName },
  ]);
}

async function signTemplate(signer: Signer, template: CertificateTemplate): Promise<Bytes> {
  const tbs = writeTbsCertificate(template);
  return writeSigned(tbs, await signer(tbs), template.algorithm ?? sha256WithRsa());
}

function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}
