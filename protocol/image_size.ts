/**
 * How many pixels an image has, read from its first bytes without decoding it: a file of a hundred
 * kilobytes can hold more pixels than a device has memory for. Of PNG, JPEG, GIF, WebP and AVIF;
 * their first bytes count, whatever the file is called, as they do for browsers.
 */

import type { Bytes } from "./encoding.ts";

export interface ImageSize {
  width: number;
  height: number;
}

/** What is looked at: a photo may say much else before it says its size. */
const IMAGE_HEAD_BYTES = 1024 * 1024;

/** @returns undefined when it is no image that we know. @throws when it cannot be read. */
export async function imageSizeOf(image: Blob): Promise<ImageSize | undefined> {
  return imageSize(new Uint8Array(await image.slice(0, IMAGE_HEAD_BYTES).arrayBuffer()));
}

/** @param head the first bytes of a file, `IMAGE_HEAD_BYTES` or all of them. */
export function imageSize(head: Bytes): ImageSize | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  try {
    if (textAt(head, 0, 8) === "\x89PNG\r\n\x1a\n") {
      return sized(view.getUint32(16), view.getUint32(20));
    }
    if (head[0] === 0xff && head[1] === 0xd8) return jpegSize(view);
    if (/^GIF8[79]a$/.test(textAt(head, 0, 6))) return gifSize(view);
    if (textAt(head, 0, 4) === "RIFF" && textAt(head, 8, 4) === "WEBP") return webpSize(head, view);
    if (textAt(head, 4, 4) === "ftyp") return avifSize(head, view);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // It ends before it says its size.
  }
  return undefined;
}

function sized(width: number, height: number): ImageSize | undefined {
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** The frame header (ITU-T T.81, B.2.2), behind whatever segments there are. */
function jpegSize(view: DataView): ImageSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // Fill bytes may stand before a marker.
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return sized(view.getUint16(at + 7), view.getUint16(at + 5));
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** The screen or, if it is larger, the first frame: browsers make the screen as large. */
function gifSize(view: DataView): ImageSize | undefined {
  const screen = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  const flags = view.getUint8(10);
  let at = 13 + (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  while (view.getUint8(at) === 0x21) {
    for (at += 2; view.getUint8(at) > 0; at += 1 + view.getUint8(at));
    at++;
  }
  if (view.getUint8(at) !== 0x2c) return undefined;
  const right = view.getUint16(at + 1, true) + view.getUint16(at + 5, true);
  const bottom = view.getUint16(at + 3, true) + view.getUint16(at + 7, true);
  return sized(Math.max(screen.width, right), Math.max(screen.height, bottom));
}

/** RFC 9649: extended, lossless or lossy. */
function webpSize(head: Bytes, view: DataView): ImageSize | undefined {
  switch (textAt(head, 12, 4)) {
    case "VP8X": {
      const uint24 = (at: number) => view.getUint16(at, true) | view.getUint8(at + 2) << 16;
      return sized(uint24(24) + 1, uint24(27) + 1);
    }
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return sized((bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
    }
    case "VP8 ":
      return sized(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    default:
      return undefined;
  }
}

/** The largest of the sizes (`ispe`) that its items have: the whole, its tiles, its thumbnail. */
function avifSize(head: Bytes, view: DataView): ImageSize | undefined {
  if (!/avi[fs]/.test(textAt(head, 8, Math.min(view.getUint32(0), 256) - 8))) return undefined;
  let largest: ImageSize | undefined;
  for (let at = head.indexOf(0x69); at >= 0; at = head.indexOf(0x69, at + 1)) {
    if (textAt(head, at, 4) !== "ispe" || at + 16 > head.length) continue;
    const size = sized(view.getUint32(at + 8), view.getUint32(at + 12));
    if (size === undefined) continue;
    if (largest === undefined || size.width * size.height > largest.width * largest.height) {
      largest = size;
    }
  }
  return largest;
}

function textAt(bytes: Bytes, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
