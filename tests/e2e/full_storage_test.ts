/** A browser whose room for this site is used up, in real Chromium. */

import assert from "node:assert/strict";
import { register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { SharedBrowser } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { Patience } from "../support/patience.ts";

let fixture: Fixture;
let browser: SharedBrowser;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture(),
    SharedBrowser.launch({ serviceWorkers: true }),
  ]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

Deno.test("without room the chat goes on, says so once, and sends again when there is some", async () => {
  const { origin } = fixture.server;
  const [adas, noors] = await Promise.all([
    register(origin, "ada", { fullName: "Ada Example" }),
    register(origin, "noor", { fullName: "Noor Placeholder" }),
  ]);
  const noor = await Bot.connect(origin, noors);
  const conv = await noor.openDirect(adas.user.id);
  await noor.send(conv, "While there was room.");
  const ada = await browser.visitor(origin);
  await comeIn(ada, adas);
  await ada.openPerson("Noor Placeholder");
  await ada.sees("While there was room.");
  await ada.send("I have room as well.");
  await ada.handedIn("I have room as well.");

  const { page } = ada;
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await noor.send(conv, "Without any room.");
  await ada.sees("Without any room.");
  const note = ada.log.getByText(/^This browser has no room left\. What is said is shown/);
  // The browser looks only now and then at how much room there is.
  const patience = new Patience(90_000);
  while (await note.count() === 0) {
    assert.ok(patience.leftMs > 0, "nothing was said of it");
    await noor.send(conv, "Without any room.");
    await note.waitFor({ timeout: 2_000 }).catch(() => {});
  }
  await noor.send(conv, "And once more.");
  await ada.sees("And once more.");
  assert.equal(await note.count(), 1);

  await ada.send("Can this leave?");
  const row = ada.log.locator(".message", { hasText: "Can this leave?" });
  await row.getByText(/This browser has no room left/).waitFor();

  // The page opens all the same, with what the server has.
  await page.reload();
  await ada.sees("And once more.");
  await ada.send("Not yet either.");
  const later = ada.log.locator(".message", { hasText: "Not yet either." });
  await later.getByText(/This browser has no room left/).waitFor();
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await later.getByRole("button", { name: /^Retry|^Try again/ }).first().click();
  await noor.waitForText(conv, "Not yet either.");
  assert.deepEqual(ada.violations, []);
  await ada.close();
  noor.wire.close();
});
