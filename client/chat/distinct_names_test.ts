import assert from "node:assert/strict";
import { ADA, nameOf, NOOR, SAM } from "../../tests/support/shown_items.ts";
import type { UserId } from "../../protocol/ids.ts";
import { DistinctNames } from "./distinct_names.ts";

/** Names with Sam calling himself `called`. */
function tell(called: string, people: readonly UserId[] = [ADA, NOOR, SAM]) {
  const names = new DistinctNames({
    people: () => people.map((id) => ({ id })),
    nameOf: (user) => user === SAM ? { uid: "sam", fullName: called } : nameOf(user),
    directoryNameOf: nameOf,
  });
  return [ADA, NOOR, SAM].map((user) => names.of(user));
}

Deno.test("a name that only one person bears is told as it is", () => {
  assert.deepEqual(tell("Sammy"), ["Ada Example", "Noor Placeholder", "Sammy"]);
  // One's own username, or one's own name in the directory, is nobody else's.
  assert.equal(tell("Sam")[2], "Sam");
  assert.equal(tell("Sam Sample")[2], "Sam Sample");
});

Deno.test("whoever takes another's name, username or a lookalike is told with the username", () => {
  for (const called of ["Noor Placeholder", "NOOR  placeholder", "Nооr Рlасеhоldеr", "noor"]) {
    assert.equal(tell(called)[2], `${called} (@sam)`, called);
  }
  assert.equal(tell("Noor Placeholder")[1], "Noor Placeholder (@noor)");
  // He who is not in the list is told apart from those who are.
  assert.equal(tell("Ada Example", [ADA, NOOR])[2], "Ada Example (@sam)");
});

Deno.test("names are compared anew once somebody is called otherwise", () => {
  let called = "Sammy";
  const names = new DistinctNames({
    people: () => [{ id: NOOR }, { id: SAM }],
    nameOf: (user) => user === SAM ? { uid: "sam", fullName: called } : nameOf(user),
    directoryNameOf: nameOf,
  });
  assert.equal(names.of(SAM), "Sammy");
  called = "Noor Placeholder";
  names.changed();
  assert.equal(names.of(SAM), "Noor Placeholder (@sam)");
  assert.equal(names.of(NOOR), "Noor Placeholder (@noor)");
});
