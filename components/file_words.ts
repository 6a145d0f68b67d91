// Browser-safe: runs in the page and on the server.

import { currentLanguage } from "../i18n/i18n.ts";
import type { IconName } from "./icon.tsx";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const STEP = 1000;
/** So much of a name's end always shows, with its extension. */
const TAIL_CHARS = 9;

/** "1.4 MB", as the language writes it. */
export function fileSize(bytes: number, locale: string = currentLanguage()): string {
  let value = bytes;
  let unit = 0;
  // What rounds to 1,000 of a unit is one of the next.
  while (unit < UNITS.length - 1 && Math.round(value) >= STEP) {
    value /= STEP;
    unit += 1;
  }
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[unit]!,
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

/**
 * A name in two parts, of which the first may be cut off on screen. Characters that turn the
 * direction of writing are left out: they would make "exe.gpj" of "jpg.exe".
 */
export function nameParts(name: string): { head: string; tail: string } {
  const shown = [...name.replace(/[\p{Cc}\p{Bidi_Control}]/gu, "")];
  const dot = shown.lastIndexOf(".");
  const extension = dot > 0 && shown.length - dot <= TAIL_CHARS ? shown.length - dot : 0;
  const at = shown.length - Math.max(extension + 3, 6);
  if (at <= TAIL_CHARS) return { head: shown.join(""), tail: "" };
  return { head: shown.slice(0, at).join(""), tail: shown.slice(at).join("") };
}

/** The picture that stands for a kind of file. */
export function fileIcon(media: string): IconName {
  if (media.startsWith("image/")) return "image";
  if (media.startsWith("audio/")) return "audio";
  if (media.startsWith("video/")) return "video";
  if (/zip|compressed|x-tar|x-7z|gzip|rar|archive/.test(media)) return "archive";
  if (/^text\/|pdf|document|json|xml|sheet|presentation|rtf|msword/.test(media)) return "text-file";
  return "file";
}
