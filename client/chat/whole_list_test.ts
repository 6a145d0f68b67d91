import assert from "node:assert/strict";
import { type ListPart, wholeList } from "./whole_list.ts";

/** A list of `total` numbers in parts of three. */
function numbers(total: number) {
  const asked: (number | undefined)[] = [];
  const part = (after: number | undefined): Promise<ListPart<number, number>> => {
    asked.push(after);
    const from = after ?? 0;
    const to = Math.min(from + 3, total);
    const items = Array.from({ length: to - from }, (_, i) => from + i);
    return Promise.resolve(to < total ? { items, next: to } : { items });
  };
  return { part, asked };
}

Deno.test("a list in parts is asked for until its last part, in order", async () => {
  const { part, asked } = numbers(8);
  const { items, isCut } = await wholeList(part, 100);
  assert.deepEqual(items, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual([asked, isCut], [[undefined, 3, 6], false]);
});

Deno.test("of a longer list than is wanted the rest is not asked for, and that is told", async () => {
  const { part, asked } = numbers(1000);
  const { items, isCut } = await wholeList(part, 6);
  assert.deepEqual([items.length, asked.length, isCut], [6, 2, true]);
});

Deno.test("a server that promises more and gives nothing is not asked without end", async () => {
  const { items, isCut } = await wholeList(() => Promise.resolve({ items: [], next: 1 }), 10);
  assert.deepEqual([items, isCut], [[], true]);
});
