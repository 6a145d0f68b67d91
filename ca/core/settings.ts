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
  /** O of every certificate, see {@linkcode isOrganisation}. */
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

/** What {@linkcode isOrganisation} takes, in words. */
export const ORGANISATION_FORM =
  `1 to ${MAX_ORGANISATION_CHARS} characters in one line, of which an emoji may take several`;

/**
 * Whether certificates can name an organisation so: in one line, with something to be seen, and
 * within the bound, which counts characters and not the units of a string (RFC 5280 appendix A.1,
 * X.680 41.1).
 */
export function isOrganisation(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() &&
    !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value) && /[^\p{C}\p{Z}]/u.test(value) &&
    [...value].length <= MAX_ORGANISATION_CHARS;
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
  if (!isOrganisation(organisation)) refuse("organisation", ORGANISATION_FORM, organisation);
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
