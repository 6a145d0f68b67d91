/**
 * WCAG 2.2 AA by axe-core (point 14): every screen and state of the gallery, in a wide window and a
 * narrow one, and in every theme.
 */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Theme, THEMES } from "../../client/preferences/preferences.ts";
import { violations } from "../support/axe.ts";
import { SharedBrowser } from "../support/browser.ts";
import { drawn, type Shot } from "../support/gallery/scenes/shot.ts";
import { SHOTS } from "../support/gallery/scenes/scenes.ts";
import { type RunningGallery, startGallery } from "../support/gallery/running.ts";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 740 };
/** Two processors draw two pages at once. */
const LANES = 2;
/** Rules that a theme may break by its colours alone. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
/** The screens on which each colour of the tokens is to be seen. */
const COLOURFUL: ReadonlySet<string> = new Set([
  "login-wrong",
  "register-errors",
  "refused",
  "chat-changed",
  "chat-reconnecting",
  "log-menu",
  "log-blocked",
  "rich-text",
  "composer-mention",
  "emoji-picker",
  "settings-appearance",
  "dialog-leave",
  "history-cleared",
  "lists",
  "search-found",
]);

let browser: SharedBrowser;
let gallery: RunningGallery;

Deno.test.beforeAll(async () => {
  [browser, gallery] = await Promise.all([SharedBrowser.launch(), startGallery()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await gallery.close();
});

/** Whether it is the chat as a new browser draws it: one page can show one after the other. */
function isScene(shot: Shot | undefined): boolean {
  return shot !== undefined && /^\/chat\?scene=[\w-]+$/.test(shot.path);
}

/** Brings the page to each screen in turn, some screens at once. @returns what `look` found. */
async function overScreens(
  shots: readonly Shot[],
  look: (page: Page) => Promise<readonly string[]>,
): Promise<string[]> {
  const found: string[] = [];
  const waiting = [...shots];
  await Promise.all(Array.from({ length: LANES }, async () => {
    const visitor = await browser.visitor(gallery.origin, { size: WIDE, reducedMotion: "reduce" });
    const { page } = visitor;
    let before: Shot | undefined;
    for (let shot = waiting.shift(); shot !== undefined; before = shot, shot = waiting.shift()) {
      await page.setViewportSize(WIDE);
      if (isScene(before) && isScene(shot)) {
        await page.evaluate(`showScene(${JSON.stringify(shot.path)})`);
      } else {
        // Else two screens of one address but for their hash would be one page.
        await page.goto("about:blank");
        await page.goto(shot.path);
      }
      await drawn(page);
      await shot.prepare?.(page).catch((cause) => {
        throw new Error(`The screen ${shot?.name} was not reached`, { cause });
      });
      for (const line of await look(page)) found.push(`${shot.name}, ${line}`);
    }
    for (const line of visitor.violations) found.push(line);
    await visitor.close();
  }));
  return found;
}

Deno.test("no screen and no state shuts anybody out, wide or narrow", async () => {
  const shots = SHOTS.filter(({ name }) => !/^(theme|font)-/.test(name));
  const found = await overScreens(shots, async (page) => {
    const wide = await violations(page);
    await page.setViewportSize(NARROW);
    await drawn(page);
    const narrow = await violations(page);
    return [...wide.map((line) => `wide: ${line}`), ...narrow.map((line) => `narrow: ${line}`)];
  });
  assert.deepEqual(found, []);
});

Deno.test("no theme hides anything by its colours, in the light and in the dark", async () => {
  const shots = SHOTS.filter(({ name }) => COLOURFUL.has(name));
  assert.equal(shots.length, COLOURFUL.size);
  const looks: readonly { theme: Theme; colorScheme: "light" | "dark" }[] = [
    ...THEMES.map((theme) => ({ theme, colorScheme: "light" as const })),
    // The others are the same in both schemes.
    { theme: "system", colorScheme: "dark" },
    { theme: "contrast", colorScheme: "dark" },
  ];
  const found = await overScreens(shots, async (page) => {
    const lines: string[] = [];
    for (const { theme, colorScheme } of looks) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate((theme) => document.documentElement.dataset.theme = theme, theme);
      for (const line of await violations(page, OF_COLOURS)) {
        lines.push(`${theme} ${colorScheme}: ${line}`);
      }
    }
    return lines;
  });
  assert.deepEqual(found, []);
});

Deno.test("settings begin at the open section, with a ring for those who came by the keyboard", async () => {
  const visitor = await browser.visitor(gallery.origin, { size: WIDE });
  const { page } = visitor;
  const focused = async () => {
    const section = page.locator(".settings__tab[aria-current=true]");
    await section.and(page.locator(":focus")).waitFor();
    return await section.evaluate((tab) => tab.matches(":focus-visible"));
  };
  await page.goto("/chat?scene=welcome");
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  assert.equal(await focused(), false);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Control+,");
  assert.equal(await focused(), true);
  await visitor.close();
});
