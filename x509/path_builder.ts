/** Which paths from an anchor to a leaf names and key identifiers suggest. */

import { toHex } from "../protocol/encoding.ts";
import type { Certificate } from "./certificate.ts";
import { parseAuthorityKeyIdentifier, parseSubjectKeyIdentifier } from "./extensions.ts";
import { ExtensionId } from "./oids.ts";

/** Most certificates in one path, anchor and leaf included. */
export const MAX_PATH_CERTIFICATES = 6;
/** Most paths that are tried for one leaf, so that a made-up tangle of issuers ends. */
export const MAX_PATHS = 16;
/** Most certificates that are looked at on the ways up, for the same reason. */
const MAX_STEPS = 10_000;

/**
 * Every path from `anchor` down to `leaf` that names and key identifiers suggest, at most
 * `MAX_PATHS`. Each is a suggestion only: nothing here has been checked (RFC 5280 section 6 leaves
 * the building of paths open).
 *
 * First it goes down from the anchor, to learn how far each certificate is from it, and then up
 * from the leaf, only where the anchor is still within reach. So what leads nowhere costs no more
 * than its own links, however many certificates have the same name.
 *
 * @param work counts the certificates that were looked at on the ways up.
 */
export function buildPaths(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  anchor: Certificate,
  work: { steps: number } = { steps: 0 },
): Certificate[][] {
  const nodes = [anchor, leaf, ...intermediates].map((certificate) => new Node(certificate));
  const [top, bottom, ...between] = nodes as [Node, Node, ...Node[]];
  measureDown(top, [bottom, ...between]);
  const issuers = new Issuers(between);
  const paths: Certificate[][] = [];
  const extend = (below: readonly Node[]): void => {
    const first = below[0]!;
    const path = below.map(({ certificate }) => certificate);
    if (mayHaveIssued(top, first)) paths.push([anchor, ...path]);
    const room = MAX_PATH_CERTIFICATES - below.length - 1;
    for (const candidate of issuers.of(first)) {
      if (paths.length >= MAX_PATHS || ++work.steps > MAX_STEPS) return;
      if (candidate.distance <= room && !below.includes(candidate)) extend([candidate, ...below]);
    }
  };
  extend([bottom]);
  return paths;
}

/** A certificate with the names and identifiers that link it, read once. */
class Node {
  readonly certificate: Certificate;
  readonly subject: string;
  readonly issuer: string;
  /** Of its own key, and of the key that it says it was signed with. */
  readonly ownKey: string | undefined;
  readonly issuerKey: string | undefined;
  /** Links down from the anchor; `Infinity` where none lead here. */
  distance = Infinity;

  constructor(certificate: Certificate) {
    this.certificate = certificate;
    this.subject = toHex(certificate.subject.der);
    this.issuer = toHex(certificate.issuer.der);
    const own = certificate.extensions.get(ExtensionId.SUBJECT_KEY_IDENTIFIER);
    const authority = certificate.extensions.get(ExtensionId.AUTHORITY_KEY_IDENTIFIER);
    const issuerKey = authority && parseAuthorityKeyIdentifier(authority.value);
    this.ownKey = own && toHex(parseSubjectKeyIdentifier(own.value));
    this.issuerKey = issuerKey && toHex(issuerKey);
  }
}

/**
 * Whether the identifiers of `issuer` are those that `subject` asks for. Where both carry a key
 * identifier it decides (4.2.1.1): an authority that borrowed a name does not have the key. A name
 * that then differs is found by the check itself.
 */
function mayHaveIssued(issuer: Node, subject: Node): boolean {
  if (subject.issuerKey !== undefined && issuer.ownKey !== undefined) {
    return subject.issuerKey === issuer.ownKey;
  }
  return issuer.subject === subject.issuer;
}

/** Certificates by what those that they issued would ask for. */
class Issuers {
  readonly #byKey: Map<string | undefined, Node[]>;
  readonly #byName: Map<string, Node[]>;

  constructor(nodes: readonly Node[]) {
    this.#byKey = Map.groupBy(nodes, ({ ownKey }) => ownKey);
    this.#byName = Map.groupBy(nodes, ({ subject }) => subject);
  }

  /** Those that may have issued `subject`. */
  of(subject: Node): readonly Node[] {
    const named = this.#byName.get(subject.issuer) ?? [];
    if (subject.issuerKey === undefined) return named;
    return [
      ...this.#byKey.get(subject.issuerKey) ?? [],
      ...named.filter(({ ownKey }) => ownKey === undefined),
    ];
  }
}

/** Sets the distance of each of `nodes` that links lead down to from `anchor`. */
function measureDown(anchor: Node, nodes: readonly Node[]): void {
  anchor.distance = 0;
  let left = nodes;
  let row: readonly Node[] = [anchor];
  for (let distance = 1; row.length > 0 && distance < MAX_PATH_CERTIFICATES; distance++) {
    const issuers = new Issuers(row);
    const isBelow = (node: Node) => issuers.of(node).length > 0;
    const next = left.filter(isBelow);
    const found = new Set(next);
    left = left.filter((node) => !found.has(node));
    for (const node of next) node.distance = distance;
    row = next;
  }
}
