/** The name of the file that a conversation is saved as. */

/** Most file systems take 255 bytes; some of them are left for "(1)" and for paths. */
const MAX_BYTES = 120;
/** Refused by Windows, meant as a folder elsewhere, steering a terminal, or turning the line. */
const REFUSED =
  // deno-lint-ignore no-control-regex -- these are the characters to be replaced
  /[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]+/g;

/** "Design review 2026-11-22.txt": `title` as a part of a name that every system takes. */
export function safeFileName(title: string, date: string, extension: string): string {
  const plain = title.toWellFormed().normalize("NFC").replace(REFUSED, " ")
    .replace(/\s+/g, " ").replace(/^[ .~-]+|[ .]+$/g, "");
  return `${cut(plain)} ${date}.${extension}`.trimStart();
}

/** Not in the middle of a letter and its marks. */
function cut(text: string): string {
  let bytes = 0;
  let end = 0;
  const encoder = new TextEncoder();
  for (const { segment, index } of new Intl.Segmenter().segment(text)) {
    bytes += encoder.encode(segment).length;
    if (bytes > MAX_BYTES) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd();
}
