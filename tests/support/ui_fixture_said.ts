/** What is said in the gallery's ordinary conversations. */

import type { EntryView, PersonView } from "../../client/model/mod.ts";
import type { UserId } from "../../protocol/ids.ts";
import { ago, DAY_MS, ME, MINUTE_MS } from "./ui_fixture_people.ts";

let lastKey = 0;

export function message(
  sender: { id: UserId; uid: string; fullName: string },
  time: string,
  text: string,
) {
  return {
    type: "message",
    kind: "text",
    key: `entry-${++lastKey}`,
    sender: sender.id,
    senderName: sender.fullName,
    senderUid: sender.uid,
    own: sender.id === ME.id,
    text,
    time,
    state: "sent",
    deleted: false,
    replies: 0,
    reactions: [],
    pinned: false,
    mentionsMe: false,
  } satisfies EntryView;
}

export function roomEntries(all: PersonView[]): EntryView[] {
  const [ada, bruno, chiara, deniz, , layla, sam, sam2] = all as [
    PersonView,
    PersonView,
    PersonView,
    PersonView,
    PersonView,
    PersonView,
    PersonView,
    PersonView,
  ];
  const at = (days: number, minutes: number) => ago(days * DAY_MS + minutes * MINUTE_MS);
  return [
    {
      type: "notice",
      key: "n1",
      time: at(2, 400),
      text: "Ada Example made the room “Design review”.",
    },
    { type: "notice", key: "n2", time: at(2, 390), text: "Noor Placeholder joined." },
    message(
      ada,
      at(2, 380),
      "Good morning! The first drafts of the sign-in page are up on the wall by the window. Have a look when you pass.",
    ),
    message(ada, at(2, 379), "Sticky notes are underneath. Green for keep, yellow for change."),
    message(
      bruno,
      at(2, 350),
      "Looked. I left three notes, all about the spacing around the fields.",
    ),
    {
      type: "closed",
      key: "c1",
      senderName: "Chiara Esempio",
      time: at(2, 300),
      reason: "sealed-for-old-keys",
      message: "It was sealed for keys that this browser does not have any more.",
    },
    message(
      chiara,
      at(1, 620),
      "One question before lunch: does the narrow layout show the list first, or the conversation?",
    ),
    message(ME, at(1, 610), "The list first. With a Back button in the conversation."),
    message(
      deniz,
      at(1, 600),
      "That matches what people told us last week. Summary of the five talks:\n\n1. Everyone looks for names first.\n2. Nobody reads the hints.\n3. Two wanted the time on each message.\n\nFull notes are in the folder.",
    ),
    message(layla, at(1, 590), "مرحبا، جربت التصميم من اليمين إلى اليسار وكل شيء في مكانه."),
    message(ME, at(1, 588), "Wonderful, thank you ليلى!"),
    message(sam, at(0, 42), "Is this the room for the review at three?"),
    message(
      sam2,
      at(0, 41),
      "It is. And there are two of us with this name, so look at the usernames.",
    ),
    message(
      ada,
      at(0, 33),
      "Here is the rule for the token names, so that we all spell them alike:\n    --surface-raised\n    --ink-soft\n    --accent-strong",
    ),
    message(
      ada,
      at(0, 32),
      "And a word that is too long for any screen: " +
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(
          2,
        ),
    ),
    message(ME, at(0, 12), "I have read all of it. Two small things, then it can go:"),
    message(ME, at(0, 12), "the focus ring on the selected row, and the time in the margin."),
    {
      ...message(ME, at(0, 3), "I will bring the prints at three."),
      state: "failed",
      problem: "The server did not answer.",
    },
    { ...message(ME, at(0, 0), "And the tea."), state: "sending" },
  ];
}

export function longEntries(all: PersonView[], count: number, from: number): EntryView[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const sender = number % 5 === 0 ? ME : all[Math.floor(number / 3) % 4]!;
    return message(
      sender,
      ago((3000 - number) * 9 * MINUTE_MS),
      `Message number ${number} of many.`,
    );
  });
}

export function directEntries(peer: PersonView, keysChanged: boolean): EntryView[] {
  return [
    message(peer, ago(64 * MINUTE_MS), "Are you in today?"),
    message(ME, ago(60 * MINUTE_MS), "From noon. Shall we look at the drafts together?"),
    message(peer, ago(58 * MINUTE_MS), "Yes, gladly. I will be by the window."),
    ...(keysChanged
      ? [{
        type: "notice" as const,
        key: "k1",
        time: ago(MINUTE_MS),
        text: `The keys of ${peer.fullName} have changed.`,
      }]
      : []),
  ];
}
