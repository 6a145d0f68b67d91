/** Finds out which emoji this machine can draw. */

/** One emoji of each version, newest first. */
const WITNESSES: readonly (readonly [version: number, emoji: string])[] = [
  [17, "\u{1faea}"],
  [16, "\u{1fae9}"],
  [15.1, "\u{1f426}\u200d\u{1f525}"],
  [15, "\u{1fae8}"],
  [14, "\u{1fae0}"],
  [13.1, "\u{1f62e}\u200d\u{1f4a8}"],
  [13, "\u{1f972}"],
  [12, "\u{1f971}"],
  [11, "\u{1f970}"],
];
const SIZE_PX = 32;

let known: number | undefined;

/** The newest version whose emoji the fonts of this machine have; without colour, all are shown. */
export function supportedVersion(): number {
  return known ??= findVersion();
}

function findVersion(): number {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * SIZE_PX;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return Infinity;
  context.font =
    `${SIZE_PX}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
  context.textBaseline = "top";
  const smile = "\u{1f600}";
  if (!isInColour(context, smile)) return Infinity;
  const widest = context.measureText(smile).width * 1.5;
  const newest = WITNESSES.find(([, emoji]) =>
    // A sequence that is not known falls apart into its pieces.
    context.measureText(emoji).width < widest && isInColour(context, emoji)
  );
  return newest?.[0] ?? 10;
}

/** A glyph in colour does not take the colour of the pen; the sign for a missing one does. */
function isInColour(context: CanvasRenderingContext2D, emoji: string): boolean {
  const [inBlack, inWhite] = ["black", "white"].map((pen) => {
    context.clearRect(0, 0, 2 * SIZE_PX, 2 * SIZE_PX);
    context.fillStyle = pen;
    context.fillText(emoji, 0, 0);
    return context.getImageData(0, 0, 2 * SIZE_PX, 2 * SIZE_PX).data;
  });
  return inBlack!.some((value) => value !== 0) &&
    inBlack!.every((value, index) => value === inWhite![index]);
}
