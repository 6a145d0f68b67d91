/** The pictures of the documentation's gallery: what each shows, and how to get there. */

import type { Page } from "playwright-core";
import { dictionaryOf } from "../../i18n/dictionaries.ts";
import type { Language } from "../../i18n/i18n.ts";
import type { Visitor } from "../../tests/support/browser.ts";
import { details } from "./acts.ts";
import { DIRECT, ROOM } from "./scene.ts";

export interface Shot {
  name: string;
  /** What the gallery says of it. */
  title: string;
  /** Of the reader who is signed in, or of a guest. */
  signedIn: boolean;
  /** Also in every theme, not in the light and in the dark only. */
  inEveryTheme?: boolean;
  /** Of the screens; English without it. */
  language?: Language;
  /** Brings the page to where the picture is taken. */
  show: (visitor: Visitor) => Promise<void>;
}

/** Below this width there is room for the lists or for a conversation. */
const NARROW_PX = 720;
/** From this width on there is room for the list of members beside the talk. */
const WIDE_PX = 1000;

/** Every picture, each taken at every width. */
export const SHOTS: readonly Shot[] = [
  {
    name: "room",
    title: "A room",
    signedIn: true,
    inEveryTheme: true,
    async show(visitor) {
      await toRoom(visitor);
      if (visitor.page.viewportSize()!.width >= WIDE_PX) await visitor.press("Members");
    },
  },
  {
    name: "direct",
    title: "Two people",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.openPerson(DIRECT.with);
      await visitor.sees(DIRECT.lines.at(-1)!.text);
    },
  },
  { name: "lists", title: "Rooms and people", signedIn: true, show: toLists },
  {
    name: "details",
    title: "Who signed a message",
    signedIn: true,
    async show(visitor) {
      await toRoom(visitor);
      await details(visitor, "I bring plates");
    },
  },
  {
    name: "safety",
    title: "Making sure of each other's keys",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.openPerson(DIRECT.with);
      await visitor.press("More about this conversation");
      await visitor.page.locator(".popup").getByRole("button", { name: "Safety number" }).click();
      await visitor.page.locator(".safety__digits").waitFor();
    },
  },
  {
    name: "emoji",
    title: "Emoji",
    signedIn: true,
    async show(visitor) {
      await toRoom(visitor);
      await visitor.press("Emoji");
      await visitor.page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "switcher",
    title: "Going to a conversation by its name",
    signedIn: true,
    async show(visitor) {
      await toRoom(visitor);
      await visitor.page.keyboard.press("Control+k");
      await visitor.page.getByRole("combobox").fill("o");
    },
  },
  {
    name: "search",
    title: "Searching everything one can read",
    signedIn: true,
    async show(visitor) {
      await toRoom(visitor);
      await visitor.page.keyboard.press("Control+Shift+F");
      await visitor.page.getByLabel("Words to search for").fill("post");
      await visitor.page.locator(".hit").first().waitFor();
    },
  },
  {
    name: "settings",
    title: "Settings",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.press("Settings");
      await visitor.page.getByRole("dialog").getByText("Turquoise").waitFor();
    },
  },
  {
    name: "new-room",
    title: "A new room",
    signedIn: true,
    async show(visitor) {
      await toLists(visitor);
      await visitor.press("New room");
      await visitor.field("Room name").fill("Summer fair");
    },
  },
  {
    name: "offline",
    title: "Without the network",
    signedIn: true,
    async show(visitor) {
      await toRoom(visitor);
      await visitor.context.setOffline(true);
      // Between two tries, with time enough for the picture before the next.
      await visitor.page.locator(".strip", { hasText: "No connection to the server." })
        .getByText(/ in (?:[3-9]|\d\d) s\./).waitFor();
    },
  },
  {
    name: "login",
    title: "Signing in",
    signedIn: false,
    inEveryTheme: true,
    async show({ page }) {
      await page.goto("/login");
      await page.getByRole("button", { name: "Sign in", disabled: false }).waitFor();
    },
  },
  {
    name: "register",
    title: "Making an account",
    signedIn: false,
    async show({ page }) {
      await page.goto("/register");
      await page.getByRole("button", { name: "Create account", disabled: false }).waitFor();
    },
  },
  {
    name: "refused",
    title: "A certificate that was refused",
    signedIn: false,
    show: async ({ page }) => void await page.goto("/refused?reason=issuer-unknown"),
  },
  {
    name: "arabic",
    title: "Right to left",
    signedIn: true,
    language: "ar",
    async show({ page }) {
      await page.goto("/chat");
      // A server that takes its time leaves the page to the service worker, as it was kept.
      for (let tries = 0; tries < 5 && !await isArabic(page); tries++) await page.reload();
      // What was open last is open again; where there is no room for both, it hides the lists.
      await page.locator(".chat--open").waitFor();
      if (page.viewportSize()!.width < NARROW_PX) {
        await page.getByRole("button", { name: inArabic("Back"), exact: true }).click();
      }
      await page.locator(".row", { hasText: ROOM.name }).click();
      await page.getByRole("log").getByText("I bring plates").waitFor();
      await untilDrawn(page);
      if (page.viewportSize()!.width >= WIDE_PX) {
        await page.getByRole("button", { name: inArabic("Members"), exact: true }).click();
      }
    },
  },
];

async function toRoom(visitor: Visitor): Promise<void> {
  await toLists(visitor);
  await visitor.openRoom(ROOM.name);
  await visitor.log.getByText("I bring plates").waitFor();
  await untilDrawn(visitor.page);
}

/** Resolves once every picture of a message that is in view has come and is drawn. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".picture")].every((place) => {
      const { top, bottom, width } = place.getBoundingClientRect();
      const isInView = width > 0 && bottom > 0 && top < innerHeight;
      const image = place.querySelector("img");
      return !isInView || (image !== null && image.complete && image.naturalWidth > 0);
    })
  );
}

function isArabic(page: Page): Promise<boolean> {
  return page.locator("html[lang=ar]").waitFor({ timeout: 5_000 }).then(() => true, () => false);
}

function inArabic(text: string): string {
  const found = dictionaryOf("ar")[text];
  if (typeof found !== "string") throw new Error(`There is no Arabic for ${text}`);
  return found;
}

/** Closes what lies over the lists of people and rooms. */
async function toLists({ page }: Visitor): Promise<void> {
  const covers = page.getByRole("dialog").or(page.getByRole("listbox"));
  for (let tries = 0; tries < 3 && await covers.first().isVisible(); tries++) {
    await page.keyboard.press("Escape");
    await covers.first().waitFor({ state: "hidden", timeout: 2_000 }).catch(() => {});
  }
  for (const name of ["Close members", "Back"]) {
    const button = page.getByRole("button", { name, exact: true });
    if (await button.isVisible()) await button.click();
  }
}
