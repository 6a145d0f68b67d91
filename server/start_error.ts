/** Reasons not to start that the person at the terminal can mend. */

/** Cannot start; the message is one plain sentence or two, and is shown without anything else. */
export class StartError extends Error {
  override readonly name = "StartError";
}
