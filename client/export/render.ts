/** Renders a saved log as text, JSON or HTML, and names the file type. */

import type { LogFormat, SavedLog } from "../model/mod.ts";
import { safeFileName } from "./file_name.ts";
import { htmlLog } from "./html_log.ts";
import { jsonLog } from "./json_log.ts";
import type { ExportedLog } from "./log.ts";
import { textLog } from "./text_log.ts";

const FORMS = {
  text: { extension: "txt", media: "text/plain;charset=utf-8", write: textLog },
  json: { extension: "json", media: "application/json", write: jsonLog },
  html: { extension: "html", media: "text/html;charset=utf-8", write: htmlLog },
} as const satisfies Record<
  LogFormat,
  { extension: string; media: string; write: (log: ExportedLog, timeZone?: string) => string }
>;

/** `log` as a file; dates stand in the language of the screens, in `timeZone` or the machine's. */
export function renderLog(format: LogFormat, log: ExportedLog, timeZone?: string): SavedLog {
  const { extension, media, write } = FORMS[format];
  return {
    name: safeFileName(log.title, log.savedAt.slice(0, 10), extension),
    blob: new Blob([write(log, timeZone)], { type: media }),
  };
}
