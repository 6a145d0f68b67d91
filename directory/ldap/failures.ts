/** Why the directory cannot be used at all, for the operator. Pure. */

import { AppError } from "../../protocol/errors.ts";
import type { LdapConfig } from "./config.ts";
import { describeLdapError } from "./error_text.ts";
import { RESULT, resultCode } from "./errors.ts";

/** Reason of the error when the service account itself is refused. */
export const SERVICE_REFUSED = "credentials";

/** The directory answers, and the account does not see the people in it. */
export function peopleNotSeen(
  how: "hidden" | "unreadable",
  { url, baseDn, bindDn }: Pick<LdapConfig, "url" | "baseDn" | "bindDn">,
): AppError {
  const what = how === "hidden"
    ? `there are entries below ${baseDn} at ${url}, and ${bindDn} sees none of them`
    : `${bindDn} sees people below ${baseDn} at ${url}, and not their ids and usernames`;
  return new AppError("unavailable", "The directory cannot be reached right now. Try again soon.", {
    cause: new Error(`${what}: let the account of TW_LDAP_BIND_DN read them`),
  });
}

/** Why the directory cannot be used now; what the operator reads of it stands in the cause. */
export function notWorking(
  error: unknown,
  { url, baseDn, bindDn }: Pick<LdapConfig, "url" | "baseDn" | "bindDn">,
): AppError {
  const isRefused = resultCode(error) === RESULT.invalidCredentials;
  const what = isRefused
    ? `${url} refuses ${bindDn} (TW_LDAP_BIND_DN, TW_LDAP_BIND_PASSWORD)`
    : resultCode(error) === undefined
    ? `${url} does not answer`
    : `${baseDn} at ${url} cannot be read as ${bindDn}`;
  return new AppError("unavailable", "The directory cannot be reached right now. Try again soon.", {
    cause: new Error(`${what}: ${describeLdapError(error)}`),
    ...(isRefused ? { reason: SERVICE_REFUSED } : {}),
  });
}
