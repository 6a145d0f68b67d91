import assert from "node:assert/strict";
import type { RoomsFound } from "../../protocol/frames/answers.ts";
import { MAX_LISTED_ROOMS } from "../../protocol/limits.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { anyId, anyUser } from "../../tests/support/members.ts";
import { OpenRooms } from "./open_rooms.ts";

Deno.test("the operator is told once when there are more rooms than lists hold, and until there are not", async () => {
  const clock = { ms: 0 };
  const lines: string[] = [];
  let [count, counted] = [MAX_LISTED_ROOMS + 1, 0];
  let found: RoomsFound = { rooms: [] };
  const rooms = new OpenRooms({
    archive: {
      openRooms: () => Promise.resolve(found),
      openRoomCount: () => Promise.resolve((counted++, count)),
    },
    clock: () => clock.ms,
    log: (level, message) => void lines.push(`${level} ${message}`),
  });
  await rooms.list(anyUser());
  assert.deepEqual([counted, rooms.limitsMet], [0, []], "a short list is not counted");
  found = { rooms: [], next: anyId<ConversationId>() };
  for (let i = 0; i < 3; i++) await rooms.list(anyUser());
  const sentence = "Of 5001 open rooms only the first 5000 by name are seen in lists.";
  assert.deepEqual([counted, rooms.limitsMet, lines], [1, [sentence], [`warn ${sentence}`]]);
  clock.ms += 60_000;
  await rooms.list(anyUser());
  assert.deepEqual([counted, lines.length], [2, 1]);
  clock.ms += 60_000;
  [count, found] = [MAX_LISTED_ROOMS, { rooms: [] }];
  await rooms.list(anyUser());
  assert.deepEqual([counted, rooms.limitsMet], [3, []]);
});
