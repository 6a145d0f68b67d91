/** A queue of requests in memory, and the servers that answer them. */

import { AppError, fromProblem, toProblem } from "../../protocol/errors.ts";
import type { BrokerLog } from "../delivery.ts";
import type { Consumer } from "../port.ts";

/** Requests one server works on at the same time. */
const MAX_CONCURRENT_ANSWERS = 8;

interface Request {
  text: string;
  timer: ReturnType<typeof setTimeout>;
  resolve: (answer: string) => void;
  reject: (error: AppError) => void;
}

interface Server {
  answer: (request: string) => Promise<string>;
  working: Set<Promise<void>>;
}

/** Requests to one queue and those who serve it; the least busy server gets the next one. */
export class RequestQueue {
  readonly #name: string;
  readonly #log: BrokerLog;
  readonly #servers = new Set<Server>();
  readonly #unanswered = new Set<Request>();
  #waiting: Request[] = [];

  constructor(name: string, log: BrokerLog) {
    this.#name = name;
    this.#log = log;
  }

  /** @throws {AppError} `unavailable` when there is no answer in time, or what `answer` threw. */
  call(text: string, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#fail(request, `no answer within ${timeoutMs} ms`),
        timeoutMs,
      );
      const request: Request = { text, timer, resolve, reject };
      this.#unanswered.add(request);
      this.#waiting.push(request);
      this.#assign();
    });
  }

  serve(answer: (request: string) => Promise<string>): Consumer {
    const server: Server = { answer, working: new Set() };
    this.#servers.add(server);
    this.#assign();
    return {
      close: async () => {
        this.#servers.delete(server);
        await Promise.all(server.working);
      },
    };
  }

  /** Rejects every request that has no answer yet. */
  close(): void {
    for (const request of this.#unanswered) this.#fail(request, "the server is stopping");
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      let free: Server | undefined;
      for (const server of this.#servers) {
        if (server.working.size < (free?.working.size ?? MAX_CONCURRENT_ANSWERS)) free = server;
      }
      if (free === undefined) return;
      const server = free;
      const work = this.#answer(server, this.#waiting.shift()!).then(() => {
        server.working.delete(work);
        this.#assign();
      });
      server.working.add(work);
    }
  }

  async #answer(server: Server, request: Request): Promise<void> {
    try {
      const answer = await server.answer(request.text);
      if (this.#settle(request)) request.resolve(answer);
    } catch (error) {
      if (!(error instanceof AppError)) {
        this.#log("error", `${this.#name}: answering a request failed: ${error}`);
      }
      // The caller sees what it would see over a wire: never the cause.
      if (this.#settle(request)) request.reject(fromProblem(toProblem(error)));
    }
  }

  #fail(request: Request, reason: string): void {
    if (!this.#settle(request)) return;
    request.reject(
      new AppError("unavailable", "A part of the server did not answer. Try again in a moment.", {
        reason: "no-answer",
        cause: new Error(`${this.#name}: ${reason}`),
      }),
    );
  }

  /** Whether `request` was still open; it is not any more. */
  #settle(request: Request): boolean {
    clearTimeout(request.timer);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== request);
    return this.#unanswered.delete(request);
  }
}
