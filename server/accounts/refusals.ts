/** What a person is told when their certificate is refused at sign-in. */

import type { SignInRefusal } from "../../ca/port.ts";

/** What a person is told when their certificate does not let them in. */
export const REFUSAL_MESSAGES: Readonly<Record<SignInRefusal, string>> = {
  "malformed": "The certificate in this browser cannot be read.",
  "issuer-unknown": "Your certificate was not issued by this server's authority.",
  "not-yet-valid": "Your certificate is not valid yet. Check the clock of this device.",
  "expired": "Your certificate has expired.",
  "revoked": "Your certificate has been revoked.",
  "wrong-usage": "This certificate is not meant for signing in.",
  "wrong-person": "Your certificate names somebody else.",
  "unacceptable": "Your certificate breaks a rule of this server's authority.",
  "proof-failed": "This browser could not prove that it holds the key of your certificate.",
};
