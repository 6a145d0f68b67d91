/** How one version of the service worker follows another, in real Chromium. */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { rolldown } from "rolldown";
import { SharedBrowser } from "../support/browser.ts";
import type { versions as Versions } from "../support/pages/versions.ts";

declare const versions: typeof Versions;

let browser: SharedBrowser;
let site: Deno.HttpServer<Deno.NetAddr>;
/** Of the program that the server has now. */
let version = "one";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function bundled(
  input: string,
  format: "esm" | "iife",
  define: Record<string, string> = {},
): Promise<string> {
  await using build = await rolldown({ input: file(input), transform: { define } });
  return (await build.generate({ format })).output[0].code;
}

const worker = (version: string) =>
  bundled("../../client/service_worker/main.ts", "iife", {
    FILES: '["/assets/code.js"]',
    VERSION: JSON.stringify(version),
  });

Deno.test.beforeAll(async () => {
  const [code, one, two] = await Promise.all([
    bundled("../support/pages/versions.ts", "esm"),
    worker("one"),
    worker("two"),
  ]);
  const answer = (type: string, text: string) =>
    new Response(text, { headers: { "content-type": type } });
  site = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, ({ url }) => {
    switch (new URL(url).pathname) {
      case "/assets/code.js":
        return answer("text/javascript", code);
      case "/service-worker.js":
        return answer("text/javascript", version === "one" ? one : two);
      case "/chat":
        return answer(
          "text/html",
          `<!doctype html><title>${version}</title><script type="module" src="/assets/code.js"></script>`,
        );
      default:
        return new Response(null, { status: 404 });
    }
  });
  browser = await SharedBrowser.launch({ serviceWorkers: true });
});
Deno.test.afterAll(async () => {
  await browser.close();
  await site.shutdown();
});

/** A page that version one controls, after which the server has version two. */
async function pageOfVersionOne() {
  version = "one";
  const visitor = await browser.visitor(`http://localhost:${site.addr.port}`);
  await open(visitor.page);
  await visitor.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  assert.deepEqual(await cachesOf(visitor.page), ["talkywalky-one"]);
  assert.equal(await visitor.page.evaluate(() => versions.isOffered()), false);
  version = "two";
  return visitor;
}

async function open(page: Page): Promise<void> {
  await page.goto("/chat");
  await page.evaluate(() => versions.register());
}

const cachesOf = (page: Page) => page.evaluate(() => caches.keys());

/** What would open without the network. */
const storedTitle = (page: Page) =>
  page.evaluate(async () => /<title>(\w*)/.exec(await (await caches.match("/chat"))!.text())![1]);

Deno.test("a newer version is offered while the old one goes on, and starts when it is asked to", async () => {
  const visitor = await pageOfVersionOne();
  const { page } = visitor;
  await page.evaluate(() => versions.look());
  await page.waitForFunction(() => versions.isOffered());
  assert.deepEqual((await cachesOf(page)).sort(), ["talkywalky-one", "talkywalky-two"]);
  assert.equal(await page.title(), "one");

  const reloaded = page.waitForEvent("load");
  await page.evaluate(() => versions.start());
  await reloaded;
  await page.waitForFunction(async () => (await caches.keys()).join() === "talkywalky-two");
  assert.equal(await page.title(), "two");
  assert.equal(await storedTitle(page), "two");
  await visitor.close();
});

Deno.test("a newer version that nobody asked for takes over at the next start", async () => {
  const visitor = await pageOfVersionOne();
  const { page } = visitor;
  await page.evaluate(() => versions.look());
  await page.waitForFunction(() => versions.isOffered());
  await page.goto("about:blank");
  const next = await visitor.tab();
  await next.page.goto("/chat");
  await next.page.waitForFunction(async () => (await caches.keys()).join() === "talkywalky-two");
  assert.equal(await storedTitle(next.page), "two");
  await visitor.close();
});
