import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { deflateSync, inflateSync } from "node:zlib";
import { smallerPng } from "./png.ts";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

type Chunk = [type: string, data: Buffer];

/** The chunks with checksums of zero, which nothing here looks at. */
function pngOf(chunks: Chunk[]): Buffer {
  const parts = chunks.map(([type, data]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  });
  return Buffer.concat([SIGNATURE, ...parts]);
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push([png.toString("latin1", at + 4, at + 8), png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  return chunks;
}

Deno.test("a picture keeps its pixels, in fewer bytes, and nothing of the program that made it", () => {
  const header: Chunk = ["IHDR", Buffer.from("000000400000000108000000000000", "hex")];
  const pixels = Buffer.alloc(65, 7);
  const stored = deflateSync(pixels, { level: 0 });
  const png = pngOf([
    header,
    ["tEXt", Buffer.from("Software\0a browser")],
    ["IDAT", stored.subarray(0, 30)],
    ["IDAT", stored.subarray(30)],
    ["IEND", Buffer.alloc(0)],
  ]);
  const smaller = Buffer.from(smallerPng(png));
  const chunks = chunksOf(smaller);
  assert.deepEqual(chunks.map(([type]) => type), ["IHDR", "IDAT", "IEND"]);
  assert.deepEqual(chunks[0], header);
  assert.deepEqual(inflateSync(chunks[1]![1]), pixels);
  assert.ok(smaller.length < png.length);
  assert.deepEqual(smaller.subarray(0, 8), SIGNATURE);
});
