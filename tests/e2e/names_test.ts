/** What people are called, in real browsers. */

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { chooseFor, inSettings, messageOf } from "../support/message_acts.ts";
import { adaAndNoor } from "../support/two_people.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  browser = await SharedBrowser.launch();
  [ada, noor] = await adaAndNoor(browser, fixture.server.origin);
  await ada.send("Who am I?");
  await messageOf(noor, "Who am I?").waitFor();
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

async function rename(dialog: Locator, name: string): Promise<void> {
  await dialog.getByLabel("Display name").fill(name);
  await dialog.getByRole("button", { name: "Change the name" }).click();
  await dialog.getByText("Others see your new name now.").waitFor();
}

/** Waits until Noor's screen calls Ada so: in the list, over the conversation, at her message. */
async function noorSees(name: string): Promise<void> {
  await noor.person(name).waitFor();
  await noor.page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
  await messageOf(noor, "Who am I?").locator(".group__name").getByText(name, { exact: true })
    .waitFor();
}

Deno.test("others see a new name at once, wherever the person is named", async () => {
  await inSettings(ada, "Account", (dialog) => rename(dialog, "Ada, la première 🌷"));
  await noorSees("Ada, la première 🌷");
  assert.equal(await noor.person("Ada Example").count(), 0);
  await inSettings(ada, "Account", (dialog) => rename(dialog, "عائدة"));
  await noorSees("عائدة");
  await noor.page.reload();
  await noor.ready();
  await noorSees("عائدة");
});

Deno.test("the username in the certificate stays, and stands in the details", async () => {
  await noor.page.getByText("@ada · ").waitFor();
  await chooseFor(noor, "Who am I?", "Message details");
  const details = noor.page.getByRole("dialog", { name: "Message details" });
  await details.getByText("عائدة", { exact: true }).waitFor();
  await details.getByText("@ada", { exact: true }).waitFor();
  const subject = details.locator(".details__fact", { hasText: "Certificate of" });
  assert.match(await subject.innerText(), /ada/i);
  assert.doesNotMatch(await subject.innerText(), /عائدة/);
  await noor.page.keyboard.press("Escape");
  await details.waitFor({ state: "hidden" });
});

Deno.test("the default name comes back, and the history lists all with their dates", async () => {
  const began = Date.now();
  await inSettings(ada, "Account", async (dialog) => {
    await dialog.getByRole("button", { name: "Back to the default name" }).click();
    await dialog.getByText("Your name is Ada Example again.").waitFor();
    const names = dialog.locator(".names__one");
    await names.nth(2).waitFor();
    assert.deepEqual(await names.locator(".names__name").allInnerTexts(), [
      "Ada Example",
      "عائدة",
      "Ada, la première 🌷",
    ]);
    await names.first().getByText("default name").waitFor();
    const times = await names.locator("time").evaluateAll((all) =>
      all.map((one) => Date.parse(one.getAttribute("datetime")!))
    );
    assert.deepEqual(times, times.toSorted((a, b) => b - a));
    assert.ok(times[0]! >= began - 1_000 && times[0]! <= Date.now() + 1_000);
    assert.match(
      await names.last().locator("time").innerText(),
      new RegExp(String(new Date().getFullYear())),
    );
  });
  await noorSees("Ada Example");
});

Deno.test("the history of one's names can be cleared, and stays cleared", async () => {
  await inSettings(ada, "Account", async (dialog) => {
    await dialog.getByRole("button", { name: "Clear history" }).click();
    await dialog.getByRole("button", { name: "Clear now" }).click();
    await dialog.getByText("The history is empty.").waitFor();
  });
  await ada.page.reload();
  await ada.ready();
  await inSettings(ada, "Account", async (dialog) => {
    await dialog.getByText("There is no other name in the history.").waitFor();
    assert.equal(await dialog.locator(".names__one").count(), 0);
    await dialog.getByText("Your username @ada never changes").waitFor();
  });
  await noorSees("Ada Example");
});

Deno.test("the pages had nothing to complain about", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.complaints, []);
});
