/** Words for each reason why a certificate, or the proof of its key, is refused at the sign-in. */

import { t } from "../../i18n/i18n.ts";

export interface Refusal {
  /** What is wrong. */
  what: string;
  /** What the person can do about it. */
  remedy: string;
}

/** By the names of `SignInRefusal` in `ca/port.ts`. */
const REFUSALS: Readonly<Record<string, () => Refusal>> = {
  "malformed": () => ({
    what: t("What this browser presented as your certificate cannot be read as one."),
    remedy: sentences(newKeys(), administrator()),
  }),
  "issuer-unknown": () => ({
    what: t(
      "Your certificate was not issued by this organisation's authority. A certificate that names the authority but lacks its signature counts as foreign.",
    ),
    remedy: sentences(
      newKeys(),
      t("If you did not bring that certificate here yourself, tell your administrator."),
    ),
  }),
  "not-yet-valid": () => ({
    what: t("Your certificate is not valid yet: its first day is still to come."),
    remedy: t(
      "Ask your administrator whether the authority's clock is right, and try again later.",
    ),
  }),
  "expired": () => ({
    what: t("Your certificate has expired."),
    remedy: newKeys(),
  }),
  "revoked": () => ({
    what: t(
      "Your certificate was revoked. That happens when you set up another browser, and when an administrator withdraws it.",
    ),
    remedy: sentences(
      newKeys(),
      t("If you did not set up another browser, ask your administrator first."),
    ),
  }),
  "wrong-usage": () => ({
    what: t("The certificate that was presented is not made for signing in."),
    remedy: sentences(newKeys(), administrator()),
  }),
  "wrong-person": () => ({
    what: t("The certificate is valid, but it names somebody else than the person who signs in."),
    remedy: sentences(
      t("Sign in with the username that the keys in this browser belong to, or make new ones."),
      newKeys(),
    ),
  }),
  "unacceptable": () => ({
    what: t("Your certificate breaks a rule that this organisation's certificates must keep."),
    remedy: sentences(newKeys(), administrator()),
  }),
  "proof-failed": () => ({
    what: t("This browser could not prove that it holds the key of your certificate."),
    remedy: sentences(t("Try to sign in again."), administrator()),
  }),
};

/** Every reason with words of its own. */
export const REFUSAL_REASONS: readonly string[] = Object.keys(REFUSALS);

/** Words for `reason` from an address; a reason that is not known is not repeated. */
export function refusal(reason: string | null): Refusal & { reason?: string } {
  const words = reason !== null && Object.hasOwn(REFUSALS, reason) ? REFUSALS[reason] : undefined;
  if (reason === null || words === undefined) {
    return {
      what: t("Your certificate was refused."),
      remedy: sentences(t("Try to sign in again."), administrator()),
    };
  }
  return { ...words(), reason };
}

function newKeys(): string {
  return t(
    "Go back to the sign-in and enter your password: this browser can make new keys, and the old certificates are revoked.",
  );
}

function administrator(): string {
  return t("If it happens again, tell your administrator the reason below.");
}

/** Whole sentences after each other. */
function sentences(...texts: string[]): string {
  return texts.join(" ");
}
