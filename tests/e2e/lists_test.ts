/** The lists of rooms and people, and the ways through them, in real browsers. */

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { messageOf, setSwitch } from "../support/message_acts.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch();
  [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  // So that five minutes can pass at once.
  await noor.page.clock.install();
  await Promise.all([
    settleIn(ada, origin, "ada", "Ada Example"),
    settleIn(noor, origin, "noor", "Noor Placeholder"),
    register(origin, "omar", { fullName: "Omar Absent" }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** Waits until what is said of a row matches. */
async function rowSays(row: Locator, words: RegExp): Promise<void> {
  await eventually(async () => assert.match(await row.innerText(), words));
}

Deno.test("Ctrl+K leads to rooms and people by a part of their name, by keyboard alone", async () => {
  await ada.createRoom("Lighthouse", "Open to everyone");
  await ada.openPerson("Noor Placeholder");
  const { page } = ada;
  const dialog = page.getByRole("dialog", { name: "Go to a conversation" });
  const go = async (query: string) => {
    await page.keyboard.press("Control+k");
    await dialog.waitFor();
    await page.keyboard.type(query);
  };
  await go("ligh");
  await dialog.getByRole("option", { name: /Lighthouse/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Lighthouse", level: 1 }).waitFor();
  await dialog.waitFor({ state: "hidden" });
  await go("omar");
  await dialog.getByRole("option", { name: /Omar Absent/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Omar Absent", level: 1 }).waitFor();
  await go("nobody is called this");
  await dialog.getByText("Nothing of that name.").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "Omar Absent", level: 1 }).waitFor();
});

Deno.test("the search field over the lists narrows both of them", async () => {
  const find = ada.page.getByPlaceholder("Find people and rooms");
  await find.fill("noor");
  await ada.room("Lighthouse").waitFor({ state: "detached" });
  await ada.person("Omar Absent").waitFor({ state: "detached" });
  await ada.person("Noor Placeholder").waitFor();
  await find.fill("");
  await ada.room("Lighthouse").waitFor();
  await ada.person("Omar Absent").waitFor();
});

Deno.test("a row shows what was said last, how much is unread, and that one is named", async () => {
  await noor.joinRoom("Lighthouse");
  await noor.openPerson("Omar Absent");
  await ada.openRoom("Lighthouse");
  await ada.log.getByText("Noor Placeholder joined.").waitFor();
  await ada.send("The lamp is lit.");
  await ada.send("Look, @noor!");
  const row = noor.room("Lighthouse");
  await rowSays(row, /2 unread/);
  await rowSays(row, /1 mention/);
  await rowSays(row, /Ada Example: Look, @noor!/);
  await row.locator(".row__last").getByText("Ada Example: Look, @noor!").waitFor();
  assert.equal((await row.locator(".count").innerText()).trim().match(/\d+/)?.[0], "2");
  await rowSays(ada.room("Lighthouse"), /You: Look, @noor!/);
  await noor.openRoom("Lighthouse");
  await messageOf(noor, "The lamp is lit.").waitFor();
  await eventually(async () => assert.doesNotMatch(await row.innerText(), /unread|mention/));
});

Deno.test("people are online, away after five idle minutes, hidden when they want, and offline", async () => {
  const row = ada.person("Noor Placeholder");
  await rowSays(row, /Online/);
  await noor.page.clock.fastForward("05:01");
  await rowSays(row, /Away/);
  await noor.page.mouse.move(200, 200);
  await noor.page.keyboard.press("Shift");
  await rowSays(row, /Online/);

  await setSwitch(noor, "Privacy", "Show when I am here", false);
  // Since when is told of those who left, not of those who hide.
  await rowSays(row, /Offline/);
  await setSwitch(noor, "Privacy", "Show when I am here", true);
  await rowSays(row, /Online/);
  await rowSays(ada.person("Omar Absent"), /Offline/);
});

Deno.test("somebody who leaves a room finds it among those to join, and may come back", async () => {
  await noor.openRoom("Lighthouse");
  await noor.press("Leave room");
  await noor.press("Leave now");
  await noor.joining("Lighthouse").waitFor();
  assert.equal(await noor.room("Lighthouse").count(), 0);
  await ada.openRoom("Lighthouse");
  await ada.log.getByText("Noor Placeholder left.").waitFor();
  await noor.joinRoom("Lighthouse");
  await noor.room("Lighthouse").waitFor();
});

Deno.test("the pages had nothing to complain about", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.complaints, []);
});
