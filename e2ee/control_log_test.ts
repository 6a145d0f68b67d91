import assert from "node:assert/strict";
import type { ConversationId, Fingerprint, UserId } from "../protocol/ids.ts";
import type { ControlRecord } from "../protocol/items.ts";
import { MAX_ROOM_MEMBERS } from "../protocol/limits.ts";
import { ControlHistory } from "./control_history.ts";
import { applyRecord, type ControlRefusal, type RoomState } from "./control_log.ts";

const user = (name: string): UserId =>
  `5a1f0e1c-0000-4000-8000-${name.charCodeAt(0).toString(16).padStart(12, "0")}` as UserId;
const [ADA, BOB, CYD, DAN] = ["a", "b", "c", "d"].map(user) as [UserId, UserId, UserId, UserId];

type Wish = Pick<ControlRecord, "type" | "actor"> & Partial<ControlRecord>;

/** The record that follows `state`, with empty fields where `wish` names none. */
function record(state: RoomState | undefined, wish: Wish): ControlRecord {
  return {
    v: 1,
    room: state?.room ?? "",
    n: state === undefined ? 0 : state.n + 1,
    prev: state?.head ?? "",
    cert: "" as Fingerprint,
    time: "2026-11-22T12:00:00.000Z",
    subject: "",
    role: "",
    name: "",
    policy: "",
    salt: "",
    ...wish,
  };
}

/** The state after `wishes`, each of which must be allowed; hashes are `h0`, `h1`, ... */
function fold(...wishes: Wish[]): RoomState {
  return fold1(undefined, ...wishes)!;
}

function fold1(state: RoomState | undefined, ...wishes: Wish[]): RoomState | undefined {
  for (const wish of wishes) {
    const next = record(state, wish);
    const applied = applyRecord(state, next, `h${next.n}`);
    assert.ok(applied.ok, `${wish.type}: ${applied.ok ? "" : applied.reason}`);
    state = applied.state;
  }
  return state;
}

function refusal(state: RoomState | undefined, wish: Wish): ControlRefusal | "allowed" {
  const applied = applyRecord(state, record(state, wish), "h");
  return applied.ok ? "allowed" : applied.reason;
}

const CREATE: Wish = { type: "create", actor: ADA, name: "Kitchen", policy: "invite" };
const CREATE_OPEN: Wish = { ...CREATE, policy: "open" };
const add = (actor: UserId, subject: UserId): Wish => ({ type: "add", actor, subject });

function roles(state: RoomState): Record<string, string> {
  return Object.fromEntries([...state.members.values()].map((m) => [m.user, m.role]));
}

Deno.test("who creates a room is its admin, and the record's hash is its id", () => {
  const state = fold(CREATE);
  assert.deepEqual(roles(state), { [ADA]: "admin" });
  assert.deepEqual([state.room, state.head, state.n], ["h0", "h0", 0]);
  assert.deepEqual([state.name, state.policy], ["Kitchen", "invite"]);
});

Deno.test("a log begins with a create, and holds one", () => {
  assert.equal(refusal(undefined, { type: "join", actor: ADA }), "no-room");
  assert.equal(refusal(undefined, { ...CREATE, n: 1 }), "number");
  assert.equal(refusal(undefined, { ...CREATE, prev: "h" }), "stale");
  assert.equal(refusal(undefined, { ...CREATE, room: "r" as ConversationId }), "other-room");
  assert.equal(refusal(fold(CREATE), CREATE), "already-created");
});

Deno.test("a record follows the newest one of its own room", () => {
  const state = fold(CREATE, add(ADA, BOB));
  const leave: Wish = { type: "leave", actor: BOB };
  assert.equal(refusal(state, { ...leave, prev: "h0" }), "stale");
  assert.equal(refusal(state, { ...leave, n: 1 }), "number");
  assert.equal(refusal(state, { ...leave, n: 3 }), "number");
  assert.equal(refusal(state, { ...leave, room: "other" as ConversationId }), "other-room");
  assert.equal(refusal(state, leave), "allowed");
});

Deno.test("fields that a type does not use are empty, and those that it uses are not", () => {
  const state = fold(CREATE, add(ADA, BOB));
  const good: Record<string, Wish> = {
    add: add(ADA, CYD),
    remove: { type: "remove", actor: ADA, subject: BOB },
    role: { type: "role", actor: ADA, subject: BOB, role: "admin" },
    rename: { type: "rename", actor: ADA, name: "Cellar" },
    policy: { type: "policy", actor: ADA, policy: "open" },
    leave: { type: "leave", actor: BOB },
  };
  const fields = { subject: CYD, role: "admin", name: "x", policy: "open" } as const;
  for (const [type, wish] of Object.entries(good)) {
    assert.equal(refusal(state, wish), "allowed", type);
    for (const [field, value] of Object.entries(fields)) {
      const used = field in wish;
      const bent = { ...wish, [field]: used ? "" : value };
      assert.equal(
        refusal(state, bent),
        used ? "missing-field" : "unused-field",
        `${type} ${field}`,
      );
    }
  }
  assert.equal(refusal(undefined, { ...CREATE, subject: BOB }), "unused-field");
  assert.equal(refusal(undefined, { ...CREATE, name: "" }), "missing-field");
});

Deno.test("into a room by invitation only admins add, and nobody joins", () => {
  const state = fold(CREATE, add(ADA, BOB));
  assert.equal(refusal(state, add(BOB, CYD)), "not-an-admin");
  assert.equal(refusal(state, { type: "join", actor: CYD }), "not-open");
  assert.equal(refusal(state, add(CYD, CYD)), "not-a-member");
  assert.equal(refusal(state, add(ADA, BOB)), "already-a-member");
});

Deno.test("into an open room everybody joins, and any member adds", () => {
  const state = fold(CREATE_OPEN, { type: "join", actor: BOB }, add(BOB, CYD));
  assert.deepEqual([...state.members.keys()], [ADA, BOB, CYD]);
  assert.equal(refusal(state, { type: "join", actor: BOB }), "already-a-member");
  assert.equal(refusal(state, add(DAN, DAN)), "not-a-member");
});

Deno.test("only admins remove, name admins, rename and set the policy", () => {
  const state = fold(CREATE_OPEN, { type: "join", actor: BOB }, { type: "join", actor: CYD });
  const wishes: Wish[] = [
    { type: "remove", actor: BOB, subject: CYD },
    { type: "role", actor: BOB, subject: BOB, role: "admin" },
    { type: "rename", actor: BOB, name: "Mine" },
    { type: "policy", actor: BOB, policy: "invite" },
  ];
  for (const wish of wishes) {
    assert.equal(refusal(state, wish), "not-an-admin", wish.type);
    assert.equal(refusal(state, { ...wish, actor: DAN }), "not-a-member", wish.type);
    assert.equal(refusal(state, { ...wish, actor: ADA }), "allowed", wish.type);
  }
});

Deno.test("a change that changes nothing is refused", () => {
  const state = fold(CREATE, add(ADA, BOB));
  const by = { actor: ADA };
  assert.equal(refusal(state, { ...by, type: "rename", name: "Kitchen" }), "no-change");
  assert.equal(refusal(state, { ...by, type: "policy", policy: "invite" }), "no-change");
  assert.equal(refusal(state, { ...by, type: "role", subject: BOB, role: "member" }), "no-change");
});

Deno.test("who is not in is neither removed nor given a role; an admin leaves by leaving", () => {
  const state = fold(CREATE);
  assert.equal(refusal(state, { type: "remove", actor: ADA, subject: BOB }), "no-such-member");
  const role: Wish = { type: "role", actor: ADA, subject: BOB, role: "admin" };
  assert.equal(refusal(state, role), "no-such-member");
  assert.equal(refusal(state, { type: "remove", actor: ADA, subject: ADA }), "own-self");
  assert.equal(refusal(state, { type: "leave", actor: BOB }), "not-a-member");
});

Deno.test("when the last admin leaves, the longest-standing member becomes admin", () => {
  const state = fold(CREATE, add(ADA, CYD), add(ADA, BOB));
  const applied = applyRecord(state, record(state, { type: "leave", actor: ADA }), "h");
  assert.ok(applied.ok);
  assert.equal(applied.promoted, CYD);
  assert.deepEqual(roles(applied.state), { [CYD]: "admin", [BOB]: "member" });
});

Deno.test("who comes back stands last in the line", () => {
  const state = fold(
    CREATE_OPEN,
    { type: "join", actor: BOB },
    { type: "join", actor: CYD },
    { type: "leave", actor: BOB },
    { type: "join", actor: BOB },
    { type: "leave", actor: ADA },
  );
  assert.deepEqual(roles(state), { [CYD]: "admin", [BOB]: "member" });
  assert.equal(state.members.get(BOB)?.since, 4);
});

Deno.test("with two admins nobody is promoted when one leaves", () => {
  const state = fold(
    CREATE,
    add(ADA, BOB),
    add(ADA, CYD),
    { type: "role", actor: ADA, subject: CYD, role: "admin" },
    { type: "leave", actor: ADA },
  );
  assert.deepEqual(roles(state), { [BOB]: "member", [CYD]: "admin" });
});

Deno.test("the only admin does not become a member; one of two does", () => {
  const state = fold(CREATE, add(ADA, BOB));
  const demote: Wish = { type: "role", actor: ADA, subject: ADA, role: "member" };
  assert.equal(refusal(state, demote), "last-admin");
  const two = fold1(state, { type: "role", actor: ADA, subject: BOB, role: "admin" })!;
  assert.equal(refusal(two, demote), "allowed");
});

Deno.test("an empty open room belongs to whoever joins it; an empty other one to nobody", () => {
  const open = fold(CREATE_OPEN, { type: "leave", actor: ADA });
  assert.equal(open.members.size, 0);
  assert.deepEqual(roles(fold1(open, { type: "join", actor: BOB })!), { [BOB]: "admin" });
  const closed = fold(CREATE, { type: "leave", actor: ADA });
  assert.equal(refusal(closed, { type: "join", actor: ADA }), "not-open");
  assert.equal(refusal(closed, add(ADA, BOB)), "not-a-member");
});

Deno.test("a room takes as many members as its limit", () => {
  const state = fold(CREATE_OPEN);
  const members = new Map(state.members);
  for (let i = 1; i < MAX_ROOM_MEMBERS; i++) {
    const id = `5a1f0e1c-1111-4000-8000-${i.toString().padStart(12, "0")}` as UserId;
    members.set(id, { user: id, role: "member", since: i });
  }
  const full = { ...state, members };
  assert.equal(refusal(full, { type: "join", actor: BOB }), "room-full");
  assert.equal(refusal(full, add(ADA, BOB)), "room-full");
  members.delete([...members.keys()].at(-1)!);
  assert.equal(refusal(full, { type: "join", actor: BOB }), "allowed");
});

Deno.test("the state before a record is not touched by it", () => {
  const state = fold(CREATE);
  const before = structuredClone(state);
  fold1(state, add(ADA, BOB));
  assert.deepEqual(state, before);
});

Deno.test("the history knows who was in at each record", () => {
  const history = new ControlHistory();
  const wishes: Wish[] = [
    CREATE_OPEN,
    { type: "join", actor: BOB },
    { type: "rename", actor: ADA, name: "Cellar" },
    { type: "remove", actor: ADA, subject: BOB },
    add(ADA, CYD),
    { type: "join", actor: BOB },
    { type: "leave", actor: ADA },
  ];
  for (const wish of wishes) {
    const next = record(history.state, wish);
    assert.ok(history.append(next, `h${next.n}`).ok);
  }
  const at = (n: number) => [...history.membersAt(`h${n}`)!].sort();
  assert.deepEqual(at(0), [ADA]);
  assert.deepEqual(at(1), [ADA, BOB]);
  assert.deepEqual(at(2), [ADA, BOB]);
  assert.deepEqual(at(3), [ADA]);
  assert.deepEqual(at(4), [ADA, CYD]);
  assert.deepEqual(at(5), [ADA, BOB, CYD]);
  assert.deepEqual(at(6), [BOB, CYD]);
  assert.equal(history.isMemberAt("h3", BOB), false);
  assert.equal(history.isMemberAt("h5", BOB), true);
  assert.equal(history.membersAt("h9"), undefined);
  assert.equal(history.isMemberAt("h9", ADA), false);
  assert.equal(history.has("h6"), true);
});

Deno.test("a refused record leaves the history as it was", () => {
  const history = new ControlHistory();
  assert.ok(history.append(record(undefined, CREATE), "h0").ok);
  const { state } = history;
  assert.equal(history.append(record(state, { type: "join", actor: BOB }), "h1").ok, false);
  assert.equal(history.state, state);
  assert.equal(history.has("h1"), false);
  assert.equal(history.isMemberAt("h0", BOB), false);
});
