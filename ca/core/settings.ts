/** What the operator sets of the authority, and what is refused. */

import { AppError } from "../../protocol/errors.ts";
import {
  ENROLMENTS_PER_DAY,
  MAX_CERTIFICATE_DAYS,
  MAX_CRL_HOURS,
  MAX_ENROLMENTS_PER_DAY,
  MAX_ORGANISATION_CHARS,
  MIN_CERTIFICATE_DAYS,
  MIN_CRL_HOURS,
} from "./profile.ts";

/** What the operator sets of the authority. */
export interface AuthoritySettings {
  /** Folder of the program's data; the authority's files are in `ca/` under it. */
  dataDir: string;
  /** O of every certificate, 1 to 64 characters. */
  organisation: string;
  /** Origin under which people reach the program, such as `https://chat.example.org`. */
  publicOrigin: string;
  /** Life of a person's certificate, 1 to 825 days. */
  certificateDays: number;
  /** Life of a CRL, 1 to 240 hours. */
  crlHours: number;
  /** Pairs of certificates that one person gets within 24 hours, 1 to 1,000,000; 24 by default. */
  enrolmentsPerDay?: number;
}

/**
 * Refuses settings that would make certificates nobody can use.
 *
 * @throws {AppError} `invalid` with the setting's name as `field`.
 */
export function checkSettings(settings: AuthoritySettings): void {
  const { dataDir, organisation, publicOrigin, certificateDays, crlHours } = settings;
  const { enrolmentsPerDay = ENROLMENTS_PER_DAY } = settings;
  if (typeof dataDir !== "string" || dataDir === "") refuse("dataDir", "a folder", dataDir);
  const printable = typeof organisation === "string" && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(organisation);
  if (!printable || organisation.trim() === "" || organisation.length > MAX_ORGANISATION_CHARS) {
    refuse("organisation", `1 to ${MAX_ORGANISATION_CHARS} characters`, organisation);
  }
  if (!isHttpOrigin(publicOrigin)) refuse("publicOrigin", "an http or https origin", publicOrigin);
  refuseOutside("certificateDays", certificateDays, MIN_CERTIFICATE_DAYS, MAX_CERTIFICATE_DAYS);
  refuseOutside("crlHours", crlHours, MIN_CRL_HOURS, MAX_CRL_HOURS);
  refuseOutside("enrolmentsPerDay", enrolmentsPerDay, 1, MAX_ENROLMENTS_PER_DAY);
}

function isHttpOrigin(value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, origin } = new URL(value);
  return (protocol === "https:" || protocol === "http:") && origin === value;
}

function refuseOutside(field: keyof AuthoritySettings, value: number, min: number, max: number) {
  if (!Number.isInteger(value) || value < min || value > max) {
    refuse(field, `a whole number from ${min} to ${max}`, value);
  }
}

function refuse(field: keyof AuthoritySettings, rule: string, value: unknown): never {
  throw new AppError(
    "invalid",
    `Cannot start the authority as ${field} must be ${rule}: current value is ` +
      `${JSON.stringify(value)}.`,
    { field },
  );
}
