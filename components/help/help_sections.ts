/** The texts of the help page, in order. */

import { t } from "../../i18n/i18n.ts";

export interface HelpSection {
  /** In the address: `/help#verify`. */
  id: string;
  title: string;
  /** Read first. */
  lead: string;
  points: readonly string[];
  /** The points are steps, one after the other. */
  steps?: boolean;
}

/** What the help page explains, in its order; the list of keys follows. */
export function helpSections(): HelpSection[] {
  return [
    start(),
    talking(),
    finding(),
    protectedThings(),
    notProtected(),
    verifying(),
    browsers(),
    look(),
  ];
}

function start(): HelpSection {
  return {
    id: "start",
    title: t("Getting in"),
    lead: t(
      "You sign in with the username and password of your organisation's directory. What is special here happens in your browser.",
    ),
    points: [
      t(
        "At the first sign-in your browser makes two keys and keeps them. The organisation's authority certifies that they are yours.",
      ),
      t(
        "At each sign-in the browser proves that it holds those keys. The password alone opens nothing.",
      ),
      t("Log out ends the session here; the keys stay for the next time."),
    ],
  };
}

function talking(): HelpSection {
  return {
    id: "talking",
    title: t("Talking"),
    lead: t("Choose a person or a room in the list and write at the bottom of the page."),
    points: [
      t("Enter sends, Shift and Enter begins a new line. The settings can turn that round."),
      t(
        "A message can be answered, edited, deleted, pinned, or given an emoji: its buttons show under the pointer, on a narrow screen once you press it, and when it has the focus.",
      ),
      t(
        "Write @ and a username to mention somebody, and a colon with a word, such as :tea:, for an emoji.",
      ),
      t(
        "Files and images can be dropped on the conversation or pasted. They are sealed before they leave, up to 100 MiB each.",
      ),
      t(
        "One tick: the server keeps the message. Two: it arrived. Filled: it was read. A message that failed says why, and can be sent again.",
      ),
      t(
        "Without a network you can go on writing: it is sent when the network is back, in order and once.",
      ),
    ],
  };
}

function finding(): HelpSection {
  return {
    id: "finding",
    title: t("Finding, keeping, clearing"),
    lead: t("Everything you can read can be searched, in your browser and nowhere else."),
    points: [
      t("Search takes the beginnings of words, and can be limited to a person, a room or dates."),
      t(
        "A conversation can be saved as text, as JSON, or as a page of its own. The file is not sealed: keep it where you would keep a letter.",
      ),
      t(
        "Clearing the history hides what was said so far, here or on all your devices. Others keep what they have.",
      ),
    ],
  };
}

function protectedThings(): HelpSection {
  return {
    id: "protected",
    title: t("What is protected"),
    lead: t(
      "Messages and files are sealed in the browser of who writes and opened in those of the members. No server can read them.",
    ),
    points: [
      t("Each message is signed: nobody can write in your name, nor change what you wrote unseen."),
      t(
        "Who is in a room is decided by signed records that every browser checks. A server cannot slip somebody in.",
      ),
      t(
        "When somebody leaves a room or is removed, the room changes its secret: what is said later stays closed to them.",
      ),
      t("Your browser remembers everybody's keys, and warns you when they change."),
    ],
  };
}

function notProtected(): HelpSection {
  return {
    id: "not-protected",
    title: t("What is not protected"),
    lead: t("No system hides everything. This one does not hide:"),
    points: [
      t("who talks to whom, when and how much, who is in which room, and the names of rooms;"),
      t("anything from somebody who sits at your unlocked computer, or from a program that took it over;"),
      t(
        "anything from those who run the server, if they made it hand out a page with other code in it;",
      ),
      t("what a member of the conversation passes on."),
    ],
  };
}

function verifying(): HelpSection {
  return {
    id: "verify",
    title: t("Making sure that somebody is who they say"),
    lead: t(
      "The authority vouches for everybody. If you want to be sure without it, compare safety numbers:",
    ),
    points: [
      t("Open your conversation with them and choose Safety number in its menu; they do the same."),
      t(
        "Read the number to each other when you meet, or in a call in which you know each other's voice.",
      ),
      t(
        "If it is the same, nobody stands between you: say so, and a shield stands beside their name until their keys change.",
      ),
      t(
        "When the page says that somebody's keys have changed, ask them before you accept. Usually they set up a new browser.",
      ),
    ],
    steps: true,
  };
}

function browsers(): HelpSection {
  return {
    id: "browsers",
    title: t("Another browser, a lost one"),
    lead: t("Your keys are in one browser and are not copied from it."),
    points: [
      t(
        "In a new browser, sign in and choose Set up this browser. It makes new keys, and the old certificates are revoked.",
      ),
      t(
        "What was sealed for the old keys stays closed in the new browser; your contacts are asked to accept the new keys.",
      ),
      t(
        "If you lost a computer, set up another browser soon: from then on the lost one cannot sign in.",
      ),
      t(
        "On a computer that is not yours, choose Forget this browser when you are done. It removes your keys from it.",
      ),
    ],
  };
}

function look(): HelpSection {
  return {
    id: "look",
    title: t("Making it yours"),
    lead: t("The settings hold themes, fonts, sizes, languages, privacy and notifications."),
    points: [
      t("One button, Revert to the default layout, sets everything you see back."),
      t(
        "Typing hints, read receipts and your presence can be turned off, each by itself. You then do not see the others' either.",
      ),
      t(
        "Browsers can install this page as an app: look for Install in the browser's menu. It opens at the size you chose.",
      ),
    ],
  };
}
