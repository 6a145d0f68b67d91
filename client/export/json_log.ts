/** A saved log as JSON, for programs. */

import type { ExportedLog } from "./log.ts";

const JSON_LOG_FORMAT = "talkywalky-log";
/** Raised when a reader of older files would misread a newer one. */
const JSON_LOG_VERSION = 1;

/** A saved log for programs: `ExportedLog` as JSON, everything exactly as it was written. */
export function jsonLog(log: ExportedLog): string {
  const file = { format: JSON_LOG_FORMAT, version: JSON_LOG_VERSION, ...log };
  return `${JSON.stringify(file, null, 2)}\n`;
}
