/** LDAP result codes (RFC 4511 appendix A) in this program's own terms. */

import { ResultCodeError } from "ldapts";
import { AppError } from "../../protocol/errors.ts";
import { describeLdapError } from "./error_text.ts";

export const RESULT = {
  timeLimitExceeded: 3,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  adminLimitExceeded: 11,
  confidentialityRequired: 13,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  constraintViolation: 19,
  invalidAttributeSyntax: 21,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
  entryAlreadyExists: 68,
  other: 80,
} as const;

/** The result code of a server's answer; undefined when no answer came. */
export function resultCode(error: unknown): number | undefined {
  return error instanceof ResultCodeError ? error.code : undefined;
}

/**
 * Answers to a bind that mean no: wrong password; no password on the entry; the entry went away or
 * may not be bound to; an account that the server holds locked or inactive, which servers say with
 * different codes.
 */
const REFUSED_BIND: ReadonlySet<number> = new Set([
  RESULT.invalidCredentials,
  RESULT.inappropriateAuthentication,
  RESULT.noSuchObject,
  RESULT.insufficientAccessRights,
  RESULT.constraintViolation,
  RESULT.unwillingToPerform,
]);

/** Whether a failed bind was answered with a no, rather than not answered. */
export function isRefusal(error: unknown): error is ResultCodeError {
  const code = resultCode(error);
  return code !== undefined && REFUSED_BIND.has(code);
}

/**
 * What the person is told when the directory gives no answer.
 *
 * @param doing what was asked, with its distinguished name, for the log.
 */
export function directoryDown(error: unknown, doing?: string): AppError {
  return new AppError("unavailable", "The directory cannot be reached right now. Try again soon.", {
    cause: forLog(error, doing),
  });
}

/** What the log reads: what was asked of whom, the result code, and the server's own words. */
function forLog(error: unknown, doing: string | undefined): unknown {
  return doing === undefined ? error : new Error(`${doing}: ${describeLdapError(error)}`);
}

/**
 * The error for a write of the service account; an AppError passes through as it is.
 *
 * @param doing as in `directoryDown`.
 */
export function toDirectoryError(error: unknown, doing?: string): AppError {
  if (error instanceof AppError) return error;
  const cause = forLog(error, doing);
  switch (resultCode(error)) {
    case RESULT.constraintViolation:
    case RESULT.invalidAttributeSyntax:
      return refusedValue(error as ResultCodeError, cause);
    case RESULT.unwillingToPerform:
      return isWeakPassword(error) ? refusedValue(error, cause) : directoryDown(error, doing);
    case RESULT.insufficientAccessRights:
      return new AppError(
        "internal",
        "The directory does not allow this. Tell your administrator.",
        { reason: "directory-rights", cause },
      );
    case RESULT.other:
      // slapd answers "other" when it cannot write to its own disk or its database is full.
      return new AppError(
        "storage-full",
        "The directory cannot store anything right now. Tell your administrator.",
        { cause },
      );
    default:
      return directoryDown(error, doing);
  }
}

/** The field behind each attribute name that a server may complain about, and what to say. */
const FIELDS: [RegExp, string, string][] = [
  [
    /\b(unicodePwd|userPassword|password|0000052D)\b/i,
    "password",
    "This password does not meet the directory's rules. Choose a longer one, of several kinds of characters, that you have not used before.",
  ],
  [/\b(uid|sAMAccountName)\b/i, "uid", "The directory refused this username. Choose another."],
  [/\bmail\b/i, "mail", "The directory refused this email address. Choose another."],
  [/\b(cn|sn|displayName)\b/i, "fullName", "The directory refused this full name. Choose another."],
  [/\buserCertificate\b/i, "certificates", "The directory refused this certificate."],
];

/** Windows says it so: ERROR_PASSWORD_RESTRICTION ([MS-ERREF] 2.2) under code 53. */
function isWeakPassword(error: unknown): error is ResultCodeError {
  return error instanceof ResultCodeError && /\b0000052D\b/i.test(error.message);
}

function refusedValue(error: ResultCodeError, cause: unknown): AppError {
  const known = FIELDS.find(([pattern]) => pattern.test(error.message));
  const message = known?.[2] ?? "The directory refused one of these values. Choose others.";
  return new AppError("invalid", message, {
    ...(known === undefined ? {} : { field: known[1] }),
    cause,
  });
}
