import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import type { Item } from "../../protocol/items.ts";
import { ItemWindow } from "./item_window.ts";

const CONV = "c".repeat(43) as ConversationId;

function items(...seqs: number[]): Item[] {
  return seqs.map((seq) => ({ conv: CONV, seq }) as Item);
}

function loaded(low: number, high: number): ItemWindow {
  const window = new ItemWindow(CONV);
  window.extend(items(low, high));
  return window;
}

Deno.test("what continues the window is taken in order, what is known is dropped", () => {
  const { next, gap } = loaded(3, 5).continuation(items(7, 4, 6, 6, 5));
  assert.deepEqual(next.map(({ seq }) => seq), [6, 7]);
  assert.equal(gap, false);
});

Deno.test("a gap ends what can be taken and is told", () => {
  const { next, gap } = loaded(3, 5).continuation(items(6, 8));
  assert.deepEqual(next.map(({ seq }) => seq), [6]);
  assert.equal(gap, true);
});

Deno.test("items of another conversation are dropped", () => {
  const [item] = items(6);
  const { next } = loaded(3, 5).continuation([{ ...item!, conv: "d" as ConversationId }]);
  assert.deepEqual(next, []);
});

Deno.test("a page with a hole, or that does not end where it must, is refused", () => {
  const window = loaded(10, 12);
  window.checkPage(items(7, 8, 9), 10);
  window.checkPage([], 10);
  assert.throws(() => window.checkPage(items(7, 9), 10), { kind: "invalid", reason: "gap" });
  assert.throws(() => window.checkPage(items(7, 8), 10), { kind: "invalid", reason: "gap" });
  assert.throws(() => window.checkPage(items(8, 7)), { kind: "invalid" });
});

Deno.test("the window grows at both ends", () => {
  const window = new ItemWindow(CONV);
  assert.equal(window.isEmpty, true);
  window.extend(items(4, 5));
  window.extend(items(2, 3));
  window.extend(items(6));
  assert.deepEqual([window.low, window.high, window.isEmpty], [2, 6, false]);
});
