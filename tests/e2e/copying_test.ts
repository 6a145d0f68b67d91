/** The browser's own copy and print on a log of which only the rows in view are in the page. */

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SharedBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { type RunningGallery, startGallery } from "../support/gallery/running.ts";

let browser: SharedBrowser;
let gallery: RunningGallery;

Deno.test.beforeAll(async () => {
  [browser, gallery] = await Promise.all([SharedBrowser.launch(), startGallery()]);
});
Deno.test.afterAll(async () => {
  await browser.close();
  await gallery.close();
});

function fact(name: string, scene: string, work: (page: Page) => Promise<void>): void {
  Deno.test(name, async () => {
    const visitor = await browser.visitor(gallery.origin);
    const { context, page } = visitor;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`/chat?scene=${scene}`);
    await page.locator(".message").first().waitFor();
    await work(page);
    assert.deepEqual(visitor.complaints, []);
    await visitor.close();
  });
}

/** "3 Nov 2026, 14:32", as the browser of these tests writes it. */
const HEAD = /^(.+), \d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2}$/;
/** What stands beside a message's words. */
const COPIED_BY_MISTAKE = /\b(?:Copy|Sent|Read|Delivered|Retry|Download|Save|Pinned|edited)\b\n?/;
const NUMBERED = /^Message number (\d+) of many\.$/;

/** What a copy puts on the clipboard, once what it takes is loaded. */
async function copied(page: Page): Promise<{ text: string; html: string }> {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.keyboard.press("Control+c");
  await eventually(async () => {
    assert.notEqual(await page.evaluate(() => navigator.clipboard.readText()), "");
  });
  return await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const of = async (type: string) => await (await item!.getType(type)).text();
    return { text: await of("text/plain"), html: await of("text/html") };
  });
}

/** Selects from `from` in one message to `to` in another, by letters of what is drawn. */
async function select(page: Page, from: [string, number], to: [string, number]): Promise<void> {
  await page.evaluate(([from, to]) => {
    const end = ([words, offset]: [string, number]): [Node, number] => {
      const walker = document.createTreeWalker(document.querySelector(".log__content")!, 4);
      while (walker.nextNode()) {
        if (walker.currentNode.textContent === words) return [walker.currentNode, offset];
      }
      throw new Error(`"${words}" is not drawn`);
    };
    getSelection()!.setBaseAndExtent(...end(from), ...end(to));
  }, [from, to] as const);
}

/** Of each block its sender and its lines. */
function blocks(text: string): { by: string; lines: string[] }[] {
  return text.split("\n\n").map((block) => {
    const [head, ...lines] = block.split("\n");
    const by = HEAD.exec(head!)?.[1];
    assert.ok(by !== undefined, `"${head}" is no name and time`);
    return { by, lines };
  });
}

fact(
  "all that is loaded is selected in the log and copied, not what is drawn alone",
  "long",
  async (page) => {
    const drawn = await page.locator(".message").count();
    await page.locator(".message").last().click();
    await page.keyboard.press("Control+a");
    const { text, html } = await copied(page);
    const said = blocks(text);
    assert.equal(said.length, 60);
    assert.ok(drawn < 60, "not all of it is drawn");
    const numbers = said.map(({ lines }) => Number(NUMBERED.exec(lines.join("\n"))?.[1]));
    assert.deepEqual(numbers, numbers.map((_, i) => numbers[0]! + i));
    assert.equal(html.match(/Message number \d+ of many\./g)?.length, 60);
    assert.equal(html.match(/<strong>/g)?.length, 60);
  },
);

fact("a copy of all that is loaded says that older messages are missing", "long", async (page) => {
  await page.locator(".message").last().click();
  await page.keyboard.press("Control+a");
  const said = blocks((await copied(page)).text);
  const toast = page.getByRole("alert").getByText(/Messages copied/);
  await toast.waitFor();
  assert.match(await toast.textContent() ?? "", new RegExp(`^Messages copied: ${said.length}\\.`));
  await page.getByRole("alert").getByRole("button", { name: "Save chat log…" }).click();
  await page.getByRole("dialog", { name: "Save chat log" }).waitFor();
});

fact("a copy of a part, or of everything, says nothing", "messages", async (page) => {
  await page.locator(".message").last().click();
  await page.keyboard.press("Control+a");
  await copied(page);
  // What the next copy would say comes after what this one would have said.
  const words = await page.locator(".message__text").allTextContents();
  const [first, second] = words.slice(-2) as [string, string];
  assert.ok(first !== second);
  await copied(page);
  assert.equal(await page.locator(".toast").count(), 0);
});

fact(
  "several messages are copied with the names and times of all, and of the ends what is selected",
  "long",
  async (page) => {
    const words = await page.locator(".message__text").allTextContents();
    const [first, second, third] = words.slice(-3) as [string, string, string];
    await select(page, [first, "Message ".length], [third, "Message number".length]);
    const said = blocks((await copied(page)).text);
    assert.deepEqual(said.map(({ lines }) => lines), [
      [first.slice("Message ".length)],
      [second],
      ["Message number"],
    ]);
    const names = await page.locator(".message").evaluateAll((rows) =>
      rows.slice(-3).map((row) => row.querySelector(".group__name, .said")!.textContent)
    );
    assert.deepEqual(said.map(({ by }) => by), names.map((name) => name!.replace(/,$/, "")));
  },
);

fact("a selection goes on over what is drawn no more", "long", async (page) => {
  const last = (await page.locator(".message__text").last().textContent())!;
  await select(page, [last, last.length], [last, 0]);
  const scroller = page.getByRole("log", { name: "Messages" });
  // Up to the beginning of what is loaded, which then gets older ones before it.
  await eventually(async () => {
    await scroller.evaluate((log) => log.scrollBy(0, -log.clientHeight));
    const top = await page.locator(".message__text").first().textContent();
    assert.ok(Number(NUMBERED.exec(last)![1]) - Number(NUMBERED.exec(top!)![1]) >= 50, top!);
  });
  const first = (await page.locator(".message__text").first().textContent())!;
  await select(page, [last, last.length], [first, 0]);
  const said = blocks((await copied(page)).text);
  const expected = Number(NUMBERED.exec(last)![1]) - Number(NUMBERED.exec(first)![1]) + 1;
  assert.equal(said.length, expected);
  assert.deepEqual([said[0]!.lines, said.at(-1)!.lines], [[first], [last]]);
});

fact(
  "of one message what is selected is copied as it is, without name and time",
  "long",
  async (page) => {
    const words = (await page.locator(".message__text").last().textContent())!;
    await select(page, [words, 0], [words, 7]);
    assert.equal((await copied(page)).text, "Message");
    await page.locator(".message__text").last().click({ clickCount: 3 });
    assert.equal((await copied(page)).text.trim(), words);
  },
);

fact(
  "what is selected from a text to the end of its message, or beyond, is copied as words",
  "messages",
  async (page) => {
    const row = page.locator(".message", { has: page.locator("button") }).last();
    const words = row.locator(".message__text");
    const box = (await words.boundingBox())!;
    const end = (await row.boundingBox())!;
    for (const below of [end.y + end.height - 2, end.y + end.height + 200]) {
      await page.mouse.move(box.x + 1, box.y + 8);
      await page.mouse.down();
      await page.mouse.move(end.x + end.width - 4, below, { steps: 6 });
      await page.mouse.up();
      assert.doesNotMatch((await copied(page)).text, COPIED_BY_MISTAKE);
    }
  },
);

fact("nothing but words is copied: no ticks, buttons or reactions", "messages", async (page) => {
  await page.locator(".message").last().click();
  await page.keyboard.press("Control+a");
  const { text } = await copied(page);
  assert.doesNotMatch(text, COPIED_BY_MISTAKE);
  for (const block of text.split("\n\n")) assert.notEqual(block.trim(), "");
});

fact(
  "all that is loaded is printed, and that older messages are missing is said",
  "long",
  async (page) => {
    await page.evaluate(() =>
      addEventListener("beforeprint", () => {
        const rows = [...document.querySelectorAll(".message")];
        Object.assign(globalThis, {
          printed: {
            texts: rows.map((row) => row.querySelector(".message__text")?.textContent),
            times: rows.filter((row) => row.querySelector("time") !== null).length,
            note: document.querySelector(".log__older--printed")?.textContent ?? "",
          },
        });
      })
    );
    const drawn = await page.locator(".message").count();
    await page.pdf();
    const printed = await page.evaluate(() =>
      (globalThis as unknown as { printed: { texts: string[]; times: number; note: string } })
        .printed
    );
    assert.equal(printed.texts.length, 60);
    assert.equal(printed.times, 60);
    assert.match(printed.note, /not printed/);
    await eventually(async () =>
      assert.ok(await page.locator(".message").count() < 60, `${drawn}`)
    );
    await page.emulateMedia({ media: "print" });
    await eventually(async () => assert.equal(await page.locator(".message").count(), 60));
    assert.equal(await page.locator(".log__older--printed").isVisible(), true);
    for (const one of [".composer", ".sidebar", ".log__jump"]) {
      assert.equal(await page.locator(one).isVisible(), false, one);
    }
  },
);
