/** Debian's Firefox, driven by Puppeteer over WebDriver BiDi. */

import {
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type KeyInput,
  launch,
  type Page,
} from "puppeteer-core";
import { ensurePackages } from "../../../tools/services/packages.ts";
import { eventually } from "../eventually.ts";
import { stretched } from "../patience.ts";
import { type Engine, type EngineWindow, type Point, type Size, splitKeys } from "./engine.ts";

const EXECUTABLE = "/usr/bin/firefox-esr";
/** It points finely (2) and hovers (4). */
const MOUSE = 6;
/** A busy machine may take its time; who waits for something counts looks at the page. */
const PROTOCOL_TIMEOUT_MS = 180_000;
const START_TIMEOUT_MS = 120_000;

/** With a home of its own: caches and crash reports go there, too. */
export async function launchFirefox(): Promise<Engine> {
  await ensurePackages(["firefox", "fonts"]);
  const home = await Deno.makeTempDir({ prefix: "talkywalky-firefox-" });
  const browser = await launch({
    browser: "firefox",
    protocol: "webDriverBiDi",
    executablePath: EXECUTABLE,
    headless: true,
    userDataDir: `${home}/profile`,
    env: { ...Deno.env.toObject(), HOME: home, XDG_CACHE_HOME: `${home}/cache` },
    timeout: stretched(START_TIMEOUT_MS),
    protocolTimeout: PROTOCOL_TIMEOUT_MS,
    defaultViewport: null,
    extraPrefsFirefox: {
      "intl.accept_languages": "en-GB, en",
      // Half of what a screen shows in a second: without a graphics card each picture is expensive.
      "layout.frame_rate": 30,
      "ui.prefersReducedMotion": 1,
      // Without a screen it sees no mouse either.
      "ui.primaryPointerCapabilities": MOUSE,
      "ui.allPointerCapabilities": MOUSE,
    },
  });
  return new Firefox(browser, home);
}

class Firefox implements Engine {
  readonly name = "firefox";
  readonly #browser: Browser;
  readonly #home: string;

  constructor(browser: Browser, home: string) {
    this.#browser = browser;
    this.#home = home;
  }

  async open(): Promise<EngineWindow> {
    const context = await this.#browser.createBrowserContext();
    // As a tab it would lie behind those of the others, where Firefox draws nothing.
    return new FirefoxWindow(context, await context.newPage({ type: "window" }));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    // Processes of the browser that nobody waits for may write until they notice its end.
    await eventually(() => Deno.remove(this.#home, { recursive: true }));
  }
}

class FirefoxWindow implements EngineWindow {
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
    return await this.#page.evaluate(`(${work})(...${JSON.stringify(args)})`) as Result;
  }

  async moveTo({ x, y }: Point): Promise<void> {
    await this.#page.mouse.move(x, y);
  }

  async pressAt({ x, y }: Point): Promise<void> {
    // Of several windows only the one in front is told what has the focus.
    await this.#page.bringToFront();
    await this.#page.mouse.click(x, y);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async pressKeys(keys: string): Promise<void> {
    const { held, key } = splitKeys(keys);
    const { keyboard } = this.#page;
    for (const one of held) await keyboard.down(one as KeyInput);
    await keyboard.press(key as KeyInput);
    for (const one of held.reverse()) await keyboard.up(one as KeyInput);
  }

  async chooseFiles(selector: string, paths: readonly string[]): Promise<void> {
    const input = await this.#page.$(selector) as ElementHandle<HTMLInputElement> | null;
    if (input === null) throw new Error(`Cannot choose files: nothing is found by ${selector}`);
    await input.uploadFile(...paths);
    await input.dispose();
  }

  async resize(size: Size): Promise<void> {
    await this.#page.setViewport(size);
  }

  async screenshot(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.#page.screenshot());
  }

  async tab(): Promise<EngineWindow> {
    return new FirefoxWindow(this.#context, await this.#context.newPage());
  }

  async close(): Promise<void> {
    await this.#page.close();
    const pages = await this.#context.pages();
    if (pages.length === 0) await this.#context.close();
  }
}
