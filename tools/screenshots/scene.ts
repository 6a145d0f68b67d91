/** What the pictures show: a made-up office, two days of its talk, and the reader who took part. */

import { pin, react, reply, sendPoster } from "./acts.ts";
import { register } from "../../tests/support/account.ts";
import type { SharedBrowser, Visitor } from "../../tests/support/browser.ts";
import { agreeWithSenders, forgetConversations } from "./server_clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** Those who talk; mira is the reader. */
const SPEAKERS = {
  mira: "Mira Example",
  jonas: "Jonas Sample",
  priya: "Priya Placeholder",
  tomas: "Tomás Mustermann",
} as const;
/** Those who only stand in the list. */
const OTHERS = { lin: "Lin Nobody", odette: "Odette Fictive", sam: "Sam Specimen" };

type Speaker = keyof typeof SPEAKERS;

interface Line {
  by: Speaker;
  day: 1 | 2;
  /** In the zone of all of them. */
  clock: `${number}:${number}`;
  text: string;
}

function line(by: Speaker, day: 1 | 2, clock: Line["clock"], text: string): Line {
  return { by, day, clock, text };
}

export const DIRECT: { with: string; lines: readonly Line[] } = {
  with: SPEAKERS.jonas,
  lines: [
    line(
      "jonas",
      1,
      "16:41",
      "The second draft of the poster is on your desk. Same layout, warmer paper.",
    ),
    line(
      "mira",
      1,
      "16:44",
      "Lovely! The date could be a size larger, it gets lost beside the title.",
    ),
    line("jonas", 1, "16:47", "True. I will move it up a line and send a proof in the morning."),
    line("mira", 1, "16:50", "Perfect. Now go home, it is late 🙂"),
    line(
      "jonas",
      2,
      "9:12",
      "Proof is ready. The printer says Thursday, if we sign it off before noon.",
    ),
    line("mira", 2, "9:15", "Give me ten minutes with the small print ☕️"),
    line(
      "mira",
      2,
      "9:26",
      "Two commas, otherwise perfect:\n\n– “doors open at ten, tea from eleven”\n" +
        "– “bring a friend, or two”",
    ),
    line("jonas", 2, "9:28", "Both in. It is on its way to the printer 🎉"),
    line("mira", 2, "9:31", "Lunch by the canal at half past twelve?"),
    line("jonas", 2, "9:32", "With pleasure. I will bring the first print."),
  ],
};

export const ROOM: { name: string; lines: readonly Line[] } = {
  name: "Open day",
  lines: [
    line(
      "mira",
      1,
      "16:52",
      "Welcome! Everything about the open day goes in here: who, what, when, and the cake.",
    ),
    line(
      "priya",
      1,
      "16:55",
      "I can take the tour of the workshop. Groups of eight, every half hour?",
    ),
    line("tomas", 1, "16:56", "Eight is good. More than that and nobody sees the looms."),
    line(
      "priya",
      2,
      "9:02",
      "Morning all. 46 people have signed up so far, and the list is still open.",
    ),
    line("tomas", 2, "9:05", "Then we need a sixth tour. I can do the one at three."),
    line("mira", 2, "9:07", "You are a treasure. That makes it:"),
    line(
      "mira",
      2,
      "9:08",
      "The tours, as they stand:\n\n10:30  Priya\n11:00  Priya\n11:30  Jonas\n\n13:30  Jonas\n14:00  Tomás\n15:00  Tomás",
    ),
    line(
      "jonas",
      2,
      "9:34",
      "Works for me. Posters come on Thursday, I will hang them on the way home: two by the " +
        "bridge, one at the library and one at the bakery.",
    ),
    line(
      "priya",
      2,
      "9:36",
      "And the cake: carrot, plum and one without nuts. ¡Tomás, tu tarta de limón, por favor!",
    ),
    line("tomas", 2, "9:37", "Con mucho gusto 🍋"),
  ],
};

/** What jonas sends with the picture, and how mira answers for the cake. */
const POSTER = "The second print, warmer:";
const THANKS = "You are **the best**. I bring plates @tomas";

/** What mira has not read yet. */
const UNREAD: { room: string; lines: readonly Line[] } = {
  room: "Budget",
  lines: [
    line("priya", 2, "9:38", "The numbers for March are in."),
    line("priya", 2, "9:38", "A little under, for once."),
  ],
};

/**
 * Fills a server with people, rooms and what they said. Their clocks run ahead of the server's, so
 * that two days of talk fit into the seconds that it takes.
 *
 * @returns mira's window, on the morning of the second day.
 */
export async function furnish(
  browser: SharedBrowser,
  { origin, archivePath }: { origin: string; archivePath: string },
): Promise<Visitor> {
  const { timezoneId, midnight } = afternoonZone(new Date());
  const people = {} as Record<Speaker, Visitor>;
  for (const [uid, fullName] of Object.entries(OTHERS)) await register(origin, uid, { fullName });
  await Promise.all((Object.keys(SPEAKERS) as Speaker[]).map(async (uid) => {
    const visitor = people[uid] = await browser.visitor(origin, { timezoneId });
    // First of all: the pages take hold of the clock when they load.
    await visitor.page.clock.install({ time: new Date() });
    await visitor.register(uid, SPEAKERS[uid]);
  }));
  const setClock = async ({ page }: Visitor, day: Line["day"], clock: Line["clock"]) => {
    const [hours, minutes] = clock.split(":").map(Number) as [number, number];
    const sinceMidnight = (day - 1) * DAY_MINUTES + hours * HOUR_MINUTES + minutes;
    await page.clock.setSystemTime(midnight.getTime() + sinceMidnight * MINUTE_MS);
  };
  const say = async (lines: readonly Line[]) => {
    for (const { by, day, clock, text } of lines) {
      await setClock(people[by], day, clock);
      await people[by].send(text);
      await people[by].handedIn(text.split("\n")[0]!);
    }
  };

  for (const visitor of Object.values(people)) await setClock(visitor, 1, "16:40");
  const { mira, jonas, priya, tomas } = people;
  await jonas.createRoom("Carpool", "Open to everyone");
  await priya.createRoom(UNREAD.room, "By invitation");
  await priya.invite(SPEAKERS.mira);
  await mira.createRoom("Workshop", "Open to everyone");
  await mira.createRoom(ROOM.name, "Open to everyone");
  for (const visitor of [jonas, priya, tomas]) await visitor.joinRoom(ROOM.name);
  await say(ROOM.lines.slice(0, -2));
  await setClock(jonas, 2, "9:35");
  await sendPoster(jonas, POSTER);
  await say(ROOM.lines.slice(-2));
  await react(mira, "Posters come on Thursday", "👍");
  await react(priya, "Posters come on Thursday", "👍");
  await react(tomas, POSTER, "❤️");
  await pin(mira, "10:30");
  await setClock(mira, 2, "9:38");
  await reply(mira, "Con mucho gusto", THANKS);
  await mira.openPerson(SPEAKERS.jonas);
  await jonas.openPerson(SPEAKERS.mira);
  await say(DIRECT.lines);
  await priya.openRoom(UNREAD.room);
  await say(UNREAD.lines);
  await mira.page.getByRole("button", { name: new RegExp(`^${UNREAD.room}, .*2 unread`) })
    .waitFor();
  await setClock(mira, 2, "9:40");
  await mira.page.goto("/about");
  agreeWithSenders(archivePath);
  await forgetConversations(mira.page);
  await mira.page.goto("/chat");
  await mira.ready();
  return mira;
}

/**
 * A zone in which it is now between 15:40 and 16:39, so that the talk begins soon whatever the real
 * hour is, and the midnight there before now.
 */
function afternoonZone(now: Date): { timezoneId: string; midnight: Date } {
  const wanted = 15 * HOUR_MINUTES + 40;
  const minutes = now.getUTCHours() * HOUR_MINUTES + now.getUTCMinutes();
  const missing = Math.ceil((wanted - minutes) / HOUR_MINUTES);
  // Zones go from 11 hours behind to 14 ahead.
  const ahead = missing > 14 ? missing - 24 : missing;
  const midnight = new Date(now.getTime() + ahead * HOUR_MINUTES * MINUTE_MS);
  midnight.setUTCHours(-ahead, 0, 0, 0);
  // The signs of these names are turned around: Etc/GMT-2 is two hours ahead.
  const timezoneId = ahead === 0 ? "UTC" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
  return { timezoneId, midnight };
}
