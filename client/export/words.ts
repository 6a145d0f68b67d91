/** Words that the readable forms of a saved log share. */

import { readerLocale, t, tn } from "../../i18n/i18n.ts";
import { exportedLines } from "./kinds.ts";
import type { ExportedEntry, ExportedLog, ExportedMessage } from "./log.ts";

/** Dates as the screens write them, in `timeZone` or the machine's own. */
export interface LogDates {
  /** "Sunday, 22 November 2026". */
  day(iso: string): string;
  clock(iso: string): string;
  full(iso: string): string;
  /** "19 – 22 November 2026", or the one date of both. */
  range(since: string, until: string): string;
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
  const days = new Intl.DateTimeFormat(readerLocale(), {
    dateStyle: "long",
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return {
    day: format({ dateStyle: "full" }),
    clock: format({ timeStyle: "short" }),
    full: format({ dateStyle: "long", timeStyle: "medium" }),
    range(since, until) {
      const [from, to] = [new Date(since), new Date(until)];
      return Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())
        ? "?"
        : days.formatRange(from, to);
    },
    zone: timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
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

/** In the place of what its reader's browser had no keys for. */
export function sealedWords({ count }: Extract<ExportedEntry, { type: "sealed" }>): string {
  return tn(
    count,
    "{count} earlier item was sealed for keys that this browser does not have, and cannot be read here.",
    "{count} earlier items were sealed for keys that this browser does not have, and cannot be read here.",
  );
}

export function incompleteWords(): string {
  return t("Older messages are not in this file.");
}

/** What stands in the place of a message's text, or before it. */
export function stateWords(message: ExportedMessage, dates: LogDates): string[] {
  const { deleted, editedAt, verification, id, writtenAt } = message;
  return [
    ...(writtenAt === undefined
      ? []
      : [t("Written {time} by the sender's clock", { time: dates.full(writtenAt) })]),
    ...(deleted ? [t("Its sender deleted this message.")] : []),
    ...(editedAt === undefined || deleted
      ? []
      : [t("Edited {time}", { time: dates.full(editedAt) })]),
    ...exportedLines(message),
    ...(id === undefined
      ? [t("This message has not been sent yet.")]
      : verification.verified
      ? []
      : [verificationWords().unverified]),
  ];
}
