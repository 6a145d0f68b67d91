/** Requests over HTTP to this page's server, with a time limit. */

import { AppError, fromProblem } from "../../protocol/errors.ts";
import type { Bytes } from "../../protocol/encoding.ts";

/** Registration signs certificates and hashes a password: slow servers get their time. */
const REQUEST_TIMEOUT_MS = 30_000;

/** How the page talks to its own server over HTTP. */
export interface HttpClient {
  /**
   * Posts `body` as JSON and answers what `parse` makes of the result.
   *
   * @throws {AppError} the server's refusal, or `unavailable` when it could not be asked.
   */
  post<T>(path: string, body: object, parse: (result: unknown) => T): Promise<T>;
  /** Bytes of a public file. @throws {AppError} `unavailable`, `too-large` */
  bytes(path: string, maxBytes: number): Promise<Bytes>;
}

/** Talks to the origin of this page, or to `base`, with its cookie. */
export function httpClient(base = "", request: typeof fetch = (...given) => fetch(...given)) {
  return { post, bytes } satisfies HttpClient;

  async function post<T>(
    path: string,
    body: object,
    parse: (result: unknown) => T,
  ): Promise<T> {
    const response = await ask(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const result = await json(response);
    if (!response.ok) throw fromProblem((result as { error?: unknown } | null)?.error);
    return parse(result);
  }

  async function bytes(path: string, maxBytes: number): Promise<Bytes> {
    const response = await ask(path, { cache: "no-cache" });
    if (!response.ok) throw unreachable(`${path} answered ${response.status}`);
    try {
      const all = new Uint8Array(await response.arrayBuffer());
      if (all.length <= maxBytes) return all;
    } catch (cause) {
      throw unreachable(cause);
    }
    throw new AppError("too-large", "The server sent a file that is larger than it may be.");
  }

  async function ask(path: string, init: RequestInit): Promise<Response> {
    try {
      return await request(base + path, {
        ...init,
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
    } catch (cause) {
      throw unreachable(cause);
    }
  }

  async function json(response: Response): Promise<unknown> {
    try {
      return await response.json();
    } catch (cause) {
      throw unreachable(cause);
    }
  }
}

function unreachable(cause: unknown): AppError {
  return new AppError(
    "unavailable",
    "The server cannot be reached. Check your connection and try again.",
    { cause, reason: "offline" },
  );
}
