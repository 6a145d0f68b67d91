// Browser-safe: runs in the page.

/** What the screens are shown, made of what is known: pure functions. */

import type { ConversationSummary, PersonSummary, RoomsFound } from "../../protocol/frames.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { PersonName } from "../conversations/context.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { entriesOf } from "../conversations/entries.ts";
import { rollbackMessage } from "../conversations/seen_check.ts";
import type { Sender } from "../conversations/sender.ts";
import type {
  ActivityView,
  ConversationView,
  IdentityView,
  MemberView,
  PersonView,
  PresenceView,
  RoomView,
} from "../model.ts";

/** One for all: comparing by locale anew for each pair costs a hundred times as much. */
const { compare } = new Intl.Collator();

export interface Known {
  self: UserId;
  people: readonly PersonSummary[];
  presenceOf: (user: UserId) => PresenceView;
  /** Undefined when nobody has looked at their keys yet. */
  identityOf: (user: UserId) => IdentityView | undefined;
  nameOf: (user: UserId) => PersonName;
  summaries: ReadonlyMap<ConversationId, ConversationSummary>;
  unreadOf: (conv: ConversationId) => number;
}

/** Everybody, in order of name. */
export function personViews(known: Known): PersonView[] {
  const conversations = new Map<UserId, ConversationId>();
  for (const { id, kind, members } of known.summaries.values()) {
    const peer = kind === "direct" && members.find((user) => user !== known.self);
    if (peer) conversations.set(peer, id);
  }
  return known.people
    .map((person) => personView(person, known, conversations.get(person.id)))
    .sort((a, b) => compare(a.fullName, b.fullName) || compare(a.uid, b.uid));
}

function personView(
  { id, enrolled, lastSeen }: Pick<PersonSummary, "id" | "enrolled" | "lastSeen">,
  known: Known,
  conversation: ConversationId | undefined,
): PersonView {
  const presence = known.presenceOf(id);
  const { uid, fullName } = nameOf(id, known);
  return {
    id,
    uid,
    fullName,
    directoryName: fullName,
    presence,
    ...(presence !== "offline" || lastSeen === undefined ? {} : { lastSeen }),
    identity: known.identityOf(id) ?? (enrolled ? "pinned" : "none"),
    isSelf: id === known.self,
    ...(conversation === undefined ? {} : { conversation }),
    ...activityOf(conversation, "all", known),
  };
}

function activityOf(
  conv: ConversationId | undefined,
  notify: ActivityView["notify"],
  known: Known,
): ActivityView {
  const unread = conv === undefined ? 0 : known.unreadOf(conv);
  return { unread, mentions: 0, hasDraft: false, notify };
}

/** Rooms one is in, then open ones that could be joined; each in order of name. */
export function roomViews(known: Known, open: RoomsFound["rooms"]): RoomView[] {
  const joined = [...known.summaries.values()].filter(({ kind }) => kind === "room")
    .map(({ id, name, policy, members }): RoomView => ({
      id,
      name,
      policy: policy === "open" ? "open" : "invite",
      members: members.length,
      ...activityOf(id, "mentions", known),
      joined: true,
    }));
  const others = open.filter(({ id }) => !known.summaries.has(id))
    .map(({ id, name, members }): RoomView => ({
      id,
      name,
      policy: "open",
      members,
      ...activityOf(undefined, "mentions", known),
      joined: false,
    }));
  const byName = (a: RoomView, b: RoomView) => compare(a.name, b.name);
  return [...joined.sort(byName), ...others.sort(byName)];
}

export interface OpenConversation {
  log: ConversationLog;
  sender: Sender;
  /** Set when this person is no longer in it. */
  left?: string;
  /** What went wrong when it was loaded. */
  problem?: string;
}

export function conversationView(
  { log, sender, left, problem }: OpenConversation,
  known: Known,
): ConversationView {
  const { summary, e2ee } = log;
  const members = membersOf(log, known);
  const changed = members.filter(({ identity, isSelf }) => identity === "changed" && !isSelf);
  const peerId = log.kind === "direct"
    ? summary.members.find((user) => user !== known.self)
    : undefined;
  const peer = peerId === undefined ? undefined : personView(
    known.people.find(({ id }) => id === peerId) ?? { id: peerId, enrolled: true },
    known,
    log.conv,
  );
  const own = e2ee.room?.members.get(known.self);
  const blocked = left ?? problem ?? blockedBy(log, { changed, peer });
  const { shown, low, beginsAtJoining, notices } = log;
  return {
    id: log.conv,
    kind: log.kind,
    title: peer?.fullName ?? e2ee.room?.name ?? summary.name,
    ...(peer === undefined ? {} : { peer }),
    ...(e2ee.room === undefined ? {} : { policy: e2ee.room.policy }),
    members,
    ...(own === undefined ? {} : { role: own.role }),
    entries: entriesOf({
      shown,
      low,
      beginsAtJoining: beginsAtJoining && log.kind === "room",
      notices,
      keyOf: (id) => sender.keyOf(id),
      rows: sender.rows(),
      self: known.self,
      nameOf: known.nameOf,
    }),
    more: log.more,
    loading: log.loading,
    ...(blocked === undefined ? {} : { blocked }),
    changed,
    pinned: [],
    typing: [],
    draft: "",
    notify: log.kind === "direct" ? "all" : "mentions",
    stored: false,
  };
}

function membersOf(log: ConversationLog, known: Known): MemberView[] {
  return log.e2ee.members.map((id) => ({
    id,
    ...nameOf(id, known),
    role: log.e2ee.room?.members.get(id)?.role ?? "member",
    presence: known.presenceOf(id),
    identity: known.identityOf(id) ?? "pinned",
    isSelf: id === known.self,
  }));
}

function blockedBy(
  log: ConversationLog,
  { changed, peer }: { changed: MemberView[]; peer: PersonView | undefined },
): string | undefined {
  if (log.rollback !== undefined) return rollbackMessage(log.rollback);
  if (changed.length > 0) {
    const names = changed.map(({ fullName }) => fullName).join(" and ");
    return `${names} ${changed.length === 1 ? "uses" : "use"} other keys than before. ` +
      "Nothing is sent until you have accepted them.";
  }
  if (peer?.identity === "none") {
    return `${peer.fullName} has no keys yet. You can write once they have signed in.`;
  }
  return undefined;
}

/** Name and uid alone, whatever else the source holds. */
function nameOf(user: UserId, known: Known): PersonName {
  const { uid, fullName } = known.nameOf(user);
  return { uid, fullName };
}
