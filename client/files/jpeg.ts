/**
 * Photos tell where and with which device they were taken. This walks a JPEG's segments (ITU-T T.81
 * annex B) and leaves out what is no part of the picture: EXIF with its place and thumbnail, XMP,
 * IPTC, comments, makers' data, and whatever follows the end, such as a film. The way up
 * (orientation) and the colours (ICC profile, Adobe's transform) stay.
 */

import type { Bytes } from "../../protocol/encoding.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;
/** A JFIF segment without a thumbnail, its length included. */
const JFIF_BYTES = 16;
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** Whether `start`, the first bytes of a file, begin a JPEG, whatever its name says. */
export function isJpeg(start: Uint8Array): boolean {
  return start[0] === 0xff && start[1] === SOI && start[2] === 0xff;
}

/** The parts of `jpeg` that are kept, in order; undefined when it cannot be understood. */
export function withoutMetadata(jpeg: Bytes): Bytes[] | undefined {
  if (!isJpeg(jpeg)) return undefined;
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.length);
  const stored: Bytes[] = [jpeg.subarray(0, 2)];
  let scans = 0;
  for (let at = 2; at + 2 <= jpeg.length;) {
    if (jpeg[at] !== 0xff) return undefined;
    const marker = jpeg[at + 1]!;
    if (marker === 0xff) { // A fill byte.
      at++;
      continue;
    }
    if (marker === EOI) {
      if (scans === 0) return undefined;
      stored.push(jpeg.subarray(at, at + 2));
      return stored;
    }
    if (at + 4 > jpeg.length) return undefined;
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > jpeg.length) return undefined;
    const segment = jpeg.subarray(at, end);
    if (isPicture(marker, segment)) stored.push(segment);
    else if (marker === APP1) stored.push(...orientationOnly(segment));
    at = end;
    if (marker === SOS) {
      scans++;
      at = endOfScan(jpeg, end);
      stored.push(jpeg.subarray(end, at));
    }
  }
  return undefined;
}

function isPicture(marker: number, segment: Bytes): boolean {
  if (marker === APP0) return beginsWith(segment, "JFIF\0") && segment.length <= JFIF_BYTES + 2;
  if (marker === APP2) return beginsWith(segment, "ICC_PROFILE\0");
  if (marker === APP14) return beginsWith(segment, "Adobe");
  return marker !== COM && !(marker > APP0 && marker <= APP15);
}

/** Compressed data ends at a marker that is neither a stuffed zero nor a restart. */
function endOfScan(jpeg: Bytes, from: number): number {
  for (let at = jpeg.indexOf(0xff, from); at >= 0; at = jpeg.indexOf(0xff, at + 1)) {
    const next = jpeg[at + 1];
    if (next === undefined) break;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return jpeg.length;
}

function beginsWith(segment: Bytes, name: string): boolean {
  return segment.length >= 4 + name.length &&
    [...name].every((letter, at) => segment[4 + at] === letter.charCodeAt(0));
}

/** An EXIF segment that says how the picture stands, where `segment` says that it does not lie. */
function orientationOnly(segment: Bytes): Bytes[] {
  const orientation = beginsWith(segment, "Exif\0\0") ? orientationOf(segment.subarray(10)) : 1;
  if (orientation <= 1 || orientation > 8) return [];
  // deno-fmt-ignore
  return [Uint8Array.of(
    0xff, APP1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, // "Exif"
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, // TIFF, most significant byte first; its list at 8
    0, 1, 0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0, // one entry
    0, 0, 0, 0, // no further list
  )];
}

/** Tag 0x0112 of the first list of a TIFF (TIFF 6.0, Exif 2.3); 1 where there is none. */
function orientationOf(tiff: Bytes): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  try {
    const little = view.getUint16(0) === 0x4949;
    const list = view.getUint32(4, little);
    const entries = view.getUint16(list, little);
    for (let entry = 0; entry < entries; entry++) {
      const at = list + 2 + entry * 12;
      if (view.getUint16(at, little) !== ORIENTATION_TAG) continue;
      return view.getUint16(at + 2, little) === SHORT ? view.getUint16(at + 8, little) : 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // It points out of itself.
  }
  return 1;
}
