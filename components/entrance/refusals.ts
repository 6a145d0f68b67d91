// Browser-safe: runs in the page and on the server.

/** Words for each reason why a certificate, or the proof of its key, is refused at the sign-in. */

export interface Refusal {
  /** What is wrong. */
  what: string;
  /** What the person can do about it. */
  remedy: string;
}

const NEW_KEYS =
  "Go back to the sign-in and enter your password: this browser can make new keys, and the old certificates are revoked.";
const ADMINISTRATOR = "If it happens again, tell your administrator the reason below.";

/** By the names of `SignInRefusal` in `ca/port.ts`. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  "malformed": {
    what: "What this browser presented as your certificate cannot be read as one.",
    remedy: `${NEW_KEYS} ${ADMINISTRATOR}`,
  },
  "issuer-unknown": {
    what: "Your certificate was not issued by this organisation's authority. " +
      "A certificate that names the authority but lacks its signature counts as foreign.",
    remedy:
      `${NEW_KEYS} If you did not bring that certificate here yourself, tell your administrator.`,
  },
  "not-yet-valid": {
    what: "Your certificate is not valid yet: its first day is still to come.",
    remedy: "Ask your administrator whether the authority's clock is right, and try again later.",
  },
  "expired": {
    what: "Your certificate has expired.",
    remedy: NEW_KEYS,
  },
  "revoked": {
    what: "Your certificate was revoked. That happens when you set up another browser, " +
      "and when an administrator withdraws it.",
    remedy: `${NEW_KEYS} If you did not set up another browser, ask your administrator first.`,
  },
  "wrong-usage": {
    what: "The certificate that was presented is not made for signing in.",
    remedy: `${NEW_KEYS} ${ADMINISTRATOR}`,
  },
  "wrong-person": {
    what: "The certificate is valid, but it names somebody else than the person who signs in.",
    remedy: `Sign in with the username that the keys in this browser belong to. Or: ${NEW_KEYS}`,
  },
  "unacceptable": {
    what: "Your certificate breaks a rule that this organisation's certificates must keep.",
    remedy: `${NEW_KEYS} ${ADMINISTRATOR}`,
  },
  "proof-failed": {
    what: "This browser could not prove that it holds the key of your certificate.",
    remedy: `Try to sign in again. ${ADMINISTRATOR}`,
  },
};

const UNKNOWN: Refusal = {
  what: "Your certificate was refused.",
  remedy: `Try to sign in again. ${ADMINISTRATOR}`,
};

/** Every reason with words of its own. */
export const REFUSAL_REASONS: readonly string[] = Object.keys(REFUSALS);

/** Words for `reason` from an address; a reason that is not known is not repeated. */
export function refusal(reason: string | null): Refusal & { reason?: string } {
  if (reason === null || !Object.hasOwn(REFUSALS, reason)) return UNKNOWN;
  return { ...(REFUSALS[reason] ?? UNKNOWN), reason };
}
