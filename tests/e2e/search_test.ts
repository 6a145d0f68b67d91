/** The search, in real Chromium on the real server: what it finds, and that it leads there. */

import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { BENCH_SETTINGS } from "../../bench/settings.ts";
import type { ConversationId, ItemId, UserId } from "../../protocol/ids.ts";
import { register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { eventually } from "../support/eventually.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";
import { glimpses } from "../support/message_acts.ts";
import { readableIn } from "../support/plaintext.ts";

/** Everything that was said, with words that stand nowhere else in the page. */
const EARLY = "The kettlebell stands behind the quincunx.";
const CAPTION = "Kettles in a row";
const FILE = `orchard_plan.txt ${CAPTION}`;
const ROOM_TEXT = "A kettle for the greenhouse";
const REPLY = "No kettle here, says Sam";
const FAR_BACK = 320;

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Bot;
let sam: Bot;
let withNoor: ConversationId;
let withSam: ConversationId;
let room: ConversationId;
let adaId: UserId;
let captioned: ItemId;
let answered: ItemId;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture({ env: BENCH_SETTINGS }),
    SharedBrowser.launch({ serviceWorkers: true }),
  ]);
  const { origin } = fixture.server;
  const [adas, noors, sams] = await Promise.all([
    register(origin, "ada", { fullName: "Ada Example" }),
    register(origin, "noor", { fullName: "Noor Placeholder" }),
    register(origin, "sam", { fullName: "Sam Sample" }),
  ]);
  [noor, sam] = await Promise.all([Bot.connect(origin, noors), Bot.connect(origin, sams)]);
  adaId = adas.user.id;
  withNoor = await noor.openDirect(adas.user.id);
  const lines = Array.from({ length: FAR_BACK }, (_, i) => `Line number ${i} of a long talk`);
  await noor.sendAll(withNoor, [EARLY, ...lines]);
  withSam = await sam.openDirect(adas.user.id);
  answered = (await sam.send(withSam, REPLY)).id as ItemId;
  room = await noor.createRoom("Greenhouse", "invite");
  await noor.change(room, { type: "add", subject: adas.user.id });
  await noor.send(room, ROOM_TEXT);
  captioned = (await noor.post(room, {
    type: "file",
    id: "A".repeat(22),
    name: "orchard_plan.txt",
    media: "text/plain",
    size: 3,
    chunk: 65_536,
    key: "A".repeat(43),
    digest: "A".repeat(43),
    width: 0,
    height: 0,
    target: "",
    caption: CAPTION,
  })).id as ItemId;
  ada = await browser.visitor(origin);
  await comeIn(ada, adas);
});
Deno.test.afterAll(async () => {
  await ada?.close();
  for (const bot of [noor, sam]) bot?.wire.close();
  await browser.close();
  await fixture.close();
});

/** Opens the search over everything. */
async function openSearch({ page }: Visitor): Promise<Locator> {
  await page.keyboard.press("Control+Shift+F");
  const dialog = page.getByRole("dialog", { name: "Search messages" });
  await dialog.getByLabel("In conversation").selectOption("");
  return dialog;
}

/** Waits until a search for `words` finds exactly these, and says that it looked everywhere. */
async function finds(dialog: Locator, words: string, expected: string[]): Promise<void> {
  await dialog.getByRole("searchbox").fill(words);
  await shows(dialog, expected);
}

/** Waits until exactly these are found, whatever was asked for. */
async function shows(dialog: Locator, expected: string[]): Promise<void> {
  const said = expected.length === 0
    ? "No message holds all of these words."
    : expected.length === 1
    ? "1 message found."
    : `${expected.length} messages found.`;
  await eventually(async () => {
    const found = await dialog.locator(".hit__text").allInnerTexts();
    const state = await dialog.getByRole("status").innerText();
    assert.deepEqual([state, ...found], [said, ...expected]);
  });
}

Deno.test("everything that can be read is found, by words and by how they begin", async (t) => {
  const { page } = ada;
  const dialog = await openSearch(ada);

  await t.step("over several conversations, and far back where nobody has been", async () => {
    await finds(dialog, "kettle", [FILE, ROOM_TEXT, REPLY, EARLY]);
    await finds(dialog, "quinc kett", [EARLY]);
    await finds(dialog, "orchard", [FILE]);
    await finds(dialog, "kettle nowhere", []);
    const marks = dialog.locator("mark");
    await finds(dialog, "greenh", [ROOM_TEXT]);
    assert.deepEqual(await marks.allInnerTexts(), ["greenh"]);
  });

  await t.step("by person, by conversation and by date", async () => {
    await dialog.getByLabel("From person").selectOption({ label: "Sam Sample (@sam)" });
    await finds(dialog, "kettle", [REPLY]);
    await dialog.getByLabel("From person").selectOption("");
    await dialog.getByLabel("In conversation").selectOption({ label: "Greenhouse" });
    await finds(dialog, "kettle", [FILE, ROOM_TEXT]);
    await dialog.getByLabel("In conversation").selectOption("");
    const today = await page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
    const tomorrow = await page.evaluate(() =>
      new Date(Date.now() + 86_400_000).toLocaleDateString("sv-SE")
    );
    await dialog.getByLabel("From date").fill(today);
    await dialog.getByLabel("To date").fill(today);
    await finds(dialog, "kettle", [FILE, ROOM_TEXT, REPLY, EARLY]);
    await dialog.getByLabel("To date").fill(tomorrow);
    await dialog.getByLabel("From date").fill(tomorrow);
    await finds(dialog, "kettle", []);
    await dialog.getByLabel("From date").fill("");
    await dialog.getByLabel("To date").fill("");
    await finds(dialog, "kettle", [FILE, ROOM_TEXT, REPLY, EARLY]);
  });
  await close(dialog);
});

Deno.test("an edit and a deletion change what is found", async () => {
  await noor.post(room, { type: "edit", target: captioned, text: "Saucepans in a row" });
  await sam.post(withSam, { type: "delete", target: answered });
  await comesToFind("kettle", [ROOM_TEXT, EARLY]);
  await comesToFind("saucep orchard", ["orchard_plan.txt Saucepans in a row"]);
});

/** Opens the search, waits until it finds exactly these, and closes it. */
async function comesToFind(words: string, expected: string[]): Promise<void> {
  const dialog = await openSearch(ada);
  await finds(dialog, words, expected);
  await close(dialog);
}

async function close(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Close", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

Deno.test("a message that comes now is found at once, and so is what one writes", async () => {
  await sam.send(withSam, "The zeppelin has landed");
  await comesToFind("zeppel", ["The zeppelin has landed"]);
  await ada.openPerson("Sam Sample");
  await ada.send("I saw the zeppelin too");
  await ada.handedIn("I saw the zeppelin too");
  await comesToFind("zeppelin", ["I saw the zeppelin too", "The zeppelin has landed"]);
});

Deno.test("what is found follows what is said and taken back while the search is open", async () => {
  const dialog = await openSearch(ada);
  await finds(dialog, "walrus", []);
  const { id } = await sam.send(withSam, "A walrus at the door");
  await shows(dialog, ["A walrus at the door"]);
  await sam.post(withSam, { type: "delete", target: id as ItemId });
  await shows(dialog, []);
  await close(dialog);
});

Deno.test("a reload keeps what is found, and without the network it still answers", async () => {
  const { page, context } = ada;
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.reload();
  await ada.ready();
  await comesToFind("kettle", [ROOM_TEXT, EARLY]);
  await context.setOffline(true);
  await page.goto("/chat");
  await ada.person("Noor Placeholder").waitFor();
  await comesToFind("kettle", [ROOM_TEXT, EARLY]);
  await comesToFind("saucep", ["orchard_plan.txt Saucepans in a row"]);
  await context.setOffline(false);
  await page.goto("/chat");
  await ada.ready();
});

Deno.test("choosing a hit leads to the message, however far back, and marks it", async () => {
  const { page } = ada;
  await ada.openPerson("Sam Sample");
  const dialog = await openSearch(ada);
  await finds(dialog, "quincunx", [EARLY]);
  const mark = page.locator(".message--reached", { hasText: EARLY });
  await glimpses(mark, () => dialog.locator(".hit").first().click());
  await dialog.waitFor({ state: "hidden" });
  const [row, log] = await Promise.all([
    ada.log.locator(".message", { hasText: EARLY }).boundingBox(),
    ada.log.boundingBox(),
  ]);
  assert.ok(row!.y >= log!.y - 1 && row!.y + row!.height <= log!.y + log!.height + 1);
});

Deno.test("what was cleared is found no more, and again when that is undone", async () => {
  const { page } = ada;
  await ada.openRoom("Greenhouse");
  await page.getByRole("button", { name: "More about this conversation" }).click();
  await page.getByRole("button", { name: "Clear history…" }).click();
  await page.getByRole("button", { name: "Clear history", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await comesToFind("kettle", [EARLY]);
  await page.getByRole("button", { name: "Undo" }).click();
  await comesToFind("kettle", [ROOM_TEXT, EARLY]);
});

Deno.test("nothing that was said lies readable in the browser's database", async () => {
  const texts = [EARLY, ROOM_TEXT, CAPTION, "Saucepans", "orchard_plan", "zeppelin", "quincunx"];
  const rows = await everyRow(ada);
  assert.ok(rows.some(([table]) => table === "search") && rows.length > 10);
  for (const [table, bytes] of rows) {
    assert.deepEqual(readableIn(Uint8Array.fromBase64(bytes), texts), [], table);
  }
  assert.deepEqual(ada.violations, []);
});

Deno.test("who is no longer in a room finds nothing of it", async () => {
  await noor.change(room, { type: "remove", subject: adaId });
  await comesToFind("kettle", [EARLY]);
});

Deno.test("forgetting this browser leaves nothing of the search", async () => {
  const { page } = ada;
  await ada.press("More ways to leave");
  await ada.press("Forget this browser");
  await ada.press("Forget and log out");
  await page.waitForURL("**/login");
  assert.deepEqual(
    (await everyRow(ada)).map(([table]) => table).filter((name) =>
      name === "search" || name === "history" || name === "localKeys"
    ),
    [],
  );
});

/** Every value of every table, with all its bytes and texts in one piece. */
function everyRow({ page }: Visitor): Promise<[table: string, base64: string][]> {
  return page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const pieces = (value: unknown): Uint8Array[] =>
      value instanceof Uint8Array
        ? [value]
        : value instanceof Blob || value instanceof CryptoKey || value === null
        ? []
        : value instanceof Map
        ? [...value].flatMap(pieces)
        : typeof value === "object"
        ? Object.values(value as object).flatMap(pieces)
        : [new TextEncoder().encode(String(value))];
    const database = await result(indexedDB.open("talkywalky"));
    const rows: [string, string][] = [];
    for (const table of database.objectStoreNames) {
      const store = database.transaction(table).objectStore(table);
      for (const value of await result(store.getAll())) {
        let binary = "";
        for (const piece of pieces(value)) {
          for (const byte of piece) binary += String.fromCharCode(byte);
          binary += "\n";
        }
        rows.push([table, btoa(binary)]);
      }
    }
    database.close();
    return rows;
  });
}
