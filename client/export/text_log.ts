/** A saved log as plain text. */

import { t } from "../../i18n/i18n.ts";
import { closedTitle } from "../model/closed_title.ts";
import type { ExportedEntry, ExportedLog, ExportedMessage } from "./log.ts";
import { isolated, linesOf, ownLine } from "./plain_characters.ts";
import {
  incompleteWords,
  kindWords,
  type LogDates,
  logDates,
  sealedWords,
  stateWords,
  verificationWords,
} from "./words.ts";

/** What people wrote stands behind this, so that it never looks like a line of ours. */
const INDENT = "    ";

/** A saved log as plain text, UTF-8, made to be read and to be searched. */
export function textLog(log: ExportedLog, timeZone?: string): string {
  const dates = logDates(timeZone);
  const { verified, unverified, limits } = verificationWords();
  const head = [
    ownLine(log.title),
    kindWords(log),
    ...log.members.map(person).map((line) => `- ${line}`),
    t("Saved {time} ({zone}) by {name}", {
      time: dates.full(log.savedAt),
      zone: dates.zone,
      name: person(log.savedBy),
    }),
    `[✓] ${verified}`,
    `[!] ${unverified}`,
    limits,
    ...(log.complete ? [] : [incompleteWords()]),
  ];
  const body: string[] = [];
  let day = "";
  for (const entry of log.entries) {
    const today = dates.day(entry.time);
    if (today !== day) body.push("", `=== ${today} ===`);
    day = today;
    body.push("", ...entryLines(entry, dates));
  }
  return [...head, ...body, ""].join("\r\n");
}

function person({ name, uid }: { name: string; uid: string }): string {
  return `${isolated(name)} (@${uid})`;
}

function entryLines(entry: ExportedEntry, dates: LogDates): string[] {
  const clock = dates.clock(entry.time);
  switch (entry.type) {
    case "notice":
      return [`${clock} * ${isolated(entry.text)}`];
    case "closed":
      return [
        `${clock} [!] ${closedTitle(entry, isolated)}`,
        ...quoted(entry.message),
      ];
    case "sealed":
      return [
        `${clock} [!] ${sealedWords(entry)}`,
        INDENT + isolated(dates.range(entry.since, entry.time)),
      ];
    case "message":
      return messageLines(entry, dates);
  }
}

function messageLines(message: ExportedMessage, dates: LogDates): string[] {
  const { sender, time, text, reply, reactions, verification } = message;
  return [
    `${dates.clock(time)} [${verification.verified ? "✓" : "!"}] ${person(sender)}`,
    ...(reply === undefined ? [] : [`${INDENT}> ${replyLine(reply)}`]),
    ...stateWords(message, dates).map((words) => `${INDENT}(${words})`),
    ...(text === "" ? [] : quoted(text)),
    ...reactions.map(({ emoji, names }) =>
      `${INDENT}[${isolated(emoji)}: ${names.map(isolated).join(", ")}]`
    ),
  ];
}

function replyLine({ senderName, text }: NonNullable<ExportedMessage["reply"]>): string {
  if (senderName === undefined || text === undefined) {
    return t("An answer to a message that is not here");
  }
  return `${isolated(senderName)}: ${isolated(linesOf(text)[0]!)}`;
}

function quoted(text: string): string[] {
  return linesOf(text).map((line) => line === "" ? "" : INDENT + ownLine(line));
}
