import assert from "node:assert/strict";
import { Vocabulary } from "./vocabulary.ts";

const SLOTS = 10_000;

function slotsOf(vocabulary: Vocabulary, prefix: string): number[] {
  const into = new Uint8Array(SLOTS);
  vocabulary.mark(prefix, into);
  return [...into.keys()].filter((slot) => into[slot] === 1);
}

Deno.test("beginnings are found among sorted words and among those that came since", () => {
  const vocabulary = new Vocabulary();
  // More words than wait unsorted; each the only one of its slot.
  for (let slot = 0; slot < SLOTS - 2; slot++) vocabulary.add(`w${slot}`, slot);
  vocabulary.settle();
  vocabulary.add("w12late", SLOTS - 2);
  vocabulary.add("a", SLOTS - 1);
  for (const prefix of ["w0", "w9997", "w12", "w5", "v", "x", "a", ""]) {
    const plain = Array.from({ length: SLOTS - 2 }, (_, slot) => slot)
      .filter((slot) => `w${slot}`.startsWith(prefix))
      .concat("w12late".startsWith(prefix) ? [SLOTS - 2] : [])
      .concat("a".startsWith(prefix) ? [SLOTS - 1] : []);
    assert.deepEqual(slotsOf(vocabulary, prefix), plain, prefix);
  }
});
