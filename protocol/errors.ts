/**
 * The one error type that crosses a boundary of this program. `kind` decides what happens next
 * (status code, retry, dead letter); `message` is written for the person who reads the screen and
 * says what happened and what to do; `cause` is for the log.
 */

export const ERROR_KINDS = [
  "invalid", // what was sent is malformed or breaks a rule; `field` says which input
  "unauthenticated", // no session, or a wrong name or password
  "certificate", // the certificate or its proof was refused; `reason` says why
  "forbidden", // known person, not allowed
  "not-found",
  "conflict", // already exists, or the state moved on; `reason` says which
  "stale", // the sender works from an old state and should sync, remake and retry
  "too-large",
  "rate-limited",
  "origin",
  "unavailable", // a part that is needed is down; nothing was done; try again later
  "storage-full",
  "internal",
] as const;
export type ErrorKind = typeof ERROR_KINDS[number];

export interface AppErrorOptions {
  /** Name of the input that is wrong, as in the form or frame. */
  field?: string;
  /** Machine-readable detail, such as a path validation reason. */
  reason?: string;
  cause?: unknown;
}

export class AppError extends Error {
  override readonly name = "AppError";
  readonly kind: ErrorKind;
  readonly field: string | undefined;
  readonly reason: string | undefined;

  constructor(kind: ErrorKind, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.field = options.field;
    this.reason = options.reason;
  }
}

/** What the other side is shown of an error: never its cause. */
export interface Problem {
  kind: ErrorKind;
  message: string;
  field?: string;
  reason?: string;
}

/** The public face of any thrown value; what is not an `AppError` becomes a plain `internal`. */
export function toProblem(error: unknown): Problem {
  if (!(error instanceof AppError)) {
    return { kind: "internal", message: "Something went wrong on the server. Try again." };
  }
  return {
    kind: error.kind,
    message: error.message,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.reason === undefined ? {} : { reason: error.reason }),
  };
}

/**
 * The `AppError` that a received problem stands for; unknown shapes become `internal`.
 *
 * @param cause what the log reads, where the other side told it beside the problem.
 */
export function fromProblem(value: unknown, cause?: unknown): AppError {
  const problem = (typeof value === "object" && value !== null ? value : {}) as Partial<Problem>;
  const kind = ERROR_KINDS.find((known) => known === problem.kind) ?? "internal";
  const message = typeof problem.message === "string"
    ? problem.message
    : "The server gave an answer that this page does not understand. Reload the page.";
  return new AppError(kind, message, {
    ...(typeof problem.field === "string" ? { field: problem.field } : {}),
    ...(typeof problem.reason === "string" ? { reason: problem.reason } : {}),
    ...(cause === undefined ? {} : { cause }),
  });
}

/** An error with what caused it, as the person at the log needs both. */
export function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own} (because: ${withCauses(error.cause)})`;
}
