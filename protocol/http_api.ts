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

import { isUid, isUserId } from "./ids.ts";
import { isCertificate, isRsaBlock, SIGNED_STATEMENT } from "./items.ts";
import { MAX_CERTIFICATE_BYTES } from "./limits.ts";
import { isFullName, isMailOrNone } from "./person.ts";
import { base64Url, type Infer, isBoolean, object, optional, text } from "./strict.ts";

/** Whatever a person typed; rules with words for that person come after. */
const isTyped = text(0, 4096);
/** Longer than the base64url of any allowed number of bytes: whoever decodes it counts those. */
const isEncoded = text(0, 2 * MAX_CERTIFICATE_BYTES);
const isLoginId = base64Url(16);

const CSR_PAIR = object("the certification requests", {
  /** DER PKCS#10 for the identity key. */
  sign: isEncoded,
  /** DER PKCS#10 for the encryption key. */
  encrypt: isEncoded,
});
export type CsrPair = Infer<typeof CSR_PAIR>;

export const REGISTER_REQUEST = object("the registration", {
  uid: isTyped,
  fullName: isTyped,
  mail: isTyped,
  password: isTyped,
  csrs: CSR_PAIR,
});
export type RegisterRequest = Infer<typeof REGISTER_REQUEST>;

export const LOGIN_REQUEST = object("the sign-in", { uid: isTyped, password: isTyped });
export type LoginRequest = Infer<typeof LOGIN_REQUEST>;

/** New keys for a person whose password was right; the old certificates are revoked. */
export const ENROL_REQUEST = object("the enrolment", { loginId: isLoginId, csrs: CSR_PAIR });
export type EnrolRequest = Infer<typeof ENROL_REQUEST>;

const PERSON_FIELDS = { id: isUserId, uid: isUid, fullName: isFullName };

/** The password was right; the key is still to be proven. No session yet. */
export const SIGN_IN_STEP = object("a sign-in step", {
  user: object("the person", { ...PERSON_FIELDS, mail: isMailOrNone }),
  /** Names this attempt; dies after five minutes or at the first proof. */
  loginId: isLoginId,
  nonce: base64Url(32),
  /** DER of the person's current certificates; absent when there are none that are valid. */
  certificates: optional(
    object("the certificates", { sign: isCertificate, encrypt: isCertificate }),
  ),
  /** DER of the authority's certificates. */
  chain: object("the chain", { root: isCertificate, issuing: isCertificate }),
  /** Whether the person's current identity statement is on the server. */
  statementKnown: isBoolean,
});
export type SignInStep = Infer<typeof SIGN_IN_STEP>;

export const PROVE_REQUEST = object("the proof", {
  loginId: isLoginId,
  /** DER of the signing certificate whose key signs. */
  certificate: isEncoded,
  /** RSA-PSS (SHA-256, salt 32) over `signInChallengeBytes`. */
  signature: isRsaBlock,
  /** After an enrolment: the statement that publishes the new certificates. */
  identity: optional(SIGNED_STATEMENT),
});
export type ProveRequest = Infer<typeof PROVE_REQUEST>;

export const SIGNED_IN = object("the sign-in", { user: object("the person", PERSON_FIELDS) });
export type SignedIn = Infer<typeof SIGNED_IN>;

export const LOGOUT_REQUEST = object("the sign-out", {
  /** Every session of this person, not this one only. */
  everywhere: isBoolean,
});
export type LogoutRequest = Infer<typeof LOGOUT_REQUEST>;
