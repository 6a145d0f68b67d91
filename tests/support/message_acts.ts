/** What people do with single messages in a browser. */

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { eventually } from "./eventually.ts";
import type { Visitor } from "./browser.ts";

/** The newest row of the log whose own text holds `text`; what it quotes does not count. */
export function messageOf({ log, page }: Visitor, text: string): Locator {
  return log.locator(".message", { has: page.locator(".message__text", { hasText: text }) }).last();
}

/** Presses a button of the toolbar over a message. */
export async function useTool(visitor: Visitor, text: string, name: string): Promise<void> {
  const row = messageOf(visitor, text);
  await row.hover();
  await row.getByRole("button", { name, exact: true }).click();
}

/** Opens the menu of a message. @returns it */
export async function openMessageMenu(visitor: Visitor, text: string): Promise<Locator> {
  await useTool(visitor, text, "More actions");
  const menu = visitor.page.locator(".popup");
  await menu.waitFor();
  return menu;
}

/** Chooses something from the menu of a message. */
export async function chooseFor(visitor: Visitor, text: string, name: string): Promise<void> {
  const menu = await openMessageMenu(visitor, text);
  await menu.getByRole("button", { name, exact: true }).click();
}

/** Chooses something from the menu of the conversation on screen. */
export async function chooseInHeader(visitor: Visitor, name: string): Promise<void> {
  await visitor.press("More about this conversation");
  await visitor.page.locator(".popup").getByRole("button", { name, exact: true }).click();
}

/** Waits until `text` stands in the part of the log that is on screen, or begins or ends there. */
export async function isInView(visitor: Visitor, text: string): Promise<void> {
  await eventually(async () => {
    const row = messageOf(visitor, text);
    const [box, log] = await Promise.all([row.boundingBox(), visitor.log.boundingBox()]);
    if (box === null || log === null) throw new Error(`"${text}" is not in the page`);
    const above = box.y + box.height <= log.y;
    const below = box.y >= log.y + log.height;
    if (above || below) throw new Error(`"${text}" is ${above ? "above" : "below"} the view`);
  });
}

/**
 * Does `act` and waits for what it shows for a moment only. The page is watched from before: on a
 * busy machine a look afterwards may come when it has gone again.
 */
export async function glimpses(moment: Locator, act: () => Promise<void>): Promise<void> {
  await Promise.all([moment.waitFor(), act()]);
}

/** Neither the page nor the log of it scrolls from side to side. */
export async function keepsWidth({ log, page }: Visitor): Promise<void> {
  for (const place of [page.locator("html"), log]) {
    const [inner, outer] = await place.evaluate((one) => [one.scrollWidth, one.clientWidth]);
    assert.ok(inner! <= outer!, `${inner} px wide in ${outer} px`);
  }
}

/** Opens a section of the settings, has `work` done there, and closes them. */
export async function inSettings(
  visitor: Visitor,
  section: string,
  work: (dialog: Locator) => Promise<void>,
): Promise<void> {
  await visitor.press("Settings");
  const dialog = visitor.page.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("navigation").getByRole("button", { name: section }).click();
  await dialog.getByRole("heading", { name: section, exact: true }).waitFor();
  await work(dialog);
  await visitor.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
}

/** Turns a switch of the settings on or off. */
export async function setSwitch(
  visitor: Visitor,
  section: string,
  label: string,
  on: boolean,
): Promise<void> {
  await inSettings(visitor, section, async (dialog) => {
    await dialog.getByRole("switch", { name: label }).setChecked(on);
  });
}
