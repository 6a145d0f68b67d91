/** The WebSocket to the server: requests, pushes, and reconnecting. */

import { t } from "../../i18n/i18n.ts";
import { AppError, fromProblem } from "../../protocol/errors.ts";
import {
  type AnswerTo,
  type ConversationSummary,
  parseAnswer,
} from "../../protocol/frames/answers.ts";
import type { ClientFrame } from "../../protocol/frames/client_frames.ts";
import {
  parseServerMessage,
  type PushFrame,
  type ServerFrame,
  type WelcomeFrame,
} from "../../protocol/frames/server_frames.ts";
import { CLOSE, socketPath, type SocketState, WIRE_VERSION } from "../../protocol/frames/socket.ts";
import { MAX_FRAME_BYTES } from "../../protocol/limits.ts";
import { utf8 } from "../../protocol/encoding.ts";
import type { ConnectionView } from "../model/connection.ts";
import { Backoff } from "./backoff.ts";
import { PendingRequests } from "./pending_requests.ts";

/** A frame as the caller writes it; the socket gives it its `ref`. */
export type Ask = ClientFrame extends infer F ? F extends ClientFrame ? Omit<F, "ref"> : never
  : never;

/** Asks the server. @throws {AppError} its refusal, `unavailable`, or `invalid` for its answer. */
export type AskServer = <F extends Ask>(frame: F) => Promise<AnswerTo<F["type"]>>;

type Push = Exclude<PushFrame, WelcomeFrame>;

export interface SocketEvents {
  /** A connection that works: the first frame has come. Called again after every reconnect. */
  onWelcome(frame: WelcomeFrame): void;
  onPush(frame: Push): void;
  onState(state: ConnectionView): void;
  /** A frame, or an item of a list in one, that is not of the grammar; it was dropped. */
  onBadFrame(error: AppError): void;
  /** Calls `wake` when the device is back on the network or the page is looked at again. */
  watchWake?(wake: () => void, lost: () => void): () => void;
  /** Something cheap to ask when nothing else was heard for a while. */
  probe(): Ask;
}

export interface SocketOptions {
  /** Of the server: `ws://host`; the path is the protocol's. */
  origin: string;
  events: SocketEvents;
  /** How the person wants to be seen when a connection is opened, again at every reconnect. */
  presence?: () => SocketState;
  signal?: AbortSignal;
  /** Opens the connection; the browser's own by default. */
  connect?: (url: string) => WebSocket;
  /** A request without an answer for so long ends the connection. */
  requestTimeoutMs?: number;
  /** Silence after which the connection is probed. */
  idleMs?: number;
  /** A connection without a welcome for so long is given up. */
  connectTimeoutMs?: number;
  minDelayMs?: number;
  maxDelayMs?: number;
  random?: () => number;
  now?: () => number;
}

const CONNECTING: ConnectionView = { state: "connecting" };
const ONLINE: ConnectionView = { state: "online" };

/**
 * The WebSocket to the server: asks and answers, pushes, and coming back by itself when the connection is
 * lost. A ping of the server is invisible to a page, so that a dead connection is noticed by requests
 * without an answer; a quiet one is probed.
 */
export class ServerSocket {
  readonly #options: Required<Omit<SocketOptions, "signal">>;
  readonly #backoff: Backoff;
  readonly #requests: PendingRequests;
  readonly #stopWatching: () => void;
  #socket: WebSocket | undefined;
  #online = false;
  #ended = false;
  #signedOutMessage: string | undefined;
  /** What came of a welcome in parts: what belongs to it, and what was pushed meanwhile. */
  #early: { conversations: ConversationSummary[]; pushed: Push[] } | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #connectTimer: ReturnType<typeof setTimeout> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ signal, ...options }: SocketOptions) {
    this.#options = {
      presence: () => "online",
      connect: (url) => new WebSocket(url),
      requestTimeoutMs: 15_000,
      idleMs: 35_000,
      connectTimeoutMs: 15_000,
      minDelayMs: 250,
      maxDelayMs: 15_000,
      random: Math.random,
      now: Date.now,
      ...options,
    };
    const { minDelayMs, maxDelayMs, random, requestTimeoutMs, events } = this.#options;
    this.#backoff = new Backoff({ minMs: minDelayMs, maxMs: maxDelayMs, random });
    this.#requests = new PendingRequests({
      timeoutMs: requestTimeoutMs,
      onTimeout: () => this.#lose(),
    });
    this.#stopWatching = events.watchWake?.(() => this.#wake(), () => this.#probe()) ?? (() => {});
    signal?.addEventListener("abort", () => this.close(), { once: true });
    if (signal?.aborted) this.close();
    else this.#connect();
  }

  get online(): boolean {
    return this.#online;
  }

  /**
   * Asks the server.
   *
   * @throws {AppError} the server's refusal; `unavailable` when there is no connection, or it was lost
   * before the answer: what was asked may have happened or not; `too-large` before it is sent;
   * `invalid` when the answer is not what is answered to such a request.
   */
  async ask<F extends Ask>(frame: F): Promise<AnswerTo<F["type"]>> {
    if (!this.#online || this.#socket === undefined) throw noConnection();
    const { ref, answer } = this.#requests.open();
    const text = JSON.stringify({ ...frame, ref });
    if (utf8(text).length > MAX_FRAME_BYTES) {
      this.#requests.refuse(
        ref,
        new AppError("too-large", "This is too long to send. Make it shorter."),
      );
    } else {
      this.#socket.send(text);
    }
    return parseAnswer<F["type"]>(frame.type, await answer, this.#options.events.onBadFrame);
  }

  /** Ends the connection for good; open requests are refused. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopWatching();
    clearTimeout(this.#retryTimer);
    this.#drop();
  }

  #connect(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    const { origin, presence, connect, events } = this.#options;
    events.onState(CONNECTING);
    const socket = connect(origin + socketPath(presence()));
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#socket === socket && this.#receive(data);
    socket.onclose = ({ code }) => this.#socket === socket && this.#closed(code);
    this.#awaitWelcome();
  }

  #awaitWelcome(): void {
    clearTimeout(this.#connectTimer);
    this.#connectTimer = setTimeout(() => this.#lose(), this.#options.connectTimeoutMs);
  }

  #receive(data: unknown): void {
    const { events } = this.#options;
    const socket = this.#socket;
    try {
      for (const frame of parseServerMessage(data, events.onBadFrame)) {
        this.#take(frame);
        // A frame may have ended the connection that the rest came on.
        if (this.#socket !== socket) return;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      events.onBadFrame(error);
    }
  }

  #take(frame: ServerFrame): void {
    this.#heard();
    if (frame.type === "answer") this.#requests.settle(frame.ref, frame.result);
    else if (frame.type === "refused") this.#requests.refuse(frame.ref, fromProblem(frame.problem));
    else if (frame.type === "conversations") this.#takePart(frame.conversations);
    else if (frame.type === "welcome") this.#welcome(frame);
    else if (this.#early !== undefined && frame.type !== "signed-out") {
      this.#early.pushed.push(frame);
    } else {
      if (frame.type === "signed-out") this.#signedOutMessage = frame.message;
      this.#options.events.onPush(frame);
    }
  }

  #takePart(conversations: ConversationSummary[]): void {
    if (this.#online) return;
    this.#early ??= { conversations: [], pushed: [] };
    this.#early.conversations.push(...conversations);
    this.#awaitWelcome();
  }

  #welcome(last: WelcomeFrame): void {
    const { conversations, pushed } = this.#early ?? { conversations: [], pushed: [] };
    this.#early = undefined;
    const frame = { ...last, conversations: [...conversations, ...last.conversations] };
    if (frame.version !== WIRE_VERSION) {
      this.#signOut(t("The server has been renewed. Reload the page to go on."));
      return;
    }
    clearTimeout(this.#connectTimer);
    this.#backoff.reset();
    this.#online = true;
    this.#options.events.onState(ONLINE);
    const socket = this.#socket;
    this.#options.events.onWelcome(frame);
    // It may be newer than the part of the welcome that it concerns, and never is older.
    for (const push of pushed) {
      if (this.#socket === socket) this.#options.events.onPush(push);
    }
  }

  /** Anything that comes shows that the connection is alive. */
  #heard(): void {
    this.#requests.postpone();
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#probe(), this.#options.idleMs);
  }

  #probe(): void {
    if (!this.#online) return;
    // Its timeout ends a dead connection; what it answers is of no interest, a refusal is an answer too.
    this.ask(this.#options.events.probe()).catch(() => {});
  }

  #closed(code: number): void {
    if (code === CLOSE.signedOut) {
      this.#signOut(this.#signedOutMessage ?? t("Your session has ended. Sign in again."));
      return;
    }
    if (code === CLOSE.rateLimited) this.#backoff.slower();
    this.#lose();
  }

  #signOut(message: string): void {
    this.close();
    this.#options.events.onState({ state: "signed-out", message });
  }

  #lose(): void {
    this.#drop();
    if (this.#ended) return;
    const delayMs = this.#backoff.next();
    const { events, now } = this.#options;
    events.onState({ state: "reconnecting", retryAt: now() + delayMs });
    this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
  }

  /** Lets go of the present connection, if there is one. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#online = false;
    this.#early = undefined;
    clearTimeout(this.#connectTimer);
    clearTimeout(this.#idleTimer);
    socket?.close();
    this.#requests.refuseAll(noConnection());
  }

  /** Tries at once when a try was waiting, and looks whether an open connection still leads anywhere. */
  #wake(): void {
    if (this.#ended) return;
    if (this.#retryTimer !== undefined) {
      this.#backoff.reset();
      this.#connect();
    } else {
      this.#probe();
    }
  }
}

function noConnection(): AppError {
  return new AppError(
    "unavailable",
    "The server cannot be reached right now. The page keeps trying by itself.",
    { reason: "offline" },
  );
}
