/** What was begun and not sent: drafts over a reload and a crash, files over a look elsewhere. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

const RELOADS = 10;

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
  const { origin } = fixture.server;
  ada = await browser.visitor(origin);
  const account = await register(origin, "ada", { fullName: "Ada Example" });
  await register(origin, "noor", { fullName: "Noor Placeholder" });
  await register(origin, "omar", { fullName: "Omar Absent" });
  await comeIn(ada, account);
  await ada.openPerson("Noor Placeholder");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

Deno.test("what was typed in the last instant before a reload is there after it, every time", async () => {
  const { page } = ada;
  for (let round = 1; round <= RELOADS; round++) {
    const text = `Round ${round}, to the last letter.`;
    const loaded = page.waitForEvent("load");
    // The last key and the reload in one turn of the page: no time in between at all.
    await ada.writing.evaluate((field: HTMLTextAreaElement, text) => {
      for (let length = 1; length <= text.length; length++) {
        field.value = text.slice(0, length);
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      location.reload();
    }, text);
    await loaded;
    await ada.ready();
    await eventually(async () =>
      assert.equal(await ada.writing.inputValue(), text, `round ${round}`)
    );
  }
});

Deno.test("a tab that crashes loses at most the key of that instant", async () => {
  const { page } = ada;
  await ada.writing.fill("");
  await ada.writing.pressSequentially("Half a sentence");
  const crashed = page.waitForEvent("crash");
  page.goto("chrome://crash").catch(() => {});
  await crashed;
  const next = await ada.tab();
  ada = next;
  await ada.page.goto("/chat");
  await ada.ready();
  await eventually(async () => assert.match(await ada.writing.inputValue(), /^Half a sentence?$/));
});

Deno.test("files that were attached wait in their own conversation, with the words beside them", async () => {
  const { page } = ada;
  const attach = (...names: string[]) =>
    page.locator(".composer input[type=file]").setInputFiles(
      names.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) })),
    );
  const attached = () => page.getByRole("list", { name: "Files to send" }).getByRole("listitem");
  await ada.openPerson("Noor Placeholder");
  await ada.writing.fill("The two lists");
  await attach("seeds.txt", "tools.txt");
  await ada.openPerson("Omar Absent");
  assert.equal(await attached().count(), 0);
  await attach("secret.txt");
  await ada.openPerson("Noor Placeholder");
  await ada.button("Remove seeds.txt").waitFor();
  assert.equal(await attached().count(), 2);
  assert.equal(await ada.button("Remove secret.txt").count(), 0);
  assert.equal(await ada.writing.inputValue(), "The two lists");
  await ada.press("Send");
  for (const name of ["seeds.txt", "tools.txt"]) {
    await ada.log.getByRole("group", { name, exact: true }).waitFor();
  }
  assert.equal(await attached().count(), 0);
  assert.equal(await ada.log.getByRole("group", { name: "secret.txt" }).count(), 0);
  await ada.openPerson("Omar Absent");
  await ada.button("Remove secret.txt").click();
  assert.deepEqual(ada.violations, []);
});
