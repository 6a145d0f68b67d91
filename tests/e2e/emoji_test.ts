/** Emoji, from the picker to the other's screen, in real browsers. */

import assert from "node:assert/strict";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { messageOf } from "../support/message_acts.ts";
import { adaAndNoor } from "../support/two_people.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  browser = await SharedBrowser.launch();
  [ada, noor] = await adaAndNoor(browser, fixture.server.origin);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

const panel = () => ada.page.getByRole("dialog", { name: "Choose an emoji" });

async function openPicker(): Promise<void> {
  await ada.press("Emoji");
  await panel().getByRole("option").first().waitFor();
}

async function isWritten(text: string): Promise<void> {
  await eventually(async () => assert.equal(await ada.writing.inputValue(), text));
}

Deno.test("an emoji is picked with the mouse, and goes where the caret is", async () => {
  await ada.writing.fill("ab");
  await ada.writing.press("ArrowLeft");
  await openPicker();
  await panel().getByRole("option", { name: "grinning face", exact: true }).click();
  await isWritten("a😀b");
  await panel().waitFor({ state: "detached" });
  await ada.writing.fill("");
});

Deno.test("an emoji is searched and picked by the keyboard alone", async () => {
  await openPicker();
  await ada.page.keyboard.type("rocket");
  await panel().getByRole("option", { name: "rocket", exact: true }).waitFor();
  // Of an input method, which ends a composition with it, it chooses nothing.
  await ada.page.evaluate(() =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }),
    )
  );
  await panel().getByRole("option", { name: "rocket", exact: true }).waitFor();
  await isWritten("");
  await ada.page.keyboard.press("Enter");
  await isWritten("🚀");
  await openPicker();
  await ada.page.keyboard.type("xyzzy");
  await panel().getByText("No emoji is called that.").waitFor();
  await ada.page.keyboard.press("Escape");
  await panel().waitFor({ state: "detached" });
  await ada.writing.fill("");
});

Deno.test("categories lead to their emoji, and the last ones used come first, also after a reload", async () => {
  await openPicker();
  const categories = panel().getByRole("group", { name: "Categories" }).getByRole("button");
  assert.ok(await categories.count() >= 9);
  const flags = panel().getByRole("group", { name: "Flags", exact: true });
  await categories.and(panel().getByRole("button", { name: "Flags" })).click();
  await eventually(async () => {
    const [box, frame] = await Promise.all([flags.boundingBox(), panel().boundingBox()]);
    assert.ok(box!.y >= frame!.y && box!.y < frame!.y + frame!.height);
  });
  await ada.page.keyboard.press("Escape");
  await ada.page.reload();
  await ada.ready();
  await ada.openPerson("Noor Placeholder");
  await openPicker();
  const first = await panel().getByRole("option").evaluateAll((all) =>
    all.slice(0, 2).map((one) => one.textContent)
  );
  assert.deepEqual(first, ["🚀", "😀"]);
  await ada.page.keyboard.press("Escape");
});

Deno.test("the skin tone that was chosen is used, and remembered", async () => {
  await openPicker();
  await panel().getByRole("button", { name: "Skin tone: none" }).click();
  await panel().getByRole("button", { name: "medium", exact: true }).click();
  await panel().getByLabel("Search emoji").fill("thumbs up");
  await panel().getByRole("option", { name: "thumbs up" }).first().click();
  await isWritten("👍🏽");
  await openPicker();
  await panel().getByRole("button", { name: "Skin tone: medium", exact: true }).waitFor();
  await ada.page.keyboard.press("Escape");
  await ada.writing.fill("");
});

Deno.test("the skin tone is remembered over a reload, also where no emoji was taken", async () => {
  await openPicker();
  await panel().getByRole("button", { name: "Skin tone: medium", exact: true }).click();
  await panel().getByRole("button", { name: "dark", exact: true }).click();
  await ada.page.keyboard.press("Escape");
  await ada.page.reload();
  await ada.ready();
  await ada.openPerson("Noor Placeholder");
  await openPicker();
  await panel().getByRole("button", { name: "Skin tone: dark", exact: true }).waitFor();
  await panel().getByLabel("Search emoji").fill("thumbs up");
  await panel().getByRole("option", { name: "thumbs up" }).first().click();
  await isWritten("\u{1f44d}\u{1f3ff}");
  await ada.writing.fill("");
});

Deno.test("a shortcode becomes its emoji while one types", async () => {
  await ada.writing.pressSequentially("Hurray :tada: and :rocke");
  await ada.page.getByRole("option", { name: /:rocket:/ }).waitFor();
  await ada.writing.press("Tab");
  await isWritten("Hurray 🎉 and 🚀");
  await ada.writing.press("Enter");
  await messageOf(noor, "Hurray 🎉 and 🚀").waitFor();
});

Deno.test("an emoji alone is shown large, in a sentence it is not", async () => {
  await ada.send("👍🏽");
  const lone = messageOf(noor, "👍🏽").locator(".rich--emoji");
  await lone.waitFor();
  const size = (text: string) =>
    messageOf(noor, text).locator("p").last().evaluate((element) =>
      parseFloat(getComputedStyle(element).fontSize)
    );
  const [large, plain] = [await size("👍🏽"), await size("Hurray")];
  assert.ok(large >= 1.8 * plain, `${large} px beside ${plain} px`);
  assert.equal(await messageOf(noor, "Hurray").locator(".rich--emoji").count(), 0);
});

Deno.test("the pages had nothing to complain about", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.complaints, []);
});
