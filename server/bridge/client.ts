import { setImmediate } from "node:timers";
import { AppError, fromProblem } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { Log } from "../log.ts";
import { encodeSubmitted, type RouterAnswer, type Submitted } from "../router/submission.ts";
import type { BridgeSettings, FromWorker, ToWorker } from "./messages.ts";
import type { ArchiveForGateway, Bridge } from "./port.ts";
import type { BrokerEvent } from "../../broker/port.ts";

export interface BridgeTimes {
  /** A submission without an answer by then is reported as unavailable; it may still arrive. */
  answerTimeoutMs: number;
  /** A look-up that takes longer means that the worker is stuck. */
  callTimeoutMs: number;
  closeTimeoutMs: number;
  /** How often what is overdue is looked for. */
  sweepIntervalMs: number;
}

const TIMES: BridgeTimes = {
  answerTimeoutMs: 15_000,
  callTimeoutMs: 20_000,
  closeTimeoutMs: 8_000,
  sweepIntervalMs: 1_000,
};

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
  deadlineMs: number;
}

/**
 * Starts the bridge worker.
 *
 * @throws {AppError} when the archive cannot be opened. A broker that is down is not an error: it
 * is tried again and again.
 */
export async function startBridge(settings: BridgeSettings, log: Log): Promise<Bridge> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const bridge = new WorkerBridge(worker, settings.nodeId, log);
  try {
    await bridge.start(settings);
  } catch (error) {
    bridge.stop();
    throw error;
  }
  return bridge;
}

/** The server's end of a worker that speaks `bridge_messages.ts`. */
export class WorkerBridge implements Bridge {
  readonly archive: ArchiveForGateway;
  onEvents: (events: BrokerEvent[]) => void = () => {};
  onLost: () => void = () => {};
  onDied: () => void = () => {};

  readonly #worker: Worker;
  readonly #nodeId: string;
  readonly #log: Log;
  readonly #times: BridgeTimes;
  readonly #routes = new Map<number, Waiting<Receipt>>();
  readonly #calls = new Map<number, Waiting<unknown>>();
  readonly #sweep: ReturnType<typeof setInterval>;
  /**
   * Never a number of an earlier run: a broker may still hold that one's submissions, and their
   * answers come to the node of the same name.
   */
  #nextRoute = Date.now() * 1000;
  #nextCall = 1;
  /** Encoded submissions of this turn. */
  #outbox: string[] = [];
  #brokerState: "up" | "down" = "down";
  #dead: AppError | undefined;
  #started: Waiting<void> | undefined;

  constructor(worker: Worker, nodeId: string, log: Log, times: BridgeTimes = TIMES) {
    this.#worker = worker;
    this.#nodeId = nodeId;
    this.#log = log;
    this.#times = times;
    this.archive = remoteArchive((method, args) =>
      this.#call((id) => ({ type: "archive", id, method, args }))
    );
    this.#sweep = setInterval(() => this.#expire(), times.sweepIntervalMs);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      log("error", "the bridge worker died", { error: event.message });
      this.stop();
      this.onDied();
    };
  }

  get brokerState(): "up" | "down" {
    return this.#dead === undefined ? this.#brokerState : "down";
  }

  start(settings: BridgeSettings): Promise<void> {
    this.#post({ type: "start", settings });
    return new Promise((resolve, reject) => {
      this.#started = { resolve, reject, deadlineMs: Infinity };
    });
  }

  submit(submitted: Omit<Submitted, "node" | "route">): Promise<Receipt> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    const route = this.#nextRoute++;
    if (this.#outbox.length === 0) setImmediate(() => this.#sendOutbox());
    this.#outbox.push(encodeSubmitted({ ...submitted, node: this.#nodeId, route }));
    return new Promise((resolve, reject) => {
      const deadlineMs = performance.now() + this.#times.answerTimeoutMs;
      this.#routes.set(route, { resolve, reject, deadlineMs });
    });
  }

  publishIdentity: Bridge["publishIdentity"] = (identity) =>
    this.#call((id) => ({
      type: "archive",
      id,
      method: "publishIdentity",
      args: [identity],
    })) as ReturnType<Bridge["publishIdentity"]>;

  withdrawIdentities: Bridge["withdrawIdentities"] = (user, timeMs) =>
    this.#call((id) => ({
      type: "archive",
      id,
      method: "withdrawIdentities",
      args: [user, timeMs],
    })) as ReturnType<Bridge["withdrawIdentities"]>;

  setName: Bridge["setName"] = (user, record) =>
    this.#call((id) => ({
      type: "archive",
      id,
      method: "setName",
      args: [user, record],
    })) as ReturnType<Bridge["setName"]>;

  publish(events: BrokerEvent[]): void {
    this.#post({ type: "publish", events });
  }

  async bind(keys: string[]): Promise<void> {
    await this.#call((id) => ({ type: "bind", id, keys }));
  }

  unbind(keys: string[]): void {
    this.#post({ type: "unbind", keys });
  }

  async close(): Promise<void> {
    this.#sendOutbox();
    try {
      await this.#call((id) => ({ type: "close", id }), this.#times.closeTimeoutMs);
    } catch (error) {
      this.#log("warn", "the bridge did not drain", { error });
    }
    this.stop();
  }

  /** Ends the worker at once; whoever waits for it gets `unavailable`. */
  stop(): void {
    clearInterval(this.#sweep);
    this.#die(unavailable());
    this.#worker.terminate();
  }

  #call(
    message: (id: number) => ToWorker,
    timeoutMs: number = this.#times.callTimeoutMs,
  ): Promise<unknown> {
    if (this.#dead !== undefined) return Promise.reject(this.#dead);
    const id = this.#nextCall++;
    this.#post(message(id));
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, deadlineMs: performance.now() + timeoutMs });
    });
  }

  #post(message: ToWorker): void {
    if (this.#dead === undefined) this.#worker.postMessage(message);
  }

  #sendOutbox(): void {
    if (this.#outbox.length === 0) return;
    const lines = this.#outbox;
    this.#outbox = [];
    this.#post({ type: "submit", lines });
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "started":
        this.#started?.resolve();
        break;
      case "failed":
        this.#log("error", "the bridge worker did not start", { detail: message.detail });
        this.#started?.reject(fromProblem(message.problem));
        break;
      case "answers":
        for (const answer of message.answers) this.#settleRoute(answer);
        break;
      case "events":
        this.onEvents(message.events);
        break;
      case "lost":
        this.onLost();
        break;
      case "state":
        this.#brokerState = message.state;
        break;
      case "result":
        take(this.#calls, message.id)?.resolve(message.result);
        break;
      case "error":
        take(this.#calls, message.id)?.reject(fromProblem(message.problem));
        break;
    }
  }

  #settleRoute(answer: RouterAnswer): void {
    const waiting = take(this.#routes, answer.route);
    if (waiting === undefined) return;
    if ("receipt" in answer) waiting.resolve(answer.receipt);
    else waiting.reject(fromProblem(answer.problem));
  }

  #expire(): void {
    const now = performance.now();
    for (const waiting of [this.#routes, this.#calls]) {
      for (const [id, { reject, deadlineMs }] of waiting) {
        // Not in the order of their numbers: a close waits less long than a look-up before it.
        if (deadlineMs > now) continue;
        waiting.delete(id);
        reject(unavailable());
      }
    }
  }

  #die(error: AppError): void {
    this.#dead = error;
    for (const waiting of [this.#routes, this.#calls]) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    }
    this.#started?.reject(error);
  }
}

function take<T>(from: Map<number, T>, id: number): T | undefined {
  const value = from.get(id);
  from.delete(id);
  return value;
}

function unavailable(): AppError {
  return new AppError(
    "unavailable",
    "The server cannot pass messages on at the moment. It will be tried again.",
  );
}

/** The archive's methods as calls to the worker: these and no others. */
function remoteArchive(
  call: (method: string, args: unknown[]) => Promise<unknown>,
): ArchiveForGateway {
  return Object.fromEntries(
    Object.keys(ARCHIVE_METHODS).map((method) => [
      method,
      (...args: unknown[]) => call(method, args),
    ]),
  ) as unknown as ArchiveForGateway;
}

const ARCHIVE_METHODS: Record<keyof ArchiveForGateway, true> = {
  openDirect: true,
  conversationsOf: true,
  summary: true,
  page: true,
  controlLog: true,
  wraps: true,
  senderOf: true,
  openRooms: true,
  identitiesOf: true,
  identity: true,
  encryptionCertificates: true,
  enrolledUsers: true,
  namesOf: true,
  newestNames: true,
  clearNames: true,
  state: true,
};
