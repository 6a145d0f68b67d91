/** Builds the candidate paths from the root to a person's certificate. */

import { equalBytes } from "../protocol/encoding.ts";
import type { Certificate } from "./certificate.ts";
import { parseAuthorityKeyIdentifier, parseSubjectKeyIdentifier } from "./extensions.ts";
import { sameName } from "./names.ts";
import { ExtensionId } from "./oids.ts";

/** Most certificates in one path, anchor and leaf included. */
export const MAX_PATH_CERTIFICATES = 6;
/** Most paths that are tried for one leaf, so that a made-up tangle of issuers ends. */
export const MAX_PATHS = 16;

/**
 * Every path from `anchor` down to `leaf` that names and key identifiers suggest, at most
 * `MAX_PATHS`. Each is a suggestion only: nothing here has been checked (RFC 5280 section 6 leaves
 * the building of paths open).
 */
export function buildPaths(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchor: Certificate,
): Certificate[][] {
  const paths: Certificate[][] = [];
  const extend = (below: Certificate[]): void => {
    const top = below[0]!;
    if (mayHaveIssued(anchor, top)) paths.push([anchor, ...below]);
    if (below.length + 2 > MAX_PATH_CERTIFICATES) return;
    for (const candidate of intermediates) {
      if (paths.length >= MAX_PATHS) return;
      if (!below.includes(candidate) && mayHaveIssued(candidate, top)) {
        extend([candidate, ...below]);
      }
    }
  };
  extend([leaf]);
  return paths;
}

/**
 * Whether the identifiers of `issuer` are those that `subject` asks for. Where both carry a key
 * identifier it decides (4.2.1.1): an authority that borrowed a name does not have the key. A name
 * that then differs is found by the check itself.
 */
function mayHaveIssued(issuer: Certificate, subject: Certificate): boolean {
  const wanted = subject.extensions.get(ExtensionId.AUTHORITY_KEY_IDENTIFIER);
  const offered = issuer.extensions.get(ExtensionId.SUBJECT_KEY_IDENTIFIER);
  const wantedId = wanted && parseAuthorityKeyIdentifier(wanted.value);
  if (wantedId !== undefined && offered !== undefined) {
    return equalBytes(wantedId, parseSubjectKeyIdentifier(offered.value));
  }
  return sameName(issuer.subject, subject.issuer);
}
