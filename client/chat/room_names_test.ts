import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import { roomNames } from "./room_names.ts";

const room = (id: string, name: string) => ({ id: id.padEnd(43, "A") as ConversationId, name });

function shown(...rooms: ReturnType<typeof room>[]): string[] {
  const nameOf = roomNames(() => rooms);
  return rooms.map(({ id, name }) => nameOf(id, name));
}

Deno.test("rooms whose names look alike are told apart by what nobody can choose", () => {
  assert.deepEqual(
    shown(room("first---", "Engine room"), room("second--", "Еngine room"), room("3", "Garden")),
    ["Engine room (#first---)", "Еngine room (#second--)", "Garden"],
  );
  assert.deepEqual(shown(room("a", "Budget"), room("b", "Budget\u2060")), [
    "Budget (#aAAAAAAA)",
    "Budget (#bAAAAAAA)",
  ]);
});

Deno.test("a room that was told of twice does not look like itself", () => {
  assert.deepEqual(shown(room("a", "Garden"), room("a", "Garden")), ["Garden", "Garden"]);
});

Deno.test("a room of whose name nothing is seen bears its id", () => {
  assert.deepEqual(shown(room("a", "\u200b\u2800")), ["#aAAAAAAA"]);
});
