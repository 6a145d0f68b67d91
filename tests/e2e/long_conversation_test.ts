/** A conversation of many messages, in real Chromium on the real server. */

import assert from "node:assert/strict";
import type { ItemId } from "../../protocol/ids.ts";
import { BENCH_SETTINGS } from "../../bench/settings.ts";
import { register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { SharedBrowser, type Visitor } from "../support/browser.ts";
import { comeIn } from "../support/browser_keys.ts";
import { type Fixture, startFixture } from "../support/fixture.ts";

const MESSAGES = 1_600;
/** Rows of a screen of 900 pixels, and what is drawn around it. */
const MOST_IN_PAGE = 120;
/** A row that was seen may not stand farther away than this when all is measured. */
const STEADY_PX = 4;

let fixture: Fixture;
let browser: SharedBrowser;
let ada: Visitor;
let noor: Bot;

Deno.test.beforeAll(async () => {
  [fixture, browser] = await Promise.all([
    startFixture({ env: BENCH_SETTINGS }),
    SharedBrowser.launch(),
  ]);
  const { origin } = fixture.server;
  const [adas, noors] = await Promise.all([
    register(origin, "ada", { fullName: "Ada Example" }),
    register(origin, "noor", { fullName: "Noor Placeholder" }),
  ]);
  noor = await Bot.connect(origin, noors);
  const conv = await noor.openDirect(adas.user.id);
  const texts = Array.from({ length: MESSAGES }, (_, i) => textAt(i + 1));
  const [, pinned] = await noor.sendAll(conv, texts.slice(0, MESSAGES - 200));
  await noor.post(conv, { type: "pin", target: pinned!.id as ItemId, action: "add" });
  await noor.sendAll(conv, texts.slice(MESSAGES - 200));
  ada = await browser.visitor(origin);
  await comeIn(ada, adas);
  await ada.openPerson("Noor Placeholder");
  await ada.sees(textAt(MESSAGES));
});
Deno.test.afterAll(async () => {
  await ada?.close();
  noor?.wire.close();
  await browser.close();
  await fixture.close();
});

/** Of different lengths and kinds, so that rows differ in height, and from what is expected. */
function textAt(number: number): string {
  if (number % 11 === 4) return `Message ${number}.\n${"- one of a list\n".repeat(number % 9 + 1)}`;
  if (number % 17 === 3) {
    return `Message ${number}.\n\`\`\`\n${"let x = 1;\n".repeat(number % 23)}\`\`\``;
  }
  const words = Array.from({ length: (number * 7) % 60 }, (_, i) => `word${(number + i) % 10}`);
  return [`Message ${number}.`, ...words].join(" ");
}

/** Messages that are in the page now, by number, with where each stands on the screen. */
function inPage({ page }: Visitor): Promise<{ number: number; top: number; isSeen: boolean }[]> {
  return page.evaluate(() => {
    const log = document.querySelector(".log__scroller")!.getBoundingClientRect();
    return [...document.querySelectorAll(".message")].flatMap((row) => {
      const number = /Message (\d+)\./.exec(row.textContent ?? "")?.[1];
      if (number === undefined) return [];
      const { top, bottom } = row.getBoundingClientRect();
      return [{ number: Number(number), top, isSeen: top >= log.top && bottom <= log.bottom }];
    });
  });
}

/** How far a message that stays in view moves while older ones are loaded above it. */
async function driftWhileLoading({ page }: Visitor): Promise<number> {
  return await page.evaluate(async () => {
    const scroller = document.querySelector(".log__scroller")!;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const settled = async () => {
      for (let still = 0, before = -1; still < 10; await frame()) {
        const now = scroller.scrollHeight;
        still = now === before && scroller.getAttribute("aria-busy") !== "true" ? still + 1 : 0;
        before = now;
      }
    };
    // A page from where older ones are asked for, so that all that is looked at is drawn and measured.
    scroller.scrollTop = scroller.clientHeight + 400;
    await settled();
    const height = scroller.scrollHeight;
    const watched = scroller.getBoundingClientRect().top + scroller.clientHeight * 0.8;
    scroller.scrollTop = scroller.clientHeight - 100;
    const row = [...document.querySelectorAll(".message")].find((one) =>
      one.getBoundingClientRect().bottom > watched
    )!;
    const text = row.textContent;
    const before = row.getBoundingClientRect().top;
    for (let frames = 0; scroller.scrollHeight <= height + 500; frames++) {
      if (frames === 600) throw new Error("No older messages were loaded");
      await frame();
    }
    await settled();
    const after = [...document.querySelectorAll(".message")].find((one) =>
      one.textContent === text
    );
    return after === undefined ? Infinity : Math.abs(after.getBoundingClientRect().top - before);
  });
}

Deno.test("only what is in view is in the page, also after going far back", async () => {
  const { page } = ada;
  const first = await inPage(ada);
  assert.ok(first.length > 5 && first.length <= MOST_IN_PAGE, `${first.length} rows`);
  assert.ok(first.find(({ number }) => number === MESSAGES)?.isSeen, "the newest is in view");

  for (let time = 0; time < 4; time++) {
    const drift = await driftWhileLoading(ada);
    assert.ok(drift <= 2, `the row that was watched moved by ${drift} pixels`);
    const rows = await inPage(ada);
    assert.ok(rows.length > 5 && rows.length <= MOST_IN_PAGE, `${rows.length} rows`);
    const numbers = rows.map(({ number }) => number);
    assert.deepEqual(numbers, numbers.map((_, i) => numbers[0]! + i), "in order, none left out");
  }
  const lowest = (await inPage(ada))[0]!.number;
  assert.ok(lowest < MESSAGES - 150, `it went back to ${lowest}`);
  assert.equal(await page.locator(".message").count() <= MOST_IN_PAGE, true);
});

Deno.test("a message that comes meanwhile moves nothing, and one press leads to it", async () => {
  const { page } = ada;
  const before = await inPage(ada);
  const seen = before.find(({ isSeen }) => isSeen)!;
  const conv = [...noor.shown.keys()][0]!;
  await noor.send(conv, "Message 9999. It is new.");
  const jump = page.getByRole("button", { name: /Jump to newest/ });
  await jump.waitFor();
  await page.locator(".log").getByText(/1 new/).first().waitFor();
  const after = (await inPage(ada)).find(({ number }) => number === seen.number);
  assert.ok(Math.abs(after!.top - seen.top) <= 1);
  await jump.click();
  await ada.sees("Message 9999. It is new.");
  await page.waitForFunction(() => {
    const { scrollTop, scrollHeight, clientHeight } = document.querySelector(".log__scroller")!;
    return scrollHeight - scrollTop - clientHeight < 3;
  });
  assert.ok((await inPage(ada)).find(({ number }) => number === 9999)?.isSeen);
});

Deno.test("a jump to a date leads to its first message, beyond all that was loaded", async () => {
  const { page } = ada;
  await page.getByRole("button", { name: "More about this conversation" }).click();
  await page.getByRole("button", { name: "Jump to date" }).click();
  const dialog = page.getByRole("dialog", { name: "Jump to date" });
  const today = await page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
  await dialog.getByLabel("Date").fill(today);
  await dialog.getByRole("button", { name: "Jump", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await ada.sees(textAt(1));
  const rows = await inPage(ada);
  assert.ok(rows.find(({ number }) => number === 1)?.isSeen);
  assert.ok(rows.length <= MOST_IN_PAGE, `${rows.length} rows`);
  assert.deepEqual(ada.violations, []);
});

/**
 * Throws the scrollbar to `share` of the way, in so many steps, and answers how far the row in the middle of what was
 * painted first stands from there once all has settled, and the farthest that it was in between.
 */
async function throwTo(
  { page }: Visitor,
  share: number,
  steps: number,
): Promise<{ moved: number; farthest: number }> {
  return await page.evaluate(async ({ share, steps }) => {
    const scroller = document.querySelector(".log__scroller")!;
    /** Resolves when a frame was painted: what is measured then is what was seen. */
    const painted = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(0);
        })
      );
    const middle = () => {
      const { top, height } = scroller.getBoundingClientRect();
      return [...document.querySelectorAll("[data-row]")].find((row) => {
        const box = row.getBoundingClientRect();
        return box.top <= top + height / 2 && box.bottom > top + height / 2;
      });
    };
    const end = () => scroller.scrollHeight - scroller.clientHeight;
    const from = scroller.scrollTop / end();
    // A hand that drags tells the bar's place of what the log's height is by then.
    for (let step = 1; step <= steps; step++) {
      scroller.scrollTop = Math.round((from + (share - from) * step / steps) * end());
      if (step < steps) await painted();
    }
    let row: Element | undefined;
    for (let frames = 0; (row = middle()) === undefined; frames++) {
      if (frames === 300) throw new Error("Nothing was drawn");
      await painted();
    }
    await painted();
    row = middle()!;
    const key = (row as HTMLElement).dataset.row;
    const before = row.getBoundingClientRect().top;
    let moved = 0;
    let farthest = 0;
    for (let still = 0, frames = 0; still < 20; frames++) {
      if (frames === 600) throw new Error("It does not settle");
      await painted();
      const now = document.querySelector(`[data-row="${key}"]`)?.getBoundingClientRect().top;
      const away = now === undefined ? Infinity : Math.abs(now - before);
      still = away === moved ? still + 1 : 0;
      moved = away;
      farthest = Math.max(farthest, away);
    }
    return { moved, farthest };
  }, { share, steps });
}

Deno.test("where the scrollbar is thrown to, the rows stand still", async () => {
  const { page } = ada;
  await page.waitForFunction(() =>
    document.querySelector(".log__scroller")!.getAttribute("aria-busy") !== "true"
  );
  const shares = [0.9, 0.15, 0.62, 0.31, 0.78, 0.47, 0.05, 0.55, 0.97, 0.24];
  for (const [i, share] of shares.entries()) {
    const steps = i % 2 === 0 ? 1 : 9;
    const { moved, farthest } = await throwTo(ada, share, steps);
    assert.ok(moved <= STEADY_PX, `thrown to ${share}, the row moved by ${moved} pixels`);
    assert.ok(farthest <= STEADY_PX, `thrown to ${share}, it was ${farthest} pixels away`);
  }
  assert.deepEqual(ada.violations, []);
});

Deno.test("a pin far back stands over the log when it opens, and leads there", async () => {
  const { page } = ada;
  // All was opened by now, and is kept.
  await page.waitForFunction(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return ![...held, ...pending].some(({ name }) => name?.startsWith("talkywalky/history/"));
  });
  await page.goto("/chat");
  await ada.sees("Message 9999. It is new.");
  const bar = page.getByRole("region", { name: "Pinned messages" });
  await bar.getByText(/^Message 2\./).waitFor();
  assert.ok((await inPage(ada)).every(({ number }) => number > MESSAGES - 100), "it is not loaded");
  await bar.getByText(/^Message 2\./).click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".message")].some((row) =>
      /Message 2\./.test(row.textContent ?? "")
    )
  );
  assert.ok((await inPage(ada)).find(({ number }) => number === 2)?.isSeen);
});
