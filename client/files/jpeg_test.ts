import assert from "node:assert/strict";
import { type Bytes, concat, utf8 } from "../../protocol/encoding.ts";
import { isJpeg, withoutMetadata } from "./jpeg.ts";

const SOI = Uint8Array.of(0xff, 0xd8);
const EOI = Uint8Array.of(0xff, 0xd9);
const PLACE = "48.8584 N 2.2945 E";

function segment(marker: number, ...parts: (string | Uint8Array)[]): Bytes {
  const body = concat(...parts.map((part) => typeof part === "string" ? utf8(part) : part));
  const length = body.length + 2;
  return concat(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), body);
}

/** An EXIF segment with an orientation and, after its list, a place. */
function exif(orientation: number, little: boolean): Bytes {
  const tiff = new Uint8Array(26);
  const view = new DataView(tiff.buffer);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 1, little);
  view.setUint16(10, 0x0112, little);
  view.setUint16(12, 3, little);
  view.setUint32(14, 1, little);
  view.setUint16(18, orientation, little);
  return segment(0xe1, "Exif\0\0", tiff, PLACE);
}

const JFIF = segment(0xe0, "JFIF\0", new Uint8Array(9));
const ICC = segment(0xe2, "ICC_PROFILE\0", "colours");
const ADOBE = segment(0xee, "Adobe", new Uint8Array(7));
const TABLES = segment(0xdb, new Uint8Array(65));
const FRAME = segment(0xc2, new Uint8Array(15));
/** Compressed data with a stuffed zero and a restart. */
const SCAN = concat(segment(0xda, new Uint8Array(8)), Uint8Array.of(1, 0xff, 0, 2, 0xff, 0xd3, 3));
const PICTURE = [JFIF, ICC, ADOBE, TABLES, FRAME, SCAN, segment(0xc4, "t"), SCAN];

function cleaned(...parts: Bytes[]): Bytes | undefined {
  const stored = withoutMetadata(concat(...parts));
  return stored && concat(...stored);
}

Deno.test("a photo without metadata stays as it is, byte for byte", () => {
  const photo = concat(SOI, ...PICTURE, EOI);
  assert.deepEqual(cleaned(photo), photo);
});

Deno.test("place, thumbnail, comments, makers' data and what follows the end are left out", () => {
  const traces = [
    exif(1, true),
    segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", PLACE),
    segment(0xed, "Photoshop 3.0\0", PLACE),
    segment(0xfe, PLACE),
    segment(0xe0, "JFXX\0", PLACE),
    segment(0xe0, "JFIF\0", new Uint8Array(9), PLACE),
    segment(0xe2, "MPF\0", PLACE),
    segment(0xef, PLACE),
  ];
  const [first, ...rest] = PICTURE as [Bytes];
  const photo = concat(SOI, first, ...traces, ...rest, EOI, SOI, utf8(PLACE));
  assert.deepEqual(cleaned(photo), concat(SOI, ...PICTURE, EOI));
});

Deno.test("metadata between two scans is left out too", () => {
  const photo = concat(SOI, TABLES, SCAN, segment(0xfe, PLACE), SCAN, EOI);
  assert.deepEqual(cleaned(photo), concat(SOI, TABLES, SCAN, SCAN, EOI));
});

Deno.test("the way up is kept, and nothing else of its segment, in both byte orders", () => {
  for (const little of [true, false]) {
    for (const orientation of [2, 3, 6, 8]) {
      const stored = cleaned(SOI, exif(orientation, little), TABLES, SCAN, EOI)!;
      assert.ok(!new TextDecoder("latin1").decode(stored).includes(PLACE));
      assert.equal(stored[2 + 29], orientation);
      // What was written is itself read so.
      assert.deepEqual(cleaned(stored), stored);
    }
  }
});

Deno.test("an orientation that is none, or a list that points out of its segment, is left out", () => {
  const wild = exif(6, false);
  new DataView(wild.buffer).setUint32(14, 0xfffffff0);
  for (const odd of [exif(0, true), exif(9, false), wild, segment(0xe1, "Exif\0\0")]) {
    assert.deepEqual(cleaned(SOI, odd, TABLES, SCAN, EOI), concat(SOI, TABLES, SCAN, EOI));
  }
});

Deno.test("fill bytes before a marker do not hide it", () => {
  const fill = Uint8Array.of(0xff, 0xff);
  const photo = [SOI, fill, segment(0xfe, PLACE), TABLES, SCAN, EOI] as const;
  assert.deepEqual(cleaned(...photo), concat(SOI, TABLES, SCAN, EOI));
});

Deno.test("what cannot be understood is not passed on as clean", () => {
  const photo = concat(SOI, exif(6, true), TABLES, SCAN, EOI);
  for (let length = 0; length < photo.length; length++) {
    assert.equal(withoutMetadata(photo.slice(0, length)), undefined, `${length} bytes`);
  }
  assert.equal(cleaned(SOI, TABLES, EOI), undefined, "no picture");
  assert.equal(cleaned(SOI, Uint8Array.of(0xff, 0xfe, 0, 1), SCAN, EOI), undefined);
  assert.equal(cleaned(SOI, utf8("no marker"), SCAN, EOI), undefined);
});

Deno.test("a JPEG is known by its first bytes", () => {
  assert.ok(isJpeg(Uint8Array.of(0xff, 0xd8, 0xff)));
  assert.ok(!isJpeg(utf8("GIF89a")));
  assert.ok(!isJpeg(new Uint8Array()));
});
