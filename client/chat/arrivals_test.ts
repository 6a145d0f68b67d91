import assert from "node:assert/strict";
import { message, nameOf, NOOR, SAM } from "../../tests/support/shown_items.ts";
import type { UserId } from "../../protocol/ids.ts";
import { Talk } from "../../tests/support/talk.ts";
import type { Arrival } from "../notifications/arrival.ts";
import { tellArrivals } from "./arrivals.ts";
import type { Known } from "./views.ts";

Deno.test("whoever takes another's name is told with the uid", () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "one"), message(2, SAM, "two"));
  const told: Arrival[] = [];
  const known = {
    nameOf: (user: UserId) =>
      user === SAM ? { ...nameOf(user), told: "NOOR  Placeholder (@sam)" } : nameOf(user),
    summaries: new Map(),
  } as Partial<Record<keyof Known, unknown>> as Known;
  tellArrivals({ received: (one) => told.push(one) }, talk.log, [1, 2], known);
  assert.deepEqual(told.map(({ senderName }) => senderName), [
    "Noor Placeholder",
    "NOOR  Placeholder (@sam)",
  ]);
});
