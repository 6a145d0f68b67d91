/**
 * Every promise of `server/archive/port.ts`. What the gateway may call is asked of `reader`, which
 * may be in another thread; what only the router may call, of `writer`. They share one store.
 */

import assert from "node:assert/strict";
import { epochFacts } from "./archive_epochs.ts";
import { itemFacts } from "./archive_items.ts";
import { nameFacts } from "./archive_names.ts";
import type { ArchiveSubject, Fact } from "./archive_writes.ts";

const facts: Record<string, Fact> = {
  ...itemFacts,
  ...epochFacts,
  ...nameFacts,
  "it says that it is up": async ({ reader }) => {
    assert.equal(await reader.state(), "up");
  },
};

/** Registers the tests. They use ids of their own, so that they may share a store. */
export function archiveConformance(name: string, subject: () => ArchiveSubject): void {
  for (const [fact, check] of Object.entries(facts)) {
    Deno.test(`archive, ${name}: ${fact}`, () => check(subject()));
  }
}
