/** Parses X.509 certificates (RFC 5280 4.1). */

import { type Bytes, toHex } from "../protocol/encoding.ts";
import { MAX_CERTIFICATE_BYTES } from "../protocol/limits.ts";
import { DerReader, readSequence, readSingle } from "./der_reader.ts";
import { contextConstructed, DerError, Tag } from "./der_tags.ts";
import { bitStringOctets, serialContents, smallInteger, timeValue } from "./der_values.ts";
import { type Extensions, parseExtensions } from "./extensions.ts";
import { type Name, parseName } from "./names.ts";

/** The signed part of a certificate (RFC 5280 4.1.2). */
export interface TbsCertificate {
  /** 3 for v3. */
  version: number;
  /** The serial's octets in lower-case hexadecimal, as DER writes them. */
  serial: string;
  /** AlgorithmIdentifier inside the signed part. */
  algorithm: Bytes;
  issuer: Name;
  notBefore: Date;
  notAfter: Date;
  subject: Name;
  /** SubjectPublicKeyInfo, DER. */
  spki: Bytes;
  extensions: Extensions;
}

export interface Certificate extends TbsCertificate {
  der: Bytes;
  /** The bytes under the signature. */
  tbs: Bytes;
  /** AlgorithmIdentifier beside the signature. */
  outerAlgorithm: Bytes;
  signature: Bytes;
}

/**
 * Reads a DER certificate. Checks its shape, not whether it is to be trusted.
 *
 * @throws {DerError} on anything that RFC 5280 4.1 does not allow.
 */
export function parseCertificate(der: Bytes): Certificate {
  if (der.length > MAX_CERTIFICATE_BYTES) {
    throw new DerError(`Cannot read a certificate of more than ${MAX_CERTIFICATE_BYTES} bytes`);
  }
  const outer = readSequence(der);
  const tbs = outer.element(Tag.SEQUENCE).bytes;
  const outerAlgorithm = outer.element(Tag.SEQUENCE).bytes;
  const signature = bitStringOctets(outer.element(Tag.BIT_STRING));
  outer.end();
  return { ...parseTbsCertificate(tbs), der, tbs, outerAlgorithm, signature };
}

/** Reads the signed part alone, as the lint does before there is a signature. */
export function parseTbsCertificate(tbs: Bytes): TbsCertificate {
  const reader = new DerReader(readSingle(tbs).contents);
  const version = parseVersion(reader);
  const serial = parseSerial(reader);
  const algorithm = reader.element(Tag.SEQUENCE).bytes;
  const issuer = parseName(reader.element(Tag.SEQUENCE).bytes);
  const validity = reader.enter();
  const notBefore = timeValue(validity.any());
  const notAfter = timeValue(validity.any());
  validity.end();
  const subject = parseName(reader.element(Tag.SEQUENCE).bytes);
  const spki = reader.element(Tag.SEQUENCE).bytes;
  // 4.1.2.8: unique identifiers ([1], [2]) must not be used; they end in the error of `end` below.
  let extensions: Extensions = new Map();
  if (version === 3 && reader.nextTag === contextConstructed(3)) {
    const wrapper = reader.enter(contextConstructed(3));
    extensions = parseExtensions(wrapper.enter());
    wrapper.end();
  }
  reader.end();
  return { version, serial, algorithm, issuer, notBefore, notAfter, subject, spki, extensions };
}

/** 4.1.2.1: v1 is the default and so never written; v3 is 2. */
function parseVersion(reader: DerReader): number {
  if (reader.nextTag !== contextConstructed(0)) return 1;
  const wrapper = reader.enter(contextConstructed(0));
  const version = smallInteger(wrapper.element(Tag.INTEGER)) + 1;
  wrapper.end();
  if (version !== 2 && version !== 3) throw new DerError(`Cannot read X.509 version ${version}`);
  return version;
}

/** Positive, at most 20 octets (4.1.2.2). */
export function parseSerial(reader: DerReader): string {
  return toHex(serialContents(reader.element(Tag.INTEGER)));
}
