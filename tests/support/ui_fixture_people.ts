/** Who there is in the gallery's chat, and which rooms. Every name is invented. */

import { NOTHING_BEGUN } from "../../client/model/draft.ts";
import { listView } from "../../client/model/list_view.ts";
import type { IdentityView, MemberView, PersonView, PinnedView } from "../../client/model/mod.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

const PEOPLE = [
  { uid: "ada", fullName: "Ada Example", online: true },
  { uid: "bruno", fullName: "Bruno Beispiel", online: true, unread: 2 },
  {
    uid: "chiara",
    fullName: "Chiara Esempio",
    online: false,
    seenMinutesAgo: 5,
    identity: "verified" as IdentityView,
  },
  { uid: "deniz", fullName: "Deniz Örnek", online: true },
  { uid: "emeka", fullName: "Emeka Sample", online: false, seenMinutesAgo: 3000 },
  { uid: "layla", fullName: "ليلى مثال", online: true },
  { uid: "sam", fullName: "Sam Specimen", online: false, seenMinutesAgo: 190 },
  { uid: "sam2", fullName: "Sam Specimen", online: true },
  {
    uid: "wolfram",
    fullName: "Wolfram von Mustermann-Vorlagenhausen zu Platzhalter",
    online: false,
  },
  { uid: "yuki", fullName: "Yuki Mihon", online: false, identity: "none" as IdentityView },
];

export const ROOMS = [
  { name: "Design review", policy: "open", members: 8, unread: 0, joined: true },
  { name: "Kitchen rota", policy: "open", members: 23, unread: 4, joined: true },
  { name: "Planning", policy: "invite", members: 4, unread: 120, joined: true },
  {
    name: "Release of the very first edition of everything",
    policy: "invite",
    members: 3,
    unread: 0,
    joined: true,
  },
  { name: "Book club", policy: "open", members: 11, unread: 0, joined: false },
  { name: "Running at noon", policy: "open", members: 1, unread: 0, joined: false },
] as const;

export const ME = { id: userId(99), uid: "noor", fullName: "Noor Placeholder" };

/** Of a conversation in which nothing waits. */
export const QUIET = { unread: 0, mentions: 0, notify: "all" } as const;
/** What a conversation on screen is when nothing special is shown of it. */
export const CALM = {
  pinned: listView<PinnedView>([]),
  typing: [],
  draft: NOTHING_BEGUN,
  notify: "all",
  stored: false,
  cleared: false,
} as const;

export function userId(number: number): UserId {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}` as UserId;
}

export function conversationId(name: string): ConversationId {
  return name.replace(/\W/g, "").padEnd(43, "A").slice(0, 43) as ConversationId;
}

export function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

export function people(): PersonView[] {
  return PEOPLE.map((person, index) => ({
    id: userId(index),
    uid: person.uid,
    fullName: person.fullName,
    directoryName: person.fullName,
    presence: person.online ? "online" : "offline",
    mentions: 0,
    notify: "all",
    ...(person.seenMinutesAgo === undefined
      ? {}
      : { lastSeen: ago(person.seenMinutesAgo * MINUTE_MS) }),
    identity: person.identity ?? "pinned",
    isSelf: false,
    ...(index < 3 ? { conversation: conversationId(`dm${index}`) } : {}),
    unread: person.unread ?? 0,
  }));
}

export function member(person: PersonView, role: MemberView["role"] = "member"): MemberView {
  const { id, uid, fullName, presence, identity, isSelf } = person;
  return { id, uid, fullName, presence, identity, isSelf, role };
}

export const SELF: MemberView = {
  ...ME,
  role: "admin",
  presence: "online",
  identity: "pinned",
  isSelf: true,
};
