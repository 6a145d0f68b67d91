/**
 * Debian's WebKitGTK in its MiniBrowser, driven over WebDriver, on a screen that nobody sees. A
 * driver has one session and a session has one profile, so each window has a driver of its own.
 */

import { ensurePackages, MINI_BROWSER } from "../../../tools/services/packages.ts";
import { freePort, waitUntilAnswers } from "../../../tools/services/ports.ts";
import { eventually } from "../eventually.ts";
import { stretched } from "../patience.ts";
import {
  type Engine,
  type EngineOptions,
  type EngineWindow,
  type Point,
  type Size,
  splitKeys,
} from "./engine.ts";
import { WebDriverSession } from "./web_driver.ts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const SCREEN = "/usr/bin/Xvfb";
/** Room for the largest window that the tests ask for, and for the browser's own frame. */
const SCREEN_SIZE = "1600x1300x24";
/** Settings of GTK: pages are told that the person wants less motion. */
const NO_MOTION = "[Settings]\ngtk-enable-animations=0\n";
/** For GTK: the browser's own bar, at its usual size, keeps the window wider than a phone. */
const NARROW_FRAME =
  "window * { min-width: 0; margin: 0; border: 0; padding: 0; font-size: 1px; }\n";
const START_TIMEOUT_MS = 60_000;
/** A busy machine may take its time; who waits for something counts looks at the page. */
const PAGE_TIMEOUT_MS = 180_000;

export async function launchWebKit({ pictures = false }: EngineOptions = {}): Promise<Engine> {
  await ensurePackages(["webkit", "fonts"]);
  const home = await Deno.makeTempDir({ prefix: "talkywalky-webkit-" });
  const screen = new Deno.Command(SCREEN, {
    // It takes a free display and tells which on its standard output.
    args: ["-displayfd", "1", "-screen", "0", SCREEN_SIZE, "-nolisten", "tcp"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = screen.stdout.pipeThrough(new TextDecoderStream());
  let display = "";
  for await (const text of lines) {
    display += text;
    if (display.endsWith("\n")) break;
  }
  if (!display.endsWith("\n")) throw new Error("Xvfb ended without telling its display");
  return new WebKit(screen, home, `:${display.trim()}`, pictures);
}

class WebKit implements Engine {
  readonly name = "webkit";
  readonly #screen: Deno.ChildProcess;
  readonly #home: string;
  readonly #display: string;
  readonly #pictures: boolean;
  readonly #open = new Set<Profile>();

  constructor(screen: Deno.ChildProcess, home: string, display: string, pictures: boolean) {
    this.#screen = screen;
    this.#home = home;
    this.#display = display;
    this.#pictures = pictures;
  }

  async open(): Promise<EngineWindow> {
    const home = await Deno.makeTempDir({ dir: this.#home });
    const profile: Profile = await Profile.start(home, {
      display: this.#display,
      pictures: this.#pictures,
      onEnd: () => this.#open.delete(profile),
    });
    this.#open.add(profile);
    return await profile.window();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((profile) => profile.end()));
    this.#screen.kill();
    await this.#screen.status;
    // Processes of the browser that nobody waits for may write until they notice its end.
    await eventually(() => Deno.remove(this.#home, { recursive: true }));
  }
}

/** One driver with its browser. */
class Profile {
  readonly session: WebDriverSession;
  readonly #driver: Deno.ChildProcess;
  readonly #onEnd: () => void;
  /** The window that the driver's commands go to. */
  #current = "";
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(session: WebDriverSession, driver: Deno.ChildProcess, onEnd: () => void) {
    this.session = session;
    this.#driver = driver;
    this.#onEnd = onEnd;
  }

  static async start(
    home: string,
    { display, pictures, onEnd }: { display: string; pictures: boolean; onEnd: () => void },
  ): Promise<Profile> {
    const port = freePort();
    await Deno.mkdir(`${home}/config/gtk-3.0`, { recursive: true });
    await Deno.writeTextFile(`${home}/config/gtk-3.0/gtk.css`, NARROW_FRAME);
    await Deno.writeTextFile(`${home}/config/gtk-3.0/settings.ini`, NO_MOTION);
    const driver = new Deno.Command(DRIVER, {
      args: ["--host=127.0.0.1", `--port=${port}`],
      env: {
        DISPLAY: display,
        HOME: home,
        XDG_CACHE_HOME: `${home}/cache`,
        XDG_CONFIG_HOME: `${home}/config`,
        XDG_DATA_HOME: `${home}/data`,
        XDG_RUNTIME_DIR: home,
        GSETTINGS_BACKEND: "memory",
        NO_AT_BRIDGE: "1",
        LANG: "en_GB.UTF-8",
        // Else a graphics card made of software draws and composes: half of the time that it takes.
        WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1",
        // What composes nothing cannot be photographed.
        ...(pictures ? {} : { WEBKIT_DISABLE_COMPOSITING_MODE: "1" }),
        // Its sandbox does not work for root, who is the only one that may need to do without.
        ...(Deno.uid() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } : {}),
      },
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let running = true;
    void driver.status.then(() => (running = false));
    const origin = `http://127.0.0.1:${port}`;
    const answers = async () => {
      const response = await fetch(`${origin}/status`);
      await response.body?.cancel();
      return response.ok;
    };
    const up = await waitUntilAnswers({
      answers,
      running: () => running,
      timeoutMs: stretched(START_TIMEOUT_MS),
    });
    if (!up) throw new Error(`${DRIVER} did not answer`);
    const session = await WebDriverSession.start(origin, {
      "webkitgtk:browserOptions": { binary: MINI_BROWSER, args: ["--automation"] },
    });
    await session.post("timeouts", {
      script: stretched(PAGE_TIMEOUT_MS),
      pageLoad: stretched(PAGE_TIMEOUT_MS),
    });
    return new Profile(session, driver, onEnd);
  }

  async window(): Promise<EngineWindow> {
    return new WebKitWindow(this, await this.session.get<string>("window"));
  }

  /** As a tab it would be hidden, and nothing brings it forward. */
  async another(): Promise<EngineWindow> {
    const { handle } = await this.session.post<{ handle: string }>("window/new", {
      type: "window",
    });
    return new WebKitWindow(this, handle);
  }

  /** Runs `work` with the commands going to this window, after what is under way. */
  in<T>(handle: string, work: (session: WebDriverSession) => Promise<T>): Promise<T> {
    const done = this.#turn.then(async () => {
      if (this.#current !== handle) await this.session.post("window", { handle });
      this.#current = handle;
      return await work(this.session);
    });
    this.#turn = done.catch(() => {});
    return done;
  }

  async end(): Promise<void> {
    // The last window's end is the session's.
    await this.session.end().catch(() => {});
    this.#driver.kill();
    await this.#driver.status;
    this.#onEnd();
  }
}

class WebKitWindow implements EngineWindow {
  readonly #profile: Profile;
  readonly #handle: string;

  constructor(profile: Profile, handle: string) {
    this.#profile = profile;
    this.#handle = handle;
  }

  #in<T>(work: (session: WebDriverSession) => Promise<T>): Promise<T> {
    return this.#profile.in(this.#handle, work);
  }

  async goto(url: string): Promise<void> {
    await this.#in((session) => session.post("url", { url }));
  }

  async reload(): Promise<void> {
    await this.#in((session) => session.post("refresh"));
  }

  async run<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    return await this.#in((session) => session.run(String(work), args)) as Result;
  }

  async moveTo({ x, y }: Point): Promise<void> {
    await this.#in((session) => session.movePointer(x, y, false));
  }

  async pressAt({ x, y }: Point): Promise<void> {
    await this.#in((session) => session.movePointer(x, y, true));
  }

  async type(text: string): Promise<void> {
    await this.#in((session) => session.pressKeys([...text]));
  }

  async pressKeys(keys: string): Promise<void> {
    const { held, key } = splitKeys(keys);
    await this.#in((session) => session.pressKeys([key], held));
  }

  async chooseFiles(selector: string, paths: readonly string[]): Promise<void> {
    await this.#in((session) => session.sendKeys(selector, paths.join("\n")));
  }

  /** The protocol sizes windows; what the browser's own frame takes is found out. */
  async resize(size: Size): Promise<void> {
    await this.#in(async (session) => {
      for (let tries = 0; tries < 3; tries++) {
        const { width, height } = await session.get<Size>("window/rect");
        const page = await session.run("() => ({ width: innerWidth, height: innerHeight })", []);
        const { width: pageWidth, height: pageHeight } = page as Size;
        if (pageWidth === size.width && pageHeight === size.height) return;
        await session.post("window/rect", {
          x: 0,
          y: 0,
          width: width + size.width - pageWidth,
          height: height + size.height - pageHeight,
        });
      }
    });
  }

  async screenshot(): Promise<Uint8Array<ArrayBuffer>> {
    const base64 = await this.#in(async (session) => {
      // What has changed just now is not drawn yet.
      await session.run(
        "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))",
        [],
      );
      return await session.get<string>("screenshot");
    });
    return Uint8Array.fromBase64(base64);
  }

  tab(): Promise<EngineWindow> {
    return this.#profile.another();
  }

  async close(): Promise<void> {
    const left = await this.#in((session) => session.delete<string[]>("window"));
    if (left.length === 0) await this.#profile.end();
  }
}
