/** Files that are still on their way when their page, their network or their day is over. */

import assert from "node:assert/strict";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { settleIn } from "../support/browser_keys.ts";
import {
  attach,
  card,
  CHUNKS,
  download,
  holdUpload,
  MIB,
  sha256,
  someFile,
} from "../support/browser_files.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { messageOf } from "../support/message_acts.ts";

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Visitor;

Deno.test.beforeAll(async () => {
  fixture = await startFixture();
  const { origin } = fixture.server;
  browser = await SharedBrowser.launch({ serviceWorkers: true });
  [ada, noor] = await Promise.all([browser.visitor(origin), browser.visitor(origin)]);
  await Promise.all([
    settleIn(ada, origin, "ada", "Ada Example"),
    settleIn(noor, origin, "noor", "Noor Placeholder"),
  ]);
  await ada.openPerson("Noor Placeholder");
  await noor.openPerson("Ada Example");
});
Deno.test.afterAll(async () => {
  await browser.close();
  await fixture.close();
});

/** How many of a table's rows this profile keeps. */
async function storedRows({ page }: Visitor, table: string): Promise<number> {
  return await page.evaluate((name) =>
    new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open("talkywalky");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const counting = database.transaction(name).objectStore(name).count();
        counting.onsuccess = () => {
          database.close();
          resolve(counting.result);
        };
      };
    }), table);
}

Deno.test("an upload that a reload cut off goes on by itself, and its message comes once", async () => {
  const file = someFile("journey.bin", 4 * MIB);
  const held = await holdUpload(ada, 5);
  await attach(ada, file);
  await ada.writing.fill("All of the journey.");
  await ada.press("Send");
  await eventually(() => assert.equal(held.passed.length, 5));
  await eventually(async () => assert.equal(await storedRows(ada, "uploadChunks"), 16));
  const there = new Set(held.passed);
  const again: string[] = [];
  ada.page.on("request", (request) => {
    if (request.method() === "PUT") again.push(new URL(request.url()).pathname);
  });
  await ada.page.reload();
  await held.release();
  await messageOf(noor, "All of the journey.").waitFor();
  assert.equal(sha256(await download(noor, "journey.bin")), sha256(file.buffer));
  await ada.handedIn("All of the journey.");
  assert.equal(await noor.log.getByText("All of the journey.").count(), 1);
  assert.deepEqual(again.filter((path) => there.has(path)), []);
  assert.equal(new Set(again).size, 11);
  await eventually(async () => assert.equal(await storedRows(ada, "uploads"), 0));
  assert.equal(await storedRows(ada, "uploadChunks"), 0);
});

Deno.test("a file chosen without a network waits over a reload, and leaves once there is one", async () => {
  // What opens without the server has to be kept first.
  await ada.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await ada.context.setOffline(true);
  const file = someFile("island.bin", MIB);
  await attach(ada, file);
  await ada.press("Send");
  await card(ada, "island.bin").getByText("waiting to be sent. It is kept on this device")
    .waitFor();
  await ada.page.reload();
  await card(ada, "island.bin").getByText("waiting to be sent. It is kept on this device")
    .waitFor();
  await ada.context.setOffline(false);
  await card(noor, "island.bin").waitFor();
  assert.equal(sha256(await download(noor, "island.bin")), sha256(file.buffer));
  await eventually(async () => assert.equal(await card(ada, "island.bin").count(), 1));
  await eventually(async () => assert.equal(await storedRows(ada, "uploads"), 0));
});

Deno.test("two windows of one person send a file once", async () => {
  const held = await holdUpload(ada, 1);
  await attach(ada, someFile("twice.bin", MIB));
  await ada.press("Send");
  await eventually(async () => assert.equal(await storedRows(ada, "uploadChunks"), 4));
  await eventually(() => assert.equal(held.passed.length, 1));
  const other = await ada.context.newPage();
  const puts: string[] = [];
  other.on("request", (one) => void (one.method() === "PUT" && puts.push(one.url())));
  await other.goto(`${fixture.server.origin}/chat`);
  await other.getByRole("group", { name: "twice.bin" }).getByText("waiting to be sent").waitFor();
  await held.release();
  await card(noor, "twice.bin").waitFor();
  await other.getByText("waiting to be sent").waitFor({ state: "detached" });
  assert.deepEqual(puts, []);
  assert.equal(await noor.log.getByRole("group", { name: "twice.bin" }).count(), 1);
  await other.close();
});

Deno.test("who logs out with a file still to be sent is told that it goes, and may stay", async () => {
  const { page } = ada;
  await page.route(CHUNKS, (route) => route.abort());
  await attach(ada, someFile("unsent.bin", MIB));
  await ada.press("Send");
  await eventually(async () => assert.equal(await storedRows(ada, "uploadChunks"), 4));
  const dialog = page.getByRole("dialog", { name: "Log out before everything is sent?" });
  const loss = dialog.getByText(
    "1 file has not been sent. It is removed from this browser.",
    { exact: true },
  );

  await ada.press("Log out");
  await loss.waitFor();
  assert.equal(await dialog.locator("p").count(), 1);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await ada.press("More ways to leave");
  await ada.press("Log out everywhere");
  await loss.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await card(ada, "unsent.bin").waitFor();
  assert.equal(await storedRows(ada, "uploadChunks"), 4);

  await ada.press("Log out");
  await ada.press("Log out now");
  await page.waitForURL("**/login");
  await page.unroute(CHUNKS);
  await eventually(async () => assert.equal(await storedRows(ada, "uploads"), 0));
  assert.equal(await storedRows(ada, "uploadChunks"), 0);
});

Deno.test("the pages broke no rule of their content security policy", () => {
  for (const visitor of [ada, noor]) assert.deepEqual(visitor.violations, []);
});
