import assert from "node:assert/strict";
import type { Entry } from "ldapts";
import { hidesEntries } from "./hidden_entries.ts";

/** Whether a server hides entries that shows these containers, and so many entries in each. */
async function hides(containers: Entry[], inside: Record<string, number> = {}): Promise<boolean> {
  return await hidesEntries((dn, { scope }) => {
    const entries = Array.from({ length: inside[dn] ?? 0 }, (_, i) => ({ dn: `cn=${i},${dn}` }));
    return Promise.resolve(scope === "sub" ? containers : entries);
  }, "ou=people");
}

Deno.test("a container that has something in it and shows nothing hides it, as each server counts", async () => {
  const dn = "ou=people";
  for (
    const filled of [
      { hasSubordinates: "TRUE" },
      { hassubordinates: "TRUE" },
      { numSubordinates: "3" },
      { "msDS-Approx-Immed-Subordinates": "120" },
    ]
  ) {
    const container = { dn, ...filled } as Entry;
    assert.equal(await hides([container]), true, JSON.stringify(filled));
    assert.equal(await hides([container], { [dn]: 1 }), false, JSON.stringify(filled));
  }
});

Deno.test("an empty container, and one of which nothing is said, hides nothing", async () => {
  for (const empty of [{}, { hasSubordinates: "FALSE" }, { numSubordinates: "0" }]) {
    assert.equal(await hides([{ dn: "ou=people", ...empty } as Entry]), false);
  }
  assert.equal(await hides([]), false);
});

Deno.test("containers below the base are looked at, too", async () => {
  const containers = ["ou=people", "ou=staff,ou=people"].map((dn) => ({
    dn,
    hasSubordinates: "TRUE",
  }));
  assert.equal(await hides(containers, { "ou=people": 1 }), true);
  assert.equal(await hides(containers, { "ou=people": 1, "ou=staff,ou=people": 1 }), false);
});
