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
