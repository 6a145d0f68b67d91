/** The screens in one engine: everything that opens is seen and can be pressed. */

import assert from "node:assert/strict";
import type { EngineVisitor } from "../support/engines/engine_visitor.ts";
import type { Size } from "../support/engines/engine.ts";
import type { Target } from "../support/engines/look.ts";
import { faultsOf } from "./reach.ts";
import type { Cast } from "./stage.ts";

const DESK: Size = { width: 1280, height: 900 };
const PHONE: Size = { width: 360, height: 640 };

const DIALOG = "dialog[open]";
const POPUP = ".popup";

/** Something that opens over the page or beside what is on it. */
interface Opening {
  what: string;
  /** Where what opens is found. */
  css: string;
  open: (visitor: EngineVisitor) => Promise<void>;
}

/** Everything that can be opened over the lists. */
const OVER_LISTS: readonly Opening[] = [
  { what: "a new room", css: DIALOG, open: (visitor) => visitor.pressButton("New room") },
  {
    what: "the switcher",
    css: DIALOG,
    open: (visitor) => visitor.pressButton("Go to a conversation"),
  },
  { what: "the search", css: DIALOG, open: (visitor) => visitor.pressButton("Search messages") },
  {
    what: "the ways to leave",
    css: ".menu__list",
    open: (visitor) => visitor.pressButton("More ways to leave"),
  },
  {
    what: "forgetting this browser",
    css: DIALOG,
    open: async (visitor) => {
      await visitor.pressButton("More ways to leave");
      await visitor.pressButton("Forget this browser");
    },
  },
  { what: "the keys", css: DIALOG, open: (visitor) => visitor.window.pressKeys("?") },
];

/** Everything that can be opened over a room. */
const OVER_ROOM: readonly Opening[] = [
  { what: "the members", css: ".panel", open: (visitor) => chooseInHeader(visitor, "Members") },
  { what: "an invitation", css: DIALOG, open: (visitor) => chooseInHeader(visitor, "Invite") },
  { what: "leaving", css: DIALOG, open: (visitor) => chooseInHeader(visitor, "Leave room") },
  { what: "the room's menu", css: POPUP, open: openHeaderMenu },
  ...["Pinned messages", "Jump to date", "Save chat log…", "Clear history…"].map((name) => ({
    what: name,
    css: DIALOG,
    open: (visitor: EngineVisitor) => chooseInHeader(visitor, name),
  })),
  { what: "the emoji", css: ".emoji-panel", open: (visitor) => visitor.pressButton("Emoji") },
  { what: "a reaction", css: POPUP, open: openReactions },
  { what: "a message's menu", css: POPUP, open: (visitor) => useTool(visitor, "More actions") },
  ...["Message details", "Delete"].map((name) => ({
    what: name,
    css: DIALOG,
    open: async (visitor: EngineVisitor) => {
      await useTool(visitor, "More actions");
      await visitor.pressButton(name, { css: POPUP });
    },
  })),
];

const OVER_DIRECT: readonly Opening[] = [
  {
    what: "the safety number",
    css: DIALOG,
    open: async (visitor) => {
      await chooseInHeader(visitor, "Safety number");
      await visitor.shows({ css: ".safety__digits" });
    },
  },
];

const SECTIONS = [
  "Appearance",
  "Window and layout",
  "Language",
  "Privacy",
  "Notifications",
  "Writing",
  "Account",
  "About",
];

/** What opens shows what it holds, and its buttons can be pressed. */
export function screenJourneys(cast: Cast): void {
  const { name, bobName } = cast;

  for (const [where, size] of [["a desk", DESK], ["a phone", PHONE]] as const) {
    const at = (what: string, work: (ada: EngineVisitor) => Promise<void>) =>
      cast.journey(`at ${where}'s size ${what}`, async () => {
        const ada = await cast.ada();
        await ada.window.resize(size);
        try {
          await work(ada);
        } catch (error) {
          // What was left open does not stand in the way of what comes after.
          await ada.goto("/chat");
          throw error;
        } finally {
          await ada.window.resize(DESK);
        }
      });

    at("every dialog and menu over the lists shows all that it holds", async (ada) => {
      await toLists(ada);
      for (const opening of OVER_LISTS) await opensWhole(ada, opening);
    });

    at("every section of the settings shows all that it holds", async (ada) => {
      await toLists(ada);
      await ada.pressButton("Settings");
      const dialog: Target = { role: "dialog", name: "Settings" };
      for (const section of SECTIONS) {
        await ada.press({
          role: "button",
          name: section,
          within: { role: "navigation", name: "Sections of the settings" },
        });
        await ada.shows({ role: "heading", name: section, within: dialog });
        await isWhole(ada, section, DIALOG);
      }
      await ada.window.pressKeys("Escape");
      await ada.hides(dialog);
    });

    at("every dialog and menu over a room shows all that it holds", async (ada) => {
      await cast.bob();
      await toLists(ada);
      const room = `Hall of ${name} for ${where}`;
      await ada.createRoom(room, "By invitation");
      await ada.send(MESSAGE);
      await ada.handedIn();
      for (const opening of OVER_ROOM) await opensWhole(ada, opening);
    });

    at("the safety number over a talk shows all that it holds", async (ada) => {
      await cast.bob();
      await toLists(ada);
      await ada.openPerson(bobName);
      for (const opening of OVER_DIRECT) await opensWhole(ada, opening);
    });
  }
}

const MESSAGE = "A message to do things with.";

async function opensWhole(visitor: EngineVisitor, { what, css, open }: Opening): Promise<void> {
  await open(visitor);
  await visitor.shows({ css });
  await visitor.hides({ css: ".dialog__wait" });
  await isWhole(visitor, what, css);
  // The members are part of the page and stay until they are closed.
  if (css === ".panel") await visitor.pressButton("Close members");
  else await visitor.window.pressKeys("Escape");
  await visitor.hides({ css });
}

async function isWhole(visitor: EngineVisitor, what: string, css: string): Promise<void> {
  await visitor.until(
    { css },
    "at rest",
    ({ box }, before) => box !== undefined && JSON.stringify(box) === JSON.stringify(before?.box),
  );
  assert.deepEqual(await visitor.window.run(faultsOf, css), [], what);
}

/**
 * Closes the conversation where there is room for the lists or for it. A page that was just loaded
 * may open the last one after it has shown the lists.
 */
async function toLists(visitor: EngineVisitor): Promise<void> {
  const back: Target = { role: "button", name: "Back" };
  const lists: Target = { role: "button", name: "New room" };
  await visitor.until(lists, "in view", async ({ count }) => {
    if (count > 0) return true;
    if ((await visitor.look(back)).count > 0) await visitor.press(back);
    return false;
  });
  await visitor.ready();
}

async function openHeaderMenu(visitor: EngineVisitor): Promise<void> {
  await visitor.pressButton("More about this conversation");
}

/** Presses a button of the header, which stands in its menu where there is no room. */
async function chooseInHeader(visitor: EngineVisitor, name: string): Promise<void> {
  const { count } = await visitor.look({ role: "button", name });
  if (count > 0) return await visitor.pressButton(name);
  await openHeaderMenu(visitor);
  await visitor.pressButton(name, { css: POPUP });
}

/** In a narrow window the tools are in the message's menu. */
async function openReactions(visitor: EngineVisitor): Promise<void> {
  if (await visitor.window.run(() => innerWidth >= 720)) return await useTool(visitor, "React");
  await useTool(visitor, "More actions");
  await visitor.pressButton("React", { css: POPUP });
  await visitor.shows({ css: ".react" });
}

/** Presses a button of the tools over the message. */
async function useTool(visitor: EngineVisitor, name: string): Promise<void> {
  const message: Target = { text: MESSAGE, within: { role: "log" } };
  const { reach } = await visitor.until(
    message,
    "in view",
    ({ reach }) => reach !== undefined,
    { bring: true },
  );
  // A pointer that stays while rows pass under it is over none of them.
  await visitor.window.moveTo({ x: 1, y: 1 });
  await visitor.window.moveTo(reach!);
  // Where there is no room over it, a message shows its tools when it was pressed, and hides them
  // when it is pressed again.
  const tool: Target = { role: "button", name, within: { css: ".tools" } };
  let isPressed = false;
  await visitor.until(tool, "in view", async ({ count }) => {
    if (count > 0) return true;
    if (!isPressed) await visitor.window.pressAt((await visitor.look(message)).reach ?? reach!);
    isPressed = !isPressed;
    return false;
  });
  await visitor.press(tool);
}
