/** Reasons not to start that the person at the terminal can mend. */

/** Cannot start; the message is one plain sentence or two, and is shown without anything else. */
export class StartError extends Error {
  override readonly name = "StartError";
  /** What the process ends with. */
  readonly exitCode: number = 1;
}

/**
 * A setting cannot work as it is. A start that is repeated by itself would do harm: each binds to
 * the directory once more, until that locks the account.
 */
export class SettingsError extends StartError {
  /** EX_CONFIG of sysexits.h. */
  override readonly exitCode = 78;
}
