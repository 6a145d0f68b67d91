/** Tells and tames names that are not seen, turn text around, or run into the lines beside them. */

// Controls, format characters (marks of direction and of no width among them), what is not
// assigned, everything that is drawn as nothing, and the blank of Braille.
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
/** More marks on one letter than any script needs: they would run into the lines around. */
const PILED_MARKS = /\p{M}{5}/u;
const ABOVE_THE_PILE = /(\p{M}{4})\p{M}+/gu;

/** Whether a name holds what is not seen, turns text around, or runs into the lines beside it. */
export function isUnprintable(name: string): boolean {
  return UNPRINTABLE.test(name) || PILED_MARKS.test(name);
}

/**
 * A name as it is shown where nobody has refused it: of a room, a file, or in a directory. No letter
 * has more than four marks, as many as Vietnamese, Thai, Arabic or pointed Hebrew put on one.
 */
export function withoutPiledMarks(name: string): string {
  return name.replace(ABOVE_THE_PILE, "$1");
}
