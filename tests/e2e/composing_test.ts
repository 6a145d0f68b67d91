/** Writing in the field of a conversation, in a browser, on the gallery's made-up data. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SharedBrowser } from "../support/browser.ts";
import { type RunningGallery, startGallery } from "../support/gallery/running.ts";

let browser: SharedBrowser;
let gallery: RunningGallery;

Deno.test.beforeAll(async () => {
  [browser, gallery] = await Promise.all([SharedBrowser.launch(), startGallery()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await gallery.close();
});

/** A fact about the field; the page must have nothing to complain about afterwards. */
function writing(name: string, fact: (page: Page) => Promise<void>): void {
  Deno.test(name, async () => {
    const visitor = await browser.visitor(gallery.origin);
    const { page } = visitor;
    await page.goto("/chat?scene=rich-text");
    await field(page).waitFor();
    await fact(page);
    assert.deepEqual(visitor.complaints, []);
    await visitor.close();
  });
}

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const options = (page: Page) => page.getByRole("option");

async function assertWritten(page: Page, text: string): Promise<void> {
  assert.equal(await field(page).inputValue(), text);
}

writing(
  "a mention is completed with Tab, taken back by undo, and sent away by Escape",
  async (page) => {
    await field(page).pressSequentially("hi @ad");
    await options(page).first().waitFor();
    await page.keyboard.press("Tab");
    await assertWritten(page, "hi @ada ");
    await page.keyboard.press("Control+z");
    await assertWritten(page, "hi @ad");
    // What was put back is selected.
    await page.keyboard.press("End");
    await options(page).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("a");
    assert.equal(await options(page).count(), 0);
    await assertWritten(page, "hi @ada");
  },
);

writing("a shortcode is completed with Enter, and becomes an emoji at its colon", async (page) => {
  await field(page).pressSequentially(":rocke");
  await options(page).first().waitFor();
  await page.keyboard.press("Enter");
  await assertWritten(page, "🚀");
  await field(page).pressSequentially(" :tada:");
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "🚀 🎉");
});

writing(
  "Enter sends and Shift+Enter does not; within a code fence it begins a line",
  async (page) => {
    await field(page).pressSequentially("one");
    await page.keyboard.press("Shift+Enter");
    await field(page).pressSequentially("two **b**");
    await page.keyboard.press("Enter");
    await assertWritten(page, "");
    await field(page).pressSequentially("```");
    await page.keyboard.press("Enter");
    await assertWritten(page, "```\n");
    await page.keyboard.press("Control+Enter");
    await assertWritten(page, "");
  },
);

writing("what could not be sent comes back with the reason", async (page) => {
  await field(page).fill("fail");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "no room left" }).waitFor();
  await assertWritten(page, "fail");
});

writing(
  "Arrow up changes the newest message of one's own; Escape gives the field back",
  async (page) => {
    await page.keyboard.press("ArrowUp");
    await button(page, "Save changes").waitFor();
    await assertWritten(page, "That is **good** news.");
    await page.keyboard.press("Escape");
    await button(page, "Send").waitFor();
    await assertWritten(page, "");
    await field(page).fill("mine");
    await page.keyboard.press("ArrowUp");
    assert.equal(await button(page, "Save changes").count(), 0);
  },
);

writing(
  "an emoji is found and put in by the keyboard alone, and is the first next time",
  async (page) => {
    await field(page).fill("ab");
    await page.keyboard.press("ArrowLeft");
    await button(page, "Emoji").click();
    await options(page).first().waitFor();
    await page.getByLabel("Search emoji").pressSequentially("rocket");
    await page.keyboard.press("Enter");
    await assertWritten(page, "a🚀b");
    await button(page, "Emoji").click();
    await page.getByRole("option", { name: "grinning face", exact: true }).waitFor();
    assert.equal(await options(page).first().getAttribute("aria-label"), "rocket");
    await page.keyboard.press("Escape");
    await page.getByLabel("Search emoji").waitFor({ state: "detached" });
  },
);

writing(
  "files are dropped on the conversation, shown, removed, and refused when too large",
  async (page) => {
    const log = page.getByRole("log");
    const files = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "d.txt", { type: "text/plain" }));
      return data;
    });
    await log.dispatchEvent("dragenter", { dataTransfer: files });
    await page.getByText("Drop the files to attach them").waitFor();
    await log.dispatchEvent("drop", { dataTransfer: files });
    await button(page, "Remove d.txt").click();
    assert.equal(await page.getByRole("list", { name: "Files to send" }).count(), 0);
    await page.locator("input[type=file]").evaluate((input: HTMLInputElement) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(100 * 1024 * 1024 + 1)], "big.bin"));
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.getByRole("alert").filter({ hasText: "“big.bin” is larger than 100 MiB" }).waitFor();
    assert.equal(await button(page, "Remove big.bin").count(), 0);
  },
);

writing("what one selects the moment an edit begins stays selected", async (page) => {
  const selected = await page.evaluate(async () => {
    const field = document.querySelector<HTMLTextAreaElement>("textarea")!;
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true }));
    // Before the next frame, as a script that fills in the field does it.
    for (let i = 0; field.value === "" && i < 100; i++) await Promise.resolve();
    const caret = field.selectionStart;
    field.select();
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    const { value, selectionStart, selectionEnd } = field;
    return { length: value.length, caret, selectionStart, selectionEnd };
  });
  const { length } = selected;
  assert.deepEqual(selected, { length, caret: length, selectionStart: 0, selectionEnd: length });
});
