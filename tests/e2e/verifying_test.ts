/** Two people make sure of each other's keys without the authority, in Chromium. */

import assert from "node:assert/strict";
import { safetyNumber } from "../../e2ee/safety_number.ts";
import type { UserId } from "../../protocol/ids.ts";
import { type Account, register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let iris: Visitor;
let jon: Visitor;
let expected: string;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
  const { origin } = fixture.server;
  const accounts = await Promise.all([
    register(origin, "iris", { fullName: "Iris Example" }),
    register(origin, "jon", { fullName: "Jon Placeholder" }),
  ]);
  [iris, jon] = await Promise.all(accounts.map(async (account) => {
    const visitor = await browser.visitor(origin);
    await comeIn(visitor, account);
    return visitor;
  })) as [Visitor, Visitor];
  expected = await numberOf(...accounts);
  await iris.openPerson("Jon Placeholder");
  await jon.openPerson("Iris Example");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** From the keys themselves, as they were made. */
async function numberOf(a: Account, b: Account): Promise<string> {
  const [first, second] = await Promise.all([a, b].map(async ({ user, keys }) => ({
    user: user.id as UserId,
    identityKey: new Uint8Array(await crypto.subtle.exportKey("spki", keys.sign.publicKey)),
  })));
  return await safetyNumber(first!, second!);
}

/** Opens the number of the direct conversation on screen. @returns its digits. */
async function compare({ page }: Visitor): Promise<string> {
  await page.getByRole("button", { name: "More about this conversation" }).click();
  await page.locator(".popup").getByRole("button", { name: "Safety number" }).click();
  return await digits(page);
}

async function digits(page: Visitor["page"]): Promise<string> {
  return (await page.locator(".safety__digits").innerText()).replace(/\s/g, "");
}

async function close({ page }: Visitor): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

function shield({ page }: Visitor) {
  return page.locator(".head .verified");
}

Deno.test("both see one number, and it is that of their keys", async () => {
  assert.equal(await compare(iris), expected);
  assert.equal(await compare(jon), expected);
  await close(jon);
  await close(iris);
  assert.equal(await shield(iris).count(), 0);
});

Deno.test("who has compared it sees a shield from then on, and nobody else does", async () => {
  await compare(iris);
  await iris.press("They differ");
  const warning = iris.page.getByText("Then somebody may stand between you.");
  await warning.waitFor();
  await iris.press("They are the same");
  await iris.page.getByText(/You compared it on /).waitFor();
  assert.equal(await warning.count(), 0);
  await close(iris);
  await shield(iris).waitFor();
  const row = iris.page.getByRole("button", { name: /^Jon Placeholder, .*identity verified/ });
  await row.waitFor();
  await iris.page.reload();
  await iris.ready();
  await shield(iris).waitFor();
  assert.equal(await shield(jon).count(), 0);
});

Deno.test("in a room the number is beside each member, and in the details of their messages", async () => {
  await iris.createRoom("Orchard", "Open to everyone");
  await jon.joinRoom("Orchard");
  await jon.send("Apples, then.");
  await iris.sees("Apples, then.");
  const { page } = iris;
  await iris.press("Members");
  await page.locator(".member", { hasText: "Jon Placeholder" }).locator(".verified").waitFor();
  const [own] = await Promise.all([
    page.getByRole("button", { name: "Safety number of Iris Example" }).count(),
    page.getByRole("button", { name: "Safety number of Jon Placeholder" }).click(),
  ]);
  assert.equal(own, 0);
  assert.equal(await digits(page), expected);
  await close(iris);
  await iris.log.getByText("Apples, then.").click();
  await page.locator(".message", { hasText: "Apples, then." }).focus();
  await page.keyboard.press("i");
  await page.getByRole("dialog").getByRole("button", { name: "Safety number" }).click();
  assert.equal(await digits(page), expected);
  await close(iris);
});

Deno.test("new keys have another number: comparing it accepts them, and the shield stays", async () => {
  const { page } = iris;
  await iris.openPerson("Jon Placeholder");
  await shield(iris).waitFor();
  const desk = await browser.visitor(fixture.server.origin);
  await desk.fillSignIn("jon");
  await desk.press("Set up this browser");
  await desk.page.waitForURL("**/chat");
  await desk.ready();

  const banner = page.getByRole("region", { name: "Changed keys" });
  await banner.getByText("You had compared the keys of before with them.").waitFor();
  assert.equal(await shield(iris).count(), 0);
  await iris.press("Compare first");
  await page.getByText("This is of new keys, which you have not accepted.").waitFor();
  const number = await digits(page);
  assert.notEqual(number, expected);
  await desk.openPerson("Iris Example");
  assert.equal(await compare(desk), number);
  await iris.press("They are the same");
  await page.getByText(/You compared it on /).waitFor();
  await close(iris);
  await banner.waitFor({ state: "detached" });
  await shield(iris).waitFor();
  await close(desk);
  await iris.send("At your new desk?");
  await desk.sees("At your new desk?");

  await compare(iris);
  await iris.press("Take the mark away");
  await iris.button("They are the same").waitFor();
  await close(iris);
  assert.equal(await shield(iris).count(), 0);
  assert.deepEqual([...iris.violations, ...desk.violations], []);
  await desk.close();
});
