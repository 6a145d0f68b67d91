/** A file name split for the screen, and the icon for its media type. */

import type { IconName } from "./icon.tsx";

/** So much of a name's end always shows, with its extension. */
const TAIL_CHARS = 9;

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
