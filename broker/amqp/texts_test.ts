import assert from "node:assert/strict";
import {
  chunkTexts,
  decodeEvents,
  decodeTexts,
  encodeEvents,
  encodeTexts,
  MAX_EVENT_CHARS,
  MAX_EVENT_KEYS,
  requireKey,
} from "./texts.ts";

Deno.test("texts come back as they were, empty ones too", () => {
  for (const texts of [[""], ["", ""], ["a", "", "b"], ["\ufeffé😀\t\r\u0000"]]) {
    assert.deepEqual(decodeTexts(encodeTexts(texts)), texts);
  }
  assert.throws(() => encodeTexts(["a", "b\n"]), TypeError);
});

Deno.test("chunks keep the order and the bound, and a large text goes alone", () => {
  assert.deepEqual(chunkTexts([], 4), []);
  assert.deepEqual(chunkTexts(["a", "b", "c", "too large", "", "d"], 4), [
    ["a", "b"],
    ["c"],
    ["too large"],
    ["", "d"],
  ]);
});

Deno.test("events share one message that names each key once", () => {
  const events = [
    { key: "conv.a", text: "1\t2" },
    { key: "user.b", text: "" },
    { key: "conv.a", text: "3" },
  ];
  const [message, ...others] = encodeEvents(events);
  assert.deepEqual(others, []);
  assert.deepEqual(message!.keys, ["conv.a", "user.b"]);
  assert.deepEqual(decodeEvents(message!.body), events);
  assert.deepEqual(encodeEvents([]), []);
});

Deno.test("a message of events is bounded in keys and in size", () => {
  const keys = Array.from({ length: MAX_EVENT_KEYS + 1 }, (_, i) => `conv.${i}`);
  const byKeys = encodeEvents([...keys, "conv.0"].map((key) => ({ key, text: "x" })));
  assert.deepEqual(byKeys.map((message) => message.keys.length), [MAX_EVENT_KEYS, 2]);
  const repeated = encodeEvents([...keys.slice(1), "conv.1"].map((key) => ({ key, text: "x" })));
  assert.equal(repeated.length, 1, "a key that is there already needs no room");
  const half = "x".repeat(MAX_EVENT_CHARS / 2);
  const bySize = encodeEvents([half, half, "x"].map((text) => ({ key: "conv.a", text })));
  assert.deepEqual(bySize.map(({ body }) => decodeEvents(body).length), [1, 2]);
});

Deno.test("an event that would break the framing is refused", () => {
  assert.throws(() => encodeEvents([{ key: "conv.a", text: "a\nb" }]), TypeError);
  for (const key of ["", "a b", "a\tb", "a\nb", "conv.*", "#", "é".repeat(128)]) {
    assert.throws(() => encodeEvents([{ key, text: "x" }]), TypeError, JSON.stringify(key));
    assert.throws(() => requireKey(key), TypeError);
  }
  assert.equal(requireKey("x".repeat(255)).length, 255);
});
