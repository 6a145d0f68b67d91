/** Looks for readable texts in bytes, also where an encoding hides them. */

import { walk } from "./walk.ts";

/**
 * The spellings in which `text` could lie somewhere: as it is, in UTF-16, in JSON, percent-encoded,
 * in hexadecimal, and in base64 and base64url at each of the three alignments.
 */
function spellingsOf(text: string): Uint8Array[] {
  const utf8 = new TextEncoder().encode(text);
  const utf16 = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    new DataView(utf16.buffer).setUint16(i * 2, text.charCodeAt(i), true);
  }
  const hex = [...utf8].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const texts = [
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    hex,
    hex.toUpperCase(),
  ];
  for (let offset = 0; offset < 3; offset++) {
    const padded = btoa(String.fromCharCode(...new Uint8Array(offset), ...utf8));
    // The first characters mix with what stands before, the last ones with what follows.
    const core = padded.slice(offset === 0 ? 0 : 4, -4);
    texts.push(core, core.replaceAll("+", "-").replaceAll("/", "_"));
  }
  return [utf8, utf16, ...texts.map((spelling) => new TextEncoder().encode(spelling))];
}

/** Which of `texts` lie in `bytes` in any spelling. */
export function readableIn(bytes: Uint8Array, texts: readonly string[]): string[] {
  const haystack = latin1(bytes);
  return texts.filter((text) =>
    spellingsOf(text).some((spelling) => haystack.includes(latin1(spelling)))
  );
}

/** Which of `texts` lie in which file under `folder`; also how many bytes were read. */
export async function readableUnder(
  folder: string,
  texts: readonly string[],
): Promise<{ found: string[]; bytes: number; files: number }> {
  const found: string[] = [];
  let bytes = 0;
  let files = 0;
  for await (const path of walk(folder)) {
    const content = await Deno.readFile(path);
    files++;
    bytes += content.length;
    for (const text of readableIn(content, texts)) found.push(`${path}: ${text}`);
  }
  return { found, bytes, files };
}

function latin1(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 8192) {
    out += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return out;
}
