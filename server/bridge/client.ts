/** The bridge worker as the server calls it: starts it, submits, looks up. */

import { setImmediate } from "node:timers";
import type { BrokerEvent } from "../../broker/port.ts";
import { AppError, fromProblem, withCauses } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import { WorkerConnection, type WorkerLike } from "../../workers/connect.ts";
import type { Log } from "../log.ts";
import { encodeSubmitted, type RouterAnswer, type Submitted } from "../router/submission.ts";
import {
  ARCHIVE_CALLS,
  type BridgeContract,
  type BridgeSettings,
  REGISTRY_CALLS,
} from "./contract.ts";
import type { ArchiveForGateway, Bridge, IdentityRegistry } from "./port.ts";

export interface BridgeTimes {
  /** A submission without an answer by then is reported as unavailable; it may still arrive. */
  answerTimeoutMs: number;
  /** A look-up that takes longer means that the worker is stuck. */
  callTimeoutMs: number;
  closeTimeoutMs: number;
  /** How often submissions that are overdue are looked for. */
  sweepIntervalMs: number;
}

const TIMES: BridgeTimes = {
  answerTimeoutMs: 15_000,
  callTimeoutMs: 20_000,
  closeTimeoutMs: 8_000,
  sweepIntervalMs: 1_000,
};

interface Waiting {
  resolve: (receipt: Receipt) => void;
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
  const bridge = new WorkerBridge(worker, settings, log);
  await bridge.started();
  return bridge;
}

/** The server's end of the bridge worker. */
export class WorkerBridge implements Bridge {
  readonly archive: ArchiveForGateway;
  readonly publishIdentity: IdentityRegistry["publishIdentity"];
  readonly withdrawIdentities: IdentityRegistry["withdrawIdentities"];
  readonly setName: IdentityRegistry["setName"];
  readonly bind: Bridge["bind"];
  readonly checkBroker: Bridge["checkBroker"];
  onEvents: (events: BrokerEvent[]) => void = () => {};
  onLost: () => void = () => {};
  onDied: () => void = () => {};

  readonly #connection: WorkerConnection<BridgeContract>;
  readonly #nodeId: string;
  readonly #log: Log;
  readonly #times: BridgeTimes;
  /**
   * Submissions on their way, by route: they go in batches, and what becomes of one comes back as
   * an event, for another node may have routed it.
   */
  readonly #routes = new Map<number, Waiting>();
  readonly #sweep: ReturnType<typeof setInterval>;
  /**
   * Never a number of an earlier run: a broker may still hold that one's submissions, and their
   * answers come to the node of the same name. By chance and not by the clock, which may be set back.
   */
  #nextRoute = crypto.getRandomValues(new Uint32Array(1))[0]! * 2 ** 20;
  /** Encoded submissions of this turn. */
  #outbox: string[] = [];
  #brokerState: "up" | "down" = "down";
  #died = false;
  /** Takes no more submissions. */
  #closed = false;

  constructor(
    worker: WorkerLike,
    settings: BridgeSettings,
    log: Log,
    times: BridgeTimes = TIMES,
  ) {
    this.#nodeId = settings.nodeId;
    this.#log = log;
    this.#times = times;
    this.#connection = new WorkerConnection<BridgeContract>(worker, {
      settings,
      refusal: unavailable,
      events: {
        answers: (answers) => answers.forEach((answer) => this.#settle(answer)),
        events: (events) => this.onEvents(events),
        lost: () => this.onLost(),
        brokerState: (state) => void (this.#brokerState = state),
      },
      onDeath: (why) => {
        this.#died = true;
        log("error", "the bridge worker died", { error: why });
        this.stop();
        this.onDied();
      },
    });
    const limit = { timeoutMs: times.callTimeoutMs };
    this.archive = this.#connection.methods(ARCHIVE_CALLS, limit);
    const registry: IdentityRegistry = this.#connection.methods(REGISTRY_CALLS, limit);
    this.publishIdentity = registry.publishIdentity;
    this.withdrawIdentities = registry.withdrawIdentities;
    this.setName = registry.setName;
    ({ bind: this.bind, checkBroker: this.checkBroker } = this.#connection.methods(
      ["bind", "checkBroker"],
      limit,
    ));
    this.#sweep = setInterval(() => this.#expire(), times.sweepIntervalMs);
  }

  get brokerState(): "up" | "down" {
    return this.#brokerState;
  }

  /**
   * Waits until the worker answers.
   *
   * @throws {AppError} what it did not start for; it is ended then.
   */
  async started(): Promise<void> {
    try {
      await this.#connection.opened;
    } catch (error) {
      if (!this.#died) {
        this.#log("error", "the bridge worker did not start", { detail: withCauses(error) });
      }
      this.stop();
      throw error;
    }
  }

  submit(submitted: Omit<Submitted, "node" | "route">): Promise<Receipt> {
    if (this.#closed) return Promise.reject(unavailable());
    const route = this.#nextRoute++;
    if (this.#outbox.length === 0) setImmediate(() => this.#sendOutbox());
    this.#outbox.push(encodeSubmitted({ ...submitted, node: this.#nodeId, route }));
    return new Promise((resolve, reject) => {
      const deadlineMs = performance.now() + this.#times.answerTimeoutMs;
      this.#routes.set(route, { resolve, reject, deadlineMs });
    });
  }

  publish(events: BrokerEvent[]): void {
    this.#connection.notify("publish", events);
  }

  unbind(keys: string[]): void {
    this.#connection.notify("unbind", keys);
  }

  async close(): Promise<void> {
    this.#sendOutbox();
    this.#closed = true;
    try {
      await this.#connection.close(unavailable(), this.#times.closeTimeoutMs);
    } catch (error) {
      this.#log("warn", "the bridge did not drain", { error });
    }
    this.stop();
  }

  /** Ends the worker at once; whoever waits for it gets `unavailable`. */
  stop(): void {
    clearInterval(this.#sweep);
    this.#closed = true;
    this.#brokerState = "down";
    this.#connection.end(unavailable());
    for (const { reject } of this.#routes.values()) reject(unavailable());
    this.#routes.clear();
  }

  #sendOutbox(): void {
    if (this.#outbox.length === 0) return;
    const lines = this.#outbox;
    this.#outbox = [];
    this.#connection.notify("submit", lines);
  }

  #settle(answer: RouterAnswer): void {
    const waiting = this.#routes.get(answer.route);
    if (waiting === undefined) return;
    this.#routes.delete(answer.route);
    if (answer.type === "receipt") waiting.resolve(answer.receipt);
    else waiting.reject(fromProblem(answer.problem));
  }

  #expire(): void {
    const now = performance.now();
    for (const [route, { reject, deadlineMs }] of this.#routes) {
      if (deadlineMs > now) return; // The later ones were handed in later.
      this.#routes.delete(route);
      reject(unavailable());
    }
  }
}

function unavailable(): AppError {
  return new AppError(
    "unavailable",
    "The server cannot pass messages on at the moment. It will be tried again.",
  );
}
