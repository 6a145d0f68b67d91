/** What is written without a network, in real Chromium: it waits, and leaves in order and once. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { chooseInHeader } from "../support/message_acts.ts";
import { settled, untilOpensOffline, untilWaiting } from "../support/offline.ts";

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

function message({ log }: Visitor, text: string) {
  return log.locator(".message", { hasText: text });
}

/** Waits until `text` stands in the log once, as something that has not left. */
async function waits(visitor: Visitor, text: string): Promise<void> {
  await message(visitor, text).getByTitle("Sending").waitFor();
  assert.equal(await visitor.count(text), 1, text);
}

/** Waits until all of `texts` stand in the log, and checks that each does once and in order. */
async function standInOrder(visitor: Visitor, texts: readonly string[]): Promise<void> {
  for (const text of texts) await visitor.sees(text);
  for (const text of texts) assert.equal(await visitor.count(text), 1, text);
  const shown = await visitor.log.innerText();
  const at = texts.map((text) => shown.indexOf(text));
  assert.deepEqual(at, [...at].sort((a, b) => a - b), shown);
}

Deno.test("what is written offline in two conversations waits over a reload, and arrives in order, once", async (t) => {
  const { origin } = fixture.server;
  const [iris, jon] = await Promise.all([
    settled(browser, origin, "iris", "Iris Example"),
    settled(browser, origin, "jon", "Jon Placeholder"),
  ]);
  const { page, context } = iris;
  await iris.createRoom("Harbour", "Open to everyone");
  await jon.joinRoom("Harbour");
  await iris.send("The room stands.");
  await iris.handedIn("The room stands.");
  await jon.sees("The room stands.");
  await iris.openPerson("Jon Placeholder");
  await iris.send("Said with a slip.");
  await iris.handedIn("Said with a slip.");
  await untilOpensOffline(iris, 2);
  const toJon = ["To Jon, first.", "To Jon, second.", "To Jon, third."];
  const toRoom = ["To the room, first.", "To the room, second."];

  await t.step("five messages and an edit wait in this browser, and over a reload", async () => {
    await context.setOffline(true);
    await iris.send(toJon[0]!);
    await iris.send(toJon[1]!);
    await iris.openRoom("Harbour");
    for (const text of toRoom) await iris.send(text);
    await iris.openPerson("Jon Placeholder");
    await iris.send(toJon[2]!);
    const slip = message(iris, "Said with a slip.");
    await slip.hover();
    await slip.getByRole("button", { name: "Edit" }).click();
    await iris.writing.fill("Said without one.");
    await page.keyboard.press("Enter");
    await iris.sees("Said without one.");
    await untilWaiting(iris, 6, { sealed: true });
    await page.goto("/chat");
    await iris.sees("Said without one.");
    for (const text of toJon) await waits(iris, text);
    await iris.openRoom("Harbour");
    for (const text of toRoom) await waits(iris, text);
  });

  await t.step(
    "they leave with the network, and the other one has them in order, once",
    async () => {
      await context.setOffline(false);
      for (const visitor of [jon, iris]) {
        await visitor.openRoom("Harbour");
        await standInOrder(visitor, ["The room stands.", ...toRoom]);
        await visitor.openPerson(visitor === iris ? "Jon Placeholder" : "Iris Example");
        await standInOrder(visitor, ["Said without one.", ...toJon]);
        assert.equal(await visitor.count("Said with a slip."), 0);
      }
      await untilWaiting(iris, 0);
    },
  );

  await t.step(
    "a file that is chosen offline says that it waits, and leaves by itself, once",
    async () => {
      await context.setOffline(true);
      await page.getByRole("status").getByText("No connection to the server.").first().waitFor();
      await page.locator('input[type="file"]').first().setInputFiles({
        name: "tides.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("High at noon."),
      });
      await iris.press("Send");
      await iris.log.getByText("waiting to be sent. It is kept on this device").waitFor();
      await jon.send("Are you back?");
      await context.setOffline(false);
      await iris.sees("Are you back?");
      await jon.log.getByText("tides.txt").first().waitFor();
      await iris.send("That was the last of it.");
      await jon.sees("That was the last of it.");
      assert.equal(await jon.log.getByText("tides.txt", { exact: true }).count(), 1);
    },
  );
  assert.deepEqual([...iris.violations, ...jon.violations], []);
  await Promise.all([iris.close(), jon.close()]);
});

Deno.test("who logs out before all is sent is told that it stays, and it leaves at the next sign-in here", async () => {
  const { origin } = fixture.server;
  const [nell, omar] = await Promise.all([
    settled(browser, origin, "nell", "Nell Example"),
    settled(browser, origin, "omar", "Omar Placeholder"),
  ]);
  const { page } = nell;
  let isCut = false;
  // Only the connection of the messages: whoever has no network at all cannot log out.
  await page.routeWebSocket(/./, (socket) => void (isCut || socket.connectToServer()));
  await nell.openPerson("Omar Placeholder");
  await nell.send("Said in time.");
  await nell.handedIn("Said in time.");
  await untilOpensOffline(nell, 1);
  isCut = true;
  await page.reload();
  const texts = ["Written first.", "Written second."];
  for (const text of texts) {
    await nell.send(text);
    await waits(nell, text);
  }
  await untilWaiting(nell, 2, { sealed: true });

  await nell.press("More ways to leave");
  await nell.press("Forget this browser");
  await page.getByRole("dialog").getByText("2 messages have not been sent. They are lost.")
    .waitFor();
  await nell.press("Cancel");
  await nell.press("Log out");
  const dialog = page.getByRole("dialog", { name: "Log out before everything is sent?" });
  await dialog.getByText(
    "2 messages have not been sent. They stay in this browser, sealed, and leave when you sign in here again.",
    { exact: true },
  ).waitFor();
  await nell.press("Log out now");
  await page.waitForURL("**/login");
  isCut = false;
  await nell.signIn("nell");
  await omar.openPerson("Nell Example");
  await standInOrder(omar, ["Said in time.", ...texts]);
  await untilWaiting(nell, 0);
  // With nothing that waits there is nothing to ask.
  await nell.logOut();
  assert.deepEqual([...nell.violations, ...omar.violations], []);
  await Promise.all([nell.close(), omar.close()]);
});

Deno.test("a browser that has forgotten somebody holds nothing of theirs", async () => {
  const visitor = await settled(browser, fixture.server.origin, "mira", "Mira Placeholder");
  const { page } = visitor;
  await visitor.createRoom("Lighthouse", "Open to everyone");
  await visitor.send("The lamp is lit.");
  await visitor.handedIn("The lamp is lit.");
  await visitor.writing.fill("Begun and not sent");
  await visitor.press("Emoji");
  await page.getByLabel("Search emoji").fill("rocket");
  await page.getByRole("option", { name: "rocket", exact: true }).click();
  await chooseInHeader(visitor, "None");
  await untilOpensOffline(visitor, 1);
  const conversation = await page.evaluate(async () => {
    const opening = indexedDB.open("talkywalky");
    await new Promise((resolve) => opening.onsuccess = resolve);
    const asking = opening.result.transaction("last").objectStore("last").getAll();
    await new Promise((resolve) => asking.onsuccess = resolve);
    opening.result.close();
    return asking.result[0] as string;
  });
  await visitor.press("More ways to leave");
  await visitor.press("Forget this browser");
  await visitor.press("Forget and log out");
  await page.waitForURL("**/login");
  const stored = await page.evaluate(async () => {
    const found: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    found.push(document.cookie);
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const path = new URL(request.url).pathname;
        if (path === "/chat") found.push("the chat page");
      }
    }
    const opening = indexedDB.open("talkywalky");
    await new Promise((resolve) => opening.onsuccess = resolve);
    for (const name of opening.result.objectStoreNames) {
      if (name === "authorities") continue;
      const asking = opening.result.transaction(name).objectStore(name).getAllKeys();
      await new Promise((resolve) => asking.onsuccess = resolve);
      for (const key of asking.result) found.push(`${name} ${key}`);
    }
    opening.result.close();
    return found;
  });
  assert.deepEqual(stored.slice(3), []);
  assert.doesNotMatch(stored.join("\n"), new RegExp(`mira|🚀|${RegExp.escape(conversation)}`, "i"));
  await visitor.close();
});
