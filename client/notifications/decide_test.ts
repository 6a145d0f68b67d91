import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import { DEFAULT_PREFERENCES } from "../preferences/preferences.ts";
import type { Arrival } from "./arrival.ts";
import { type Circumstances, decide, isQuiet, levelOf } from "./decide.ts";

const CONV = "c".repeat(43) as ConversationId;
const ARRIVAL: Arrival = {
  conversation: CONV,
  kind: "direct",
  title: "Noor Placeholder",
  seq: 5,
  payload: "text",
  own: false,
  senderName: "Noor Placeholder",
  text: "Good morning",
  mentionsMe: false,
  missed: false,
};
const ON = { ...DEFAULT_PREFERENCES, notifications: true };

function notifies(
  arrival: Partial<Arrival> = {},
  circumstances: Partial<Circumstances> = {},
): boolean {
  return decide({ ...ARRIVAL, ...arrival }, {
    preferences: ON,
    onScreen: false,
    doneUpTo: 0,
    minuteOfDay: 600,
    ...circumstances,
  }).notify;
}

Deno.test("what somebody says is notified, what is done to it is not", () => {
  for (const payload of ["text", "reply", "file"] as const) assert.ok(notifies({ payload }));
  for (const payload of ["receipt", "reaction", "edit", "delete", "pin", "clear"] as const) {
    assert.ok(!notifies({ payload }), payload);
  }
});

Deno.test("one's own messages, what is on the screen and what was notified are not", () => {
  assert.ok(!notifies({ own: true }));
  assert.ok(!notifies({}, { onScreen: true }));
  assert.ok(!notifies({}, { doneUpTo: 5 }));
  assert.ok(notifies({}, { doneUpTo: 4 }));
});

Deno.test("rooms are quiet but for what names the person, unless another level was chosen", () => {
  const room = { kind: "room" } as const;
  assert.ok(!notifies(room));
  assert.ok(notifies({ ...room, mentionsMe: true }));
  const at = (level: "all" | "mentions" | "none", arrival: Partial<Arrival>) =>
    notifies(arrival, { preferences: { ...ON, notifyOf: { [CONV]: level } } });
  assert.ok(at("all", room));
  assert.ok(!at("none", { ...room, mentionsMe: true }));
  assert.ok(!at("mentions", {}));
  assert.ok(at("mentions", { mentionsMe: true }));
  const other = "d".repeat(43) as ConversationId;
  assert.equal(levelOf(ON, { conversation: other, kind: "room" }), "mentions");
  assert.equal(levelOf(ON, { conversation: "constructor" as never, kind: "direct" }), "all");
});

Deno.test("quiet hours count their first minute and not their last, over midnight too", () => {
  const night = { from: 22 * 60, to: 7 * 60 };
  for (
    const [minute, quiet] of [[1319, false], [1320, true], [0, true], [419, true], [420, false]]
  ) {
    assert.equal(isQuiet(night, minute as number), quiet, String(minute));
  }
  const lunch = { from: 720, to: 780 };
  assert.deepEqual([719, 720, 779, 780].map((minute) => isQuiet(lunch, minute)), [
    false,
    true,
    true,
    false,
  ]);
  assert.equal(isQuiet({ from: 60, to: 60 }, 60), false);
  const preferences = { ...ON, sound: true, quietHours: night };
  assert.deepEqual(
    decide(ARRIVAL, { preferences, onScreen: false, doneUpTo: 0, minuteOfDay: 1 }),
    { notify: false, sound: false },
  );
});

Deno.test("notifications and sound are off at first, and each by itself", () => {
  const at = (preferences: Circumstances["preferences"]) =>
    decide(ARRIVAL, { preferences, onScreen: false, doneUpTo: 0, minuteOfDay: 0 });
  assert.deepEqual(at(DEFAULT_PREFERENCES), { notify: false, sound: false });
  assert.deepEqual(at({ ...DEFAULT_PREFERENCES, sound: true }), { notify: false, sound: true });
  assert.deepEqual(at(ON), { notify: true, sound: false });
});
