/** Real Chromium, driven through its roles and names as assistive tools see them. */

import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { TEST_PASSWORD } from "./account.ts";
import { type Build, launchChromium, launchWithProfile } from "./chromium.ts";
import { stretched } from "./patience.ts";

/** Of a quiet machine. */
const WAIT_MS = 20_000;
/** How often a page learns how busy the machine is by now. */
const PATIENCE_EVERY_MS = 5_000;

/** What a person's window is like. */
export interface WindowSettings {
  /** In CSS pixels. */
  size?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  /** What the person asked their system for; `no-preference` by default. */
  reducedMotion?: "reduce" | "no-preference";
  /** A phone's screen, which is touched. */
  touched?: boolean;
  /** Pixels of the screen for one of CSS. */
  scale?: number;
  /** Of the person, such as `Europe/Paris`; `machine` for this machine's, which a test can change. */
  timezoneId?: string;
  /** The language that the browser prefers, such as `fr-FR`; English without it. */
  locale?: string;
}

/**
 * One Chromium for several people. Each gets a profile of their own, with nothing of the others in
 * it, that lasts as long as their window.
 */
export class SharedBrowser {
  readonly #browser: Browser;
  readonly #serviceWorkers: "allow" | "block";

  private constructor(browser: Browser, serviceWorkers: "allow" | "block") {
    this.#browser = browser;
    this.#serviceWorkers = serviceWorkers;
  }

  /**
   * @param options.args more arguments of Chromium.
   * @param options.serviceWorkers whether pages get one. It fetches and compiles all that a page may
   * ever need, in each new profile: a quarter of the processor's time of most tests, so that the
   * shell has none unless they are what is tested.
   */
  static async launch(
    { build = "shell", args = [], serviceWorkers = build === "whole" }: {
      build?: Build;
      args?: readonly string[];
      serviceWorkers?: boolean;
    } = {},
  ): Promise<SharedBrowser> {
    const browser = await launchChromium(build, ...args);
    return new SharedBrowser(browser, serviceWorkers ? "allow" : "block");
  }

  async visitor(origin: string, settings: WindowSettings = {}): Promise<Visitor> {
    const context = await this.#browser.newContext({
      ...contextOptions(origin, settings),
      serviceWorkers: this.#serviceWorkers,
    });
    return new Visitor(context, await context.newPage());
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** One person at one browser with a profile of its own. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #profile: string | undefined;
  /** What the page complained of: uncaught errors and console errors, CSP violations among them. */
  readonly complaints: string[] = [];

  /** @param profile folder to remove at the end. */
  constructor(context: BrowserContext, page: Page, profile?: string) {
    this.context = context;
    this.page = page;
    this.#profile = profile;
    bePatient(page);
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  /**
   * Starts a whole Chromium of its own, with a profile on the disk.
   *
   * @param size of the window in CSS pixels.
   */
  static async open(
    origin: string,
    size: { width: number; height: number } = { width: 1440, height: 900 },
    colorScheme: "light" | "dark" = "light",
  ): Promise<Visitor> {
    const profile = await Deno.makeTempDir({ prefix: "talkywalky-profile-" });
    const options = contextOptions(origin, { size, colorScheme });
    const context = await launchWithProfile("whole", profile, options);
    const page = context.pages()[0] ?? await context.newPage();
    return new Visitor(context, page, profile);
  }

  /** Another tab of the same profile. */
  async tab(): Promise<Visitor> {
    return new Visitor(this.context, await this.context.newPage());
  }

  /** Broken rules of the pages' own content security policy, and errors that nobody caught. */
  get violations(): string[] {
    return this.complaints.filter((text) => /Content Security Policy|Trusted|Uncaught/i.test(text));
  }

  async fillRegistration(
    { uid, fullName, mail, password = TEST_PASSWORD, repeat = password }: {
      uid: string;
      fullName: string;
      mail: string;
      password?: string;
      repeat?: string;
    },
  ): Promise<void> {
    await this.field("Username").fill(uid);
    await this.field("Full name").fill(fullName);
    await this.field("Email").fill(mail);
    await this.field("Password").fill(password);
    await this.field("Repeat password").fill(repeat);
    await this.press("Create account");
  }

  async register(uid: string, fullName: string): Promise<void> {
    await this.page.goto("/register");
    await this.fillRegistration({ uid, fullName, mail: `${uid}@example.org` });
    await this.page.waitForURL("**/chat");
    await this.ready();
  }

  async fillSignIn(uid: string, password = TEST_PASSWORD): Promise<void> {
    await this.page.goto("/login");
    await this.field("Username").fill(uid);
    await this.field("Password").fill(password);
    await this.press("Sign in");
  }

  async signIn(uid: string): Promise<void> {
    await this.fillSignIn(uid);
    await this.page.waitForURL("**/chat");
    await this.ready();
  }

  /** Logs out; the keys stay in the browser. */
  async logOut(): Promise<void> {
    await this.press("Log out");
    await this.page.waitForURL("**/login");
  }

  /** Waits until the chat has loaded its lists. */
  async ready(): Promise<void> {
    await this.page.getByRole("button", { name: "New room" }).waitFor();
  }

  /** The input of this label. */
  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** The button of exactly this name. */
  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** The row of a person under *People*. */
  person(fullName: string): Locator {
    return this.page.getByRole("navigation", { name: "People" })
      .getByRole("button", { name: startingWith(fullName) });
  }

  /** The row of a room under *Rooms* that the person is in. */
  room(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Rooms" })
      .getByRole("button", { name: new RegExp(`^${RegExp.escape(name)} ?,`) });
  }

  /** The button that joins an open room. */
  joining(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Rooms" })
      .getByRole("button", { name: `${name} Join`, exact: true });
  }

  async openPerson(fullName: string): Promise<void> {
    await this.person(fullName).click();
    await this.#showing(fullName);
  }

  async openRoom(name: string): Promise<void> {
    await this.room(name).click();
    await this.#showing(name);
  }

  async createRoom(name: string, policy: "Open to everyone" | "By invitation"): Promise<void> {
    await this.page.getByRole("button", { name: "New room" }).click();
    await this.page.getByLabel("Room name").fill(name);
    await this.page.getByRole("radio", { name: policy }).check();
    await this.page.getByRole("button", { name: "Create room" }).click();
    // The room stands behind the dialog already, and takes no text before it is gone.
    await this.page.getByRole("dialog").waitFor({ state: "hidden" });
    await this.#showing(name);
  }

  async joinRoom(name: string): Promise<void> {
    await this.joining(name).click();
    await this.#showing(name);
  }

  /** Brings somebody into the room on screen. */
  async invite(fullName: string): Promise<void> {
    await this.press("Invite");
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: fullName }).click();
    await dialog.getByText(`Invited: ${fullName}`).waitFor();
    await this.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }

  /** Waits until the conversation with this title is on screen and can be written to. */
  async #showing(title: string): Promise<void> {
    await this.page.getByRole("banner").or(this.page.getByRole("main"))
      .getByRole("heading", { name: title, exact: true }).first().waitFor();
    await this.writing.waitFor();
  }

  /** The field that messages are written in. */
  get writing(): Locator {
    return this.page.getByRole("textbox", { name: "Message" });
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Messages" });
  }

  async send(text: string): Promise<void> {
    await this.writing.fill(text);
    try {
      await this.button("Send").click();
    } catch (cause) {
      // What the page says of it is worth more than that a button could not be pressed.
      const written = await this.writing.inputValue();
      const hint = await this.page.locator(".composer__hint").innerText();
      throw new Error(`Cannot send: the field holds "${written}", the hint "${hint}"`, { cause });
    }
  }

  /** Waits until the log shows `text`. */
  async sees(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).first().waitFor();
  }

  /** Waits until the server has taken this person's message `text`. */
  async handedIn(text: string): Promise<void> {
    await this.log.locator(".message", { hasText: text }).last().getByTitle(
      /^(Sent|Delivered|Read)$/,
    ).waitFor();
  }

  /** How often the log shows `text` now. */
  async count(text: string): Promise<number> {
    return await this.log.getByText(text, { exact: true }).count();
  }

  async close(): Promise<void> {
    await this.context.close();
    if (this.#profile !== undefined) await Deno.remove(this.#profile, { recursive: true });
  }
}

/** What is waited for at `page`, and in its context, gets the time that the machine needs for it. */
function bePatient(page: Page): void {
  const update = () => {
    page.setDefaultTimeout(stretched(WAIT_MS));
    page.context().setDefaultTimeout(stretched(WAIT_MS));
  };
  update();
  const timer = setInterval(update, PATIENCE_EVERY_MS);
  page.once("close", () => clearInterval(timer));
}

function contextOptions(
  origin: string,
  {
    size = { width: 1440, height: 900 },
    colorScheme = "light",
    reducedMotion = "reduce",
    touched = false,
    scale = 1,
    timezoneId = "Europe/Paris",
    locale = "en-GB",
  }: WindowSettings,
) {
  return {
    baseURL: origin,
    viewport: size,
    colorScheme,
    reducedMotion,
    hasTouch: touched,
    isMobile: touched,
    deviceScaleFactor: scale,
    locale,
    ...(timezoneId === "machine" ? {} : { timezoneId }),
    ignoreHTTPSErrors: true,
  };
}

/** Names of rows go on after the name itself: presence, unread messages. */
function startingWith(text: string): RegExp {
  // A name of another direction than the page is isolated (U+2068) where it stands in a text.
  return new RegExp(`^\\u2068?${RegExp.escape(text)}`);
}
