/** Whether an entry may be used now, from its own attributes. Pure. */

import type { Entry } from "ldapts";
import type { AccountProblem } from "../account_problem.ts";
import { texts } from "./entry_text.ts";

/** What an entry says against its use. */
export interface Barred {
  problem: AccountProblem;
  /**
   * It is of the password alone: wrong ones that somebody typed, or its age. Whether that still
   * counts is decided by a policy that need not be readable, so the server says it at a bind; a
   * session, which is past the password, goes on.
   */
  ofPassword: boolean;
}

/** Looks at what `attributes` brought. @param nowMs Epoch milliseconds. */
export type ReadState = (entry: Entry, nowMs: number) => Barred | undefined;

/**
 * draft-behera-ldap-password-policy 5.3; `pwdStartTime` and `pwdEndTime` of its version 10;
 * `nsAccountLock` and `krbPrincipalExpiration` of 389 Directory Server and FreeIPA, which have the
 * rest alike.
 */
export const POLICY_ATTRIBUTES = [
  "pwdAccountLockedTime",
  "pwdReset",
  "pwdStartTime",
  "pwdEndTime",
  "nsAccountLock",
  "krbPrincipalExpiration",
];

/** 5.3.3: locked until an administrator unlocks it. */
const LOCKED_FOR_GOOD = "000001010000Z";

/** OpenLDAP with its password policy, 389 Directory Server, FreeIPA. */
export const policyState: ReadState = (entry, nowMs) => {
  const [lockedTime] = texts(entry, "pwdAccountLockedTime");
  const timeOf = (name: string) => generalizedTimeMs(texts(entry, name)[0]);
  if (lockedTime === LOCKED_FOR_GOOD || isTrue(entry, "nsAccountLock")) {
    return ofAccount("disabled");
  }
  if (
    nowMs < (timeOf("pwdStartTime") ?? -Infinity) || nowMs >= (timeOf("pwdEndTime") ?? Infinity) ||
    nowMs >= (timeOf("krbPrincipalExpiration") ?? Infinity)
  ) {
    return ofAccount("account-expired");
  }
  if (isTrue(entry, "pwdReset")) return ofAccount("must-change");
  // The value outlives the lock: until the next bind, and for good where the policy locks nobody.
  if (lockedTime !== undefined) return ofPassword("locked");
  return undefined;
};

export const CONTROL_ATTRIBUTES = [
  "userAccountControl",
  "msDS-User-Account-Control-Computed",
  "accountExpires",
  "pwdLastSet",
  "lockoutTime",
];

/** [MS-ADTS] 2.2.16, userAccountControl. */
const ACCOUNT_DISABLED = 0x2;
const LOCKOUT = 0x10;
const PASSWORD_NEVER_EXPIRES = 0x10000;
const SMARTCARD_REQUIRED = 0x40000;
const PASSWORD_EXPIRED = 0x800000;
/** [MS-ADA1] 2.1: an account that never expires has one of these. */
const NEVER = new Set([0n, 0x7fffffffffffffffn]);

/** Active Directory. What the server computes itself ([MS-ADTS] 3.1.1.4.5.17) knows its policies. */
export const controlState: ReadState = (entry, nowMs) => {
  const number = (name: string) => bigInteger(texts(entry, name)[0]);
  const control = Number(number("userAccountControl") ?? 0n);
  const computed = Number(number("msDS-User-Account-Control-Computed") ?? 0n);
  if ((control & ACCOUNT_DISABLED) !== 0) return ofAccount("disabled");
  const expires = number("accountExpires") ?? 0n;
  if (!NEVER.has(expires) && fileTimeMs(expires) <= nowMs) return ofAccount("account-expired");
  const mayAge = (control & (PASSWORD_NEVER_EXPIRES | SMARTCARD_REQUIRED)) === 0;
  if (mayAge && number("pwdLastSet") === 0n) return ofAccount("must-change");
  if ((computed & LOCKOUT) !== 0) return ofPassword("locked");
  if (mayAge && (computed & PASSWORD_EXPIRED) !== 0) return ofPassword("password-expired");
  return undefined;
};

function ofAccount(problem: AccountProblem): Barred {
  return { problem, ofPassword: false };
}

function ofPassword(problem: AccountProblem): Barred {
  return { problem, ofPassword: true };
}

/** When Active Directory locked the account last, as epoch milliseconds; undefined where it is open. */
export function lockedMsOf(entry: Entry): number | undefined {
  const time = bigInteger(texts(entry, "lockoutTime")[0]) ?? 0n;
  return time === 0n ? undefined : fileTimeMs(time);
}

/** Milliseconds of an interval of the domain's policy, which counts down; undefined for no end. */
export function intervalMs(text: string | undefined): number | undefined {
  const interval = bigInteger(text) ?? 0n;
  return interval >= 0n || interval === -0x8000000000000000n
    ? undefined
    : Number(-interval / 10_000n);
}

/** The domain that an entry is in: the `DC` parts of its name. */
export function domainOf(dn: string): string | undefined {
  return /(?:^|,)\s*(DC=.*)$/i.exec(dn)?.[1];
}

/** Epoch milliseconds of a count of 100 ns since 1601 ([MS-DTYP] 2.3.3). */
export function fileTimeMs(fileTime: bigint): number {
  return Number(fileTime / 10_000n) - 11_644_473_600_000;
}

const GENERALIZED_TIME =
  /^(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,]\d+)?(?:Z|([+-])(\d\d)(\d\d)?)$/;

/** Epoch milliseconds of a Generalized Time (RFC 4517 3.3.13); undefined for what is none. */
export function generalizedTimeMs(text: string | undefined): number | undefined {
  const parts = GENERALIZED_TIME.exec(text ?? "");
  if (parts === null) return undefined;
  const [year, month, day, hour, minute = 0, second = 0] = parts.slice(1, 7).map((part) =>
    part === undefined ? undefined : Number(part)
  ) as [number, number, number, number, number?, number?];
  const [, , , , , , , sign, hours = "0", minutes = "0"] = parts;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - offsetMs;
  return Number.isNaN(ms) ? undefined : ms;
}

/** A number that may be larger than 53 bits; undefined for what is none. */
export function bigInteger(text: string | undefined): bigint | undefined {
  return text !== undefined && /^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}

function isTrue(entry: Entry, name: string): boolean {
  return texts(entry, name)[0]?.toUpperCase() === "TRUE";
}
