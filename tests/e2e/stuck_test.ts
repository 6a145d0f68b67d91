/** What must never keep a page from standing still, in real Chromium. */

import assert from "node:assert/strict";
import { SharedBrowser } from "../support/browser.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { settled, untilOpensOffline } from "../support/offline.ts";

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

Deno.test("a language that is chosen without the network waits for it, and the chat stays", async () => {
  const visitor = await settled(browser, fixture.server.origin, "ada", "Ada Example");
  const { page, context } = visitor;
  await untilOpensOffline(visitor, 0);
  await context.setOffline(true);
  let loads = 0;
  page.on("domcontentloaded", () => loads++);
  await page.evaluate(() => {
    const stored = JSON.parse(localStorage.getItem("tw.preferences") ?? "{}");
    localStorage.setItem("tw.preferences", JSON.stringify({ ...stored, language: "fr" }));
    document.cookie = "tw_look=default.system.medium.comfortable.fr; Path=/; SameSite=Lax";
  });
  await page.reload();
  await page.locator(".sidebar").waitFor();
  await page.getByRole("button", { name: "New room" }).first().click();
  await page.getByRole("dialog").waitFor();
  assert.ok(loads <= 2, `The page was loaded ${loads} times`);
  await context.setOffline(false);
  await page.reload();
  await page.waitForFunction(() => document.documentElement.lang === "fr");
  await page.locator(".sidebar").waitFor();
  await visitor.close();
});
