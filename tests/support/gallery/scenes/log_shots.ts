/** Gallery shots of conversations and their log. */

import { press, type Shot } from "./shot.ts";
import { said, saidOf } from "./words.ts";

/** Conversations, and what can be done in their log. */
export const LOG_SHOTS: readonly Shot[] = [
  { name: "chat-new-version", path: "/chat?scene=room&new-version" },
  { name: "chat-room", path: "/chat?scene=room" },
  { name: "chat-members", path: "/chat?scene=room", prepare: press("Members") },
  { name: "chat-direct", path: "/chat?scene=direct" },
  { name: "chat-changed", path: "/chat?scene=changed" },
  { name: "chat-new", path: "/chat?scene=new-conversation" },
  {
    name: "chat-long",
    path: "/chat?scene=long",
    async prepare(page) {
      await page.getByRole("log").evaluate((log) => log.scrollTop = 900);
    },
  },
  { name: "log-messages", path: "/chat?scene=messages" },
  {
    name: "log-beginning",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.getByRole("log").evaluate((log) => log.scrollTop = 0);
    },
  },
  {
    name: "log-sealed",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".sealed summary").click();
    },
  },
  {
    name: "log-tools",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "I will. Here is" }).click();
    },
  },
  {
    name: "log-menu",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "I will. Here is" }).click();
      await press("More actions")(page);
    },
  },
  {
    name: "log-react",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "I will. Here is" }).click();
      await press("React")(page);
    },
  },
  {
    name: "log-full",
    path: "/chat?scene=messages",
    async prepare(page) {
      // Beside its reactions.
      await page.locator(".message", { hasText: "And the tape." }).locator(".message__text")
        .click();
      await press("React")(page);
    },
  },
  {
    name: "log-clocks",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "And the tape." }).focus();
      await page.keyboard.press("i");
      await page.getByText(said("Signed with")).waitFor();
    },
  },
  {
    name: "log-details",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "Please put the date" }).focus();
      await page.keyboard.press("i");
      await page.getByText(said("Earlier wordings")).waitFor();
    },
  },
  {
    name: "log-delete",
    path: "/chat?scene=messages",
    async prepare(page) {
      await page.locator(".message", { hasText: "All of it is" }).focus();
      await page.keyboard.press("Delete");
    },
  },
  {
    name: "log-pinned",
    path: "/chat?scene=messages",
    prepare: (page) => page.getByRole("button", { name: saidOf(2, "{count} pinned") }).click(),
  },
  {
    name: "log-date",
    path: "/chat?scene=messages",
    async prepare(page) {
      await press("More about this conversation")(page);
      await press("Jump to date")(page);
    },
  },
  {
    name: "log-header-menu",
    path: "/chat?scene=messages",
    prepare: press("More about this conversation"),
  },
  { name: "log-ten-thousand", path: "/chat?scene=ten-thousand" },
  { name: "log-opening", path: "/chat?scene=opening" },
  { name: "log-blocked", path: "/chat?scene=blocked" },
  { name: "chat-welcome", path: "/chat?scene=welcome" },
  { name: "chat-first-run", path: "/chat?scene=first-run" },
  { name: "chat-reconnecting", path: "/chat?scene=reconnecting" },
  { name: "chat-signed-out", path: "/chat?scene=signed-out" },
  { name: "chat-failed", path: "/chat" },
  { name: "chat-rtl", path: "/chat?scene=room&rtl" },
];
