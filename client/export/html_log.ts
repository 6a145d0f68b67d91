/** A saved log as one HTML page that loads nothing and runs no script. */

import { currentLanguage, directionOf, t } from "../../i18n/i18n.ts";
import { closedTitle } from "../model/closed_title.ts";
import { HTML_LOG_STYLE } from "./html_style.ts";
import type { ExportedEntry, ExportedLog, ExportedMessage } from "./log.ts";
import { balanced } from "../../i18n/isolate.ts";
import { isolated, wellFormed } from "./plain_characters.ts";
import {
  incompleteWords,
  kindWords,
  type LogDates,
  logDates,
  sealedWords,
  stateWords,
  verificationWords,
} from "./words.ts";

/** Nothing runs and nothing is loaded, whatever the messages hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an element or a quoted attribute; signs that turn the direction end with it. */
function escaped(text: string): string {
  return balanced(wellFormed(text)).replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/** A saved log as one page that needs nothing beside itself. */
export function htmlLog(log: ExportedLog, timeZone?: string): string {
  const dates = logDates(timeZone);
  const language = currentLanguage();
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(log.title)}</title>
<style>${HTML_LOG_STYLE}</style>
</head>
<body>
${header(log, dates)}
<main>
${days(log.entries, dates)}
</main>
</body>
</html>
`;
}

function header(log: ExportedLog, dates: LogDates): string {
  const { verified, unverified, limits } = verificationWords();
  const saved = t("Saved {time} ({zone}) by {name}", {
    time: dates.full(log.savedAt),
    zone: dates.zone,
    name: `${isolated(log.savedBy.name)} (@${log.savedBy.uid})`,
  });
  return `<header>
<h1 dir="auto">${escaped(log.title)}</h1>
<p>${escaped(kindWords(log))}</p>
<ul class="members">${
    log.members.map(({ name, uid }) =>
      `<li><bdi>${escaped(name)}</bdi> <bdi class="uid">@${escaped(uid)}</bdi></li>`
    ).join("")
  }</ul>
<p>${escaped(saved)}</p>
${log.complete ? "" : `<p>${escaped(incompleteWords())}</p>`}
<dl class="marks">
<dt class="mark">✓</dt><dd>${escaped(verified)}</dd>
<dt class="mark mark--not">!</dt><dd>${escaped(unverified)}</dd>
</dl>
<p class="limits">${escaped(limits)}</p>
</header>`;
}

function days(entries: readonly ExportedEntry[], dates: LogDates): string {
  const parts: string[] = [];
  let day: string | undefined;
  for (const entry of entries) {
    const today = dates.day(entry.time);
    if (today !== day) {
      parts.push(`${day === undefined ? "" : "</section>\n"}<section>\n<h2>${escaped(today)}</h2>`);
    }
    day = today;
    parts.push(entryHtml(entry, dates));
  }
  return parts.join("\n") + (day === undefined ? "" : "\n</section>");
}

function timeHtml(iso: string, dates: LogDates): string {
  return `<time datetime="${escaped(iso)}" title="${escaped(dates.full(iso))}">${
    escaped(dates.clock(iso))
  }</time>`;
}

function entryHtml(entry: ExportedEntry, dates: LogDates): string {
  const time = timeHtml(entry.time, dates);
  switch (entry.type) {
    case "notice":
      return `<p class="notice" dir="auto">${escaped(entry.text)} ${time}</p>`;
    case "closed": {
      const from = closedTitle(entry, isolated);
      return `<article class="closed" data-reason="${escaped(entry.reason)}">
<p class="by">${escaped(from)} ${time}</p>
<p>${escaped(entry.message)}</p>
</article>`;
    }
    case "sealed":
      return `<p class="notice">${escaped(sealedWords(entry))} ${
        escaped(dates.range(entry.since, entry.time))
      }</p>`;
    case "message":
      return messageHtml(entry, dates);
  }
}

function messageHtml(message: ExportedMessage, dates: LogDates): string {
  const { id, sender, time, text, reply, reactions } = message;
  const parts = [
    `<p class="by"><bdi class="name">${escaped(sender.name)}</bdi> <bdi class="uid">@${
      escaped(sender.uid)
    }</bdi> ${timeHtml(time, dates)} ${markHtml(message)}</p>`,
    reply === undefined ? "" : replyHtml(reply),
    ...stateWords(message, dates).map((words) => `<p class="state">${escaped(words)}</p>`),
    text === "" ? "" : `<p class="text" dir="auto">${escaped(text)}</p>`,
    reactions.length === 0
      ? ""
      : `<ul class="reactions">${
        reactions.map(({ emoji, names }) =>
          `<li>${escaped(emoji)} ${
            names.map((name) => `<bdi>${escaped(name)}</bdi>`).join(", ")
          }</li>`
        ).join("")
      }</ul>`,
  ];
  const name = id === undefined ? "" : ` id="${escaped(anchor(id))}"`;
  return `<article${name}>\n${parts.filter((part) => part !== "").join("\n")}\n</article>`;
}

function markHtml({ verification: { verified, certificate } }: ExportedMessage): string {
  const words = verificationWords();
  const title = [
    verified ? words.verified : words.unverified,
    ...(certificate === undefined ? [] : [`SHA-256 ${certificate}`]),
  ].join("\n");
  const said = verified ? t("verified") : t("not verified");
  return `<span class="mark${verified ? "" : " mark--not"}" role="img" aria-label="${
    escaped(said)
  }" title="${escaped(title)}">${verified ? "✓" : "!"}</span>`;
}

function replyHtml({ id, senderName, text }: NonNullable<ExportedMessage["reply"]>): string {
  if (senderName === undefined || text === undefined) {
    return `<p class="reply">${escaped(t("An answer to a message that is not here"))}</p>`;
  }
  return `<blockquote class="reply" dir="auto"><a href="#${
    escaped(encodeURIComponent(anchor(id)))
  }"><bdi>${escaped(senderName)}</bdi></a> ${escaped(text)}</blockquote>`;
}

function anchor(id: string): string {
  return `m-${id.toWellFormed()}`;
}
