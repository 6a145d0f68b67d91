import assert from "node:assert/strict";
import { type Bytes, concat, utf8 } from "./encoding.ts";
import { imageSize, imageSizeOf } from "./image_size.ts";
import { mayBeShown } from "./shown_image.ts";

const latin = (text: string): Bytes => Uint8Array.from(text, (one) => one.charCodeAt(0));
const be16 = (value: number) => Uint8Array.of(value >> 8, value & 255);
const le16 = (value: number) => Uint8Array.of(value & 255, value >> 8);
const le24 = (value: number) => Uint8Array.of(value & 255, value >> 8 & 255, value >> 16);
const be32 = (value: number) => concat(be16(value >>> 16), be16(value & 0xffff));

function png(width: number, height: number): Bytes {
  return concat(latin("\x89PNG\r\n\x1a\n"), be32(13), latin("IHDR"), be32(width), be32(height));
}
function jpeg(width: number, height: number, before = 0): Bytes {
  const comments = Array.from(
    { length: before },
    () => concat(Uint8Array.of(0xff, 0xfe), be16(60_000), new Uint8Array(59_998)),
  );
  const frame = concat(Uint8Array.of(0xff, 0xff, 0xc2), be16(17), Uint8Array.of(8), be16(height));
  return concat(Uint8Array.of(0xff, 0xd8), ...comments, frame, be16(width));
}
function gif(width: number, height: number, frame = [width, height]): Bytes {
  return concat(
    latin("GIF89a"),
    le16(width),
    le16(height),
    Uint8Array.of(0x80, 0, 0), // a table of two colours
    new Uint8Array(6),
    Uint8Array.of(0x21, 0xf9, 4, 0, 0, 0, 0, 0),
    Uint8Array.of(0x2c),
    le16(0),
    le16(0),
    le16(frame[0]!),
    le16(frame[1]!),
  );
}
function webp(kind: string, body: Bytes): Bytes {
  return concat(latin("RIFF\0\0\0\0WEBP"), latin(kind), new Uint8Array(4), body);
}
function avif(...sizes: [number, number][]): Bytes {
  const boxes = sizes.map(([width, height]) =>
    concat(be32(20), latin("ispe"), be32(0), be32(width), be32(height))
  );
  return concat(be32(20), latin("ftypmif1"), be32(0), latin("avif"), ...boxes);
}

Deno.test("every kind of image says its size in its first bytes", () => {
  const size = { width: 20_000, height: 300 };
  const bits = (size.width & 0x3fff) - 1 | (size.height - 1) << 14;
  const lossless = { width: size.width & 0x3fff, height: size.height };
  assert.deepEqual(imageSize(png(20_000, 300)), size);
  assert.deepEqual(imageSize(jpeg(20_000, 300)), size);
  assert.deepEqual(imageSize(jpeg(20_000, 300, 3)), size);
  assert.deepEqual(imageSize(gif(20_000, 300)), size);
  assert.deepEqual(imageSize(gif(10, 10, [20_000, 300])), size);
  const extended = concat(new Uint8Array(4), le24(19_999), le24(299));
  assert.deepEqual(imageSize(webp("VP8X", extended)), size);
  const bitsLe = Uint8Array.of(0x2f, bits, bits >> 8, bits >> 16, bits >> 24);
  assert.deepEqual(imageSize(webp("VP8L", bitsLe)), lossless);
  const lossy = concat(Uint8Array.of(0, 0, 0, 0x9d, 1, 0x2a), le16(640), le16(300));
  assert.deepEqual(imageSize(webp("VP8 ", lossy)), { width: 640, height: 300 });
  assert.deepEqual(imageSize(avif([160, 100], [20_000, 300], [8, 8])), size);
});

Deno.test("what is cut off, of no size or of another kind has none", () => {
  const whole = [png(9, 9), jpeg(9, 9), gif(9, 9), webp("VP8X", new Uint8Array(10)), avif([9, 9])];
  for (const bytes of whole) {
    assert.ok(imageSize(bytes) !== undefined);
    for (let length = 0; length < bytes.length; length++) {
      assert.equal(imageSize(bytes.slice(0, length)), undefined, `${length} of ${bytes}`);
    }
  }
  assert.equal(imageSize(png(0, 9)), undefined);
  for (const text of ["<svg xmlns='http://www.w3.org/2000/svg'/>", "BM______", "%PDF-1.7"]) {
    assert.equal(imageSize(utf8(text)), undefined);
  }
});

Deno.test("an image that no page has memory for is not shown, whatever it is called", async () => {
  const of = (bytes: Bytes) => new Blob([bytes], { type: "image/png" });
  assert.ok(await mayBeShown(of(png(8_000, 8_000))));
  assert.ok(!await mayBeShown(of(png(20_000, 20_000))));
  assert.ok(!await mayBeShown(of(jpeg(8_000, 8_001))));
  assert.ok(!await mayBeShown(of(utf8("<svg/>"))));
  assert.deepEqual(await imageSizeOf(of(png(3, 2))), { width: 3, height: 2 });
});
