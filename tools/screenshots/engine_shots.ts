/** The main screens in engines other than Chromium, with a made-up person who has just come. */

import { register } from "../../tests/support/account.ts";
import { Bot } from "../../tests/support/bot.ts";
import type { EngineName, Size } from "../../tests/support/engines/engine.ts";
import { ENGINES } from "../../tests/support/engines/engines.ts";
import { EngineVisitor } from "../../tests/support/engines/engine_visitor.ts";
import type { Target } from "../../tests/support/engines/look.ts";
import type { Picture } from "./gallery.ts";

export type OtherEngine = Exclude<EngineName, "chromium">;

const SIZES: readonly Size[] = [{ width: 360, height: 740 }, { width: 1440, height: 900 }];

interface EngineShot {
  name: string;
  title: string;
  show: (visitor: EngineVisitor) => Promise<void>;
}

const BEFORE_SIGN_IN: readonly EngineShot[] = [
  {
    name: "login",
    title: "Signing in",
    async show(visitor) {
      await visitor.goto("/login");
      await visitor.until({ role: "button", name: "Sign in" }, "ready", isEnabled);
    },
  },
  {
    name: "register",
    title: "Making an account",
    async show(visitor) {
      await visitor.goto("/register");
      await visitor.until({ role: "button", name: "Create account" }, "ready", isEnabled);
    },
  },
];

/** Who comes and who is the host; of two of one name the usernames would stand beside them. */
const PEOPLE: Readonly<Record<OtherEngine, readonly [string, string]>> = {
  firefox: ["Nell Newcomer", "Gil Gardener"],
  webkit: ["Nora Newcomer", "Gus Gardener"],
};

/** What the host of the room says, and the newcomer answers. */
const TALK = {
  host: [
    "Good that you are here. The beds along the wall are yours, if you like.",
    "Water is in the **blue** barrel, tools hang behind the door.",
  ],
  guest: "I like! Tomatoes first, then beans 🌱",
};

/**
 * Shows each screen at each width.
 *
 * @param take keeps a picture of what is on screen.
 */
export async function showInEngine(
  name: OtherEngine,
  origin: string,
  take: (picture: Picture, png: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<void> {
  const engine = await ENGINES[name]({ pictures: true });
  try {
    const visitor = await EngineVisitor.open(engine, origin);
    const takeAll = async (shots: readonly EngineShot[]) => {
      for (const shot of shots) {
        for (const size of SIZES) {
          await visitor.window.resize(size);
          await shot.show(visitor);
          await untilStill(visitor);
          const picture: Picture = {
            name: shot.name,
            title: shot.title,
            width: size.width,
            theme: "default",
            engine: name,
          };
          await take(picture, await visitor.window.screenshot());
        }
      }
    };
    await takeAll(BEFORE_SIGN_IN);
    const room = `Garden of ${name}`;
    await talkInRoom(visitor, name, origin, room);
    await takeAll(afterSignIn(room));
  } finally {
    await engine.close();
  }
}

/** Somebody registers, joins a room and talks with its host. */
async function talkInRoom(
  visitor: EngineVisitor,
  name: OtherEngine,
  origin: string,
  room: string,
): Promise<void> {
  const [newcomer, gardener] = PEOPLE[name];
  await visitor.register(`nell.${name}`, newcomer);
  const host = await register(origin, `gil.${name}`, { fullName: gardener });
  const bot = await Bot.connect(origin, host);
  const conv = await bot.createRoom(room, "open");
  await visitor.press({
    role: "button",
    begins: room,
    within: { role: "navigation", name: "Rooms" },
  });
  await visitor.shows({ role: "field", name: "Message" });
  await visitor.sees(`${newcomer} joined.`);
  for (const text of TALK.host) await bot.send(conv, text);
  await visitor.sees(TALK.host[0]!);
  await visitor.send(TALK.guest);
  await bot.waitForText(conv, TALK.guest, 60_000);
  await visitor.handedIn();
  await bot.wire.close();
}

function afterSignIn(room: string): readonly EngineShot[] {
  return [
    {
      name: "room",
      title: "A room",
      async show(visitor) {
        await toLists(visitor);
        await visitor.openRoom(room);
        await visitor.sees(TALK.guest);
      },
    },
    {
      name: "new-room",
      title: "A new room",
      async show(visitor) {
        await toLists(visitor);
        await visitor.pressButton("New room");
        await visitor.fill("Room name", "Summer fair", { role: "dialog" });
      },
    },
    {
      name: "settings",
      title: "Settings",
      async show(visitor) {
        await toLists(visitor);
        await visitor.pressButton("Settings");
        await visitor.shows({ role: "heading", name: "Appearance" });
      },
    },
    {
      name: "switcher",
      title: "Going to a conversation by its name",
      async show(visitor) {
        await toLists(visitor);
        await visitor.pressButton("Go to a conversation");
        await visitor.shows({ role: "option", within: { role: "dialog" } });
      },
    },
  ];
}

/** Closes what lies over the lists of people and rooms. */
async function toLists(visitor: EngineVisitor): Promise<void> {
  const dialog: Target = { css: "dialog[open]" };
  if ((await visitor.look(dialog)).count > 0) {
    await visitor.window.pressKeys("Escape");
    await visitor.hides(dialog);
  }
  if ((await visitor.look({ role: "button", name: "New room" })).count === 0) {
    await visitor.pressButton("Back");
  }
  await visitor.ready();
}

/** What lies under the pointer looks otherwise than the rest, and so does what moves. */
async function untilStill(visitor: EngineVisitor): Promise<void> {
  await visitor.window.moveTo({ x: 1, y: 1 });
  await visitor.window.run(async () => {
    await document.fonts.ready;
    const ending = document.getAnimations().filter(({ effect }) =>
      effect?.getComputedTiming().endTime !== Infinity
    );
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  await visitor.until({ css: "body" }, "still", ({ page }, before) => page === before?.page);
}

function isEnabled({ count, disabled }: { count: number; disabled: boolean }): boolean {
  return count > 0 && !disabled;
}
