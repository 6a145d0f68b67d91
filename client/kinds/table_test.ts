import assert from "node:assert/strict";
import type { Payload } from "../../e2ee/payload.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { ADA, BOB } from "../../tests/support/certificates.ts";
import { workMs } from "../../tests/support/work_time.ts";
import { nothingCounted } from "./kind.ts";
import {
  comesAgain,
  isAct,
  isContent,
  isMark,
  lineOf,
  markKind,
  refusedText,
  withoutWords,
} from "./table.ts";

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

Deno.test("what is said is a row, what is done to it an act, and everything else a mark", () => {
  const roles = (payload: Payload) => [isContent(payload), isAct(payload), isMark(payload)];
  for (const payload of CONTENT) assert.deepEqual(roles(payload), [true, false, false]);
  for (const payload of ACTS) assert.deepEqual(roles(payload), [false, true, false]);
  for (const payload of [CLEAR, RECEIPT]) assert.deepEqual(roles(payload), [false, false, true]);
});

Deno.test("a mark is counted, says which rows it changes, and goes again where it can be undone", () => {
  const counted = nothingCounted();
  const mark = { sender: BOB.id, own: false, place: 5, seq: 7, time: "2026-11-22T12:00:00.000Z" };
  const receipt = { ...mark, payload: RECEIPT };
  const clear = { ...mark, payload: CLEAR };
  assert.deepEqual(markKind("receipt").count(counted, receipt), { after: 0, upTo: 5 });
  assert.deepEqual(markKind("receipt").count(counted, { ...receipt, place: 6, seq: 8 }), {
    after: 5,
    upTo: 6,
  });
  assert.equal(counted.receipts.reached(BOB.id, "read"), 6);
  markKind("receipt").uncount?.(counted, BOB.id, 8);
  assert.deepEqual(
    [BOB.id, ADA.id].map((user) => counted.receipts.reached(user, "read")),
    [5, 0],
  );
  assert.equal(markKind("clear").count(counted, clear), undefined, "it is another person's");
  assert.equal(markKind("clear").count(counted, { ...clear, own: true }), "all");
  assert.equal(markKind("clear").count(counted, { ...clear, own: true, place: 4 }), undefined);
  assert.equal(counted.cleared, 5);
  assert.equal(markKind("clear").uncount, undefined, "what was cleared stays so");
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
