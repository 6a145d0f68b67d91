/** Real Chromium, driven through its roles and names as assistive tools see them. */

import { type BrowserContext, chromium, type Page } from "playwright-core";
import { ensurePackages } from "../../tools/services/packages.ts";
import { TEST_PASSWORD } from "./account.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** One person at one browser with a profile of its own. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly #profile: string;
  /** What the page complained of: uncaught errors and console errors, CSP violations among them. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page, profile: string) {
    this.context = context;
    this.page = page;
    this.#profile = profile;
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  /** @param size of the window in CSS pixels. */
  static async open(
    origin: string,
    size: { width: number; height: number } = { width: 1440, height: 900 },
    colorScheme: "light" | "dark" = "light",
  ): Promise<Visitor> {
    await ensurePackages(["chromium"]);
    const profile = await Deno.makeTempDir({ prefix: "talkywalky-profile-" });
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: "/usr/bin/chromium",
      headless: true,
      args: ARGUMENTS,
      baseURL: origin,
      viewport: size,
      colorScheme,
      locale: "en-GB",
      timezoneId: "Europe/Paris",
      ignoreHTTPSErrors: true,
    });
    const page = context.pages()[0] ?? await context.newPage();
    page.setDefaultTimeout(20_000);
    return new Visitor(context, page, profile);
  }

  async register(uid: string, fullName: string): Promise<void> {
    const { page } = this;
    await page.goto("/register");
    await page.getByLabel("Username", { exact: true }).fill(uid);
    await page.getByLabel("Full name", { exact: true }).fill(fullName);
    await page.getByLabel("Email", { exact: true }).fill(`${uid}@example.org`);
    await page.getByLabel("Password", { exact: true }).fill(TEST_PASSWORD);
    await page.getByLabel("Repeat password", { exact: true }).fill(TEST_PASSWORD);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.waitForURL("**/chat");
    await this.ready();
  }

  async fillSignIn(uid: string, password = TEST_PASSWORD): Promise<void> {
    const { page } = this;
    await page.goto("/login");
    await page.getByLabel("Username", { exact: true }).fill(uid);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  async signIn(uid: string): Promise<void> {
    await this.fillSignIn(uid);
    await this.page.waitForURL("**/chat");
    await this.ready();
  }

  /** Waits until the chat has loaded its lists. */
  async ready(): Promise<void> {
    await this.page.getByRole("button", { name: "New room" }).waitFor();
  }

  async openPerson(fullName: string): Promise<void> {
    const people = this.page.getByRole("navigation", { name: "People" });
    await people.getByRole("button", { name: new RegExp(`^${fullName}`) }).click();
    await this.#showing(fullName);
  }

  async openRoom(name: string): Promise<void> {
    const rooms = this.page.getByRole("navigation", { name: "Rooms" });
    await rooms.getByRole("button", { name: new RegExp(`^${name}`) }).click();
    await this.#showing(name);
  }

  async createRoom(name: string, policy: "Open to everyone" | "By invitation"): Promise<void> {
    await this.page.getByRole("button", { name: "New room" }).click();
    await this.page.getByLabel("Room name").fill(name);
    await this.page.getByLabel(policy).check();
    await this.page.getByRole("button", { name: "Create room" }).click();
    await this.#showing(name);
  }

  async joinRoom(name: string): Promise<void> {
    const rooms = this.page.getByRole("navigation", { name: "Rooms" });
    await rooms.getByRole("button", { name: `${name} Join` }).click();
    await this.#showing(name);
  }

  /** Waits until the conversation with this title is on screen and can be written to. */
  async #showing(title: string): Promise<void> {
    await this.page.getByRole("banner").or(this.page.getByRole("main"))
      .getByRole("heading", { name: title, exact: true }).first().waitFor();
    await this.page.getByRole("textbox", { name: "Message" }).waitFor();
  }

  async send(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Message" }).fill(text);
    await this.page.getByRole("button", { name: "Send" }).click();
  }

  /** Waits until the log shows `text` once. */
  async sees(text: string): Promise<void> {
    const log = this.page.getByRole("log", { name: "Messages" });
    await log.getByText(text, { exact: true }).first().waitFor();
  }

  /** How often the log shows `text` now. */
  async count(text: string): Promise<number> {
    const log = this.page.getByRole("log", { name: "Messages" });
    return await log.getByText(text, { exact: true }).count();
  }

  async close(): Promise<void> {
    await this.context.close();
    await Deno.remove(this.#profile, { recursive: true });
  }
}
