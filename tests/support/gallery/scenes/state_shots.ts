/** Gallery shots of rare states: empty, very full, very long words, refusals. */

import { press, settings, type Shot } from "./shot.ts";
import { beginningOf, said } from "./words.ts";

/** What is rare: nobody and very many, very long words, refusals, and the ends of the settings. */
export const STATE_SHOTS: readonly Shot[] = [
  { name: "state-opening", path: "/chat?scene=loading" },
  { name: "state-first-run-people", path: "/chat?scene=first-run-people" },
  { name: "state-offline-direct", path: "/chat?scene=direct-reconnecting" },
  { name: "state-long-words", path: "/chat?scene=long-words" },
  {
    name: "state-long-words-top",
    path: "/chat?scene=long-words",
    async prepare(page) {
      await page.getByRole("log").evaluate((log) => log.scrollTop = 0);
    },
  },
  { name: "state-long-words-rtl", path: "/chat?scene=long-words&rtl" },
  { name: "state-alone", path: "/chat?scene=alone" },
  { name: "state-cleared", path: "/chat?scene=cleared" },
  { name: "state-crowd", path: "/chat?scene=crowd", prepare: press("Members") },
  {
    name: "state-remove-member",
    path: "/chat?scene=room",
    async prepare(page) {
      await press("Members")(page);
      await page.getByRole("button", { name: beginningOf("Remove {name}") }).first().click();
    },
  },
  { name: "state-log-out-not-sent", path: "/chat?scene=not-sent", prepare: press("Log out") },
  {
    name: "state-forget-not-sent",
    path: "/chat?scene=not-sent",
    async prepare(page) {
      await press("More ways to leave")(page);
      await press("Forget this browser")(page);
    },
  },
  {
    name: "state-room-taken",
    path: "/chat?scene=welcome",
    async prepare(page) {
      await press("New room")(page);
      await page.getByLabel(said("Room name")).fill("Taken");
      await press("Create room")(page);
      await page.locator(".field__error").waitFor();
    },
  },
  {
    name: "state-emoji-open",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await press("Emoji")(page);
      await page.getByRole("option").first().waitFor();
      await page.locator(".emoji-panel__scroller").evaluate((list) => list.scrollTop = 1900);
    },
  },
  {
    name: "state-notifications-refused",
    path: "/chat?scene=room&notifications=denied",
    prepare: settings("Notifications"),
  },
  {
    name: "state-quiet-hours",
    path: "/chat?scene=room",
    async prepare(page) {
      await settings("Notifications")(page);
      await page.getByLabel(said("Quiet hours")).check();
    },
  },
  {
    name: "state-names-clear",
    path: "/chat?scene=room",
    async prepare(page) {
      await settings("Account")(page);
      await press("Clear history")(page);
    },
  },
  {
    name: "state-settings-by-mouse",
    path: "/chat?scene=welcome",
    async prepare(page) {
      await press("Settings")(page);
      await page.locator(".settings__tab[aria-current]").waitFor();
    },
  },
  {
    name: "state-skip",
    path: "/chat?scene=welcome",
    prepare: async (page) => await page.locator(".skip").focus(),
  },
  {
    name: "state-drop",
    path: "/chat?scene=room",
    async prepare(page) {
      await page.locator(".composer").evaluate((element) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["hill"], "hill.txt"));
        for (const type of ["dragenter", "dragover"]) {
          element.dispatchEvent(
            new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }),
          );
        }
      });
      await page.locator(".drop").waitFor();
    },
  },
];
