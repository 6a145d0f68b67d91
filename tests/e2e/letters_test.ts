/** Letters as they are written and as they are typed, and the keys that lead over lists. */

import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { messageOf } from "../support/message_acts.ts";

const OTHERS = ["Łukasz Cœur", "Irene Example", "Rene Sample", "علی\u200cرضا", "Searle New"];

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let page: Page;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch();
  for (const [at, fullName] of OTHERS.entries()) {
    await register(origin, `person${at}`, { fullName });
  }
  ada = await browser.visitor(origin, { timezoneId: "machine" });
  page = ada.page;
  await settleIn(ada, origin, "ada", "Ada Example");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

const switcher = () => page.getByRole("dialog", { name: "Go to a conversation" });

async function hasFocus(locator: Locator): Promise<void> {
  await locator.and(page.locator(":focus")).waitFor();
}

/** Tries to make a room. @returns what is said beside the name. */
async function refusedRoom(name: string): Promise<string> {
  const dialog = page.getByRole("dialog", { name: "Start a room" });
  if (!await dialog.isVisible()) await ada.press("New room");
  await dialog.getByLabel("Room name").fill(name);
  await dialog.getByRole("button", { name: "Create room" }).click();
  const error = dialog.locator(".field__error");
  await error.waitFor();
  return await error.innerText();
}

Deno.test("a room's name is refused for its own reason, and one with a joiner is taken", async () => {
  assert.match(await refusedRoom("\u2800"), /nobody can see/);
  assert.match(await refusedRoom("a\u200cb"), /joining character/);
  assert.match(await refusedRoom("abc\u202edef"), /direction of writing/);
  await page.keyboard.press("Escape");
  await ada.createRoom("ක්\u200dරිෂාන් Straße ٢٠٢٦", "Open to everyone");
});

Deno.test("what is typed on a plain keyboard finds people, rooms and messages", async () => {
  const find = page.getByPlaceholder("Find people and rooms");
  await find.fill("lukasz coeur");
  await ada.person("Łukasz Cœur").waitFor();
  await ada.person("Irene Example").waitFor({ state: "detached" });
  await find.fill("strasse 2026");
  await page.locator("button.row", { hasText: "Straße" }).waitFor();
  await find.fill("irene");
  await ada.person("Irene Example").waitFor();
  await ada.person("Rene Sample").waitFor({ state: "detached" });
  await find.fill("");

  await ada.openPerson("Łukasz Cœur");
  await ada.send("die **Straße** nach, ヒラガナ und ٢٠٢٦");
  await messageOf(ada, "nach").waitFor();
  await page.keyboard.press("Control+Shift+F");
  const dialog = page.getByRole("dialog", { name: "Search messages" });
  await dialog.getByLabel("In conversation").selectOption("");
  await dialog.getByRole("searchbox").fill("strasse ひら 202");
  await eventually(async () =>
    assert.deepEqual(await dialog.locator(".hit__text").allInnerTexts(), [
      "die Straße nach, ヒラガナ und ٢٠٢٦",
    ])
  );
  assert.deepEqual(await dialog.locator("mark").allInnerTexts(), ["Straße", "ヒラ", "٢٠٢"]);
  await page.keyboard.press("Escape");
});

Deno.test("rooms whose names look alike are told apart in the list and over the conversation", async () => {
  await ada.createRoom("Engine room", "Open to everyone");
  await page.getByRole("button", { name: "New room" }).click();
  await page.getByLabel("Room name").fill("Еngine room");
  await page.getByRole("button", { name: "Create room" }).click();
  await page.getByRole("heading", { name: /^Еngine room \(#\S{8}\)$/, level: 1 }).waitFor();
  const rows = page.getByRole("navigation", { name: "Rooms" }).locator(".row__name");
  const alike = (await rows.allInnerTexts()).filter((name) => name.includes("ngine"));
  assert.equal(new Set(alike).size, 2);
  for (const name of alike) assert.match(name, /^.ngine room \(#\S{8}\)$/);
});

Deno.test("the arrow keys go over each list, which is one stop of Tab", async () => {
  const people = page.getByRole("navigation", { name: "People" });
  const rows = people.locator("button.row");
  const count = await rows.count();
  assert.ok(count >= 5, `${count} rows`);
  assert.equal(await people.locator("button.row[tabindex='0']").count(), 1);
  // The field of a conversation that opened just now may still take the focus.
  await eventually(async () => {
    await page.getByPlaceholder("Find people and rooms").focus();
    await page.keyboard.press("ArrowDown");
    const first = page.getByRole("navigation", { name: "Rooms" }).locator("button.row").first();
    assert.ok(await first.evaluate((row) => row === document.activeElement));
  });
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await hasFocus(rows.nth(1));
  await page.keyboard.press("End");
  await hasFocus(rows.nth(count - 1));
  await page.keyboard.press("ArrowDown");
  await hasFocus(rows.nth(count - 1));
  await page.keyboard.press("Home");
  await hasFocus(rows.first());
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  // Out of the list, and back to where one was in it.
  await page.keyboard.press("Tab");
  assert.equal(await people.locator(":focus").count(), 0);
  await page.keyboard.press("Shift+Tab");
  await hasFocus(rows.nth(2));
});

Deno.test("people come before commands after Ctrl+K, and an input method's Enter chooses nobody", async () => {
  await page.keyboard.press("Control+k");
  const field = switcher().getByRole("combobox");
  await field.fill("new");
  await switcher().getByRole("option", { name: /Searle New/, selected: true }).waitFor();
  await field.evaluate((element) =>
    element.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true }),
    )
  );
  await switcher().getByRole("option", { name: /Searle New/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Searle New", level: 1 }).waitFor();
});

Deno.test("letters typed right after Ctrl+K, and right after Enter there, are not lost", async () => {
  await ada.openPerson("Łukasz Cœur");
  await ada.writing.focus();
  // In one turn of the page: faster than anybody types, and than anything is drawn.
  await page.evaluate(() => {
    const press = (key: string, more = {}) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
      );
    press("k", { code: "KeyK", ctrlKey: true });
    for (const letter of "irene ex") press(letter);
  });
  const field = switcher().getByRole("combobox");
  await eventually(async () => assert.equal(await field.inputValue(), "irene ex"));
  await switcher().getByRole("option", { name: /Irene Example/, selected: true }).waitFor();
  await field.evaluate((element) => {
    const press = (key: string, target: EventTarget) =>
      target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    press("Enter", element);
    for (const letter of "Hello Irene") press(letter, document.activeElement ?? document.body);
  });
  await page.getByRole("heading", { name: "Irene Example", level: 1 }).waitFor();
  await eventually(async () => assert.equal(await ada.writing.inputValue(), "Hello Irene"));
  await ada.writing.fill("");
  await ada.openPerson("Łukasz Cœur");
  assert.equal(await ada.writing.inputValue(), "");
});

Deno.test("another time zone shows without a reload, as soon as the page is looked at", async () => {
  await ada.send("What time is it?");
  const time = messageOf(ada, "What time is it?").locator("time.time").first();
  const before = await time.innerText();
  const session = await ada.context.newCDPSession(page);
  await session.send("Emulation.setTimezoneOverride", { timezoneId: "Asia/Kolkata" });
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  const expected = async () => {
    const iso = await time.getAttribute("datetime");
    return new Date(iso!).toLocaleTimeString("en-GB", {
      timeZone: "Asia/Kolkata",
      hour: "2-digit",
      minute: "2-digit",
    });
  };
  await eventually(async () => {
    const shown = await time.innerText();
    assert.notEqual(shown, before);
    assert.match(shown.padStart(8, "0"), new RegExp((await expected()).slice(-2)));
  });
});

Deno.test("the page had nothing to complain about", () => {
  assert.deepEqual(ada.complaints, []);
});
