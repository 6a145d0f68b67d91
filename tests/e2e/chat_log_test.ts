/** The log of a conversation saved and cleared, in real browsers. */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Account, register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn, settleIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { chooseInHeader, messageOf, useTool } from "../support/message_acts.ts";

const MARKUP = `<img src=x onerror="document.title='ran'"><script>document.title='ran'</script>`;
const ARABIC = "مرحبا يا نور، كيف الحال؟";
const EMOJI = "Party 🎉 with 👩‍👩‍👧‍👦 and 👍🏽";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
/** Ada's other device. */
let phone: Visitor;
let noor: Visitor;
let account: Account;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch();
  [ada, phone, noor] = await Promise.all([
    browser.visitor(origin),
    browser.visitor(origin),
    browser.visitor(origin),
  ]);
  [account] = await Promise.all([
    register(origin, "ada", { fullName: "Ada Example" }),
    settleIn(noor, origin, "noor", "Noor Placeholder"),
  ]);
  for (const visitor of [ada, phone]) {
    await comeIn(visitor, account);
  }
  for (const visitor of [ada, phone]) await visitor.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
  for (const text of [MARKUP, ARABIC, EMOJI]) {
    await ada.send(text);
    await messageOf(noor, text).waitFor();
  }
  await noor.send("It begins at nine.");
  await useTool(noor, "It begins at nine.", "Edit");
  await noor.writing.fill("It begins at ten.");
  await noor.press("Save changes");
  for (const visitor of [ada, phone]) await messageOf(visitor, "It begins at ten.").waitFor();
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** Saves the conversation on Ada's screen. @returns the file's path, and its name */
async function saveLog(format: string): Promise<{ path: string; name: string }> {
  await chooseInHeader(ada, "Save chat log…");
  const dialog = ada.page.getByRole("dialog", { name: "Save chat log" });
  await dialog.getByRole("radio", { name: format }).check();
  const [download] = await Promise.all([
    ada.page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save", exact: true }).click(),
  ]);
  await dialog.waitFor({ state: "hidden" });
  return { path: await download.path(), name: download.suggestedFilename() };
}

async function clearHistory(visitor: Visitor, where: string): Promise<void> {
  await chooseInHeader(visitor, "Clear history…");
  const dialog = visitor.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: where }).check();
  await dialog.getByRole("button", { name: "Clear history" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Waits until nothing that was said is shown any more. */
function showsNothing(visitor: Visitor): Promise<void> {
  return showsMessages(visitor, 0);
}

async function showsMessages(visitor: Visitor, count: number): Promise<void> {
  await eventually(
    async () => assert.equal(await visitor.log.locator(".message").count(), count),
    20_000,
  );
}

/** As somebody in Paris reads it whose English is British. */
function today(): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "Europe/Paris" })
    .format(new Date());
}

Deno.test("saved as text it has names, dates, marks, and every letter", async () => {
  const { path, name } = await saveLog("Plain text");
  assert.match(name, /^Noor Placeholder \d{4}-\d{2}-\d{2}\.txt$/);
  const text = await readFile(path, "utf8");
  for (const part of [MARKUP, ARABIC, EMOJI, "It begins at ten.", "(@ada)", "(@noor)", "[✓]"]) {
    assert.ok(text.includes(part), `${part} is not in\n${text}`);
  }
  assert.ok(text.includes(`=== ${today()} ===`), text);
});

Deno.test("saved as JSON a program reads the same, with the certificates", async () => {
  const { path, name } = await saveLog("JSON");
  assert.match(name, /\.json$/);
  const log = JSON.parse(await readFile(path, "utf8"));
  const texts = log.entries.map(({ text }: { text?: string }) => text);
  for (const text of [MARKUP, ARABIC, EMOJI, "It begins at ten."]) {
    assert.ok(texts.includes(text), text);
  }
  const message = log.entries.find(({ text }: { text?: string }) => text === ARABIC);
  assert.match(message.time, /^\d{4}-\d{2}-\d{2}T/);
  assert.match(JSON.stringify(message), /"uid":"ada"/);
  const { verified, certificate } = message.verification;
  assert.equal(verified, true);
  assert.equal(
    certificate.replaceAll(":", "").toLowerCase(),
    createHash("sha256").update(account.certificates.sign).digest("hex"),
  );
});

Deno.test("saved as a page it can be read anywhere, loads nothing and runs nothing", async () => {
  const { path, name } = await saveLog("Web page");
  assert.match(name, /\.html$/);
  // A downloaded file has no name of its own in the test, which decides how it is opened.
  const file = `${await Deno.makeTempDir()}/log.html`;
  await Deno.copyFile(path, file);
  const reader = await browser.visitor(fixture.server.origin);
  const { page, complaints } = reader;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.getByRole("heading", { name: "Noor Placeholder", level: 1 }).waitFor();
  for (const text of [MARKUP, ARABIC, EMOJI, "It begins at ten."]) {
    await page.getByText(text, { exact: true }).waitFor();
  }
  const main = page.getByRole("main");
  assert.ok(await main.getByText("Ada Example").count() > 0);
  assert.ok(await main.getByText("@noor").count() > 0);
  assert.ok(await main.getByText("✓").count() >= 4);
  await main.getByRole("heading", { name: today() }).waitFor();
  const direction = await page.getByText(ARABIC, { exact: true }).evaluate((element) =>
    getComputedStyle(element).direction
  );
  assert.equal(direction, "rtl");
  assert.doesNotMatch(await page.title(), /ran/);
  assert.equal(await page.locator("script, img, link, iframe").count(), 0);
  assert.equal(asked.length, 1, asked.join());
  assert.deepEqual(complaints, []);
  await reader.close();
});

Deno.test("what was cleared in this browser comes back within ten seconds, and stays elsewhere", async () => {
  await clearHistory(ada, "In this browser");
  await showsNothing(ada);
  await ada.press("Undo");
  await messageOf(ada, ARABIC).waitFor();
  await messageOf(phone, ARABIC).waitFor();
  await ada.log.getByText("This is the beginning of your conversation.").waitFor();
  await messageOf(ada, "It begins at ten.").waitFor();
});

Deno.test("what nobody took back within ten seconds stays cleared, in this browser alone", async () => {
  await clearHistory(ada, "In this browser");
  await showsNothing(ada);
  await ada.log.getByText("You cleared what was said here before.").waitFor();
  await ada.log.getByText("Nothing was said since. Write to Noor Placeholder below.").waitFor();
  await ada.button("Undo").waitFor({ state: "detached" });
  await ada.page.reload();
  await ada.ready();
  await noor.send("After the clearing.");
  await messageOf(ada, "After the clearing.").waitFor();
  assert.equal(await ada.log.locator(".message").count(), 1);
  await ada.log.getByText("You cleared what was said here before.").waitFor();
  await messageOf(phone, "After the clearing.").waitFor();
  await phone.log.getByText("This is the beginning of your conversation.").waitFor();
  await messageOf(phone, ARABIC).waitFor();
});

Deno.test("cleared on all devices, the other one clears it once it is final, and others keep theirs", async () => {
  await clearHistory(ada, "On all my devices");
  await showsNothing(ada);
  // Not before it can no longer be taken back: what comes after the word of it is here already.
  await noor.send("Meanwhile.");
  await messageOf(phone, "Meanwhile.").waitFor();
  await messageOf(phone, ARABIC).waitFor();
  await showsMessages(phone, 1);
  await phone.page.reload();
  await phone.ready();
  await noor.send("A new beginning.");
  for (const visitor of [ada, phone]) {
    await messageOf(visitor, "A new beginning.").waitFor();
    assert.equal(await visitor.log.locator(".message").count(), 2);
  }
  // Her own message came to her after it, too.
  await noor.handedIn("A new beginning.");
  await messageOf(noor, ARABIC).waitFor();
});

Deno.test("the pages had nothing to complain about", () => {
  for (const visitor of [ada, phone, noor]) assert.deepEqual(visitor.complaints, []);
});
