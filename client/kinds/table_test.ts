import assert from "node:assert/strict";
import type { Payload } from "../../e2ee/payload.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { workMs } from "../../tests/support/work_time.ts";
import { comesAgain, isAct, isContent, lineOf, refusedText, withoutWords } from "./table.ts";

const target = "A".repeat(43) as ItemId;
const FILE: Payload & { type: "file" } = {
  type: "file",
  id: "f".repeat(22),
  name: "plan.pdf",
  media: "application/pdf",
  size: 1,
  chunk: 65_536,
  key: "k".repeat(43),
  digest: "d".repeat(43),
  width: 0,
  height: 0,
  target: "",
  caption: "",
};
const CONTENT: Payload[] = [
  { type: "text", text: "secret" },
  { type: "reply", target, text: "secret" },
  { ...FILE, caption: "secret" },
];
const ACTS: Payload[] = [
  { type: "edit", target, text: "secret" },
  { type: "delete", target },
  { type: "reaction", target, emoji: "👍", action: "add" },
  { type: "pin", target, action: "add" },
];
const CLEAR: Payload = { type: "clear", target };
const RECEIPT: Payload = { type: "receipt", target, state: "read" };

Deno.test("the one line of a message is made in the time that its length allows", () => {
  // A list draws it for every change: what takes seconds here stops the page of all members.
  for (const text of ["\n".repeat(64_000), "\u2028".repeat(64_000), "> ".repeat(32_000)]) {
    let line = "";
    const tookMs = workMs(() => line = lineOf({ type: "text", text }, `${text}x`));
    assert.match(line, /x$/);
    assert.ok(tookMs < 1_000, `${JSON.stringify(text.slice(0, 4))}: ${tookMs} ms`);
  }
});

Deno.test("what is said is a row, and what is done to it is an act", () => {
  for (const payload of CONTENT) {
    assert.deepEqual([isContent(payload), isAct(payload)], [true, false]);
  }
  for (const payload of ACTS) assert.deepEqual([isContent(payload), isAct(payload)], [false, true]);
  for (const payload of [CLEAR, RECEIPT]) {
    assert.deepEqual([isContent(payload), isAct(payload)], [false, false], payload.type);
  }
});

Deno.test("a file's line is its caption, or its name where it has none", () => {
  assert.equal(lineOf(FILE, "the **plan**"), "the plan");
  assert.equal(lineOf(FILE, ""), "File: plan.pdf");
});

Deno.test("its sender is told of each act that was not taken, and of no receipt or message", () => {
  for (const payload of [...ACTS, CLEAR]) {
    assert.match(refusedText(payload, "You are no member.") ?? "", /. You are no member\.$/);
  }
  for (const payload of [...CONTENT, RECEIPT]) assert.equal(refusedText(payload, "No."), undefined);
});

Deno.test("nothing but a receipt may be lost on its way", () => {
  assert.ok(comesAgain(RECEIPT));
  for (const payload of [...CONTENT, ...ACTS, CLEAR]) assert.ok(!comesAgain(payload), payload.type);
});

Deno.test("no word of any kind is left in what was taken back", () => {
  for (const payload of [...CONTENT, ...ACTS, CLEAR, RECEIPT]) {
    assert.ok(!JSON.stringify(withoutWords(payload, "…")).includes("secret"), payload.type);
  }
  const [, deletion] = ACTS;
  assert.equal(withoutWords(deletion!, "…"), deletion);
});
