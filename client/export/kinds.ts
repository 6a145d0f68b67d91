/** What a saved log holds of each kind of message beside its words. */

import { t } from "../../i18n/i18n.ts";
import { sizeText } from "../../i18n/numbers.ts";
import type { MessageView } from "../model/mod.ts";
import type { ExportedParts } from "./log.ts";
import { isolated } from "./plain_characters.ts";

interface ExportedKind {
  /** For programs. */
  parts(message: MessageView): ExportedParts;
  /** For people: lines in which what others wrote is `isolated`. */
  lines(parts: ExportedParts): string[];
}

const WORDS: ExportedKind = { parts: () => ({}), lines: () => [] };

const FILE: ExportedKind = {
  parts: ({ file }) =>
    file === undefined
      ? {}
      : { file: { name: file.name, media: file.media, sizeBytes: file.sizeBytes } },
  lines: ({ file }) =>
    file === undefined ? [] : [
      t("File: {name} ({size})", {
        name: isolated(file.name),
        size: sizeText(file.sizeBytes),
      }),
    ],
};

const EXPORTED: { readonly [Kind in MessageView["kind"]]: ExportedKind } = {
  text: WORDS,
  reply: WORDS,
  file: FILE,
};

export function exportedParts(message: MessageView): ExportedParts {
  return EXPORTED[message.kind].parts(message);
}

/** A saved message bears no kind: each kind knows its own parts. */
export function exportedLines(parts: ExportedParts): string[] {
  return [...new Set(Object.values(EXPORTED))].flatMap(({ lines }) => lines(parts));
}
