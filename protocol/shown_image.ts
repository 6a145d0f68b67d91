/** Which images a page may decode. */

/** Images up to here are shown in the page: 256 MB once they are decoded. */
const MAX_SHOWN_PIXELS = 64_000_000;

/** Whether an image of this size may be decoded in the page. */
export function isShownSize({ width, height }: { width: number; height: number }): boolean {
  return width * height <= MAX_SHOWN_PIXELS;
}

/**
 * Why the page may not decode `image`; it may where its first bytes say that it is a fitting one.
 * What reads them is loaded with the first image; without it, none is decoded.
 */
export async function notShownFor(image: Blob): Promise<"too-large" | "unreadable" | undefined> {
  try {
    const { imageSizeOf } = await import("./image_size.ts");
    const size = await imageSizeOf(image);
    if (size !== undefined) return isShownSize(size) ? undefined : "too-large";
  } catch {
    // Of what cannot be read nobody knows how many pixels it has.
  }
  return "unreadable";
}

/** Whether the page may decode `image`. */
export async function mayBeShown(image: Blob): Promise<boolean> {
  return await notShownFor(image) === undefined;
}
