/** A client of the W3C WebDriver protocol: what the tests need of it. */

import { stretched } from "../patience.ts";

/** The key of an element's id in the protocol's JSON (WebDriver 12.1). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** The protocol's codes of keys that have no character (WebDriver 17.4.2). */
const KEYS: Readonly<Record<string, string>> = {
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Backspace: "\uE003",
  Delete: "\uE017",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/** What the driver answered instead of a result. */
class WebDriverError extends Error {
  /** Such as `no such element`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "WebDriverError";
    this.code = code;
  }
}

/** One browser with one profile. */
export class WebDriverSession {
  readonly #base: string;

  private constructor(base: string) {
    this.#base = base;
  }

  /** @param driver where the driver listens, such as `http://127.0.0.1:4444`. */
  static async start(
    driver: string,
    capabilities: Record<string, unknown>,
  ): Promise<WebDriverSession> {
    const { sessionId } = await ask<{ sessionId: string }>("POST", `${driver}/session`, {
      capabilities: { alwaysMatch: capabilities },
    });
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  get<Result>(path: string): Promise<Result> {
    return ask<Result>("GET", `${this.#base}/${path}`);
  }

  post<Result = null>(path: string, body: Record<string, unknown> = {}): Promise<Result> {
    return ask<Result>("POST", `${this.#base}/${path}`, body);
  }

  delete<Result = null>(path: string): Promise<Result> {
    return ask<Result>("DELETE", `${this.#base}/${path}`);
  }

  /** Ends the browser. */
  async end(): Promise<void> {
    await ask("DELETE", this.#base);
  }

  /** Runs a function in the page; what it returns or resolves to must be JSON. */
  async run(work: string, args: readonly unknown[]): Promise<unknown> {
    // A function that rejects would leave the driver waiting, so what went wrong is a result.
    const script = `const [args, done] = arguments;
      Promise.resolve().then(() => (${work})(...JSON.parse(args))).then(
        (value) => done(JSON.stringify({ value })),
        (error) => done(JSON.stringify({ error: String(error) })),
      );`;
    const answer = await this.post<string>("execute/async", {
      script,
      args: [JSON.stringify(args)],
    });
    const { value, error } = JSON.parse(answer);
    if (error !== undefined) throw new WebDriverError("javascript error", error);
    return value;
  }

  async movePointer(x: number, y: number, press: boolean): Promise<void> {
    const button = (type: "pointerDown" | "pointerUp") => ({ type, button: 0 });
    await this.post("actions", {
      actions: [{
        type: "pointer",
        id: "mouse",
        parameters: { pointerType: "mouse" },
        actions: [
          { type: "pointerMove", x: Math.round(x), y: Math.round(y), duration: 0 },
          ...(press ? [button("pointerDown"), button("pointerUp")] : []),
        ],
      }],
    });
  }

  /** Presses each of `keys` while `held` are down. */
  async pressKeys(keys: readonly string[], held: readonly string[] = []): Promise<void> {
    const code = (key: string) => KEYS[key] ?? key;
    const action = (type: "keyDown" | "keyUp") => (key: string) => ({ type, value: code(key) });
    await this.post("actions", {
      actions: [{
        type: "key",
        id: "keyboard",
        actions: [
          ...held.map(action("keyDown")),
          ...keys.flatMap((key) => [action("keyDown")(key), action("keyUp")(key)]),
          ...held.toReversed().map(action("keyUp")),
        ],
      }],
    });
  }

  /** Types into the element, or chooses files in it. */
  async sendKeys(selector: string, text: string): Promise<void> {
    const found = await this.post<Record<string, string>>("element", {
      using: "css selector",
      value: selector,
    });
    await this.post(`element/${found[ELEMENT]}/value`, { text });
  }
}

/** Longer than a page may take to load: a driver that is silent for so long has lost its browser. */
const COMMAND_TIMEOUT_MS = 240_000;

async function ask<Result>(
  method: "GET" | "POST" | "DELETE",
  url: string,
  body?: Record<string, unknown>,
): Promise<Result> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(stretched(COMMAND_TIMEOUT_MS)),
  });
  const { value } = await response.json();
  if (!response.ok) throw new WebDriverError(value.error, value.message);
  return value as Result;
}
