/** What an LDAP server said, in words for the operator: the result code and what it means. Pure. */

import { ResultCodeError } from "ldapts";

/**
 * What Active Directory adds to invalidCredentials as `data <hexadecimal>`: system error codes
 * (MS-ERREF 2.2).
 */
const AD_DATA: Readonly<Record<string, string>> = {
  "525": "there is no such account",
  "52e": "the name or the password is wrong",
  "530": "it may not sign in at this time",
  "531": "it may not sign in from this machine",
  "532": "its password has expired",
  "533": "the account is disabled",
  "701": "the account has expired",
  "773": "its password must be changed first",
  "775": "the account is locked",
};

/** `result code 49 (InvalidCredentials), the account is locked: ...`; other errors as they are. */
export function describeLdapError(error: unknown): string {
  if (!(error instanceof ResultCodeError)) {
    const { message = "", code = "" } = error instanceof Error ? error as ErrorWithCode : {};
    return message || code || String(error);
  }
  const name = error.name.replace(/Error$/, "");
  const means = AD_DATA[/\bdata ([0-9a-f]{3})\b/.exec(error.message)?.[1] ?? ""];
  // Servers end their own words with a NUL.
  // deno-lint-ignore no-control-regex -- it is what is to be taken away
  const words = error.message.replace(/\s*Code: 0x[0-9a-f]+\s*$/i, "").replace(/\u0000/g, "")
    .trim();
  return `result code ${error.code} (${name})` + (means === undefined ? "" : `, ${means}`) +
    (words === "" ? "" : `: ${words}`);
}

type ErrorWithCode = Error & { code?: string };
