/** A browser whose clock runs hours wrong, among others whose clocks do not. */

import assert from "node:assert/strict";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

const HOURS_AHEAD = 2;

let fixture: Fixture;
let browser: SharedBrowser;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

async function arrived(uid: string, fullName: string, hoursAhead = 0): Promise<Visitor> {
  const { origin } = fixture.server;
  const visitor = await browser.visitor(origin);
  await visitor.page.addInitScript((aheadMs) => {
    const { now } = Date;
    Date.now = () => now() + aheadMs;
  }, hoursAhead * 60 * 60 * 1000);
  await comeIn(visitor, await register(origin, uid, { fullName }));
  return visitor;
}

Deno.test("a message of a clock that is hours ahead is shown by the server's, and says both", async () => {
  const jon = await arrived("jon", "Jon Placeholder");
  const iris = await arrived("iris", "Iris Example", HOURS_AHEAD);
  await iris.openPerson("Jon Placeholder");
  await iris.send("Is it this late already?");
  await iris.handedIn("Is it this late already?");
  await jon.openPerson("Iris Example");
  await jon.sees("Is it this late already?");
  const message = jon.log.locator(".message", { hasText: "Is it this late" });
  const timeIn = async (place: string) =>
    Date.parse((await message.locator(place).first().getAttribute("datetime"))!);
  const apartMs = await timeIn(".message__written time") - await timeIn("time.time");
  assert.ok(Math.abs(apartMs / 3_600_000 - HOURS_AHEAD) < 0.1, String(apartMs));
  await message.focus();
  await jon.page.keyboard.press("i");
  await jon.page.getByText("The sender's clock was ahead of the server's", { exact: false })
    .waitFor();
  await jon.page.keyboard.press("Escape");

  await jon.send("By my clock it is early.");
  await iris.sees("By my clock it is early.");
  const answer = iris.log.locator(".message", { hasText: "By my clock" });
  assert.equal(await answer.locator(".message__written").count(), 0, "his clock is right");
  assert.deepEqual([...iris.violations, ...jon.violations], []);
});
