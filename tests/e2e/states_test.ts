/** Each state that is not the usual one says what it is and leaves a way out (point 15). */

import assert from "node:assert/strict";
import { REFUSAL_REASONS } from "../../components/entrance/refusals.ts";
import { type Account, enrol, register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { carryKeys, comeIn } from "../support/browser_keys.ts";
import { type Fixture, killAndRestart, startFixture } from "../support/fixture.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let iris: Visitor;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([startFixture(), SharedBrowser.launch()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

async function signedIn(account: Account): Promise<Visitor> {
  const visitor = await browser.visitor(fixture.server.origin);
  await comeIn(visitor, account);
  return visitor;
}

Deno.test("the first person is welcomed, told that nobody else is here, and led to a first room", async () => {
  iris = await signedIn(
    await register(fixture.server.origin, "iris", { fullName: "Iris Example" }),
  );
  const { page } = iris;
  await page.getByRole("heading", { name: "Welcome, Iris Example" }).waitFor();
  await page.getByText("Nobody else has registered yet", { exact: false }).waitFor();
  await page.getByText("You are in no room yet.", { exact: false }).waitFor();
  await iris.press("Start a room");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

Deno.test("an empty room says so, and asks for people", async () => {
  await iris.createRoom("Greenhouse", "By invitation");
  await iris.page.getByText("Nothing was said yet. Write the first message below.").waitFor();
  await iris.press("Bring people in");
  await iris.page.getByRole("dialog").waitFor();
  await iris.page.keyboard.press("Escape");
  await iris.page.getByRole("dialog").waitFor({ state: "hidden" });
});

Deno.test("a server that keeps silent is waited for with words, not with an empty page", async () => {
  const visitor = await browser.visitor(fixture.server.origin);
  const { page } = visitor;
  await carryKeys(
    visitor,
    await register(fixture.server.origin, "mute", { fullName: "Mute Example" }),
  );
  // Opens, and never says anything.
  await page.routeWebSocket(/.*/, () => {});
  await visitor.fillSignIn("mute");
  await page.waitForURL("**/chat");
  await page.getByText(/Opening the chat…|Connecting…/).first().waitFor();
  await page.getByText(/It is (asked|tried) again by itself\./).first().waitFor();
  await visitor.close();
});

Deno.test("without the server the chat says so, keeps what is written, and comes back by itself", async () => {
  await iris.openRoom("Greenhouse");
  const strip = iris.page.getByText("No connection to the server.");
  await fixture.server.kill();
  try {
    await strip.waitFor();
    await iris.send("Written in the dark.");
    await iris.sees("Written in the dark.");
  } finally {
    // The other tests need it, however this one goes.
    await killAndRestart(fixture);
  }
  await strip.waitFor({ state: "hidden" });
  await iris.handedIn("Written in the dark.");
});

for (const reason of [...REFUSAL_REASONS, "no-such-reason"]) {
  Deno.test(`the refusal ${reason} says what is wrong, what to do, and leads back`, async () => {
    const guest = await browser.visitor(fixture.server.origin);
    const { page } = guest;
    await page.goto(`/refused?reason=${reason}`);
    await page.getByRole("heading", { name: "You were not signed in" }).waitFor();
    for (const heading of ["What is wrong", "What you can do"]) {
      const section = page.locator("section", {
        has: page.getByRole("heading", { name: heading }),
      });
      assert.ok((await section.locator("p").innerText()).length > 20, heading);
    }
    const known = reason !== "no-such-reason";
    assert.equal(await page.getByText(reason, { exact: true }).count(), known ? 1 : 0);
    await page.getByRole("link", { name: "Back to the sign-in" }).click();
    await page.waitForURL("**/login");
    assert.deepEqual(guest.violations, []);
    await guest.close();
  });
}

Deno.test("changed keys stop the sending with a reason until they are accepted, and close what was sealed before", async () => {
  const { origin } = fixture.server;
  const before = await register(origin, "jon", { fullName: "Jon Placeholder" });
  await iris.openPerson("Jon Placeholder");
  await iris.page.getByText("Nothing was said yet. Write to Jon Placeholder below.").waitFor();
  await iris.send("For your first keys.");
  await iris.handedIn("For your first keys.");
  const jon = await signedIn(await enrol(origin, before));

  const banner = iris.page.getByRole("region", { name: "Changed keys" });
  await banner.getByText("The keys of Jon Placeholder", { exact: false }).waitFor();
  await iris.page.getByText("Nothing is sent until you have accepted them.", { exact: false })
    .first().waitFor();
  await iris.writing.fill("Not for anybody's keys.");
  await iris.writing.press("Enter");
  assert.equal(await iris.writing.inputValue(), "Not for anybody's keys.");
  assert.equal(await iris.count("Not for anybody's keys."), 0);
  await banner.getByRole("button", { name: "Accept new keys" }).click();
  await banner.waitFor({ state: "hidden" });
  await iris.send("For your second keys.");
  await iris.handedIn("For your second keys.");

  await jon.openPerson("Iris Example");
  await jon.sees("For your second keys.");
  const closed = jon.log.locator("[data-reason]");
  await closed.getByText("Closed message from Iris Example").waitFor();
  await closed.getByText("This message was not sealed for the keys in this browser.").waitFor();
  assert.ok((await closed.locator(".closed__way").innerText()).length > 20);
  assert.deepEqual(jon.violations, []);
  await jon.close();
});

Deno.test("who left a room stands in the list again, and can go anywhere from there", async () => {
  const { page } = iris;
  await iris.createRoom("Passing by", "Open to everyone");
  await iris.press("Leave room");
  await page.getByRole("dialog").getByRole("button", { name: "Leave", exact: false }).last()
    .click();
  await page.getByRole("heading", { name: "Pick up where you left off" }).waitFor();
  await iris.openRoom("Greenhouse");
  await iris.sees("Written in the dark.");
  assert.deepEqual(iris.violations, []);
});
