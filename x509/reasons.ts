/** Every way in which a certification path is refused. */
export const PATH_REASONS = [
  "malformed", // not DER, or not a certificate as RFC 5280 4.1 wants it
  "issuer-unknown", // no certificate at hand is the issuer; self-signed ones end here too
  "name-chaining", // the issuer's key identifier fits, its name does not
  "signature", // the issuer's key did not make the signature
  "not-yet-valid",
  "expired",
  "revoked", // on or before the time asked about
  "crl-missing", // no CRL of the issuer
  "crl-malformed",
  "crl-signature", // the CRL carries the issuer's name and not its signature
  "crl-not-yet-valid", // thisUpdate is later than now
  "crl-stale", // nextUpdate is earlier than now
  "not-a-ca", // a certificate issued another without being allowed to
  "ca-flagged-leaf", // a person's certificate that says it is an authority
  "path-length",
  "key-usage",
  "extended-key-usage",
  "unknown-critical-extension",
  "profile", // breaks a must of RFC 5280 4 that has no reason of its own; the detail names the section
  "weak-key",
  "algorithm",
  "no-identity", // does not name exactly one directory entry
  "wrong-person", // names another directory entry than the one expected
] as const;
export type PathReason = typeof PATH_REASONS[number];

/** Thrown inside the path check and answered as `{ ok: false }` at its edge. */
export class PathRefusal extends Error {
  override readonly name = "PathRefusal";
  readonly reason: PathReason;

  constructor(reason: PathReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
  }
}

/** Throws a refusal unless `condition` holds. */
export function must(condition: boolean, reason: PathReason, detail: string): asserts condition {
  if (!condition) throw new PathRefusal(reason, detail);
}
