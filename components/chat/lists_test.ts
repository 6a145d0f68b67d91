import assert from "node:assert/strict";
import type { ActivityView, PersonView, RoomView } from "../../client/model/mod.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { stepFrom, stepsOf } from "../switcher/conversation_steps.ts";
import { splitPeople, splitRooms } from "../sidebar/list_order.ts";
import { waitingCount } from "./page_title.tsx";
import { rowLabel } from "../sidebar/row_words.ts";
import { switchTargets } from "../switcher/switch_targets.ts";

const QUIET: ActivityView = { unread: 0, mentions: 0, notify: "all" };

function said(hour: number, text = "hello") {
  return { senderName: "", own: false, text, time: `2026-11-22T${10 + hour}:00:00.000Z` };
}

function person(uid: string, change: Partial<PersonView> = {}): PersonView {
  return {
    ...QUIET,
    id: uid as UserId,
    uid,
    fullName: uid,
    directoryName: uid,
    presence: "offline",
    identity: "pinned",
    isSelf: false,
    ...change,
  };
}

function room(name: string, change: Partial<RoomView> = {}): RoomView {
  return {
    ...QUIET,
    id: name as ConversationId,
    name,
    policy: "open",
    members: 1,
    joined: true,
    ...change,
  };
}

const names = (all: readonly { name?: string; uid?: string }[]) =>
  all.map(({ name, uid }) => name ?? uid);

Deno.test("the newest stands on top, what nobody wrote in below by name", () => {
  const { joined, joinable } = splitRooms([
    room("b"),
    room("old", { lastLine: said(1) }),
    room("a2"),
    room("a10"),
    room("new", { lastLine: said(2) }),
    room("open", { joined: false }),
  ]);
  assert.deepEqual(names(joined), ["new", "old", "a2", "a10", "b"]);
  assert.deepEqual(names(joinable), ["open"]);
});

Deno.test("people one never talked with stand apart, unless something of theirs waits", () => {
  const { talking, others } = splitPeople([
    person("zoe"),
    person("ada", { lastLine: said(1) }),
    person("bo", { unread: 1 }),
    person("cem", { conversation: "dm" as ConversationId }),
    person("ali"),
  ]);
  assert.deepEqual(names(talking), ["ada", "bo", "cem"]);
  assert.deepEqual(names(others), ["ali", "zoe"]);
});

Deno.test("a row's label begins with the name and says all that its marks show", () => {
  const label = rowLabel("Ada", ["Online"], {
    unread: 2,
    mentions: 1,
    draft: "Or rather",
    notify: "none",
    lastLine: { ...said(1, "See you"), own: true },
  });
  assert.equal(label, "Ada, Online, 2 unread, 1 mention, Muted, Draft: Or rather");
  assert.equal(rowLabel("Ada", [], QUIET), "Ada");
});

Deno.test("the keyboard walks in the order of the lists, round the end", () => {
  const steps = stepsOf(
    [room("b"), room("a", { lastLine: said(1), unread: 1, notify: "none" })],
    [person("ada", { lastLine: said(2), unread: 3 }), person("never")],
  );
  assert.deepEqual(steps.map((step) => step.id), ["a", "b", "ada"]);
  const from = (current: string | undefined, direction: 1 | -1, waiting = false) =>
    stepFrom(steps, current, direction, waiting)?.id;
  assert.equal(from("a", 1), "b");
  assert.equal(from("ada", 1), "a");
  assert.equal(from("a", -1), "ada");
  assert.equal(from(undefined, 1), "a");
  assert.equal(from(undefined, -1), "ada");
  assert.equal(from("never", 1), "a");
  // What is muted does not wait.
  assert.equal(from("ada", 1, true), undefined);
  assert.equal(from("b", -1, true), "ada");
  assert.equal(stepFrom([], undefined, 1, false), undefined);
});

Deno.test("the switcher begins with what is unread, then with what is recent", () => {
  const sources = {
    people: [
      person("me", { isSelf: true }),
      person("never"),
      person("ada", { lastLine: said(1) }),
      person("bo", { lastLine: said(0), unread: 1 }),
    ],
    rooms: [room("garden", { lastLine: said(2) }), room("club", { joined: false })],
    commands: [{ id: "new", label: "New room", icon: "plus" as const, run() {} }],
  };
  const keys = (query: string, limit = 50) =>
    switchTargets(sources, query, limit).map((target) => target.key);
  assert.deepEqual(keys(""), ["bo", "garden", "ada", "never", "club", "command-new"]);
  assert.deepEqual(keys("", 2), ["bo", "garden"]);
  assert.deepEqual(keys("new"), ["command-new"]);
  assert.deepEqual(keys("clu"), ["club"]);
  // A command that would be cut off has the place of those one never talked with.
  assert.deepEqual(keys("", 4), ["bo", "garden", "ada", "command-new"]);
});

Deno.test("the switcher ranks everybody and every room before commands that answer no worse", () => {
  const command = (id: string, label: string) => ({ id, label, icon: "plus" as const, run() {} });
  const keys = (query: string) =>
    switchTargets(
      {
        people: [person("bena"), person("ursa"), person("sxexaxr")],
        rooms: [room("Sea", { joined: false }), room("searoom")],
        commands: [command("search", "Search messages"), command("sea", "Sea")],
      },
      query,
      50,
    ).map((target) => target.key);
  assert.deepEqual(keys("sea"), ["Sea", "searoom", "command-sea", "command-search", "sxexaxr"]);
  assert.deepEqual(keys("sear"), ["searoom", "command-search", "sxexaxr"]);
  assert.deepEqual(keys("s").slice(-2), ["command-sea", "command-search"]);
});

Deno.test("a person is found by the directory's name too", () => {
  const renamed = person("ada", { fullName: "Countess", directoryName: "Ada Example" });
  const found = (query: string) =>
    switchTargets({ people: [renamed], rooms: [], commands: [] }, query, 9).length;
  assert.deepEqual([found("exam"), found("count"), found("zzz")], [1, 1, 0]);
});

Deno.test("a muted conversation counts what names its reader, and nothing else", () => {
  assert.equal(
    waitingCount([
      { ...QUIET, unread: 3, mentions: 1 },
      { ...QUIET, unread: 9, mentions: 2, notify: "none" },
    ]),
    5,
  );
});
