/** The stored history, and what pages of one profile tell each other, on a real browser's own parts. */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { rolldown } from "rolldown";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import type {
  Cost,
  pages as Pages,
  sharedDrafts as SharedDrafts,
  stored as Stored,
} from "../support/pages/stored_things.ts";

declare const stored: typeof Stored;
declare const pages: typeof Pages;
declare const sharedDrafts: typeof SharedDrafts;

const ENTRY = fileURLToPath(new URL("../support/pages/stored_things.ts", import.meta.url));
/** Both end with a whole block. */
const FEW = 1_024;
const MANY = 40 * FEW;

let browser: SharedBrowser;
let site: Deno.HttpServer<Deno.NetAddr>;

Deno.test.beforeAll(async () => {
  await using build = await rolldown({ input: ENTRY });
  const { output: [{ code }] } = await build.generate({ format: "esm" });
  site = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    ({ url }) =>
      new URL(url).pathname === "/code.js"
        ? new Response(code, { headers: { "content-type": "text/javascript" } })
        : new Response('<!doctype html><script type="module" src="/code.js"></script>', {
          headers: { "content-type": "text/html" },
        }),
  );
  browser = await SharedBrowser.launch();
});
Deno.test.afterAll(async () => {
  await browser.close();
  await site.shutdown();
});

async function visit(): Promise<Visitor> {
  const visitor = await browser.visitor(`http://localhost:${site.addr.port}`);
  await open(visitor.page);
  return visitor;
}

async function open(page: Page): Promise<void> {
  await page.goto("/");
  await page.waitForFunction(() => "stored" in globalThis);
}

function places(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

Deno.test("what was opened is still there after a reload, in order and whole", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.evaluate(() => stored.put(1, 100));
  await page.evaluate(() => stored.burst(101, 300));
  await page.evaluate(() => stored.setDraft("", "one", "Dear Noor"));
  await open(page);
  assert.deepEqual(await page.evaluate(() => stored.page({ limit: 1000 })), places(1, 300));
  assert.deepEqual(
    await page.evaluate(() => stored.page({ before: 130, limit: 10 })),
    places(120, 129),
  );
  assert.deepEqual(await page.evaluate(() => stored.drafts()), ["Dear Noor"]);
  assert.equal(await page.evaluate(() => stored.keyIsExtractable()), false);
  await page.evaluate(() => stored.forget());
  assert.equal(await page.evaluate(() => stored.stretch()), undefined);
  assert.deepEqual(await page.evaluate(() => stored.drafts()), []);
  await visitor.close();
});

Deno.test("two tabs that write at once lose nothing of each other", async () => {
  const visitor = await visit();
  const other = await visitor.tab();
  await open(other.page);
  await visitor.page.evaluate(() => stored.put(1, 10));
  await Promise.all([
    visitor.page.evaluate(() => stored.burst(11, 200)),
    other.page.evaluate(() => stored.burst(11, 260)),
  ]);
  assert.deepEqual(await other.page.evaluate(() => stored.page({ limit: 1000 })), places(1, 260));
  await visitor.close();
});

Deno.test(`of ${MANY} messages a page is read, and new ones are stored, as of ${FEW}`, async () => {
  const visitor = await visit();
  const { page } = visitor;
  const costs = async () => {
    await open(page);
    const pages = await page.evaluate(() => stored.pageCosts(50, 100));
    const { high } = (await page.evaluate(() => stored.stretch()))!;
    const arrival = await page.evaluate((high) => stored.arrivalCost(high + 1, high + 20), high);
    return { page: mostOf(pages), arrival };
  };
  await page.evaluate((high) => stored.put(1, high), FEW);
  const few = await costs();
  for (let low = FEW + 1; low < MANY; low += 4 * FEW) {
    await page.evaluate(([low, high]) => stored.put(low!, high!), [
      low,
      Math.min(low + 4 * FEW - 1, MANY),
    ]);
  }
  const many = await costs();
  console.log(
    `a page of 100: at most ${many.page.requests} requests, ${many.page.bytes} bytes; 20 that ` +
      `arrive: ${many.arrival.requests} requests, ${many.arrival.bytes} bytes`,
  );
  for (const [now, before] of [[many.page, few.page], [many.arrival, few.arrival]] as const) {
    assert.equal(now.requests, before.requests);
    // Places have more digits by now.
    assert.ok(now.bytes < before.bytes * 1.1, `${now.bytes} bytes instead of ${before.bytes}`);
  }
  await visitor.close();
});

function mostOf(costs: readonly Cost[]): Cost {
  return {
    requests: Math.max(...costs.map(({ requests }) => requests)),
    bytes: Math.max(...costs.map(({ bytes }) => bytes)),
  };
}

Deno.test("one page of a profile speaks, the next one when it leaves, and all hear of what was read", async () => {
  const visitor = await visit();
  const other = await visitor.tab();
  await open(other.page);
  await visitor.page.evaluate(() => pages.join());
  await visitor.page.waitForFunction(() => pages.speaks());
  await other.page.evaluate(() => pages.join());
  await other.page.evaluate(() => pages.tellRead(7));
  await visitor.page.waitForFunction(() => pages.heard().length === 1);
  assert.deepEqual(await visitor.page.evaluate(() => pages.heard()), [
    { type: "read", conversation: "c".repeat(42) + "A", seq: 7 },
  ]);
  assert.equal(await other.page.evaluate(() => pages.speaks()), false);
  await visitor.page.evaluate(() => pages.leave());
  await other.page.waitForFunction(() => pages.speaks());
  await visitor.close();
});

Deno.test("a page is alone with its drafts again once the others are closed, and compares first", async () => {
  const visitor = await visit();
  const { page } = visitor;
  await page.evaluate(() => sharedDrafts.open());
  await page.waitForFunction(() => sharedDrafts.isAlone());
  assert.equal(await page.evaluate(() => sharedDrafts.isSure()), true);
  const other = await visitor.tab();
  await open(other.page);
  await other.page.evaluate(() => sharedDrafts.open());
  await page.waitForFunction(() => !sharedDrafts.isAlone());
  await other.page.waitForFunction(() => !sharedDrafts.isAlone());
  assert.equal(await other.page.evaluate(() => sharedDrafts.set("", "hers", "Hers")), undefined);
  await other.page.close();
  await page.waitForFunction(() => sharedDrafts.isAlone());
  assert.equal(await page.evaluate(() => sharedDrafts.isSure()), false);
  assert.equal(await page.evaluate(() => sharedDrafts.set("", "mine", "Mine")), "Hers");
  assert.equal(await page.evaluate(() => sharedDrafts.set("hers", "both", "Both")), undefined);
  assert.equal(await page.evaluate(() => sharedDrafts.isSure()), true);
  // One that is loaded again is no second one.
  await open(page);
  await page.evaluate(() => sharedDrafts.open());
  await page.waitForFunction(() => sharedDrafts.isAlone());
  await visitor.close();
});

/** What the page says when it reads a draft; undefined when it can. */
function readingProblem(page: Page): Promise<string | undefined> {
  return page.evaluate(() =>
    stored.drafts().then(() => undefined, (error: Error) => error.message)
  );
}

Deno.test("a database that is taken away while it is open says so, by its cause", async () => {
  const visitor = await visit();
  const { page } = visitor;
  assert.equal(await readingProblem(page), undefined);
  const session = await visitor.context.newCDPSession(page);
  const origin = `http://localhost:${site.addr.port}`;
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await eventually(async () =>
    assert.match(await readingProblem(page) ?? "", /was removed while the page was open/)
  );

  await open(page);
  assert.equal(await readingProblem(page), undefined);
  const other = await visitor.tab();
  await open(other.page);
  await other.page.evaluate(() => {
    indexedDB.deleteDatabase("talkywalky");
  });
  await eventually(async () =>
    assert.match(await readingProblem(page) ?? "", /was removed while the page was open/)
  );

  await open(page);
  assert.equal(await readingProblem(page), undefined);
  await other.page.evaluate(() => {
    indexedDB.open("talkywalky", 1_000);
  });
  await eventually(async () =>
    assert.match(await readingProblem(page) ?? "", /A newer version of this page is open/)
  );
  await visitor.close();
});

Deno.test("a database that another tab does not let go of names that tab", async () => {
  const visitor = await browser.visitor(`http://localhost:${site.addr.port}`);
  await visitor.page.goto("/code.js");
  // As a page of an older version that does not close for a newer one.
  await visitor.page.evaluate(() =>
    new Promise<void>((resolve) => {
      const opening = indexedDB.open("talkywalky", 1);
      opening.onsuccess = () => resolve(void Object.assign(globalThis, { held: opening.result }));
    })
  );
  const other = await visitor.tab();
  await other.page.clock.install();
  await open(other.page);
  let problem: string | undefined;
  const reading = readingProblem(other.page).then((said) => problem = said ?? "none");
  await eventually(async () => {
    await other.page.clock.fastForward(1_000);
    assert.match(problem ?? "", /Another tab has an older version of this site open/);
  });
  await reading;
  await visitor.close();
});

Deno.test("a database that a newer page has used says so", async () => {
  const visitor = await browser.visitor(`http://localhost:${site.addr.port}`);
  await visitor.page.goto("/code.js");
  await visitor.page.evaluate(() =>
    new Promise<void>((resolve) => {
      const opening = indexedDB.open("talkywalky", 1_000);
      opening.onsuccess = () => resolve(opening.result.close());
    })
  );
  await open(visitor.page);
  assert.match(
    await readingProblem(visitor.page) ?? "",
    /A newer version of this page/,
  );
  await visitor.close();
});
