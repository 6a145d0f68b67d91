/** The chat in French and in Arabic, in a real browser (point 14). */

import assert from "node:assert/strict";
import { dictionaryOf } from "../../i18n/dictionaries.ts";
import { type Language, useLanguage } from "../../i18n/i18n.ts";
import { SECTIONS, sectionTitle } from "../../components/settings_sections.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { leftEnglish } from "../support/left_english.ts";
import { sourceTexts } from "../../tools/words/source_texts.ts";

const { texts } = await sourceTexts();

let fixture: Fixture;
let browser: SharedBrowser;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture(),
    SharedBrowser.launch({ serviceWorkers: true }),
  ]);
  noor = await browser.visitor(fixture.server.origin);
  await settleIn(noor, fixture.server.origin, "noor", "Noor Placeholder");
  await noor.createRoom("Zephyr 7", "Open to everyone");
  await noor.send("Bonjour !");
  await noor.handedIn("Bonjour !");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** What the test itself expects, in the language of the screens. */
function inFrench(text: string): string {
  const found = dictionaryOf("fr")[text];
  assert.equal(typeof found, "string", `there is no French for ${text}`);
  return found as string;
}

async function assertNothingEnglish({ page }: Visitor, where: string): Promise<void> {
  assert.deepEqual(await leftEnglish(page, dictionaryOf("fr"), texts), [], where);
}

async function openSettings({ page }: Visitor, language: Language, section: string) {
  const dictionary = dictionaryOf(language);
  const said = (text: string) => dictionary[text] as string ?? text;
  if (await page.getByRole("dialog").count() === 0) await page.keyboard.press("Control+,");
  await page.getByRole("navigation", { name: said("Sections of the settings") })
    .getByRole("button", { name: said(section), exact: true }).click();
}

/** Chooses the language in the settings, whatever the page speaks now, and waits for its chat. */
async function choose({ page }: Visitor, from: Language, to: Language, name: string) {
  await openSettings(noor, from, "Language");
  await page.getByRole("radio", { name, exact: true }).click();
  await page.waitForFunction((code) => document.documentElement.lang === code, to);
  const newRoom = dictionaryOf(to)["New room"] as string | undefined ?? "New room";
  await page.getByRole("button", { name: newRoom }).waitFor();
}

Deno.test("the chat is in French once that is chosen, dates and sizes with it", async () => {
  const { page } = noor;
  await choose(noor, "en", "fr", "Français");
  await page.getByRole("heading", { name: "Zephyr 7" }).waitFor();
  await page.getByRole("log", { name: inFrench("Messages") }).getByText("Bonjour !").waitFor();
  await page.getByText("Aujourd’hui", { exact: true }).waitFor();
  const weekday = new Intl.DateTimeFormat("fr", { weekday: "long", timeZone: "Europe/Paris" })
    .format(new Date());
  assert.match(
    await page.locator(".message time, .group time").first().getAttribute("title") ?? "",
    new RegExp(`^${weekday} `, "i"),
  );
  await assertNothingEnglish(noor, "a room");
});

Deno.test("menus, dialogs and panels have no English in them", async () => {
  const { page } = noor;
  const message = page.locator(".message", { hasText: "Bonjour !" });
  await message.hover();
  await message.getByRole("button", { name: inFrench("More actions"), exact: true }).click();
  await noor.button(inFrench("Message details")).waitFor();
  await assertNothingEnglish(noor, "the menu of a message");
  await noor.press(inFrench("Message details"));
  await page.getByText(inFrench("Signed with"), { exact: true }).waitFor();
  await assertNothingEnglish(noor, "the details of a message");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  for (
    const entry of ["Jump to date", "Save chat log…", "Clear history…", "Invite", "Leave room"]
  ) {
    const button = page.getByRole("button", { name: inFrench(entry), exact: true });
    if (!await button.isVisible()) {
      await noor.press(inFrench("More about this conversation"));
    }
    await page.getByText(inFrench(entry), { exact: true }).last().click();
    await page.getByRole("dialog").waitFor();
    await assertNothingEnglish(noor, entry);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }

  for (
    const [keys, part] of [["Control+k", "combobox"], ["Control+Shift+f", "searchbox"]] as const
  ) {
    await page.keyboard.press(keys);
    await page.getByRole("dialog").getByRole(part).waitFor();
    await assertNothingEnglish(noor, keys);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  }

  await noor.press(inFrench("New room"));
  await page.getByRole("dialog").waitFor();
  await assertNothingEnglish(noor, "the dialog of a new room");
  await noor.press(inFrench("Create room"));
  await page.getByText(inFrench("Give the room a name.")).first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  await page.locator("body").press("?");
  await page.getByRole("dialog", { name: inFrench("Keyboard shortcuts") }).waitFor();
  await assertNothingEnglish(noor, "the list of keys");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

Deno.test("the settings have no English in any section", async () => {
  useLanguage("en", {});
  for (const section of SECTIONS.map(sectionTitle)) {
    await openSettings(noor, "fr", section);
    await assertNothingEnglish(noor, section);
  }
  await noor.page.keyboard.press("Escape");
  await noor.page.getByRole("dialog").waitFor({ state: "hidden" });
});

Deno.test("in Arabic the list stands on the right, and in French on the left again", async () => {
  const { page } = noor;
  const sides = async () => {
    const list = (await page.locator(".sidebar").boundingBox())!;
    const conversation = (await page.locator(".conversation").first().boundingBox())!;
    return list.x < conversation.x ? "left" : "right";
  };
  assert.equal(await sides(), "left");
  await choose(noor, "fr", "ar", "العربية");
  await page.getByRole("heading", { name: "Zephyr 7" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  assert.equal(await sides(), "right");
  await choose(noor, "ar", "fr", "Français");
  await page.getByRole("heading", { name: "Zephyr 7" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("dir"), "ltr");
  assert.equal(await sides(), "left");
  assert.deepEqual(noor.violations, []);
});

Deno.test("without the network the chat opens in the language that was chosen", async () => {
  const { page, context } = noor;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await page.getByText(inFrench("No connection to the server.")).first().waitFor();
  await page.getByRole("button", { name: inFrench("New room") }).waitFor();
  await assertNothingEnglish(noor, "the chat without a network");
});
