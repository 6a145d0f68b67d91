/** Scenes of the gallery for the log: every kind of row, and very many of them. */

import { listView } from "../../client/model/list_view.ts";
import type {
  ConversationView,
  EntryView,
  MessageDetails,
  MessageView,
} from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";

export const LOG_SCENES = ["messages", "ten-thousand", "opening", "blocked"] as const;
export type LogScene = typeof LOG_SCENES[number];

/** Makes a message of the person with this index, -1 for oneself. */
export type Say = (person: number, minutesAgo: number, text: string) => MessageView;

export function isLogScene(scene: string): scene is LogScene {
  return (LOG_SCENES as readonly string[]).includes(scene);
}

const MANY = 10_000;
const DAY_MINUTES = 24 * 60;
const HELD = 6_000;

const itemId = (number: number) => `gallery-log-${number}` as ItemId;

/** What is other than usual in the conversation of `scene`. */
export function logScene(scene: LogScene, say: Say): Partial<ConversationView> {
  switch (scene) {
    case "messages":
      return everyKind(say);
    case "ten-thousand":
      return { entries: very(many(MANY, say)) };
    case "opening":
      return { entries: [], loading: true };
    case "blocked":
      return {
        entries: [say(0, 90, "See you in the new room."), say(-1, 89, "See you there.")],
        blocked: "You left this room. To write here, ask one of its admins for an invitation.",
        stored: true,
      };
  }
}

function everyKind(say: Say): Partial<ConversationView> {
  let number = 0;
  const with_ = (message: MessageView, change: Partial<MessageView> = {}): MessageView => ({
    ...message,
    id: itemId(++number),
    ...change,
  });
  const question = with_(say(0, 3 * DAY_MINUTES, "Which of the three drafts shall we print?"), {
    replies: 2,
    pinned: true,
    reactions: [
      { emoji: "👍", names: ["Bruno Beispiel", "Deniz Örnek", "Noor Placeholder"], own: true },
      { emoji: "🤔", names: ["Chiara Esempio"], own: false },
    ],
  });
  const rule = with_(
    say(3, 2 * DAY_MINUTES, "Please put the date into the name of each file."),
    { pinned: true, editedAt: new Date(Date.now() - HELD * 1000).toISOString() },
  );
  const quote = { id: question.id!, senderName: question.senderName, text: question.text };
  const entries: EntryView[] = [
    question,
    with_(say(1, 3 * DAY_MINUTES - 4, "The second one. Its margins are calmer."), { quote }),
    with_(say(-1, 3 * DAY_MINUTES - 9, "The second for me too."), {
      quote,
      state: "read",
      reactions: [{ emoji: "🎉", names: ["Ada Example"], own: false }],
    }),
    rule,
    with_(say(1, 2 * DAY_MINUTES - 5, "gone"), { deleted: true, text: "" }),
    with_(say(-1, 2 * DAY_MINUTES - 6, "gone"), { deleted: true, text: "" }),
    {
      type: "closed",
      key: "closed-log",
      senderName: "Chiara Esempio",
      time: say(2, 200, "").time,
      reason: "no-secret",
      message: "This message was not sealed for the keys in this browser.",
    },
    {
      type: "sealed",
      key: "sealed-log",
      since: say(2, 21 * DAY_MINUTES, "").time,
      time: say(2, 190, "").time,
      count: 14,
      senders: [{ name: "Chiara Esempio", count: 9 }, { name: "Yuki Mihon", count: 5 }],
    },
    with_(say(5, 180, "شكرا، سأطبع النسخة الثانية مساء اليوم."), {
      reactions: [{ emoji: "❤️", names: ["Noor Placeholder"], own: true }],
    }),
    { type: "notice", key: "notice-log", time: say(2, 170, "").time, text: "Yuki Mihon joined." },
    with_(say(2, 60, "@noor can you bring the long ruler at three?"), {
      mentionsMe: true,
    }),
    with_(say(2, 59, "And the tape."), {
      writtenAt: say(2, 210, "").time,
      reactions: ["👍", "🎉", "📏", "🧵", "✂️"].map((emoji) => ({
        emoji,
        names: ["Noor Placeholder"],
        own: true,
      })),
    }),
    with_(say(-1, 50, "I will. Here is what is in the box."), {
      state: "delivered",
      kind: "file",
      file: {
        name: "what is in the box.pdf",
        media: "application/pdf",
        sizeBytes: 182_000,
        transfer: { state: "remote" },
      },
    }),
    with_(say(-1, 49, "All of it is numbered."), { state: "sent", editedAt: say(2, 40, "").time }),
    with_(say(0, 30, "Perfect."), {
      quote: { id: "not-here" as ItemId },
    }),
    { ...say(-1, 3, "I am on my way."), state: "failed", problem: "The server did not answer." },
    { ...say(-1, 0, "Five minutes."), state: "sending" },
  ];
  return {
    entries,
    typing: ["Ada Example"],
    firstNew: entries[10]!.key,
    pinned: listView([rule, question].map(({ id, senderName, text, time }) => ({
      id: id!,
      senderName,
      text,
      time,
    }))),
  };
}

const WORDS =
  "the margin of each page is a little wider now so that the notes beside it can be read from afar"
    .split(" ");

/** Messages of many lengths, with all that can hang on one now and then. */
function many(count: number, say: Say): MessageView[] {
  return Array.from({ length: count }, (_, index) => {
    const length = 3 + (index * 7919) % 61;
    const words = Array.from({ length }, (_, word) => WORDS[(index * 31 + word * 17) % 19]!);
    const message = say(
      index % 5 === 0 ? -1 : Math.floor(index / 3) % 4,
      (count - index) * 4,
      `Number ${index}: ${words.join(" ")}.`,
    );
    return { ...message, id: itemId(index) };
  });
}

function very(messages: MessageView[]): MessageView[] {
  return messages.map((message, index) => ({
    ...message,
    ...(index % 23 === 0
      ? { reactions: [{ emoji: "👍", names: ["Deniz Örnek"], own: false }] }
      : {}),
    ...(index % 17 === 0 && index > 40
      ? {
        quote: {
          id: messages[index - 40]!.id!,
          senderName: messages[index - 40]!.senderName,
          text: messages[index - 40]!.text,
        },
      }
      : {}),
    ...(index % 41 === 0
      ? { text: message.text + "\n```sh\nls -l\ncat notes.txt\n```\nand **done**." }
      : {}),
  }));
}

/** Entries after a reaction of one's own is put or taken. */
export function reacted(entry: EntryView, emoji: string, name: string): EntryView {
  if (entry.type !== "message") return entry;
  const before = entry.reactions.find((one) => one.emoji === emoji);
  const reactions = before === undefined
    ? [...entry.reactions, { emoji, names: [name], own: true }]
    : entry.reactions.map((one) =>
      one !== before ? one : {
        emoji,
        own: !one.own,
        names: one.own ? one.names.filter((other) => other !== name) : [...one.names, name],
      }
    ).filter(({ names }) => names.length > 0);
  return { ...entry, reactions };
}

export function detailsOf(message: MessageView): MessageDetails {
  const { sender, senderName, senderUid, time } = message;
  return {
    sender,
    senderName,
    senderUid,
    time,
    ...(message.writtenAt === undefined
      ? { takenAt: new Date(Date.parse(time) + 800).toISOString(), clocksDiffer: false }
      : { time: message.writtenAt, takenAt: time, clocksDiffer: true }),
    seq: 4_711,
    epoch: 12,
    device: "9f2c41d07be35a68",
    certificate: {
      subject: `CN=${senderName}, UID=${senderUid}, O=Example`,
      serial: "4F:0A:91:C2:77:3E:B8:15",
      sha256: Array.from(
        { length: 32 },
        (_, index) => ((index * 73 + 41) % 256).toString(16).toUpperCase().padStart(2, "0"),
      ).join(":"),
      notBefore: "2026-09-01T08:00:00.000Z",
      notAfter: "2027-09-01T08:00:00.000Z",
    },
    edits: message.editedAt === undefined ? [] : [
      { text: "Please put the date in the name of files.", time },
    ],
    delivered: [
      { name: "Bruno Beispiel", time: new Date(Date.parse(time) + 2_000).toISOString() },
      { name: "Deniz Örnek", time: new Date(Date.parse(time) + 61_000).toISOString() },
    ],
    read: [{ name: "Bruno Beispiel", time: new Date(Date.parse(time) + 9_000).toISOString() }],
  };
}
