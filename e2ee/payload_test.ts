import assert from "node:assert/strict";
import { utf8 } from "../protocol/encoding.ts";
import { AppError } from "../protocol/errors.ts";
import type { ConversationId, ItemId, UserId } from "../protocol/ids.ts";
import { MAX_PAYLOAD_BYTES, MAX_TEXT_BYTES } from "../protocol/limits.ts";
import { MIN_PADDED_BYTES, pad, unpad } from "./padding.ts";
import { tidyText } from "../protocol/typed_text.ts";
import { amends, parsePayload, type Payload, writePayload } from "./payload.ts";

const target = "A".repeat(43) as ItemId;
const file = {
  type: "file",
  id: "A".repeat(22),
  name: "plan (final).pdf",
  media: "application/pdf",
  size: 12345,
  chunk: 65536,
  key: target,
  digest: target,
  width: 640,
  height: 480,
  target: "",
  caption: "",
} as const;

const EXAMPLES: Payload[] = [
  { type: "text", text: "Grüße 👋🏽\n\tindented" },
  { type: "reply", target, text: "yes" },
  { type: "edit", target, text: "no" },
  { type: "delete", target },
  { type: "reaction", target, emoji: "👩🏽‍🚀", action: "add" },
  { type: "receipt", target, state: "read" },
  { type: "pin", target, action: "add" },
  { type: "clear", target },
  file,
  { ...file, target },
];

const isAppError = (kind: string, field?: string) => (error: unknown): boolean =>
  error instanceof AppError && error.kind === kind &&
  (field === undefined || error.field === field);

Deno.test("every payload is read as it was written", () => {
  for (const payload of EXAMPLES) assert.deepEqual(parsePayload(writePayload(payload)), payload);
});

Deno.test("a payload has one spelling, whatever the order of its fields in memory", () => {
  const written = writePayload({ text: "hi", type: "text" });
  assert.equal(written, '{"type":"text","text":"hi"}');
  assert.throws(() => parsePayload('{"text":"hi","type":"text"}'), isAppError("invalid"));
});

Deno.test("no payload takes a field that it does not have, nor does without one", () => {
  for (const payload of EXAMPLES) {
    const bent = JSON.stringify({ ...payload, sender: "somebody" });
    assert.throws(() => parsePayload(bent), isAppError("invalid", '"sender"'), payload.type);
    for (const field of Object.keys(payload)) {
      const { [field]: _, ...rest } = payload as unknown as Record<string, unknown>;
      assert.throws(() => parsePayload(JSON.stringify(rest)), isAppError("invalid"), field);
    }
  }
});

Deno.test("values that no payload may hold are refused", () => {
  const bad: [Payload, string][] = [
    [{ type: "text", text: "" }, "text"],
    [{ type: "text", text: " \n " }, "text"],
    [{ type: "text", text: "\u3164" }, "text"],
    [{ type: "reply", target, text: "\u2800\u200b" }, "text"],
    [{ type: "edit", target, text: "\u2060\ufe0f" }, "text"],
    [{ ...file, caption: "\u00a0" }, "caption"],
    [{ type: "text", text: "bell \u0007" }, "text"],
    [{ type: "text", text: "half \ud83d" }, "text"],
    [{ type: "text", text: "a\r\nb" }, "text"],
    [{ type: "reaction", target, emoji: "two words", action: "add" }, "emoji"],
    [{ type: "reaction", target, emoji: "👍".repeat(17), action: "add" }, "emoji"],
    ...["Approved", "👍\u202e", "👍👍"].map((emoji): [Payload, string] => [
      { type: "reaction", target, emoji, action: "add" },
      "emoji",
    ]),
    [{ type: "delete", target: "short" as ItemId }, "target"],
    [{ ...file, name: "../passwd" }, "name"],
    [{ ...file, name: ".." }, "name"],
    [{ ...file, media: "text/html; charset=utf-8" }, "media"],
    [{ ...file, size: -1 }, "size"],
    [{ ...file, size: 1.5 }, "size"],
    [{ ...file, chunk: 0 }, "chunk"],
    [{ ...file, key: "AAAA" }, "key"],
  ];
  for (const [payload, field] of bad) {
    assert.throws(
      () => writePayload(payload),
      isAppError("invalid", field),
      JSON.stringify(payload),
    );
  }
});

Deno.test("a text is bounded in bytes", () => {
  const longest = "é".repeat(MAX_TEXT_BYTES / 2);
  assert.doesNotThrow(() => writePayload({ type: "text", text: longest }));
  assert.throws(() => writePayload({ type: "text", text: `${longest}a` }), isAppError("too-large"));
});

Deno.test("typed text becomes text that a payload may hold", () => {
  assert.equal(tidyText(" \n  a\r\nb\rc\u0007\ud83d \n"), "  a\nb\nc\ufffd");
  const awkward = tidyText("\u0000x\u009f\u001b[31m");
  assert.doesNotThrow(() => writePayload({ type: "text", text: awkward }));
});

Deno.test("an edit or delete counts from the same sender in the same conversation only", () => {
  const [ada, bob] = ["ada", "bob"] as unknown as [UserId, UserId];
  const [here, there] = ["here", "there"] as unknown as [ConversationId, ConversationId];
  assert.equal(amends({ conv: here, sender: ada }, { conv: here, sender: ada }), true);
  assert.equal(amends({ conv: here, sender: ada }, { conv: here, sender: bob }), false);
  assert.equal(amends({ conv: here, sender: ada }, { conv: there, sender: ada }), false);
});

Deno.test("padding gives doubling steps from 256 bytes to the bound, and is undone", () => {
  const sizes = new Set<number>();
  for (const length of [0, 1, 251, 252, 253, 508, 509, 1020, 5000, 16000, MAX_PAYLOAD_BYTES - 4]) {
    const plain = new Uint8Array(length).fill(7);
    const padded = pad(plain);
    assert.deepEqual(unpad(padded), plain);
    assert.ok(padded.length >= length + 4 && Number.isInteger(Math.log2(padded.length)));
    sizes.add(padded.length);
  }
  assert.equal(pad(new Uint8Array(252)).length, MIN_PADDED_BYTES);
  assert.equal(pad(new Uint8Array(253)).length, 2 * MIN_PADDED_BYTES);
  assert.equal(Math.max(...sizes), MAX_PAYLOAD_BYTES);
  assert.throws(() => pad(new Uint8Array(MAX_PAYLOAD_BYTES - 3)), isAppError("too-large"));
});

Deno.test("what pad does not make is not unpadded", () => {
  const good = pad(utf8("hello"));
  for (const at of [0, 1, 2]) assert.equal(unpad(good.with(at, 1)), undefined);
  assert.equal(unpad(good.with(255, 1)), undefined);
  assert.equal(unpad(good.slice(0, 255)), undefined);
  const larger = new Uint8Array(512);
  larger.set(good);
  assert.equal(unpad(larger), undefined);
});
