/** One person at one window of any engine, who tells the parts of a page by role and name. */

import { TEST_PASSWORD } from "../account.ts";
import { Patience } from "../patience.ts";
import type { Engine, EngineWindow, Point, Size } from "./engine.ts";
import { type Look, look, type Target } from "./look.ts";

/** From one look at the page to the next: a little longer each time, as looking costs it time, too. */
const FIRST_STEP_MS = 30;
const LONGEST_STEP_MS = 250;
/** Looks at a page that does not change. Each takes the longer the busier the machine is. */
const LOOKS = 120;
/** However much it changes; of a quiet machine. */
const LONGEST_MS = 240_000;

export class EngineVisitor {
  readonly window: EngineWindow;
  readonly origin: string;

  private constructor(window: EngineWindow, origin: string) {
    this.window = window;
    this.origin = origin;
  }

  /** A window with an empty profile. */
  static async open(
    engine: Engine,
    origin: string,
    size: Size = { width: 1280, height: 900 },
  ): Promise<EngineVisitor> {
    const visitor = new EngineVisitor(await engine.open(), origin);
    await visitor.window.goto(`${origin}/login`);
    await visitor.window.resize(size);
    return visitor;
  }

  /** Another tab of the same profile, at `path`. */
  async tab(path: string): Promise<EngineVisitor> {
    const other = new EngineVisitor(await this.window.tab(), this.origin);
    await other.goto(path);
    return other;
  }

  goto(path: string): Promise<void> {
    return this.window.goto(this.origin + path);
  }

  look(target: Target): Promise<Look> {
    return this.window.run(look, target, false);
  }

  /**
   * Waits until what is seen of `target` satisfies `holds`. The patience is renewed whenever the
   * page says something else than before, so that a busy machine gets the time that it needs.
   */
  async until(
    target: Target,
    wanted: string,
    holds: (seen: Look, before: Look | undefined) => boolean | Promise<boolean>,
    { bring = false } = {},
  ): Promise<Look> {
    const patience = new Patience(LONGEST_MS);
    let before: Look | undefined;
    let failure: unknown;
    let stepMs = FIRST_STEP_MS;
    for (let left = LOOKS; left > 0 && patience.leftMs > 0; left--) {
      try {
        const seen = await this.window.run(look, target, bring);
        if (await holds(seen, before)) return seen;
        if (before !== undefined && before.page !== seen.page) left = LOOKS;
        before = seen;
        failure = undefined;
      } catch (error) {
        // While one page goes and the next comes there is nothing to look at.
        failure = error;
      }
      await new Promise((resolve) => setTimeout(resolve, stepMs));
      stepMs = Math.min(stepMs * 1.4, LONGEST_STEP_MS);
    }
    const { page, ...last } = before ?? { page: "nothing" };
    throw new Error(
      `${JSON.stringify(target)} was not ${wanted}: ${JSON.stringify(last)}\n` +
        `The page says: ${page}`,
      { cause: failure },
    );
  }

  shows(target: Target): Promise<Look> {
    return this.until(target, "shown", ({ count }) => count > 0);
  }

  async hides(target: Target): Promise<void> {
    await this.until(target, "gone", ({ count }) => count === 0);
  }

  /** Waits until the page of this path is there. */
  async arrives(path: string): Promise<void> {
    const url = this.origin + path;
    await this.until({ css: "body" }, "hidden", ({ page }) => page.startsWith(`${url} `), {})
      .catch((cause) => {
        throw new Error(`The page did not become ${url}`, { cause });
      });
  }

  /** Presses what stays in one place with nothing over it. @returns where. */
  async press(target: Target): Promise<Point> {
    const { reach } = await this.until(
      target,
      "there to be pressed",
      (seen, before) =>
        seen.reach !== undefined && !seen.disabled &&
        seen.reach.x === before?.reach?.x && seen.reach.y === before.reach.y,
      { bring: true },
    );
    await this.window.pressAt(reach!);
    return reach!;
  }

  async pressButton(name: string, within?: Target): Promise<void> {
    await this.press({ role: "button", name, ...(within === undefined ? {} : { within }) });
  }

  /** Writes `text` into the field of this label in place of what it held. */
  async fill(label: string, text: string, within?: Target): Promise<void> {
    const field: Target = {
      role: "field",
      name: label,
      ...(within === undefined ? {} : { within }),
    };
    let pressed = await this.press(field);
    await this.until(field, "focused", async ({ focused, reach }) => {
      // What stood there while it was loading has gone: whoever sees that presses once more.
      const hasMoved = reach !== undefined && (reach.x !== pressed.x || reach.y !== pressed.y);
      if (!focused && hasMoved) await this.window.pressAt(pressed = reach);
      return focused;
    });
    await this.window.run(() => (document.activeElement as HTMLInputElement).select());
    if (text === "") await this.window.pressKeys("Delete");
    else await this.window.type(text);
    await this.until(field, `filled with "${text}"`, ({ value }) => value === text);
  }

  async fillRegistration(
    { uid, fullName, password = TEST_PASSWORD }: {
      uid: string;
      fullName: string;
      password?: string;
    },
  ): Promise<void> {
    await this.goto("/register");
    await this.shows({ role: "button", name: "Create account" });
    await this.fill("Username", uid);
    await this.fill("Full name", fullName);
    await this.fill("Email", `${uid}@example.org`);
    await this.fill("Password", password);
    await this.fill("Repeat password", password);
    await this.pressButton("Create account");
  }

  async register(uid: string, fullName: string): Promise<void> {
    await this.fillRegistration({ uid, fullName });
    await this.arrives("/chat");
    await this.ready();
  }

  async fillSignIn(uid: string, password = TEST_PASSWORD): Promise<void> {
    await this.goto("/login");
    await this.fill("Username", uid);
    await this.fill("Password", password);
    await this.pressButton("Sign in");
  }

  async signIn(uid: string): Promise<void> {
    await this.fillSignIn(uid);
    await this.arrives("/chat");
    await this.ready();
  }

  /** Waits until the chat has loaded its lists. */
  async ready(): Promise<void> {
    await this.shows({ role: "button", name: "New room" });
  }

  async openPerson(fullName: string): Promise<void> {
    await this.press({
      role: "button",
      begins: fullName,
      within: { role: "navigation", name: "People" },
    });
    await this.#showing(fullName);
  }

  async openRoom(name: string): Promise<void> {
    await this.press({
      role: "button",
      begins: name,
      within: { role: "navigation", name: "Rooms" },
    });
    await this.#showing(name);
  }

  async createRoom(name: string, policy: "Open to everyone" | "By invitation"): Promise<void> {
    await this.pressButton("New room");
    const within: Target = { role: "dialog", name: "Start a room" };
    await this.fill("Room name", name, within);
    await this.press({ role: "radio", name: policy, within });
    await this.pressButton("Create room", within);
    await this.hides(within);
    await this.#showing(name);
  }

  async #showing(title: string): Promise<void> {
    await this.shows({ role: "heading", name: title });
    await this.shows({ role: "field", name: "Message" });
  }

  async send(text: string): Promise<void> {
    await this.fill("Message", text);
    await this.pressButton("Send");
    await this.until(
      { role: "field", name: "Message" },
      "emptied by sending",
      ({ value }) => value !== text,
    );
  }

  /** Waits until the log shows `text`. */
  async sees(text: string): Promise<void> {
    await this.shows({ text, within: { role: "log" } });
  }

  /** How often the log shows `text` now. */
  async count(text: string): Promise<number> {
    const { count } = await this.look({ text, within: { role: "log" } });
    return count;
  }

  /** Waits until the server has taken everything that this person wrote here. */
  async handedIn(): Promise<void> {
    await this.hides({ css: "[title=Sending]", within: { role: "log" } });
  }

  close(): Promise<void> {
    return this.window.close();
  }
}
