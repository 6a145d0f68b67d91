/**
 * The authority's port as JSON: what crosses to the worker, and what may cross a message queue.
 * Bytes are unpadded base64url, times ISO 8601. `close` is not among the methods: whoever runs the
 * authority ends it.
 */

import type { Problem } from "../../protocol/errors.ts";
import type { CertificateSubject, KeyPairOf, SignInRefusal } from "../port.ts";

/** What each method is asked with. */
export interface AuthorityParams {
  chain: Record<string, never>;
  crl: Record<string, never>;
  issue: { subject: CertificateSubject; csrs: KeyPairOf<string> };
  verifySignIn: { subject: string; certificate: string; challenge: string; signature: string };
  revokeAll: { subject: string; reason: string; keep: string[] };
  state: Record<string, never>;
}

/** What each method answers. */
export interface AuthorityResults {
  chain: { root: string; issuing: string };
  crl: string;
  issue: KeyPairOf<string>;
  verifySignIn:
    | { ok: true; fingerprint: string; notAfter: string }
    | { ok: false; reason: SignInRefusal; detail: string };
  revokeAll: string[];
  state: "up" | "down";
}

export type AuthorityMethod = keyof AuthorityParams;

export type AuthorityRequest = {
  [Method in AuthorityMethod]: { method: Method; params: AuthorityParams[Method] };
}[AuthorityMethod];

export type AuthorityResponse<Method extends AuthorityMethod = AuthorityMethod> =
  | { ok: true; result: AuthorityResults[Method] }
  | { ok: false; problem: Problem };
