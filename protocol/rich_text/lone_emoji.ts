/** Tells messages that are emoji and nothing else. */

/** A message of so many emoji and nothing else is shown big. */
const MAX_LONE_EMOJI = 3;

/** One emoji with its skin tone, its joined parts, its tags (UTS 51, 1.4.9, narrowed). */
const PICTURE =
  "(?:(?!\\p{Regional_Indicator})\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?=[\\u{FE0F}\\u{1F3FB}-\\u{1F3FF}]))" +
  "(?:\\u{FE0F}|\\p{Emoji_Modifier})?[\\u{E0020}-\\u{E007F}]*";
const JOINED = "\\u{200D}\\p{Extended_Pictographic}(?:\\u{FE0F}|\\p{Emoji_Modifier})?";
const FLAG = "\\p{Regional_Indicator}{2}";
const KEYCAP = "[0-9#*]\\u{FE0F}?\\u{20E3}";
const LONE = new RegExp(
  `^(?:\\s*(?:${FLAG}|${KEYCAP}|${PICTURE}(?:${JOINED})*)){1,${MAX_LONE_EMOJI}}\\s*$`,
  "u",
);
/** Longer than three emoji can be. */
const MAX_CHARS = 120;

/** Whether `text` is one to three emoji and nothing else but space. */
export function isLoneEmoji(text: string): boolean {
  return text.length <= MAX_CHARS && LONE.test(text);
}
