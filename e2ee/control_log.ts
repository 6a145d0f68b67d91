/**
 * The rules of a room: a pure fold over its control records. Clients and the router run the same
 * code; the server gives the order and nothing else. Signatures are `control_record.ts`'s.
 */

import type { ConversationId, UserId } from "../protocol/ids.ts";
import type { ControlRecord, RoomPolicy, RoomRole } from "../protocol/items.ts";
import { MAX_ROOM_MEMBERS } from "../protocol/limits.ts";

export interface RoomMember {
  user: UserId;
  role: RoomRole;
  /** Number of the record that brought this person in, the last time. */
  since: number;
}

/** What the records up to number `n` come to. Never changed in place. */
export interface RoomState {
  room: ConversationId;
  /** Number and hash (base64url) of the newest record. */
  n: number;
  head: string;
  name: string;
  policy: RoomPolicy;
  /** In the order in which they came: the first is the longest-standing member. */
  members: ReadonlyMap<UserId, RoomMember>;
}

const CONTROL_REFUSALS = [
  "no-room", // the first record is not a `create`
  "already-created", // a second `create`
  "other-room", // the record names another room
  "stale", // `prev` is not the newest record: sync, make it again
  "number", // `n` does not follow
  "unused-field", // a field that this type does not use is not empty
  "missing-field", // a field that this type needs is empty
  "not-a-member", // the actor is not in the room
  "not-an-admin", // the actor may not do this
  "already-a-member", // `add` or `join` of somebody who is in
  "no-such-member", // `remove` or `role` of somebody who is not in
  "own-self", // an admin leaves with `leave`, not with `remove`
  "not-open", // `join` of a room that is by invitation
  "no-change", // `role`, `rename` or `policy` to what it is already
  "last-admin", // the only admin cannot become a member: name another first
  "room-full",
] as const;
export type ControlRefusal = typeof CONTROL_REFUSALS[number];

export type Applied =
  /** `promoted` became admin because the last one left or was removed. */
  | { ok: true; state: RoomState; promoted?: UserId }
  | { ok: false; reason: ControlRefusal };

type UsedField = "subject" | "role" | "name" | "policy";

/** Which of the four optional fields each type uses; the others hold the empty text. */
const USED: Readonly<Record<ControlRecord["type"], readonly UsedField[]>> = {
  create: ["name", "policy"],
  add: ["subject"],
  join: [],
  leave: [],
  remove: ["subject"],
  role: ["subject", "role"],
  rename: ["name"],
  policy: ["policy"],
};
const OPTIONAL_FIELDS: readonly UsedField[] = ["subject", "role", "name", "policy"];

/**
 * The state after `record`, whose text hashes to `hash` (base64url SHA-256), or why it does not
 * count. A record that is refused changes nothing.
 */
export function applyRecord(
  state: RoomState | undefined,
  record: ControlRecord,
  hash: string,
): Applied {
  for (const field of OPTIONAL_FIELDS) {
    const used = USED[record.type].includes(field);
    if (used && record[field] === "") return refuse("missing-field");
    if (!used && record[field] !== "") return refuse("unused-field");
  }
  if (state === undefined) return create(record, hash);
  if (record.type === "create") return refuse("already-created");
  if (record.room !== state.room) return refuse("other-room");
  if (record.prev !== state.head) return refuse("stale");
  if (record.n !== state.n + 1) return refuse("number");
  const change = changeOf(state, record);
  if (typeof change === "string") return refuse(change);
  return withAdmin({ ...state, ...change, n: record.n, head: hash });
}

function create(record: ControlRecord, hash: string): Applied {
  if (record.type !== "create") return refuse("no-room");
  if (record.room !== "") return refuse("other-room");
  if (record.prev !== "") return refuse("stale");
  if (record.n !== 0) return refuse("number");
  const { actor: user, name, policy } = record;
  return {
    ok: true,
    state: {
      room: hash as ConversationId,
      n: 0,
      head: hash,
      name,
      policy: policy as RoomPolicy,
      members: new Map([[user, { user, role: "admin", since: 0 }]]),
    },
  };
}

type Change = Partial<Pick<RoomState, "name" | "policy" | "members">>;

function changeOf(state: RoomState, record: ControlRecord): Change | ControlRefusal {
  const { members } = state;
  const actor = members.get(record.actor);
  if (record.type === "join") {
    if (actor !== undefined) return "already-a-member";
    if (state.policy !== "open") return "not-open";
    return admit(members, record.actor, record.n);
  }
  if (actor === undefined) return "not-a-member";
  if (record.type === "leave") return { members: without(members, record.actor) };

  const anyMemberMayAdd = record.type === "add" && state.policy === "open";
  if (actor.role !== "admin" && !anyMemberMayAdd) return "not-an-admin";

  const subject = record.subject as UserId;
  const member = members.get(subject);
  switch (record.type) {
    case "add":
      return member === undefined ? admit(members, subject, record.n) : "already-a-member";
    case "remove":
      if (subject === record.actor) return "own-self";
      return member === undefined ? "no-such-member" : { members: without(members, subject) };
    case "role": {
      const role = record.role as RoomRole;
      if (member === undefined) return "no-such-member";
      if (member.role === role) return "no-change";
      if (role === "member" && adminsOf(members) === 1) return "last-admin";
      return { members: new Map(members).set(subject, { ...member, role }) };
    }
    case "rename":
      return record.name === state.name ? "no-change" : { name: record.name };
    case "policy":
      return record.policy === state.policy ? "no-change" : { policy: record.policy as RoomPolicy };
    case "create":
      return "already-created";
  }
}

function admit(
  members: RoomState["members"],
  user: UserId,
  since: number,
): Change | ControlRefusal {
  if (members.size >= MAX_ROOM_MEMBERS) return "room-full";
  return { members: new Map(members).set(user, { user, role: "member", since }) };
}

/**
 * A room that has people in it has an admin: when the last one is gone, the longest-standing
 * member becomes admin. It follows from the log alone, so that everybody agrees on who it is, and
 * needs nobody to be online. (In an empty open room that is whoever joins next.)
 */
function withAdmin(state: RoomState): Applied {
  if (state.members.size === 0 || adminsOf(state.members) > 0) return { ok: true, state };
  const [longest] = state.members.values();
  const promoted = longest!.user;
  const members = new Map(state.members).set(promoted, { ...longest!, role: "admin" });
  return { ok: true, state: { ...state, members }, promoted };
}

function without(members: RoomState["members"], user: UserId): Map<UserId, RoomMember> {
  const rest = new Map(members);
  rest.delete(user);
  return rest;
}

function adminsOf(members: RoomState["members"]): number {
  let count = 0;
  for (const member of members.values()) if (member.role === "admin") count++;
  return count;
}

function refuse(reason: ControlRefusal): Applied {
  return { ok: false, reason };
}
