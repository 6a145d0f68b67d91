import { Buffer } from "node:buffer";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around a chunk's data. */
const FRAME_BYTES = 12;
/** The picture and what its pixels mean; all else tells of the program that wrote it. */
const KEPT = ["IHDR", "PLTE", "tRNS", "IEND"];

/**
 * The same picture in fewer bytes: its pixels compressed as well as deflate can, and nothing beside
 * them (PNG, third edition, 5).
 */
export function smallerPng(png: Uint8Array): Uint8Array {
  const source = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const pixels: Buffer[] = [];
  const before: Buffer[] = [source.subarray(0, SIGNATURE_BYTES)];
  const after: Buffer[] = [];
  for (let at = SIGNATURE_BYTES; at < source.length;) {
    const length = source.readUInt32BE(at);
    const whole = source.subarray(at, at + FRAME_BYTES + length);
    const type = whole.toString("latin1", 4, 8);
    if (type === "IDAT") pixels.push(whole.subarray(8, 8 + length));
    else if (KEPT.includes(type)) (pixels.length === 0 ? before : after).push(whole);
    at += whole.length;
  }
  const data = deflateSync(inflateSync(Buffer.concat(pixels)), { level: 9, memLevel: 9 });
  return Buffer.concat([...before, chunk("IDAT", data), ...after]);
}

function chunk(type: string, data: Buffer): Buffer {
  const whole = Buffer.alloc(FRAME_BYTES + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, "latin1");
  data.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length);
  return whole;
}
