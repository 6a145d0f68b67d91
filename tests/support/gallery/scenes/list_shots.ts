/** Gallery shots of the sidebar, the quick switcher, the search and conversation dialogs. */

import { press, type Shot } from "./shot.ts";
import { beginningOf, said } from "./words.ts";

/** The sidebar, the quick switcher and the search. */
export const LIST_SHOTS: readonly Shot[] = [
  { name: "lists", path: "/chat?scene=search" },
  { name: "lists-beside", path: "/chat?scene=lists" },
  { name: "lists-rtl", path: "/chat?scene=search&rtl" },
  {
    name: "lists-many",
    path: "/chat?scene=lists-many",
    async prepare(page) {
      await page.locator(".sidebar__lists").evaluate((lists) => lists.scrollTop = 1800);
    },
  },
  { name: "lists-loading", path: "/chat?scene=lists-loading" },
  { name: "lists-offline", path: "/chat?scene=lists-offline" },
  {
    name: "lists-filtered",
    path: "/chat?scene=search",
    prepare: (page) => page.getByLabel(said("Filter people and rooms")).fill("zz"),
  },
  {
    name: "switcher",
    path: "/chat?scene=switcher",
    prepare: (page) => page.keyboard.press("Control+k"),
  },
  {
    name: "switcher-found",
    path: "/chat?scene=switcher",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("sa");
    },
  },
  {
    name: "switcher-none",
    path: "/chat?scene=switcher",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("qqq");
    },
  },
  { name: "search-empty", path: "/chat?scene=search", prepare: press("Search messages") },
  {
    name: "search-found",
    path: "/chat?scene=search",
    async prepare(page) {
      await press("Search messages")(page);
      await page.getByLabel(said("Words to search for")).fill("draft");
      await page.locator(".hit").first().waitFor();
    },
  },
  {
    name: "search-indexing",
    path: "/chat?scene=search&rtl",
    async prepare(page) {
      await press("Search messages")(page);
      await page.getByLabel(said("Words to search for")).fill("kettle");
      await page.locator(".hit").first().waitFor();
    },
  },
  {
    name: "search-none",
    path: "/chat?scene=search",
    async prepare(page) {
      await press("Search messages")(page);
      await page.getByLabel(said("Words to search for")).fill("zebra");
    },
  },
];

/** Dialogs of the conversation on screen, by the command of the quick switcher. */
export const SAVED_SHOTS: readonly Shot[] = [
  {
    name: "dialog-save-log",
    path: "/chat?scene=lists",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(said("Save chat log"));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: said("Save chat log") }).waitFor();
    },
  },
  {
    name: "dialog-clear-history",
    path: "/chat?scene=lists",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(said("Clear history"));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: beginningOf("Clear the history of {title}?") })
        .waitFor();
    },
  },
  {
    name: "history-cleared",
    path: "/chat?scene=lists",
    async prepare(page) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(said("Clear history"));
      await page.keyboard.press("Enter");
      await press("Clear history")(page);
      await page.getByRole("button", { name: said("Undo") }).waitFor();
    },
  },
];
