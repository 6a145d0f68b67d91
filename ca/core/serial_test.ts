import assert from "node:assert/strict";
import { newSerial, serialText } from "./serial.ts";

Deno.test("a serial is positive and of full length, whatever the random bytes", () => {
  for (const octet of [0x00, 0x7f, 0x80, 0xff]) {
    const serial = newSerial((length) => new Uint8Array(length).fill(octet));
    assert.equal(serial.length, 16);
    assert.ok(serial[0]! >= 0x40 && serial[0]! < 0x80);
  }
});

Deno.test("all but two bits of a serial are random", () => {
  const drawn = (octet: number) => newSerial((length) => new Uint8Array(length).fill(octet));
  const fixed = drawn(0x00).map((octet, index) => ~(octet ^ drawn(0xff)[index]!) & 0xff);
  assert.deepEqual([...fixed], [0xc0, ...new Array(15).fill(0)]);
});

Deno.test("a serial is stored as hexadecimal, leading zeros of its octets kept", () => {
  assert.equal(serialText(new Uint8Array([0x40, 0x00, 0xff])), "4000ff");
});
