import assert from "node:assert/strict";
import { Heights } from "./heights.ts";

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  while (true) yield (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
}

Deno.test("a row begins where the rows before it end", () => {
  const heights = new Heights([10, 20, 30]);
  assert.deepEqual([0, 1, 2, 3].map((index) => heights.offset(index)), [0, 10, 30, 60]);
  assert.equal(heights.total, 60);
});

Deno.test("a row is found by any place in it, and the ends by what lies beyond", () => {
  const heights = new Heights([10, 20, 30]);
  const places = [-5, 0, 9.9, 10, 29, 30, 59, 60, 1000];
  assert.deepEqual(places.map((place) => heights.indexAt(place)), [0, 0, 0, 1, 1, 2, 2, 2, 2]);
});

Deno.test("no rows have no height and no row", () => {
  const heights = new Heights([]);
  assert.equal(heights.total, 0);
  assert.equal(heights.indexAt(0), -1);
});

Deno.test("after many changes sums and places are those of plain addition", () => {
  const random = numbers(7);
  const count = 777;
  const plain = Array.from({ length: count }, () => Math.floor(random.next().value * 90) + 1);
  const heights = new Heights(plain);
  for (let change = 0; change < 500; change++) {
    const index = Math.floor(random.next().value * count);
    plain[index] = Math.floor(random.next().value * 400) + 1;
    heights.set(index, plain[index]!);
  }
  let sum = 0;
  for (const [index, height] of plain.entries()) {
    assert.equal(heights.offset(index), sum);
    assert.equal(heights.indexAt(sum), index);
    assert.equal(heights.indexAt(sum + height - 0.5), index);
    sum += height;
  }
  assert.equal(heights.total, sum);
});
