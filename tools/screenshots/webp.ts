/** Encodes a PNG as WebP in the browser that took it. */

import type { Page } from "playwright-core";

/** Of lossy WebP; letters stay crisp at this one. */
const QUALITY = 0.86;

/**
 * A PNG as WebP, encoded by the browser that took it: a third of the bytes, and no encoder of ours.
 *
 * @param page an empty one, `about:blank`.
 */
export async function webpOf(page: Page, png: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const base64 = await page.evaluate(async ({ png, quality }) => {
    const image = await createImageBitmap(new Blob([Uint8Array.fromBase64(png)]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d")!.drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality });
    return new Uint8Array(await blob.arrayBuffer()).toBase64();
  }, { png: png.toBase64(), quality: QUALITY });
  return Uint8Array.fromBase64(base64);
}
