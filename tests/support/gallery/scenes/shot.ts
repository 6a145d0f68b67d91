/** One screen of the gallery in one state, and the steps that bring it there. */

import type { Page } from "playwright-core";
import { said } from "./words.ts";

export interface Shot {
  name: string;
  path: string;
  /** Brings the screen into the state to show. */
  prepare?: (page: Page) => Promise<void>;
}

/** Resolves once the screen is drawn and takes keys. */
export async function drawn(page: Page): Promise<void> {
  // Every chat opens first; in one scene it never gets further.
  const drawn = page.url().includes("scene=loading") ? ".opening" : "h1:not(.said), .chat";
  await page.locator(drawn).first().waitFor({ state: "attached" });
  // Listeners are in place after the next frame, and what follows the window's width after two.
  await page.evaluate(() =>
    new Promise((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))
    )
  );
}

/** Opens a section of the settings. */
export const settings = (section: string) => async (page: Page) => {
  await page.keyboard.press("Control+,");
  await page.getByRole("navigation", { name: said("Sections of the settings") })
    .getByRole("button", { name: said(section), exact: true }).click();
};

/** Presses the button of exactly this name. */
export const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name: said(name), exact: true }).click();
};

/** Presses the button of a conversation's header, which stands in its menu where there is no room. */
export const pressInHeader = (name: string) => async (page: Page) => {
  const button = page.getByRole("button", { name: said(name), exact: true });
  if (!await button.first().isVisible()) await press("More about this conversation")(page);
  await button.filter({ visible: true }).click();
};

/** The field that messages are written in. */
export const writeField = (page: Page) => page.getByRole("textbox", { name: said("Message") });
