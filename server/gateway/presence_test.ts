import assert from "node:assert/strict";
import type { Presence as PresenceView } from "../../protocol/frames/answers.ts";
import type { UserId } from "../../protocol/ids.ts";
import { anyUser } from "../../tests/support/members.ts";
import type { PresenceEvent } from "../router/events.ts";
import { NODE_SILENCE_MS, Presence } from "./presence.ts";

const NOON = Date.parse("2026-11-22T12:00:00.000Z");
const [ada, bob, cyd] = [anyUser(), anyUser(), anyUser()];

function make(node = "n1") {
  const clock = { ms: NOON };
  return { clock, presence: new Presence(node, () => clock.ms) };
}

/** The changes without their times. */
function announced(changes: ReturnType<Presence["heard"]>): [string, PresenceView][] {
  return changes.map(({ user, presence }) => [user, presence]);
}

function changes(node: string, user: UserId, presence: PresenceView, time = ""): PresenceEvent {
  return { type: "changes", node, changes: [{ user, presence, time }] };
}

function roster(node: string, online: UserId[], away: UserId[] = []): PresenceEvent {
  return { type: "roster", node, online, away };
}

Deno.test("a person comes with the first socket and goes with the last", () => {
  const { presence, clock } = make();
  const time = new Date(clock.ms).toISOString();
  assert.equal(presence.of(ada), "offline");
  assert.deepEqual(presence.opened(ada, "online"), { user: ada, presence: "online", time });
  assert.equal(presence.opened(ada, "online"), undefined);
  assert.equal(presence.closed(ada, "online"), undefined);
  assert.equal(presence.of(ada), "online");
  clock.ms += 5;
  const later = new Date(NOON + 5).toISOString();
  const gone = { user: ada, presence: "offline", time: later };
  assert.deepEqual(presence.closed(ada, "online"), gone);
  assert.deepEqual([presence.of(ada), presence.present()], ["offline", { online: [], away: [] }]);
});

Deno.test("a person is away when all of their sockets are, and online when any is", () => {
  const { presence } = make();
  presence.opened(ada, "online");
  presence.opened(ada, "online");
  assert.equal(presence.moved(ada, "online", "away"), undefined);
  assert.equal(presence.moved(ada, "online", "online"), undefined);
  assert.equal(presence.moved(ada, "online", "away")?.presence, "away");
  assert.deepEqual(presence.present(), { online: [], away: [ada] });
  assert.equal(presence.opened(ada, "online")?.presence, "online");
  assert.equal(presence.closed(ada, "online")?.presence, "away");
});

Deno.test("a hidden socket counts as not there, and says nothing", () => {
  const { presence } = make();
  assert.equal(presence.opened(ada, "hidden"), undefined);
  assert.deepEqual([presence.of(ada), presence.isHiding(ada)], ["offline", true]);
  assert.deepEqual(presence.present(), { online: [], away: [] });
  assert.deepEqual(presence.roster(), roster("n1", []));
  assert.equal(presence.opened(ada, "away")?.presence, "away");
  assert.equal(presence.isHiding(ada), false);
  assert.deepEqual(presence.closed(ada, "away"), { user: ada, presence: "offline" });
  assert.equal(presence.closed(ada, "hidden"), undefined);
  assert.equal(presence.isHiding(ada), false);
});

Deno.test("whoever hides does not say since when, on any node", () => {
  const [one, two] = [make("n1"), make("n2")];
  two.presence.heard(changes("n1", ada, "online"));
  one.presence.opened(ada, "online");
  const change = one.presence.moved(ada, "online", "hidden");
  assert.deepEqual(change, { user: ada, presence: "offline" });
  const heard = two.presence.heard({ type: "changes", node: "n1", changes: [change!] });
  assert.deepEqual(heard, [{ user: ada, presence: "offline" }]);
});

Deno.test("the roster names everybody who has a socket here, and nobody from elsewhere", () => {
  const { presence } = make();
  presence.opened(ada, "online");
  presence.opened(bob, "away");
  presence.heard(changes("n2", cyd, "online"));
  assert.deepEqual(presence.roster(), roster("n1", [ada], [bob]));
  const { online, away } = presence.present();
  assert.deepEqual([online.sort(), away], [[ada, cyd].sort(), [bob]]);
});

Deno.test("who comes and goes on another node is told once, with the time of it", () => {
  const { presence } = make();
  const time = "2026-11-22T11:59:00.000Z";
  assert.deepEqual(announced(presence.heard(changes("n2", ada, "online"))), [[ada, "online"]]);
  assert.deepEqual(announced(presence.heard(changes("n2", ada, "online"))), []);
  assert.deepEqual(announced(presence.heard(changes("n2", ada, "away"))), [[ada, "away"]]);
  const gone = presence.heard(changes("n2", ada, "offline", time));
  assert.deepEqual(gone, [{ user: ada, presence: "offline", time }]);
  assert.deepEqual(announced(presence.heard(changes("n2", ada, "offline"))), []);
});

Deno.test("a person on several nodes is as the most present of them says", () => {
  const { presence } = make();
  presence.opened(ada, "online");
  assert.deepEqual(announced(presence.heard(changes("n2", ada, "away"))), []);
  assert.deepEqual(announced(presence.heard(changes("n3", ada, "online"))), []);
  presence.closed(ada, "online");
  assert.equal(presence.of(ada), "online", "the caller is told so, and shows no change");
  assert.deepEqual(announced(presence.heard(changes("n3", ada, "offline"))), [[ada, "away"]]);
  assert.deepEqual(announced(presence.heard(changes("n2", ada, "offline"))), [[ada, "offline"]]);
});

Deno.test("two nodes that hear each other agree", () => {
  const [one, two] = [make("n1"), make("n2")];
  const tell = (change: ReturnType<Presence["opened"]>, from: string, to: Presence) =>
    change === undefined ? [] : to.heard({ type: "changes", node: from, changes: [change] });
  const seen = ({ presence }: typeof one) => [ada, bob].map((user) => presence.of(user));
  tell(one.presence.opened(ada, "away"), "n1", two.presence);
  tell(two.presence.opened(ada, "online"), "n2", one.presence);
  tell(two.presence.opened(bob, "online"), "n2", one.presence);
  assert.deepEqual([seen(one), seen(two)], [["online", "online"], ["online", "online"]]);
  tell(two.presence.closed(ada, "online"), "n2", one.presence);
  assert.deepEqual([seen(one), seen(two)], [["away", "online"], ["away", "online"]]);
  tell(one.presence.closed(ada, "away"), "n1", two.presence);
  assert.deepEqual([seen(one), seen(two)], [["offline", "online"], ["offline", "online"]]);
});

Deno.test("a roster replaces what was known of its node, and only of it", () => {
  const { presence } = make();
  presence.heard(changes("n2", ada, "online"));
  presence.heard(changes("n3", bob, "online"));
  const news = presence.heard(roster("n2", [], [cyd]));
  assert.deepEqual(announced(news).sort(), [[ada, "offline"], [cyd, "away"]].sort());
  assert.equal(news.find(({ user }) => user === ada)?.time, undefined, "it is not known when");
  assert.deepEqual(presence.present(), { online: [bob], away: [cyd] });
});

Deno.test("a node that asks has just come, and has nobody of before", () => {
  const { presence } = make();
  presence.heard(roster("n2", [ada], [bob]));
  presence.heard(roster("n3", [bob]));
  const news = presence.heard({ type: "who", node: "n2" });
  assert.deepEqual(announced(news), [[ada, "offline"]]);
  assert.deepEqual(presence.present(), { online: [bob], away: [] });
});

Deno.test("a node's own words change nothing", () => {
  const { presence } = make();
  presence.opened(ada, "online");
  assert.deepEqual(presence.heard(changes("n1", ada, "offline")), []);
  assert.deepEqual(presence.heard(changes("n1", bob, "online")), []);
  assert.deepEqual(presence.heard(roster("n1", [cyd])), []);
  assert.deepEqual(presence.heard({ type: "who", node: "n1" }), []);
  assert.deepEqual(presence.present(), { online: [ada], away: [] });
});

Deno.test("the people of a node that has gone silent go with it", () => {
  const { presence, clock } = make();
  presence.opened(ada, "online");
  presence.heard(roster("n2", [ada, bob]));
  clock.ms += 30_000;
  presence.heard(roster("n3", [cyd]));
  clock.ms = NOON + NODE_SILENCE_MS;
  assert.deepEqual(presence.sweep(), []);
  clock.ms += 1;
  assert.deepEqual(announced(presence.sweep()), [[bob, "offline"]]);
  assert.deepEqual(presence.sweep(), []);
  assert.deepEqual(presence.present().online.sort(), [ada, cyd].sort());
});

Deno.test("an empty roster is a sign of life", () => {
  const { presence, clock } = make();
  presence.heard(roster("n2", []));
  clock.ms += NODE_SILENCE_MS;
  presence.heard(roster("n2", []));
  presence.heard(changes("n2", bob, "online"));
  clock.ms += NODE_SILENCE_MS;
  assert.deepEqual(presence.sweep(), []);
  assert.equal(presence.of(bob), "online");
});

Deno.test("a node that went silent after the clock was set back is forgotten, one that lives is not", () => {
  const { presence, clock } = make();
  clock.ms += 7_200_000;
  presence.heard(roster("n2", [bob]));
  presence.heard(roster("n3", [cyd]));
  clock.ms -= 7_200_000;
  assert.deepEqual(presence.sweep(), []);
  clock.ms += NODE_SILENCE_MS;
  presence.heard(roster("n3", [cyd]));
  clock.ms += 1;
  assert.deepEqual(announced(presence.sweep()), [[bob, "offline"]]);
});
