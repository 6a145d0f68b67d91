/** Which images a page may decode. */

/** Images up to here are shown in the page: 256 MB once they are decoded. */
const MAX_SHOWN_PIXELS = 64_000_000;

/** Whether an image of this size may be decoded in the page. */
export function isShownSize({ width, height }: { width: number; height: number }): boolean {
  return width * height <= MAX_SHOWN_PIXELS;
}

/**
 * Whether the page may decode `image`: its first bytes say that it is one, and not too large. What
 * reads them is loaded with the first image; without it, none is decoded.
 */
export async function mayBeShown(image: Blob): Promise<boolean> {
  try {
    const { imageSizeOf } = await import("./image_size.ts");
    const size = await imageSizeOf(image);
    return size !== undefined && isShownSize(size);
  } catch {
    return false;
  }
}
