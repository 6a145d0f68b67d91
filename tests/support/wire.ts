/** A raw client of `/ws`: asks frames, collects what is pushed, and reads it as the pages do. */

import { WebSocket } from "ws";
import { AppError, fromProblem } from "../../protocol/errors.ts";
import type { Ask } from "../../client/net/socket.ts";
import { type AnswerTo, parseAnswer } from "../../protocol/frames/answers.ts";
import {
  parseServerMessage,
  type ServerFrame,
  type WelcomeFrame,
} from "../../protocol/frames/server_frames.ts";
import { socketPath, type SocketState } from "../../protocol/frames/socket.ts";
import { within } from "./patience.ts";

export class Wire {
  readonly #socket: WebSocket;
  readonly #open = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  #waiters: (() => void)[] = [];
  #ref = 0;
  /** The server said something that is not of the grammar: no test goes on after that. */
  #unreadable: AppError | undefined;

  readonly pushed: ServerFrame[] = [];
  closed: { code: number; reason: string } | undefined;
  onPush: (frame: ServerFrame) => void = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: unknown) => {
      for (const frame of parseServerMessage(String(data), (error) => this.#fail(error))) {
        this.#take(frame);
      }
    });
    socket.on("close", (code: number, reason: unknown) => {
      this.closed = { code, reason: String(reason) };
      this.#refuseAll(new AppError("unavailable", `The socket closed: ${code} ${reason}`));
    });
    socket.on("error", () => {});
  }

  /**
   * Opens a socket; resolves when it is open, or closed.
   *
   * @param options.page Origin of the page that asks; the server's own by default.
   */
  static async open(
    origin: string,
    cookie: string,
    options: { page?: string; state?: SocketState | undefined } = {},
  ): Promise<Wire> {
    const { page = origin, state = "online" } = options;
    const socket = new WebSocket(origin.replace(/^http/, "ws") + socketPath(state), {
      headers: { cookie, origin: page },
      rejectUnauthorized: false,
    });
    const wire = new Wire(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    return wire;
  }

  get welcome(): Promise<WelcomeFrame> {
    return this.waitFor((frame): frame is WelcomeFrame => frame.type === "welcome");
  }

  /** Sends a frame and waits for its answer. @throws {AppError} the refusal. */
  async ask<F extends Ask>(frame: F): Promise<AnswerTo<F["type"]>> {
    if (this.#unreadable !== undefined) throw this.#unreadable;
    const ref = ++this.#ref;
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#open.set(ref, { resolve, reject });
      this.#socket.send(JSON.stringify({ ref, ...frame }));
    });
    try {
      const answer = await within(answered, `The answer to ${frame.type}`);
      return parseAnswer<F["type"]>(frame.type, answer);
    } finally {
      this.#open.delete(ref);
    }
  }

  /** Sends text as it is. */
  sendText(text: string): void {
    this.#socket.send(text);
  }

  /** The first pushed frame, past or to come, that fits. */
  async waitFor<F extends ServerFrame>(
    fits: ((frame: ServerFrame) => frame is F) | ((frame: ServerFrame) => boolean),
  ): Promise<F> {
    return await this.waitUntil(() => this.pushed.find(fits) as F | undefined);
  }

  /** Waits until `look` finds something, looking again after every frame. */
  async waitUntil<T>(look: () => T | undefined): Promise<T> {
    const before = this.pushed.length;
    const came = () => this.pushed.slice(before).map(({ type }) => type).join(", ") || "nothing";
    return await within(this.#found(look), "What was waited for").catch((error) => {
      throw new Error(`${error.message}; meanwhile came ${came()}`, { cause: error });
    });
  }

  async #found<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.#unreadable !== undefined) throw this.#unreadable;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  async close(): Promise<void> {
    if (this.closed !== undefined) return;
    const closing = new Promise<void>((resolve) => this.#socket.once("close", () => resolve()));
    this.#socket.close();
    await closing;
  }

  #take(frame: ServerFrame): void {
    if (frame.type === "answer" || frame.type === "refused") {
      const open = this.#open.get(frame.ref);
      this.#open.delete(frame.ref);
      if (open === undefined) return;
      if (frame.type === "answer") open.resolve(frame.result);
      else open.reject(fromProblem(frame.problem));
      return;
    }
    this.pushed.push(frame);
    this.onPush(frame);
    this.#wake();
  }

  #fail(error: AppError): void {
    this.#unreadable ??= error;
    this.#refuseAll(error);
  }

  #refuseAll(error: AppError): void {
    for (const { reject } of this.#open.values()) reject(error);
    this.#open.clear();
    this.#wake();
  }

  #wake(): void {
    const woken = this.#waiters;
    this.#waiters = [];
    for (const wake of woken) wake();
  }
}
