/**
 * Which emoji are the same. An emoji may stand with or without what asks for its coloured form
 * (U+FE0F), here and there in a joined one: it is one emoji all the same. A skin tone, a joined
 * part or a tag makes another.
 */

/** What varies the form of an emoji and not the emoji (UTS 51, ED-8 to ED-10). */
const FORM = /[\ufe0e\ufe0f]/gu;
/** What is drawn as a letter where nothing asks for colour; a skin tone asks for it too. */
const WITHOUT_COLOUR =
  /(?!\p{Emoji_Presentation})\p{Extended_Pictographic}(?!\p{Emoji_Modifier})/gu;
const KEYCAP = /([#*0-9])\u20e3/gu;

/**
 * The one spelling of an emoji, in which it is compared, stored and drawn: the fully-qualified one
 * (UTS 51, ED-18a). Two spellings of one emoji have the same, whoever sent them.
 */
export function emojiSpelling(emoji: string): string {
  return emoji.replace(FORM, "").replace(WITHOUT_COLOUR, "$&\ufe0f").replace(
    KEYCAP,
    "$1\ufe0f\u20e3",
  );
}

/** Whether `a` and `b` are one emoji. */
export function isSameEmoji(a: string, b: string): boolean {
  return emojiSpelling(a) === emojiSpelling(b);
}

/** One of a sequence that joiners hold together; of tags only those of a flag (UTS 51, 2.4). */
const ELEMENT =
  "(?:\\p{Regional_Indicator}{2}|[#*0-9]\\ufe0f?\\u20e3|\\u{1f3f4}[\\u{e0030}-\\u{e007a}]+\\u{e007f}|" +
  "\\p{Extended_Pictographic}\\ufe0f?\\p{Emoji_Modifier}?|\\p{Emoji_Modifier})";
/** More are joined in no emoji there is. */
const MAX_JOINED = 5;
const ONE = new RegExp(`^${ELEMENT}(?:\\u200d${ELEMENT}){0,${MAX_JOINED - 1}}$`, "u");

/**
 * Whether `text` is one emoji by its form (UTS 51, ED-17): one pictograph with its skin tone, a flag
 * or a keycap, or several that are joined to one. Whether there is such an emoji is another
 * question, to which each version of Unicode has a longer answer.
 */
export function isOneEmoji(text: string): boolean {
  return ONE.test(text);
}
