/** Keeps names and the like apart from sentences that are written in the other direction. */

/** How a language is written. */
export type Direction = "ltr" | "rtl";

/** First strong isolate and its end (UAX #9): what is between them orders itself alone. */
const BEGIN = "\u2068";
const END = "\u2069";
/** What opens an isolate or an embedding, what closes each, and all of them. */
const OPENS_ISOLATE = /[\u2066-\u2068]/;
const OPENS_EMBEDDING = /[\u202a\u202b\u202d\u202e]/;
const END_OF_EMBEDDING = "\u202c";
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;
/** Letters that are written from right to left: the blocks that Unicode sets apart for them. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const NUMBER = /^\p{Nd}[\p{Nd}.,\u066b\u066c\u00a0\u202f]*$/u;

/**
 * `text` as it may stand in a sentence of another direction, where no `<bdi>` can be: a name in a
 * label, a file in an announcement. Without it `@noor` becomes `noor@` in Arabic, and an Arabic
 * name carries the sign after it to its other side in English. Numbers order themselves, and what
 * cannot disturb a sentence stays as it is.
 */
export function isolated(text: string, around: Direction): string {
  if (text === "" || NUMBER.test(text)) return text;
  if (TURNS.test(text)) {
    const apart = text.startsWith(BEGIN) && text.indexOf(END) === text.length - 1;
    return apart && !TURNS.test(text.slice(1, -1)) ? text : BEGIN + balanced(text) + END;
  }
  if (around === "ltr" && !RIGHT_TO_LEFT.test(text)) return text;
  return BEGIN + text + END;
}

/**
 * `text` with every sign that turns the direction ending in it, and without those that end what
 * began before it: a browser lets even `<bdi>` be closed from within.
 */
export function balanced(text: string): string {
  if (!TURNS.test(text)) return text;
  const open: string[] = [];
  let inside = "";
  for (const character of text) {
    if (OPENS_ISOLATE.test(character)) open.push(END);
    else if (OPENS_EMBEDDING.test(character)) open.push(END_OF_EMBEDDING);
    else if (character === END || character === END_OF_EMBEDDING) {
      // One that closes nothing of this text is left out.
      if (open.at(-1) !== character) continue;
      open.pop();
    }
    inside += character;
  }
  return inside + open.reverse().join("");
}
