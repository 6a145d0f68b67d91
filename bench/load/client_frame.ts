/** WebSocket frames of a client (RFC 6455 5.2), made ahead so that the measurement only sends. */

import { utf8 } from "../../protocol/encoding.ts";

const FINAL = 0x80;
const MASKED = 0x80;
const LENGTH_16_BITS = 126;
const MASK_BYTES = 4;

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/**
 * One unfragmented, masked frame.
 *
 * @throws {RangeError} when the payload is over 65,535 bytes; a server of ours takes no more.
 */
export function clientFrame(opcode: number, payload: Uint8Array): Uint8Array {
  if (payload.length > 0xffff) {
    throw new RangeError(
      `Cannot frame a payload as it must be at most 65535 bytes: current value is ${payload.length}`,
    );
  }
  const isShort = payload.length < LENGTH_16_BITS;
  const headerBytes = (isShort ? 2 : 4) + MASK_BYTES;
  const frame = new Uint8Array(headerBytes + payload.length);
  frame[0] = FINAL | opcode;
  if (isShort) frame[1] = MASKED | payload.length;
  else {
    frame[1] = MASKED | LENGTH_16_BITS;
    frame[2] = payload.length >> 8;
    frame[3] = payload.length & 0xff;
  }
  const mask = crypto.getRandomValues(frame.subarray(headerBytes - MASK_BYTES, headerBytes));
  for (let i = 0; i < payload.length; i++) frame[headerBytes + i] = payload[i]! ^ mask[i & 3]!;
  return frame;
}

/** Text frames in one piece of memory, so that any that follow each other are one write. */
export class FrameTape {
  readonly #bytes: Uint8Array;
  /** Where each frame begins, and where the last one ends. */
  readonly #starts: number[] = [0];

  constructor(texts: readonly string[]) {
    const frames = texts.map((text) => clientFrame(OPCODE.text, utf8(text)));
    this.#bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
    let at = 0;
    for (const frame of frames) {
      this.#bytes.set(frame, at);
      this.#starts.push(at += frame.length);
    }
  }

  /** Frames `from` up to, not including, `to`. */
  bytes(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[from], this.#starts[to]);
  }
}
