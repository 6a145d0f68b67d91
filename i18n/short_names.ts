/**
 * Short names of texts, for the words that pages load: the English text stands in the code that
 * shows it, and need not stand in each dictionary once more.
 */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** A text as short as its name keeps its own. */
const NAME_CHARS = 7;

/** FNV-1a of the text's UTF-16 units, in 32 bits, to base 36. */
export function shortName(text: string): string {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  }
  return (hash >>> 0).toString(36);
}

/**
 * `words` under their short names. Those with something filled in that is not known before, such as
 * `{1}`, keep their English, as `served()` looks for it in what arrives.
 *
 * @throws {Error} when two texts have one name; another wording of one of them helps.
 */
export function withShortNames<Words>(
  words: Readonly<Record<string, Words>>,
): Record<string, Words> {
  const short = new Map<string, Words>();
  for (const [english, said] of Object.entries(words)) {
    const isWhole = english.includes("{1}") || english.length <= NAME_CHARS;
    const name = isWhole ? english : shortName(english);
    if (short.has(name)) throw new Error(`"${english}" has the short name of another text`);
    short.set(name, said);
  }
  return Object.fromEntries(short);
}
