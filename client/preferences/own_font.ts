/** A font of one's own: its name, and whether the browser has it. */

/** In characters; the longest family names that are sold have about 50. */
const MAX_NAME_LENGTH = 64;
/** Letters, digits and what family names have besides: nothing that ends a string in a style. */
const NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ._&'()+-]*$/u;
/** Wide and narrow letters: two fonts in which all of it is equally wide are one font. */
const SAMPLE = "mmmMMMiillWWW@@0123456789";
/** What a browser draws in when it has no font of a name. */
const FALLBACKS = ["monospace", "serif", "sans-serif"];

/** The name of a font family, without blanks around it; undefined when it cannot be one. */
export function parseFontName(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const name = value.trim().normalize();
  return name.length <= MAX_NAME_LENGTH && NAME.test(name) ? name : undefined;
}

/**
 * Whether text in the font `name` comes out unlike what the browser draws without it.
 *
 * @param widthIn how wide `text` is in a font family list as CSS has it, in any unit.
 */
export function isInstalledFont(
  name: string,
  widthIn: (family: string, text: string) => number = widthOnCanvas,
): boolean {
  return FALLBACKS.some((fallback) =>
    widthIn(`"${name}", ${fallback}`, SAMPLE) !== widthIn(fallback, SAMPLE)
  );
}

function widthOnCanvas(family: string, text: string): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0;
  context.font = `72px ${family}`;
  return context.measureText(text).width;
}
