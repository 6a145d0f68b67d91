/** One person's bind: whether the password was right, and what the directory says beside that. */

import { PasswordPolicyControl, PasswordPolicyError, type ResultCodeError } from "ldapts";
import type { AccountProblem } from "../account_problem.ts";
import type { ResolvedLdapConfig } from "./config.ts";
import { closeConnection, openBound } from "./connection.ts";
import { directoryDown, isRefusal, RESULT } from "./errors.ts";

export type BindAnswer =
  | {
    accepted: true;
    /** The password was right, and is to be changed first. */
    problem: AccountProblem | undefined;
  }
  | {
    accepted: false;
    /** What the directory says to whoever binds; undefined for what may be a wrong password. */
    problem: AccountProblem | undefined;
    cause: ResultCodeError;
  };

/**
 * Binds on a connection of its own, which is always closed again, and asks for the server's word on
 * its password policy (draft-behera-ldap-password-policy 6); a server without one overlooks that.
 *
 * @throws {AppError} `unavailable` when no answer came.
 */
export async function bindAs(
  config: ResolvedLdapConfig,
  dn: string,
  password: string,
): Promise<BindAnswer> {
  const policy = new PasswordPolicyControl();
  try {
    await closeConnection(await openBound(config, dn, password, [policy]));
    return { accepted: true, problem: problemOfPolicy(policy) };
  } catch (cause) {
    if (!isRefusal(cause)) throw directoryDown(cause, `checking a password of ${dn}`);
    return { accepted: false, problem: problemOfPolicy(policy) ?? problemOfData(cause), cause };
  }
}

/** Whether the answer says no more than that the password is wrong; it may be right in another form. */
export function isWrongPassword(answer: BindAnswer): boolean {
  return !answer.accepted && answer.problem === undefined &&
    answer.cause.code === RESULT.invalidCredentials;
}

/**
 * What a server answers in the control. OpenLDAP tells of a lock only where `ppolicy_use_lockout`
 * is on, and of the rest only after the right password.
 */
function problemOfPolicy({ value }: PasswordPolicyControl): AccountProblem | undefined {
  switch (value?.error) {
    case PasswordPolicyError.PasswordExpired:
      return "password-expired";
    case PasswordPolicyError.AccountLocked:
      return "locked";
    case PasswordPolicyError.ChangeAfterReset:
      return "must-change";
    default:
      return undefined;
  }
}

/**
 * Win32 codes ([MS-ERREF] 2.2) in the words under Active Directory's refusal of a bind. All but the
 * lock are only said after the right password; `525` (no such user) and `52e` (wrong password) are
 * one to whoever asks.
 */
const PROBLEMS: ReadonlyMap<string, AccountProblem> = new Map([
  ["52f", "restricted"],
  ["530", "restricted"],
  ["531", "restricted"],
  ["532", "password-expired"],
  ["533", "disabled"],
  ["701", "account-expired"],
  ["773", "must-change"],
  ["775", "locked"],
]);

/** The code in `AcceptSecurityContext error, data 52e, v4563`; undefined where there is none. */
export function dataCode({ code, message }: ResultCodeError): string | undefined {
  if (code !== RESULT.invalidCredentials) return undefined;
  return /\bAcceptSecurityContext error, data ([0-9a-f]{1,8})\b/i.exec(message)?.[1]?.toLowerCase();
}

function problemOfData(cause: ResultCodeError): AccountProblem | undefined {
  return PROBLEMS.get(dataCode(cause) ?? "");
}
