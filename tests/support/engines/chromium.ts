/** Debian's Chromium, driven by Playwright. */

import { Buffer } from "node:buffer";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium as launch } from "../chromium.ts";
import { type Engine, type EngineWindow, type Point, type Size, splitKeys } from "./engine.ts";

export async function launchChromium(): Promise<Engine> {
  return new Chromium(await launch("shell"));
}

class Chromium implements Engine {
  readonly name = "chromium";
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async open(): Promise<EngineWindow> {
    const context = await this.#browser.newContext({ locale: "en-GB" });
    return new ChromiumWindow(context, await context.newPage());
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

class ChromiumWindow implements EngineWindow {
  readonly #context: BrowserContext;
  readonly #page: Page;

  constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  async run<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    const expression = `(${work})(...${JSON.stringify(args)})`;
    return await this.#page.evaluate(expression) as Result;
  }

  async moveTo({ x, y }: Point): Promise<void> {
    await this.#page.mouse.move(x, y);
  }

  async pressAt({ x, y }: Point): Promise<void> {
    await this.#page.mouse.click(x, y);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async pressKeys(keys: string): Promise<void> {
    const { held, key } = splitKeys(keys);
    await this.#page.keyboard.press([...held, key].join("+"));
  }

  async chooseFiles(selector: string, paths: readonly string[]): Promise<void> {
    await this.#page.locator(selector).setInputFiles([...paths]);
  }

  async resize(size: Size): Promise<void> {
    await this.#page.setViewportSize(size);
  }

  async screenshot(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(Buffer.from(await this.#page.screenshot()));
  }

  async tab(): Promise<EngineWindow> {
    return new ChromiumWindow(this.#context, await this.#context.newPage());
  }

  async close(): Promise<void> {
    await this.#page.close();
    if (this.#context.pages().length === 0) await this.#context.close();
  }
}
