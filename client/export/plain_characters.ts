// Browser-safe: runs in the page.

/** What people wrote, made safe to stand beside words of ours. */

// deno-lint-ignore no-control-regex -- these are the characters to be replaced
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";
const POP_EMBEDDING = "\u202c";
const OPENS_ISOLATE = /[\u2066-\u2068]/;
const OPENS_EMBEDDING = /[\u202a\u202b\u202d\u202e]/;

/** Without what steers a terminal, and without halves of characters. */
export function wellFormed(text: string): string {
  return text.replace(CONTROL, "\ufffd").toWellFormed();
}

export function linesOf(text: string): string[] {
  return text.split(LINE_END);
}

/**
 * One line in a direction of its own, by its first letter (UAX 9: first strong isolate). Signs in
 * it that turn the direction end with it, so that it cannot turn round what stands beside it.
 */
export function isolated(line: string): string {
  const open: string[] = [];
  let inside = "";
  for (const character of wellFormed(line)) {
    if (OPENS_ISOLATE.test(character)) open.push(POP_ISOLATE);
    else if (OPENS_EMBEDDING.test(character)) open.push(POP_EMBEDDING);
    else if (character === POP_ISOLATE || character === POP_EMBEDDING) {
      // One that closes nothing of this line is left out.
      if (open.at(-1) !== character) continue;
      open.pop();
    }
    inside += character;
  }
  return FIRST_STRONG_ISOLATE + inside + open.reverse().join("") + POP_ISOLATE;
}
