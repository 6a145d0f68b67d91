/** Validates a person's certificate: builds the path, checks it, checks revocation. */

import { type Bytes, toBase64Url } from "../protocol/encoding.ts";
import type { Fingerprint, Uid, UserId } from "../protocol/ids.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import { checkPath } from "./check_path.ts";
import { DerError } from "./der_tags.ts";
import { type KeyUse, readIdentity } from "./leaf_rules.ts";
import { describeName } from "./names.ts";
import { buildPaths, MAX_PATH_CERTIFICATES } from "./path_builder.ts";
import { must, type PathReason, PathRefusal } from "./reasons.ts";
import { parseRevocationList, type RevocationList } from "./revocation_list.ts";

export interface PathInput {
  /** The person's certificate, DER. */
  leaf: Bytes;
  /** Certificates that may lie between leaf and anchor, DER, in any order. */
  intermediates: readonly Bytes[];
  /** The root that is trusted, DER. */
  anchor: Bytes;
  /** CRLs, DER or read before, in any order; the newest genuine one of each issuer counts. */
  crls: readonly (Bytes | RevocationList)[];
  /** When the certificate was used; validity and revocation are asked for this moment. */
  time: Date;
  /** The clock on the wall, for the freshness of the CRL. */
  now: Date;
  /** Which of a person's keys the certificate must be for. */
  purpose: KeyUse;
  /** The directory entry that the certificate must name, where one is expected. */
  subject?: UserId;
  /**
   * How many authorities may stand between anchor and leaf, those that issued themselves a
   * certificate not counted (RFC 5280 6.1.1 and 6.1.2(k)). Without it, as many as a path may have.
   */
  maxDepth?: number;
}

/** What a valid path vouches for. */
export interface CertifiedKey {
  userId: UserId;
  uid: Uid;
  fullName?: string;
  fingerprint: Fingerprint;
  /** Lower-case hexadecimal. */
  serial: string;
  notBefore: Date;
  notAfter: Date;
  /** SubjectPublicKeyInfo, DER: what WebCrypto imports as `spki`. */
  publicKey: Bytes;
}

export type PathVerdict =
  | { ok: true; certificate: CertifiedKey }
  | { ok: false; reason: PathReason; detail: string };

/** SHA-256 over a DER certificate, base64url. */
export async function fingerprintOf(der: Bytes): Promise<Fingerprint> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return toBase64Url(digest) as Fingerprint;
}

/**
 * Validates the path from `anchor` to `leaf` (RFC 5280 section 6.1, with 6.3 for CRLs) and reads
 * whom and what the leaf certifies. Policies and name constraints are not processed: marked
 * critical, as name constraints always are, they refuse the path.
 *
 * Where several paths are possible the first valid one counts; where none is, the reason is that of
 * the path that came furthest down.
 */
export async function validatePath(input: PathInput): Promise<PathVerdict> {
  try {
    return { ok: true, certificate: await validate(input) };
  } catch (error) {
    if (error instanceof PathRefusal) {
      return { ok: false, reason: error.reason, detail: error.message };
    }
    if (error instanceof DerError) {
      return { ok: false, reason: "malformed", detail: error.message };
    }
    throw error;
  }
}

async function validate(input: PathInput): Promise<CertifiedKey> {
  const { maxDepth = MAX_PATH_CERTIFICATES } = input;
  if (!Number.isSafeInteger(maxDepth) || maxDepth < 0) {
    throw new RangeError(`Cannot validate a path: maxDepth is ${maxDepth}`);
  }
  const leaf = parseCertificate(input.leaf);
  const anchor = parseCertificate(input.anchor);
  const paths = buildPaths(leaf, input.intermediates.map(parseCertificate), anchor);
  const [firstPath] = paths;
  must(
    firstPath !== undefined,
    "issuer-unknown",
    `The issuer ${describeName(leaf.issuer)} is not an authority known here`,
  );
  const crls = input.crls.map(parseCrl);
  let furthest = { depth: -1, error: undefined as unknown };
  for (const path of paths) {
    const progress = { depth: 0 };
    try {
      await checkPath(path, { ...input, crls, maxDepth }, progress);
      return await certifiedKeyOf(leaf, input);
    } catch (error) {
      if (!(error instanceof PathRefusal || error instanceof DerError)) throw error;
      if (progress.depth > furthest.depth) furthest = { depth: progress.depth, error };
    }
  }
  throw furthest.error;
}

function parseCrl(crl: Bytes | RevocationList): RevocationList {
  if (!(crl instanceof Uint8Array)) return crl;
  try {
    return parseRevocationList(crl);
  } catch (cause) {
    if (!(cause instanceof DerError)) throw cause;
    throw new PathRefusal("crl-malformed", cause.message, { cause });
  }
}

async function certifiedKeyOf(leaf: Certificate, input: PathInput): Promise<CertifiedKey> {
  const identity = readIdentity(leaf);
  must(
    input.subject === undefined || identity.userId === input.subject,
    "wrong-person",
    `The certificate names ${identity.uid} (${identity.userId})`,
  );
  return {
    ...identity,
    fingerprint: await fingerprintOf(leaf.der),
    serial: leaf.serial,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    publicKey: leaf.spki.slice(),
  };
}
