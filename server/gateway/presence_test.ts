import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { anyUser } from "../../tests/support/members.ts";
import type { PresenceEvent } from "../router/keys.ts";
import { NODE_SILENCE_MS, Presence } from "./presence.ts";

const NOON = Date.parse("2026-11-22T12:00:00.000Z");
const [ada, bob, cyd] = [anyUser(), anyUser(), anyUser()];

function make(node = "n1") {
  const clock = { ms: NOON };
  return { clock, presence: new Presence(node, () => clock.ms) };
}

/** The changes without their times. */
function told(changes: ReturnType<Presence["heard"]>): [string, boolean][] {
  return changes.map(({ user, online }) => [user, online]);
}

function changes(node: string, user: UserId, online: boolean): PresenceEvent {
  return { type: "changes", node, changes: [{ user, online, time: "" }] };
}

Deno.test("a person comes with the first socket and goes with the last", () => {
  const { presence, clock } = make();
  const time = new Date(clock.ms).toISOString();
  assert.ok(!presence.isOnline(ada));
  assert.deepEqual(presence.opened(ada), { user: ada, online: true, time });
  assert.equal(presence.opened(ada), undefined);
  assert.equal(presence.closed(ada), undefined);
  assert.ok(presence.isOnline(ada));
  clock.ms += 5;
  const later = new Date(NOON + 5).toISOString();
  assert.deepEqual(presence.closed(ada), { user: ada, online: false, time: later });
  assert.deepEqual([presence.isOnline(ada), presence.online()], [false, []]);
});

Deno.test("the roster names everybody who has a socket here, and nobody from elsewhere", () => {
  const { presence } = make();
  presence.opened(ada);
  presence.opened(bob);
  presence.closed(bob);
  presence.heard(changes("n2", cyd, true));
  assert.deepEqual(presence.roster(), { type: "roster", node: "n1", users: [ada] });
  assert.deepEqual(presence.online().sort(), [ada, cyd].sort());
});

Deno.test("who comes and goes on another node is told once", () => {
  const { presence } = make();
  assert.deepEqual(told(presence.heard(changes("n2", ada, true))), [[ada, true]]);
  assert.deepEqual(told(presence.heard(changes("n2", ada, true))), []);
  assert.deepEqual(told(presence.heard(changes("n2", ada, false))), [[ada, false]]);
  assert.deepEqual(told(presence.heard(changes("n2", ada, false))), []);
});

Deno.test("a person on two nodes has gone when both say so", () => {
  const { presence } = make();
  presence.opened(ada);
  assert.deepEqual(told(presence.heard(changes("n2", ada, true))), []);
  assert.deepEqual(told(presence.heard(changes("n3", ada, true))), []);
  presence.closed(ada);
  assert.ok(presence.isOnline(ada), "the caller is told so, and shows no change");
  assert.deepEqual(told(presence.heard(changes("n2", ada, false))), []);
  assert.deepEqual(told(presence.heard(changes("n3", ada, false))), [[ada, false]]);
});

Deno.test("two nodes that hear each other agree", () => {
  const [one, two] = [make("n1"), make("n2")];
  const tell = (change: ReturnType<Presence["opened"]>, from: string, to: Presence) =>
    change === undefined ? [] : to.heard({ type: "changes", node: from, changes: [change] });
  tell(one.presence.opened(ada), "n1", two.presence);
  tell(two.presence.opened(ada), "n2", one.presence);
  tell(two.presence.opened(bob), "n2", one.presence);
  assert.deepEqual(one.presence.online().sort(), two.presence.online().sort());
  tell(one.presence.closed(ada), "n1", two.presence);
  assert.ok(one.presence.isOnline(ada) && two.presence.isOnline(ada));
  tell(two.presence.closed(ada), "n2", one.presence);
  assert.deepEqual([one.presence.online(), two.presence.online()], [[bob], [bob]]);
});

Deno.test("a roster replaces what was known of its node, and only of it", () => {
  const { presence } = make();
  presence.heard(changes("n2", ada, true));
  presence.heard(changes("n3", bob, true));
  const news = presence.heard({ type: "roster", node: "n2", users: [cyd] });
  assert.deepEqual(told(news).sort(), [[ada, false], [cyd, true]].sort());
  assert.deepEqual(presence.online().sort(), [bob, cyd].sort());
});

Deno.test("a node's own words, and questions, change nothing", () => {
  const { presence } = make();
  presence.opened(ada);
  assert.deepEqual(presence.heard(changes("n1", ada, false)), []);
  assert.deepEqual(presence.heard(changes("n1", bob, true)), []);
  assert.deepEqual(presence.heard({ type: "roster", node: "n1", users: [cyd] }), []);
  assert.deepEqual(presence.heard({ type: "who", node: "n2" }), []);
  assert.deepEqual(presence.online(), [ada]);
});

Deno.test("the people of a node that has gone silent go with it", () => {
  const { presence, clock } = make();
  presence.opened(ada);
  presence.heard({ type: "roster", node: "n2", users: [ada, bob] });
  clock.ms += 30_000;
  presence.heard({ type: "roster", node: "n3", users: [cyd] });
  clock.ms = NOON + NODE_SILENCE_MS;
  assert.deepEqual(presence.sweep(), []);
  clock.ms += 1;
  assert.deepEqual(told(presence.sweep()), [[bob, false]]);
  assert.deepEqual(presence.sweep(), []);
  assert.deepEqual(presence.online().sort(), [ada, cyd].sort());
});

Deno.test("an empty roster is a sign of life", () => {
  const { presence, clock } = make();
  presence.heard({ type: "roster", node: "n2", users: [] });
  clock.ms += NODE_SILENCE_MS;
  presence.heard({ type: "roster", node: "n2", users: [] });
  presence.heard(changes("n2", bob, true));
  clock.ms += NODE_SILENCE_MS;
  assert.deepEqual(presence.sweep(), []);
  assert.ok(presence.isOnline(bob));
});
