/** Made-up people, rooms and messages for looking at the lists, the switcher and the search. */

import type {
  ActivityView,
  LastLineView,
  PersonView,
  RoomView,
  SearchHit,
  SearchQuery,
  SearchResult,
} from "../../client/model/mod.ts";
import { renderLog } from "../../client/export/render.ts";
import type { LogFormat, SavedLog } from "../../client/model/mod.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** As many as a large organisation has. */
const MANY = 3_000;

function userId(number: number): UserId {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}` as UserId;
}

function conversationId(name: string): ConversationId {
  return name.replace(/\W/g, "").padEnd(43, "A").slice(0, 43) as ConversationId;
}

function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

function said(senderName: string, text: string, agoMs: number, own = false): LastLineView {
  return { senderName, own, text, time: ago(agoMs) };
}

const QUIET: ActivityView = { unread: 0, mentions: 0, notify: "all" };

type PersonSpec = Partial<PersonView> & { uid: string; fullName: string };

const TALKED: readonly PersonSpec[] = [
  {
    uid: "ada",
    fullName: "Ada Example",
    presence: "online",
    unread: 2,
    lastLine: said("", "Shall we take the prints along, or leave them on the wall?", 4 * MINUTE_MS),
  },
  {
    uid: "bruno",
    fullName: "Bruno Beispiel",
    presence: "away",
    lastLine: said("Noor Placeholder", "See you at three, by the window", 3 * HOUR_MS, true),
    draft: "Or rather at four, since the paint will not be dry",
  },
  {
    uid: "layla",
    fullName: "ليلى مثال",
    presence: "online",
    unread: 1,
    lastLine: said("", "مرحبا، جربت التصميم من اليمين إلى اليسار", DAY_MS),
  },
  {
    uid: "chiara",
    fullName: "Chiara Esempio",
    presence: "offline",
    lastSeen: ago(5 * MINUTE_MS),
    identity: "changed",
    lastLine: said("", "I have a new laptop, so my keys are new as well", 2 * DAY_MS),
  },
  {
    uid: "sam",
    fullName: "Sam Specimen",
    presence: "offline",
    lastSeen: ago(190 * MINUTE_MS),
    notify: "none",
    unread: 14,
    lastLine: said("", "plan-of-the-second-floor.pdf", 40 * DAY_MS),
  },
];

const OTHERS: readonly PersonSpec[] = [
  { uid: "deniz", fullName: "Deniz Örnek", presence: "online" },
  { uid: "emeka", fullName: "Emeka Sample", presence: "offline", lastSeen: ago(3000 * MINUTE_MS) },
  { uid: "sam2", fullName: "Sam Specimen", presence: "online" },
  {
    uid: "wolfram",
    fullName: "Wolfram von Mustermann-Vorlagenhausen zu Platzhalter",
    presence: "offline",
  },
  { uid: "yuki", fullName: "Yuki Mihon", presence: "away", identity: "none" },
];

const FIRST = ["Alma", "Bela", "Cem", "Dora", "Enzo", "Freya", "Goran", "Hana", "Ivo", "Jun"];
const LAST = [
  "Example",
  "Sample",
  "Specimen",
  "Muster",
  "Exemple",
  "Mihon",
  "Esempio",
  "Mustermann",
];

function person(spec: PersonSpec, number: number): PersonView {
  return {
    ...QUIET,
    id: userId(number),
    directoryName: spec.fullName,
    presence: "offline",
    identity: "pinned",
    isSelf: false,
    ...(spec.lastLine === undefined ? {} : { conversation: conversationId(`dm${number}`) }),
    ...spec,
  };
}

export function listPeople(many: boolean): PersonView[] {
  const more = many
    ? Array.from({ length: MANY }, (_, number): PersonSpec => ({
      uid: `user${number}`,
      fullName: `${FIRST[number % FIRST.length]!} ${LAST[number % LAST.length]!} ${number}`,
      presence: number % 3 === 0 ? "online" : "offline",
    }))
    : [];
  return [...TALKED, ...OTHERS, ...more].map(person);
}

type RoomSpec = Partial<RoomView> & { name: string };

const ROOMS: readonly RoomSpec[] = [
  {
    name: "Design review",
    members: 8,
    unread: 5,
    mentions: 1,
    lastLine: said("Deniz Örnek", "@noor can you bring the second draft?", 12 * MINUTE_MS),
  },
  {
    name: "Kitchen rota",
    members: 23,
    unread: 120,
    notify: "none",
    lastLine: said("Bruno Beispiel", "Whoever has the blue cups: please bring them back", HOUR_MS),
  },
  {
    name: "Planning",
    policy: "invite",
    members: 4,
    draft: "And the labels?",
    lastLine: said("Ada Example", "Agreed. I will write it down", 30 * HOUR_MS),
  },
  { name: "Release of the very first edition of everything", policy: "invite", members: 3 },
  { name: "Book club", members: 11, joined: false },
  { name: "Running at noon", members: 1, joined: false },
];

export function listRooms(): RoomView[] {
  return ROOMS.map((spec) => ({
    ...QUIET,
    id: conversationId(spec.name),
    policy: "open",
    members: 1,
    joined: true,
    ...spec,
  }));
}

const SAID: readonly [sender: string, where: string, text: string, agoMs: number][] = [
  ["Ada Example", "Design review", "The kettle is on, and the drafts are on the wall.", HOUR_MS],
  [
    "Deniz Örnek",
    "Design review",
    "Before we go on I would like everybody to look at the summary that stands in the folder, because it took a while to write and the part about the draft of the second page is the one that most of you asked for: the kettle stays where it is, the drafts move to the room with the windows.",
    DAY_MS,
  ],
  ["Noor Placeholder", "Ada Example", "Drafted a first version. Kettle permitting.", 3 * DAY_MS],
  ["ليلى مثال", "ليلى مثال", "مرحبا، هذه مسودة draft التصميم", 9 * DAY_MS],
  ["Bruno Beispiel", "Kitchen rota", "Who took the kettle from the draft cupboard?", 40 * DAY_MS],
  ["Chiara Esempio", "Planning", "Draft of the plan for next year, with dates.", 400 * DAY_MS],
];

/** A plain search over a few messages, as slow as a real one may be. */
export async function fixtureSearch({ text }: SearchQuery): Promise<SearchResult> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = SAID.flatMap(([senderName, where, said, agoMs], number): SearchHit[] => {
    const marks = words.flatMap((word) =>
      [...said.toLowerCase().matchAll(new RegExp(`\\b${RegExp.escape(word)}`, "g"))]
        .map(({ index }): [number, number] => [index, index + word.length])
    ).sort(([a], [b]) => a - b);
    if (!words.every((word) => new RegExp(`\\b${RegExp.escape(word)}`, "i").test(said))) return [];
    return [{
      conversation: conversationId(where),
      conversationTitle: where,
      kind: ROOMS.some(({ name }) => name === where) || where === "Design review"
        ? "room"
        : "direct",
      id: `hit-${number}` as ItemId,
      senderName,
      own: senderName === "Noor Placeholder",
      time: ago(agoMs),
      text: said,
      marks,
    }];
  });
  return { hits, more: text === "d", indexed: 48_210, complete: text !== "kettle" };
}

/** A saved log of three lines. */
export async function fixtureLog(format: LogFormat): Promise<SavedLog> {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const noor = { name: "Noor Placeholder", uid: "noor" };
  const ada = { name: "Ada Example", uid: "ada" };
  const rest = { deleted: false, reactions: [] };
  const verification = { verified: true, certificate: "3A:51:0C:77" };
  return renderLog(format, {
    title: "Design review",
    kind: "room",
    members: [noor, ada, { name: "ليلى مثال", uid: "layla" }],
    savedBy: noor,
    savedAt: new Date().toISOString(),
    complete: true,
    entries: [
      { type: "notice", time: ago(2 * DAY_MS), text: "Ada Example made the room “Design review”." },
      {
        type: "message",
        id: "one",
        sender: ada,
        time: ago(2 * DAY_MS),
        text: "Good morning!\nThe drafts are on the wall.",
        ...rest,
        reactions: [{ emoji: "👍", names: ["Noor Placeholder"] }],
        verification,
      },
      {
        type: "message",
        id: "two",
        sender: noor,
        time: ago(DAY_MS),
        text: "Seen. مرحبا!",
        ...rest,
        reply: { id: "one", senderName: "Ada Example", text: "Good morning!" },
        editedAt: ago(DAY_MS - MINUTE_MS),
        verification: { verified: false },
      },
      {
        type: "closed",
        senderName: "Chiara Esempio",
        time: ago(HOUR_MS),
        reason: "sealed-for-old-keys",
        message: "It was sealed for keys that this browser does not have any more.",
      },
    ],
  });
}
