import assert from "node:assert/strict";
import { NOTIFY_LEVELS } from "../../client/preferences/preferences.ts";
import { notifyPart } from "./notify_parts.ts";

function chosen(level: Parameters<typeof notifyPart>[0]): string[] {
  return notifyPart(level, () => {}).items.filter((item) => item.chosen).map(({ label }) => label);
}

Deno.test("a conversation without a choice of its own is marked to follow the choice for all", () => {
  assert.deepEqual(chosen(undefined), ["As set for all"]);
});

Deno.test("a conversation with a choice of its own has that one marked, and it alone", () => {
  assert.deepEqual(NOTIFY_LEVELS.flatMap(chosen), ["All messages", "Only mentions", "None"]);
});
