import assert from "node:assert/strict";
import { fromUtf8, utf8 } from "../../protocol/encoding.ts";
import { clientFrame, FrameTape, OPCODE } from "./client_frame.ts";

/** The payload of a masked frame whose header has `headerBytes` before the mask. */
function unmasked(frame: Uint8Array, headerBytes: number): string {
  const mask = frame.subarray(headerBytes, headerBytes + 4);
  return fromUtf8(frame.slice(headerBytes + 4).map((byte, i) => byte ^ mask[i & 3]!));
}

Deno.test("frames are masked, final, and say their length in the shortest form", () => {
  const short = clientFrame(OPCODE.text, utf8("hello"));
  assert.deepEqual([...short.subarray(0, 2)], [0x81, 0x80 | 5]);
  assert.equal(unmasked(short, 2), "hello");
  const long = clientFrame(OPCODE.text, utf8("x".repeat(300)));
  assert.deepEqual([...long.subarray(0, 4)], [0x81, 0x80 | 126, 1, 44]);
  assert.equal(unmasked(long, 4), "x".repeat(300));
  assert.throws(() => clientFrame(OPCODE.text, new Uint8Array(65_536)), RangeError);
});

Deno.test("frames on a tape that follow each other are one piece", () => {
  const tape = new FrameTape(["one", "three", "5"]);
  assert.equal(tape.bytes(0, 1).length, 2 + 4 + 3);
  assert.equal(unmasked(tape.bytes(1, 2), 2), "three");
  assert.equal(tape.bytes(0, 3).length, 3 * 6 + 9);
});
