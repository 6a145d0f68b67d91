/** Gallery shots of rich text, files and the composer. */

import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { press, type Shot, writeField } from "./shot.ts";
import { beginningOf, said } from "./words.ts";

const scrollLog = (part: number) => async (page: Page) => {
  await page.getByRole("log").evaluate(
    (log, part) => log.scrollTop = part * (log.scrollHeight - log.clientHeight),
    part,
  );
};

const HILL = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="40"><rect width="64" height="40" ' +
    'fill="#bcd9e8"/><path d="M0 30 18 15l14 13 9-7 23 15v4H0z" fill="#4f7f63"/></svg>',
);

/** Rich text, files, and the composer. */
export const WRITING_SHOTS: readonly Shot[] = [
  { name: "rich-text", path: "/chat?scene=rich-text" },
  { name: "rich-text-rtl", path: "/chat?scene=rich-text&rtl" },
  { name: "files", path: "/chat?scene=files" },
  { name: "files-images", path: "/chat?scene=files", prepare: scrollLog(0.45) },
  {
    name: "image-viewer",
    path: "/chat?scene=files",
    async prepare(page) {
      await page.getByRole("button", {
        name: new RegExp(`^${RegExp.escape(beginningOf("View {name}"))}`),
      }).first().click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("+");
    },
  },
  {
    name: "image-viewer-next",
    path: "/chat?scene=files",
    async prepare(page) {
      await page.getByRole("button", {
        name: new RegExp(`^${RegExp.escape(beginningOf("View {name}"))}`),
      }).first().click();
      await page.getByRole("dialog").waitFor();
      await page.getByRole("dialog").locator(".viewer__step--after button").click();
    },
  },
  {
    name: "composer-reply",
    path: "/chat?scene=composer-reply",
    async prepare(page) {
      await page.locator(".message", { hasText: "Then ask" }).focus();
      await press("Reply")(page);
    },
  },
  {
    name: "composer-edit",
    path: "/chat?scene=rich-text",
    prepare: async (page) => await writeField(page).press("ArrowUp"),
  },
  {
    name: "composer-mention",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await writeField(page).pressSequentially("Thanks @s");
      await page.getByRole("listbox").waitFor();
    },
  },
  {
    name: "composer-shortcode",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await writeField(page).pressSequentially("Done :tada: :rock");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "composer-files",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await page.locator("input[type=file]").setInputFiles([
        { name: "hill.svg", mimeType: "image/svg+xml", buffer: HILL },
        {
          name: "minutes of the meeting about everything.pdf",
          mimeType: "application/pdf",
          buffer: Buffer.alloc(1_300_000),
        },
      ]);
      await writeField(page).fill("The hill, and the minutes.\nMore tomorrow.");
    },
  },
  {
    name: "emoji-picker",
    path: "/chat?scene=rich-text",
    async prepare(page) {
      await press("Emoji")(page);
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
    },
  },
  {
    name: "emoji-search",
    path: "/chat?scene=rich-text&rtl",
    async prepare(page) {
      await press("Emoji")(page);
      await page.getByRole("option").first().waitFor();
      await page.getByLabel(said("Search emoji")).fill("cat smil");
      await page.getByLabel(said("Skin tone")).click();
    },
  },
];
