/**
 * JSON endpoints around the sign-in. Every failure is `{ "error": Problem }` with the status that
 * `server/http/problem.ts` gives its kind. Bytes are unpadded base64url.
 *
 *   POST /api/register       RegisterRequest  -> SignInStep (201)
 *   POST /api/login          LoginRequest     -> SignInStep
 *   POST /api/login/enrol    EnrolRequest     -> SignInStep
 *   POST /api/login/prove    ProveRequest     -> SignedIn, and the session cookie
 *   POST /api/logout         LogoutRequest    -> {}
 */

import type { Uid, UserId } from "./ids.ts";
import type { SignedStatement } from "./items.ts";

export interface CsrPair {
  /** DER PKCS#10 for the identity key. */
  sign: string;
  /** DER PKCS#10 for the encryption key. */
  encrypt: string;
}

export interface RegisterRequest {
  uid: string;
  fullName: string;
  mail: string;
  password: string;
  csrs: CsrPair;
}

export interface LoginRequest {
  uid: string;
  password: string;
}

/** New keys for a person whose password was right; the old certificates are revoked. */
export interface EnrolRequest {
  loginId: string;
  csrs: CsrPair;
}

/** The password was right; the key is still to be proven. No session yet. */
export interface SignInStep {
  user: { id: UserId; uid: Uid; fullName: string; mail: string };
  /** Names this attempt; dies after five minutes or at the first proof. */
  loginId: string;
  nonce: string;
  /** DER of the person's current certificates; absent when there are none that are valid. */
  certificates?: { sign: string; encrypt: string };
  /** DER of the authority's certificates. */
  chain: { root: string; issuing: string };
  /** Whether the person's current identity statement is on the server. */
  statementKnown: boolean;
}

export interface ProveRequest {
  loginId: string;
  /** DER of the signing certificate whose key signs. */
  certificate: string;
  /** RSA-PSS (SHA-256, salt 32) over `signInChallengeBytes`. */
  signature: string;
  /** After an enrolment: the statement that publishes the new certificates. */
  identity?: SignedStatement;
}

export interface SignedIn {
  user: { id: UserId; uid: Uid; fullName: string };
}

export interface LogoutRequest {
  /** Every session of this person, not this one only. */
  everywhere: boolean;
}
