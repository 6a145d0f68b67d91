import assert from "node:assert/strict";
import { ADA, message, nameOf, NOOR, SAM } from "../../tests/support/shown_items.ts";
import type { UserId } from "../../protocol/ids.ts";
import { Talk } from "../../tests/support/talk.ts";
import type { Arrival } from "../notifications/arrival.ts";
import { tellArrivals } from "./arrivals.ts";
import type { Known } from "./views.ts";

Deno.test("whoever takes another's name is told with the uid, and nobody else is", () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "one"), message(2, SAM, "two"));
  const told: Arrival[] = [];
  const known = {
    people: [ADA, NOOR, SAM].map((id) => ({ id, ...nameOf(id) })),
    // Sam calls himself as the directory calls Noor, but for the case of it.
    nameOf: (user: UserId) =>
      user === SAM ? { uid: "sam", fullName: "NOOR  Placeholder" } : nameOf(user),
    directoryNameOf: nameOf,
    summaries: new Map(),
  } as Partial<Record<keyof Known, unknown>> as Known;
  tellArrivals({ received: (one) => told.push(one) }, talk.log, [1, 2], known);
  assert.deepEqual(told.map(({ senderName }) => senderName), [
    "Noor Placeholder (@noor)",
    "NOOR  Placeholder (@sam)",
  ]);
  told.length = 0;
  tellArrivals({ received: (one) => told.push(one) }, talk.log, [1], { ...known, nameOf });
  assert.deepEqual(told.map(({ senderName }) => senderName), ["Noor Placeholder"]);
});
