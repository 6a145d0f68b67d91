/** Which files are shown in the page, and which may only be saved. */

/**
 * Raster images only. SVG is a document that may hold scripts, and so are HTML, XML and PDF: as a
 * blob of this origin they would be ours.
 */
const SHOWN_IN_PLACE: ReadonlySet<string> = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
]);

/** What is not shown may only be saved. */
const OPAQUE = "application/octet-stream";
const MEDIA = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/;

/** Whether a file of this media type may be shown as a picture in the page. */
export function isShownInPlace(media: string): boolean {
  return SHOWN_IN_PLACE.has(media);
}

/** The type of the blob of a file with this media type: nothing that a browser would run. */
export function blobTypeOf(media: string): string {
  return isShownInPlace(media) ? media : OPAQUE;
}

/** `type` as a message may hold it: lower case, without parameters. */
export function mediaOf(type: string): string {
  const media = type.split(";")[0]!.trim().toLowerCase();
  return media.length <= 127 && MEDIA.test(media) ? media : OPAQUE;
}
