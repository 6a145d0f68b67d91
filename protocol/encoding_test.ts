import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  concat,
  equalBytes,
  fromBase64Url,
  fromUtf8,
  isBase64UrlOf,
  toBase64Url,
  toHex,
  utf8,
} from "./encoding.ts";

/** Bytes of every length up to 70, in a pattern that uses all 64 characters. */
function* samples(): Generator<Uint8Array<ArrayBuffer>> {
  for (let length = 0; length <= 70; length++) {
    yield Uint8Array.from({ length }, (_, i) => (i * 167 + length * 13) & 255);
  }
  yield Uint8Array.from({ length: 256 }, (_, i) => i);
}

Deno.test("base64url is what RFC 4648 section 10 gives, without padding", () => {
  const vectors = {
    "": "",
    f: "Zg",
    fo: "Zm8",
    foo: "Zm9v",
    foob: "Zm9vYg",
    fooba: "Zm9vYmE",
    foobar: "Zm9vYmFy",
  };
  for (const [plain, encoded] of Object.entries(vectors)) {
    assert.equal(toBase64Url(utf8(plain)), encoded);
    assert.equal(fromUtf8(fromBase64Url(encoded)), plain);
  }
  assert.equal(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xbf)), "-_-_");
});

Deno.test("base64url agrees with the platform's own, and comes back", () => {
  for (const bytes of samples()) {
    const text = toBase64Url(bytes);
    assert.equal(text, Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromBase64Url(text), bytes);
  }
});

Deno.test("each byte string has one spelling: every other one is refused", () => {
  for (const bytes of samples()) {
    const text = toBase64Url(bytes);
    if (bytes.length % 3 === 0) continue;
    // The last character's lowest bits are past the last byte: all its neighbours mean the same.
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const spare = bytes.length % 3 === 1 ? 16 : 4;
    const at = alphabet.indexOf(text.at(-1)!);
    for (let other = 1; other < spare; other++) {
      const twin = text.slice(0, -1) + alphabet[at + other];
      assert.throws(() => fromBase64Url(twin), /bits set past the last byte/, twin);
      assert.equal(isBase64UrlOf(twin, bytes.length), false, twin);
    }
  }
});

Deno.test("padding, other alphabets, blanks and impossible lengths are refused", () => {
  const bad = ["Zg==", "Zm8=", "+/+/", "Zm9v ", " Zm9v", "Zm\n9v", "Zm9v\0", "A", "AAAAA", "ZmÄv"];
  for (const text of [...bad, "Zm9\u{1f600}", "Zm9\u0141"]) {
    assert.throws(() => fromBase64Url(text), TypeError, JSON.stringify(text));
    for (const length of [1, 2, 3, 4]) {
      assert.equal(isBase64UrlOf(text, length), false, `${JSON.stringify(text)} as ${length}`);
    }
  }
});

Deno.test("a check for a length takes that length only, and texts only", () => {
  for (const bytes of samples()) {
    const text = toBase64Url(bytes);
    assert.equal(isBase64UrlOf(text, bytes.length), true);
    assert.equal(isBase64UrlOf(text, bytes.length + 1), false);
    if (bytes.length > 0) assert.equal(isBase64UrlOf(text, bytes.length - 1), false);
    assert.equal(isBase64UrlOf(`${text}\n`, bytes.length), false);
  }
  for (const value of [undefined, null, 4, {}, ["Zm9v"], utf8("Zm9v")]) {
    assert.equal(isBase64UrlOf(value, 3), false);
  }
});

Deno.test("UTF-8 comes back as it was, and bytes that are none are refused", () => {
  for (const text of ["", "plain", "Grüße", "\u{1f600}", "\ufeffmarked", "a\0b"]) {
    assert.equal(fromUtf8(utf8(text)), text);
  }
  const bad = [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]];
  for (const bytes of bad) assert.throws(() => fromUtf8(Uint8Array.from(bytes)), TypeError);
});

Deno.test("hexadecimal is lower case with two digits a byte", () => {
  assert.equal(toHex(Uint8Array.of(0, 1, 0x0f, 0xab, 0xff)), "00010fabff");
  assert.equal(toHex(new Uint8Array()), "");
});

Deno.test("joined parts lie one after the other in memory of their own", () => {
  const part = utf8("ab");
  const joined = concat(part, new Uint8Array(), utf8("c"));
  part[0] = 0;
  assert.deepEqual(joined, utf8("abc"));
  assert.deepEqual(concat(), new Uint8Array());
});

Deno.test("bytes are equal when every one of them is", () => {
  const bytes = utf8("same");
  assert.ok(equalBytes(bytes, utf8("same")));
  assert.ok(equalBytes(new Uint8Array(), new Uint8Array()));
  for (let at = 0; at < bytes.length; at++) {
    const other = bytes.slice();
    other[at]! ^= 1;
    assert.ok(!equalBytes(bytes, other));
  }
  assert.ok(!equalBytes(bytes, utf8("sam")));
});
