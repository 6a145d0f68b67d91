/** Makes a file name safe to show and to save. */

import { MAX_FILE_NAME_CHARS } from "../../e2ee/payload.ts";
import { withoutPiledMarks } from "../../protocol/name_rules.ts";
import { isInvisible } from "../../protocol/typed_text.ts";

/** Longest end of a name that is taken for its extension. */
const MAX_EXTENSION_CHARS = 16;

/**
 * `name` as a message may hold it, and as one that somebody else's message holds is shown and saved:
 * no path, no control characters, and its end kept.
 */
export function tidyFileName(name: string): string {
  // Marks that turn the direction of writing make "exe.gpj" of "jpg.exe".
  const tidy = withoutPiledMarks(name.toWellFormed())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "")
    .replace(/[/\\]/g, "_").trim();
  if (isInvisible(tidy) || tidy === "." || tidy === "..") return "file";
  if (tidy.length <= MAX_FILE_NAME_CHARS) return tidy;
  const dot = tidy.lastIndexOf(".");
  const end = dot > 0 && tidy.length - dot <= MAX_EXTENSION_CHARS ? tidy.slice(dot) : "";
  // A cut may part a pair of surrogates.
  const start = tidy.slice(0, MAX_FILE_NAME_CHARS - end.length).replace(/[\ud800-\udbff]$/, "");
  return start + end;
}
