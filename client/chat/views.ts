/** What the screens are shown, made of what is known: pure functions. */

import { compareText } from "../../i18n/collation.ts";
import { t, tn } from "../../i18n/i18n.ts";
import { listed } from "../../i18n/listed.ts";
import type {
  ConversationSummary,
  PersonSummary,
  RoomsFound,
} from "../../protocol/frames/answers.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import { plainLine } from "../../protocol/rich_text/plain_text.ts";
import { distinctName, type PersonName } from "../conversations/person_name.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import type { EntryList, OutgoingFileRow } from "../conversations/entries.ts";
import { rollbackMessage } from "../conversations/seen_check.ts";
import type { Sender } from "../conversations/sender.ts";
import { type Draft, editOf } from "../model/draft.ts";
import { listView, type LoadState } from "../model/list_view.ts";
import type {
  ActivityView,
  ConversationView,
  IdentityView,
  MemberView,
  PersonView,
  PresenceView,
  RoomPolicyView,
  RoomView,
} from "../model/mod.ts";
import type { NotifyLevel } from "../preferences/preferences.ts";
import type { Activity } from "./activity.ts";

/** Enough for the one line that shows. */
const MAX_LINE_CHARS = 300;

export interface Known {
  self: UserId;
  people: readonly PersonSummary[];
  /** How far the list of them has come. */
  peopleState: LoadState;
  presenceOf: (user: UserId) => PresenceView;
  /** Undefined when nobody has looked at their keys yet. */
  identityOf: (user: UserId) => IdentityView | undefined;
  /** A key of theirs, be it one of before, was compared with them. */
  wasVerified: (user: UserId) => boolean;
  /** As they call themselves. */
  nameOf: (user: UserId) => PersonName;
  /** As the directory calls them. */
  directoryNameOf: (user: UserId) => PersonName;
  /** A room's name as it is shown, told apart from those that look like it. */
  roomNameOf: (conv: ConversationId, name: string) => string;
  summaries: ReadonlyMap<ConversationId, ConversationSummary>;
  activityOf: (conv: ConversationId) => Activity;
  draftOf: (conv: ConversationId) => Draft;
  notifyOf: (conv: ConversationId | undefined, kind: "direct" | "room") => NotifyLevel;
}

/**
 * Everybody, in order of name. With those whom one talks with, who are not in the list while it is
 * not there, or when they have left the directory.
 */
export function personViews(known: Known): PersonView[] {
  const conversations = new Map<UserId, ConversationId>();
  for (const { id, kind, members } of known.summaries.values()) {
    const peer = kind === "direct" && members.find((user) => user !== known.self);
    if (peer) conversations.set(peer, id);
  }
  const listed = new Set(known.people.map(({ id }) => id));
  const others = [...conversations.keys()].filter((id) => !listed.has(id))
    .map((id) => ({ id, enrolled: true }));
  return [...known.people, ...others]
    .map((person) => personView(person, known, conversations.get(person.id)))
    .sort((a, b) => compareText(a.fullName, b.fullName) || compareText(a.uid, b.uid));
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
    directoryName: known.directoryNameOf(id).fullName,
    presence,
    ...(presence !== "offline" || lastSeen === undefined ? {} : { lastSeen }),
    identity: known.identityOf(id) ?? (enrolled ? "pinned" : "none"),
    isSelf: id === known.self,
    ...(conversation === undefined ? {} : { conversation }),
    ...activityOf(conversation, "direct", known),
  };
}

function activityOf(
  conv: ConversationId | undefined,
  kind: "direct" | "room",
  known: Known,
): ActivityView {
  const notify = known.notifyOf(conv, kind);
  if (conv === undefined) return { unread: 0, mentions: 0, notify };
  const { unread, mentions, lastLine } = known.activityOf(conv);
  return {
    unread,
    mentions,
    ...(lastLine === undefined ? {} : { lastLine: lineView(lastLine, kind, known) }),
    ...draftLine(known.draftOf(conv)),
    notify,
  };
}

/** What stands in the field. */
function draftLine(draft: Draft): Pick<ActivityView, "draft"> {
  const line = plainLine((editOf(draft)?.text ?? draft.text).slice(0, MAX_LINE_CHARS));
  return line === "" ? {} : { draft: line };
}

function lineView(
  { sender, text, time }: NonNullable<Activity["lastLine"]>,
  kind: "direct" | "room",
  known: Known,
): NonNullable<ActivityView["lastLine"]> {
  const own = sender === known.self;
  const senderName = kind === "room" || own ? distinctName(known.nameOf(sender)) : "";
  return { senderName, own, text, time };
}

/** Rooms one is in, then open ones that could be joined; each in order of name. */
export function roomViews(known: Known, open: RoomsFound["rooms"]): RoomView[] {
  const joined = [...known.summaries.values()].filter(({ kind }) => kind === "room")
    .map(({ id, name, policy, members }): RoomView => ({
      id,
      name: known.roomNameOf(id, name),
      policy: policy === "" ? "unknown" : policy,
      members: members.length === 0 ? undefined : members.length,
      ...activityOf(id, "room", known),
      joined: true,
    }));
  const others = open.filter(({ id }) => !known.summaries.has(id))
    .map(({ id, name, members }): RoomView => ({
      id,
      name: known.roomNameOf(id, name),
      policy: "open",
      members,
      ...activityOf(undefined, "room", known),
      joined: false,
    }));
  const byName = (a: RoomView, b: RoomView) => compareText(a.name, b.name);
  return [...joined.sort(byName), ...others.sort(byName)];
}

export interface OpenConversation {
  log: ConversationLog;
  sender: Sender;
  /** Its rows, as they were drawn last. */
  entries: EntryList;
  /** Set when this person is no longer in it. */
  left?: string;
  /** What went wrong when it was loaded. */
  problem?: string;
}

/** What the conversation on the screen shows beside what is in its log. */
export interface OnScreen {
  /** What others write now. */
  typing: readonly UserId[];
  files: readonly OutgoingFileRow[];
  /** The last place that had been read when it was opened. */
  readBefore: number | undefined;
  /** Up to which place; later ones came while it was on the screen. */
  newUpTo: number | undefined;
}

export function conversationView(
  open: OpenConversation,
  known: Known,
  { typing, files, readBefore, newUpTo }: OnScreen,
): ConversationView {
  const { log, sender, entries } = open;
  const { summary, e2ee, fold, low, high, beginsAtJoining, notices } = log;
  const members = membersOf(log, known);
  const peer = peerOf(log, known);
  const own = e2ee.room?.members.get(known.self);
  const blocked = blockedBy(open, known);
  const firstNew = readBefore === undefined
    ? undefined
    : firstNewAfter(readBefore, newUpTo ?? log.high, log);
  return {
    id: log.conv,
    kind: log.kind,
    title: peer?.fullName ?? known.roomNameOf(log.conv, e2ee.room?.name ?? summary.name),
    ...(peer === undefined ? { policy: policyOf(log) } : { peer }),
    members,
    ...(own === undefined ? {} : { role: own.role }),
    entries: entries.update({
      fold,
      low,
      high,
      beginsAtJoining: beginsAtJoining && log.kind === "room",
      notices,
      rows: sender.rows(),
      files,
    }),
    more: log.more && low > fold.floor + 1,
    cleared: fold.floor > 0,
    loading: log.loading,
    ...(open.problem === undefined ? {} : { failed: true as const }),
    ...(blocked === undefined ? {} : { blocked }),
    changed: changedOf(members),
    pinned: listView(fold.pinned(), loadStateOf(open)),
    typing: typing.map((user) => distinctName(known.nameOf(user))),
    ...(firstNew === undefined ? {} : { firstNew }),
    draft: known.draftOf(log.conv),
    notify: known.notifyOf(log.conv, log.kind),
    stored: log.stored,
  };
}

/** As its signed log says; until that was read, as the server told. */
function policyOf({ e2ee, summary: { policy } }: ConversationLog): RoomPolicyView {
  return e2ee.room?.policy ?? (policy === "" ? "unknown" : policy);
}

function loadStateOf({ log, problem }: OpenConversation): LoadState {
  if (problem !== undefined) return "failed";
  return log.loading && log.shown.size === 0 ? "loading" : "loaded";
}

/** Why nothing can be sent now, in plain words. */
export function blockedBy(
  { log, left, problem }: OpenConversation,
  known: Known,
): string | undefined {
  if (left !== undefined || problem !== undefined) return left ?? problem;
  if (log.rollback !== undefined) return rollbackMessage(log.rollback);
  const changed = changedOf(membersOf(log, known));
  if (changed.length > 0) {
    return tn(
      changed.length,
      "{names} uses other keys than before. Nothing is sent until you have accepted them.",
      "{names} use other keys than before. Nothing is sent until you have accepted them.",
      { names: listed(changed.map(({ fullName }) => fullName)) },
    );
  }
  const peer = peerOf(log, known);
  if (peer?.identity !== "none") return undefined;
  const name = peer.fullName;
  return t("{name} has no keys yet. You can write once they have signed in.", { name });
}

/** The first row that was new: what somebody else wrote after `place`, up to `upTo`. */
function firstNewAfter(
  place: number,
  upTo: number,
  { fold, low }: ConversationLog,
): string | undefined {
  for (let at = Math.max(place + 1, low, fold.floor + 1); at <= upTo; at++) {
    const content = fold.contentAt(at);
    if (content !== undefined && content.sender !== fold.options.self) {
      return fold.keyOf(content.id);
    }
  }
  return undefined;
}

function peerOf(log: ConversationLog, known: Known): PersonView | undefined {
  if (log.kind !== "direct") return undefined;
  const id = log.summary.members.find((user) => user !== known.self);
  if (id === undefined) return undefined;
  const listed = known.people.find((person) => person.id === id) ?? { id, enrolled: true };
  return personView(listed, known, log.conv);
}

function changedOf(members: readonly MemberView[]): MemberView[] {
  return members.filter(({ identity, isSelf }) => identity === "changed" && !isSelf);
}

function membersOf(log: ConversationLog, known: Known): MemberView[] {
  // Nobody is in a room of which nothing was read yet: at least this person is.
  const isRead = !log.stored && log.e2ee.members.length > 0;
  const members = isRead ? log.e2ee.members : log.summary.members;
  return members.map((id) => {
    const identity = known.identityOf(id) ?? "pinned";
    return {
      id,
      ...nameOf(id, known),
      role: log.e2ee.room?.members.get(id)?.role ?? "member",
      presence: known.presenceOf(id),
      identity,
      ...(identity === "changed" && known.wasVerified(id) ? { wasVerified: true as const } : {}),
      isSelf: id === known.self,
    };
  });
}

/** Name and uid alone, whatever else the source holds. */
function nameOf(user: UserId, known: Known): PersonName {
  const { uid, fullName } = known.nameOf(user);
  return { uid, fullName };
}
