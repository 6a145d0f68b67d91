import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import { DEFAULT_PREFERENCES, type Preferences } from "../preferences/preferences.ts";
import type { Arrival } from "./arrival.ts";
import { Notifier } from "./notifier.ts";
import type { NotificationContent, PageNews } from "./port.ts";

const CONV = "c".repeat(43) as ConversationId;
const ROOM = "d".repeat(43) as ConversationId;

function said(seq: number, rest: Partial<Arrival> = {}): Arrival {
  return {
    conversation: CONV,
    kind: "direct",
    title: "Noor Placeholder",
    seq,
    payload: "text",
    own: false,
    senderName: "Noor Placeholder",
    text: `text ${seq}`,
    mentionsMe: false,
    missed: false,
    ...rest,
  };
}

/** Pages of one profile: one board, one of them the speaker. */
function profile() {
  const shown = new Map<ConversationId, NotificationContent>();
  const listeners: ((news: PageNews) => void)[] = [];
  const due: (() => void)[] = [];
  const pages: { sounds: number; screen: ConversationId | undefined; notifier: Notifier }[] = [];
  const world = { speaker: 0, shows: 0, preferences: { ...DEFAULT_PREFERENCES } as Preferences };
  world.preferences.notifications = true;
  const open = () => {
    const index = pages.length;
    const page: typeof pages[number] = { sounds: 0, screen: undefined, notifier: undefined! };
    pages.push(page);
    page.notifier = new Notifier({
      board: {
        show: (content) => {
          world.shows++;
          return Promise.resolve(void shown.set(content.conversation, content));
        },
        clear: (conversation) => Promise.resolve(void shown.delete(conversation)),
        clearAll: () => Promise.resolve(shown.clear()),
        onOpen: () => {},
      },
      neighbours: {
        isSpeaker: () => world.speaker === index,
        tell: (news) => listeners.forEach((hear, i) => i === index || hear(news)),
        onNews: (callback) => void (listeners[index] = callback),
        close: () => void (listeners[index] = () => {}),
      },
      preferences: () => world.preferences,
      onScreen: () => page.screen,
      playSound: () => page.sounds++,
      minuteOfDay: () => 600,
      after: (_ms, work) => void due.push(work),
    });
    return page;
  };
  return {
    world,
    shown,
    open,
    pass: () => {
      for (const work of due.splice(0)) work();
    },
    /** As each page hears of what arrives. */
    arrives: (arrival: Arrival) => pages.forEach(({ notifier }) => notifier.received(arrival)),
  };
}

Deno.test("several pages show one notification, and the messages of a conversation share it", () => {
  const { open, arrives, pass, shown, world } = profile();
  open(), open(), open();
  for (const seq of [1, 2]) arrives(said(seq));
  pass();
  assert.equal(world.shows, 1);
  assert.deepEqual([...shown.values()], [
    { conversation: CONV, title: "Noor Placeholder", body: "text 1\ntext 2" },
  ]);
  arrives(said(3));
  arrives(said(1, { conversation: ROOM, kind: "room", title: "Garden", mentionsMe: true }));
  pass();
  assert.equal(shown.get(CONV)?.body, "text 1\ntext 2\ntext 3");
  assert.deepEqual(shown.get(ROOM), {
    conversation: ROOM,
    title: "Garden",
    body: "Noor Placeholder: text 1",
  });
});

Deno.test("what another page has on its screen is not notified", () => {
  const { open, arrives, pass, shown, world } = profile();
  open();
  open().screen = CONV;
  arrives(said(1));
  pass();
  assert.deepEqual([...shown], []);
  assert.equal(world.shows, 0);
});

Deno.test("reading clears what stands, and what was read is not notified again", () => {
  const { open, arrives, pass, shown } = profile();
  const first = open();
  const second = open();
  arrives(said(1)), arrives(said(2));
  pass();
  second.notifier.read(CONV, 1);
  assert.equal(shown.has(CONV), true);
  second.notifier.read(CONV, 2);
  assert.equal(shown.has(CONV), false);
  first.notifier.received(said(2));
  pass();
  assert.equal(shown.has(CONV), false);
  arrives(said(3));
  pass();
  assert.equal(shown.get(CONV)?.body, "text 3");
});

Deno.test("an answer from another browser of one's own clears the conversation", () => {
  const { open, arrives, pass, shown } = profile();
  open();
  arrives(said(1));
  pass();
  arrives(said(2, { own: true }));
  assert.equal(shown.size, 0);
});

Deno.test("the page that speaks next says nothing twice", () => {
  const { open, arrives, pass, shown, world } = profile();
  open().notifier;
  const next = open();
  arrives(said(1));
  pass();
  world.speaker = 1;
  next.notifier.received(said(1));
  pass();
  assert.equal(world.shows, 1);
  next.notifier.received(said(2));
  pass();
  assert.equal(world.shows, 2);
  assert.equal(shown.get(CONV)?.body, "text 1\ntext 2");
});

Deno.test("the text is hidden where that was chosen", () => {
  const { open, arrives, pass, shown, world } = profile();
  world.preferences.notificationText = false;
  open();
  arrives(said(1)), arrives(said(2));
  pass();
  assert.deepEqual(shown.get(CONV), {
    conversation: CONV,
    title: "TalkyWalky",
    body: "2 new messages",
  });
});

Deno.test("the speaker sounds once for a burst, and only where it was asked for", () => {
  const { open, arrives, pass, shown, world } = profile();
  const [one, two] = [open(), open()];
  arrives(said(1));
  pass();
  assert.deepEqual([one.sounds, two.sounds], [0, 0]);
  world.preferences = { ...world.preferences, notifications: false, sound: true };
  arrives(said(2)), arrives(said(3));
  pass();
  assert.deepEqual([one.sounds, two.sounds], [1, 0]);
  assert.equal(shown.get(CONV)?.body, "text 1");
});

Deno.test("the end of the session removes everything, in every page", async () => {
  const { open, arrives, pass, shown } = profile();
  const [one, two] = [open(), open()];
  arrives(said(1));
  pass();
  arrives(said(2));
  await two.notifier.end();
  pass();
  one.notifier.received(said(3));
  pass();
  assert.equal(shown.size, 0);
});

Deno.test("long texts and many messages are shortened", () => {
  const { open, arrives, pass, shown } = profile();
  open();
  for (let seq = 1; seq <= 7; seq++) arrives(said(seq, { text: `${seq}\n${"🌱".repeat(200)}` }));
  pass();
  const lines = shown.get(CONV)!.body.split("\n");
  assert.equal(lines[0], "3 earlier messages");
  assert.equal(lines.length, 5);
  assert.match(lines[4]!, /^7 (?:🌱)+…$/u);
  assert.ok(lines[4]!.length <= 160);
});

Deno.test("what was missed is one notification with their number, and one alone says its words", () => {
  const { open, arrives, pass, shown, world } = profile();
  open();
  for (const seq of [1, 2, 3]) arrives(said(seq, { missed: true }));
  pass();
  assert.deepEqual(shown.get(CONV), {
    conversation: CONV,
    title: "Noor Placeholder",
    body: "3 new messages",
  });
  assert.equal(world.shows, 1);
  const room = { conversation: ROOM, kind: "room", title: "Orchard" } as const;
  arrives(said(1, { ...room, mentionsMe: true, missed: true }));
  pass();
  assert.match(shown.get(ROOM)!.body, /Noor Placeholder.*text 1/);
});

Deno.test("a live message after missed ones shows its words again", () => {
  const { open, arrives, pass, shown } = profile();
  open();
  for (const seq of [1, 2]) arrives(said(seq, { missed: true }));
  arrives(said(3));
  pass();
  assert.equal(shown.get(CONV)?.body, "text 1\ntext 2\ntext 3");
});

Deno.test("of what was missed only what a conversation's level and the hours let through counts", () => {
  const { open, arrives, pass, shown, world } = profile();
  open();
  world.preferences.notifyOf = { [ROOM]: "mentions", [CONV]: "none" };
  const room = { conversation: ROOM, kind: "room", title: "Orchard", missed: true } as const;
  for (const seq of [1, 2, 3]) arrives(said(seq, { ...room, mentionsMe: seq > 1 }));
  for (const seq of [1, 2]) arrives(said(seq, { missed: true }));
  pass();
  assert.deepEqual([...shown.values()].map(({ body }) => body), ["2 new messages"]);
  world.preferences.notifyOf = {};
  world.preferences.quietHours = { from: 540, to: 660 };
  arrives(said(4, { missed: true }));
  pass();
  assert.equal(shown.has(CONV), false);
});

Deno.test("what was missed before one's own message is answered, and not told", () => {
  const { open, arrives, pass, shown } = profile();
  open();
  for (const seq of [1, 2]) arrives(said(seq, { missed: true }));
  arrives(said(3, { missed: true, own: true }));
  pass();
  assert.equal(shown.size, 0);
});
