/** What the sign-in pages may ask for, and hear. */

/** Steps of the sign-in pages, for their progress line. */
export type SignInProgress =
  | "checking"
  | "making-keys"
  | "requesting-certificates"
  | "proving"
  | "done";

/** What is known of keys that this person had before: none, in another browser, or refused here. */
export type KeysBefore =
  | { where: "nowhere" }
  | { where: "elsewhere" }
  /** `reason` as the authority gave it at the sign-in before. */
  | { where: "here"; reason: string };

/** How a sign-in or registration went. */
export type SignInOutcome =
  /** The session is there: go to `/chat`. */
  | { type: "signed-in" }
  /** The password was right, but this browser has no key of this person: enrol, or stop. */
  | { type: "needs-enrolment"; loginId: string; keysBefore: KeysBefore }
  /** The certificate was refused: go to `/refused?reason=...`. */
  | { type: "refused"; reason: string };

export interface SignInClient {
  /** Why this browser cannot take part at all (no WebCrypto on a plain-http page ...). */
  unsupported(): string | undefined;
  /** Rejects with an `AppError`; `field` names the input that is wrong. */
  register(
    input: { uid: string; fullName: string; mail: string; password: string },
    onProgress: (step: SignInProgress) => void,
  ): Promise<SignInOutcome>;
  signIn(
    input: { uid: string; password: string },
    onProgress: (step: SignInProgress) => void,
  ): Promise<SignInOutcome>;
  /** After `needs-enrolment`: new keys and certificates; the old ones are revoked. */
  enrol(loginId: string, onProgress: (step: SignInProgress) => void): Promise<SignInOutcome>;
}
