/** What a visit makes a browser load from the running server. */

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Response } from "playwright-core";
import { LOOK_COOKIE, lookText, parseLook } from "../../client/preferences/look.ts";
import { dictionaryOf } from "../../i18n/dictionaries.ts";
import { type Language, LANGUAGES } from "../../i18n/i18n.ts";
import { register } from "../support/account.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { carryKeys } from "../support/browser_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

/** kB are 1,000 bytes. */
const MAX_LOGIN_BYTES = 45_000;
const MAX_CHAT_BYTES = 180_000;
/** Counted by itself: it is loaded when the chat can be used. */
const MAX_SERVICE_WORKER_BYTES = 6_000;
/** The picker and the table of one language, on top of the chat. */
const MAX_EMOJI_BYTES = 90_000;

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

interface Loaded {
  /** Scripts and words by address, in bytes after gzip. */
  scripts: Map<string, number>;
  /** Addresses of those that the page asked for itself. */
  run: Set<string>;
  /** Everything that was asked for, sockets too. */
  addresses: string[];
}

/** Everything that `visit` loads into a browser that has nothing of ours yet. */
async function loadedBy(visitor: Visitor, visit: () => Promise<void>): Promise<Loaded> {
  const { context, page } = visitor;
  const session = await context.newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const responses: Response[] = [];
  const addresses: string[] = [];
  const run = new Set<string>();
  context.on("request", (request) => {
    addresses.push(request.url());
    if (request.serviceWorker() === null) run.add(new URL(request.url()).pathname);
  });
  context.on("response", (response) => responses.push(response));
  page.on("websocket", (socket) => addresses.push(socket.url()));
  await visit();
  await page.waitForLoadState("networkidle");
  const scripts = new Map<string, number>();
  for (const response of responses) {
    // What the service worker keeps for later is not what the page waits for.
    if (response.request().serviceWorker() !== null) continue;
    const type = response.headers()["content-type"] ?? "";
    const path = new URL(response.url()).pathname;
    // Words that come later are JSON.
    const isOurs = type.includes("javascript") || /^\/assets\/.*\.json$/.test(path);
    if (isOurs) scripts.set(path, gzipSync(await bodyOf(response)).length);
    if (!type.includes("html") || response.status() >= 300) continue;
    const inline = await page.locator("script:not([src])").allTextContents();
    scripts.set(`${path} itself`, gzipSync(inline.join("\n")).length);
  }
  return { scripts, run, addresses };
}

/** What was answered; the browser does not give out the first script of a worker, the server does. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  return await response.body().catch(async () => {
    const again = await fetch(response.url());
    assert.ok(again.ok, response.url());
    return await again.bytes();
  });
}

/** Fails with the list of what was loaded when it is more than `max` bytes, or nothing. */
function assertWeight({ scripts }: Loaded, max: number): void {
  const bytes = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  const list = [...scripts].map(([path, size]) => `${size} ${path}`).join("\n");
  assert.ok(bytes > 1_000 && bytes < max, `${bytes} bytes of at most ${max}:\n${list}`);
}

function isEmojiCode(path: string): boolean {
  return /^\/assets\/emoji_.*\.js$/.test(path);
}

function assertOwn({ addresses }: Loaded): void {
  const { host } = new URL(fixture.server.origin);
  assert.ok(addresses.length > 0);
  assert.deepEqual(addresses.filter((address) => new URL(address).host !== host), []);
}

/** What a page says in a language; texts that count are not asked for. */
function inLanguage(code: Language, text: string): string {
  return dictionaryOf(code)[text] as string | undefined ?? text;
}

/** Fails unless the words of `code` are among what was loaded, as English has none to load. */
function assertWords({ scripts }: Loaded, code: Language): void {
  const words = [...scripts.keys()].filter((path) => /\/words\//.test(path));
  assert.equal(words.length, code === "en" ? 0 : 1, words.join());
  assert.ok(words.every((path) => path.includes(`-${code}-`)), words.join());
}

for (const { code } of LANGUAGES) {
  Deno.test(`the sign-in page in "${code}" loads little code, all of it from its own host`, async () => {
    const visitor = await browser.visitor(fixture.server.origin, { locale: code });
    const loaded = await loadedBy(visitor, async () => {
      await visitor.page.goto("/login");
      await visitor.page.getByRole("button", {
        name: inLanguage(code, "Sign in"),
        exact: true,
        disabled: false,
      }).waitFor();
    });
    assertWeight(loaded, MAX_LOGIN_BYTES);
    assertWords(loaded, code);
    assertOwn(loaded);
    assert.deepEqual(visitor.complaints, []);
    await visitor.close();
  });

  Deno.test(`the chat in "${code}" loads its code from its own host, within its weight`, async () => {
    const { origin } = fixture.server;
    const visitor = await browser.visitor(origin);
    await carryKeys(visitor, await register(origin, `wanda-${code}`));
    await visitor.signIn(`wanda-${code}`);
    await visitor.context.addCookies([
      {
        name: LOOK_COOKIE,
        value: lookText({ ...parseLook(undefined), language: code }),
        url: origin,
      },
    ]);
    const { page } = visitor;
    const button = (name: string) =>
      page.getByRole("button", { name: inLanguage(code, name), exact: true });
    const loaded = await loadedBy(visitor, async () => {
      await page.goto("/chat");
      await button("New room").click();
      await page.getByLabel(inLanguage(code, "Room name")).fill(`Scales ${code}`);
      await button("Create room").click();
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      const writing = page.getByRole("textbox", { name: inLanguage(code, "Message") });
      await writing.fill("How heavy is it?");
      await writing.press("Enter");
      const message = page.locator(".message", { hasText: "How heavy is it?" });
      await message.getByTitle(inLanguage(code, "Sent"), { exact: true }).waitFor();
    });
    assertWeight(loaded, MAX_CHAT_BYTES);
    assertWords(loaded, code);
    assertOwn(loaded);
    assert.deepEqual(visitor.complaints, []);
    await visitor.close();
  });
}

Deno.test("the service worker is small, and every file that it keeps is there", async () => {
  const { origin } = fixture.server;
  const response = await fetch(`${origin}/service-worker.js`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /javascript/);
  assert.equal(response.headers.get("cache-control"), "no-cache");
  const code = await response.text();
  const bytes = gzipSync(code).length;
  assert.ok(bytes > 1_000 && bytes < MAX_SERVICE_WORKER_BYTES, `${bytes} bytes`);
  // However the list is written in there.
  const files = [...code.matchAll(/\/(?:assets|styles|icons)\/[\w./-]+\.\w+/g)];
  assert.ok(files.length > 20, `only ${files.length} files`);
  for (const [path] of files) {
    const found = await fetch(origin + path);
    await found.body?.cancel();
    assert.equal(found.status, 200, path);
  }
});

Deno.test("the emoji load from our own host when they are first asked for", async () => {
  const visitor = await browser.visitor(fixture.server.origin);
  await carryKeys(visitor, await register(fixture.server.origin, "emil"));
  await visitor.signIn("emil");
  const { page } = visitor;
  const before = await loadedBy(visitor, async () => {
    await page.goto("/chat");
    await visitor.ready();
    await visitor.createRoom("Smiles", "Open to everyone");
  });
  // The service worker keeps the picker for offline use; the page does not load it yet.
  assert.deepEqual([...before.run].filter(isEmojiCode), []);
  const loaded = await loadedBy(visitor, async () => {
    await page.getByRole("button", { name: "Emoji", exact: true }).click();
    await page.getByLabel("Search emoji").fill("party pop");
    await page.getByRole("option", { name: "party popper" }).click();
  });
  assert.equal(await page.getByRole("textbox", { name: "Message" }).inputValue(), "🎉");
  assert.ok([...loaded.run].some(isEmojiCode));
  assertWeight(loaded, MAX_EMOJI_BYTES);
  assertOwn(loaded);
  assert.deepEqual(visitor.complaints, []);
  await visitor.close();
});
