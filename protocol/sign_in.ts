/** The bytes that a browser signs at sign-in to prove that it holds the certified key. */

import { type Bytes, utf8 } from "./encoding.ts";
import type { UserId } from "./ids.ts";

/** What the browser signs to show that it holds the certified key. All parts are the server's. */
export interface SignInChallenge {
  /** Origin of the page, so that a proof given to one site is worth nothing at another. */
  origin: string;
  /** This login attempt, 16 random bytes, base64url. */
  loginId: string;
  /** 32 random bytes, base64url; used once. */
  nonce: string;
  user: UserId;
}

/** Exact bytes under the sign-in signature. No part can hold a line break. */
export function signInChallengeBytes(challenge: SignInChallenge): Bytes {
  const { origin, loginId, nonce, user } = challenge;
  return utf8(["tw1/login", origin, loginId, nonce, user].join("\n"));
}
