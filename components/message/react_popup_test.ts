import assert from "node:assert/strict";
import { offer } from "./react_popup.tsx";

const reactions = (count: number, own = 0) =>
  Array.from({ length: count }, (_, i) => ({
    emoji: String.fromCodePoint(0x1f600 + i),
    names: ["Ada Example"],
    own: i < own,
  }));
const ownOf = (all: ReturnType<typeof reactions>) =>
  new Set(all.filter(({ own }) => own).map(({ emoji }) => emoji));

Deno.test("a message that takes no more emoji offers those that it has, and says so", () => {
  const some = reactions(19);
  assert.equal(offer(some, ownOf(some)).isFull, false);
  const full = reactions(20, 1);
  const { offered, isFull, note } = offer(full, ownOf(full));
  assert.deepEqual([offered.length, isFull], [20, true]);
  assert.match(note!, /20 different emoji/);
});

Deno.test("whoever put five there is offered those, to take one away", () => {
  const all = reactions(8, 5);
  const { offered, isFull, note } = offer(all, ownOf(all));
  assert.deepEqual([[...offered], isFull], [[...ownOf(all)], true]);
  assert.match(note!, /Take one away/);
});
