import assert from "node:assert/strict";
import type { EpochId } from "../protocol/ids.ts";
import type { EpochManifest } from "../protocol/items.ts";
import { EpochLine, type PlacedEpoch } from "./epoch_line.ts";

const epoch = (number: number, place: number): PlacedEpoch => ({
  id: `${number}@${place}` as EpochId,
  place,
  manifest: { number } as EpochManifest,
});

function line(...epochs: PlacedEpoch[]): EpochLine {
  const made = new EpochLine();
  for (const one of epochs) assert.ok(made.insert(one).ok);
  return made;
}

Deno.test("the epoch of a place is the newest before it, however they were loaded", () => {
  const made = line(epoch(3, 30), epoch(1, 10), epoch(2, 20));
  assert.equal(made.before(10), undefined);
  assert.equal(made.before(11)?.manifest.number, 1);
  assert.equal(made.before(30)?.manifest.number, 2);
  assert.equal(made.before(Infinity)?.manifest.number, 3);
  assert.equal(made.newest?.manifest.number, 3);
});

Deno.test("a number fits between those of its neighbours on both sides", () => {
  for (
    const [number, place] of [[1, 20], [2, 35], [3, 20], [3, 35], [4, 20], [1, 5], [2, 5]]
  ) {
    const made = line(epoch(1, 10), epoch(3, 30));
    const inserted = made.insert(epoch(number!, place!));
    assert.equal(inserted.ok ? "ok" : inserted.reason, "epoch-number", `${number} at ${place}`);
    assert.equal(made.find(`${number}@${place}` as EpochId), undefined);
  }
  const made = line(epoch(1, 10), epoch(3, 30));
  assert.ok(made.insert(epoch(2, 20)).ok);
  assert.ok(made.insert(epoch(9, 40)).ok);
});
