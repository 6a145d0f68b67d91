// Browser-safe: runs in the page.

/** Words that the readable forms of a saved log share. */

import { t, tn } from "../../i18n/i18n.ts";
import { readerLocale } from "../../i18n/locale.ts";
import type { ExportedLog, ExportedMessage } from "./log.ts";
import { isolated } from "./plain_characters.ts";

const KILO = 1000;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Dates as the screens write them, in `timeZone` or the machine's own. */
export interface LogDates {
  /** "Sunday, 22 November 2026". */
  day(iso: string): string;
  clock(iso: string): string;
  full(iso: string): string;
  /** "Europe/Paris". */
  zone: string;
}

export function logDates(timeZone?: string): LogDates {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const words = new Intl.DateTimeFormat(readerLocale(), {
      ...options,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return (iso: string) => {
      const time = new Date(iso);
      return Number.isNaN(time.getTime()) ? "?" : words.format(time);
    };
  };
  return {
    day: format({ dateStyle: "full" }),
    clock: format({ timeStyle: "short" }),
    full: format({ dateStyle: "long", timeStyle: "medium" }),
    zone: timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** "1.5 MB". */
export function sizeWords(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  while (amount >= KILO && unit < UNITS.length - 1) {
    amount /= KILO;
    unit++;
  }
  return new Intl.NumberFormat(readerLocale(), {
    style: "unit",
    unit: UNITS[unit]!,
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: amount < 10 && unit > 0 ? 1 : 0,
  }).format(amount);
}

export function kindWords({ kind, members }: ExportedLog): string {
  return kind === "direct"
    ? t("Conversation of two people")
    : tn(members.length, "Room of {count} member", "Room of {count} members");
}

/** What the marks mean, and what they do not. */
export function verificationWords(): { verified: string; unverified: string; limits: string } {
  return {
    verified: t(
      "Verified: the signature held, and its certificate led to the authority of the organisation when the log was saved.",
    ),
    unverified: t("Not verified: nothing proves who wrote it."),
    limits: t(
      "The marks say what this browser found. This file itself is not signed: whoever has it can change it.",
    ),
  };
}

export function incompleteWords(): string {
  return t("Older messages are not in this file.");
}

/** What stands in the place of a message's text, or before it. */
export function stateWords(message: ExportedMessage, dates: LogDates): string[] {
  const { deleted, editedAt, file, verification, id } = message;
  return [
    ...(deleted ? [t("Its sender deleted this message.")] : []),
    ...(editedAt === undefined || deleted
      ? []
      : [t("Edited {time}", { time: dates.full(editedAt) })]),
    ...(file === undefined ? [] : [
      t("File: {name} ({size})", {
        name: isolated(file.name),
        size: sizeWords(file.sizeBytes),
      }),
    ]),
    ...(id === undefined
      ? [t("This message has not been sent yet.")]
      : verification.verified
      ? []
      : [verificationWords().unverified]),
  ];
}
