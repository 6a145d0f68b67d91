/** Joins broker, router and archive on one node, within the bridge worker. */

import { AppError, toProblem } from "../../protocol/errors.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import type { ConversationId, UserId } from "../../protocol/ids.ts";
import type { Archive, NewIdentity } from "../archive/port.ts";
import type { Log } from "../log.ts";
import { IDENTITY_EVENT, type IdentityEvent, type NameEvent, readEvent } from "../router/events.ts";
import { IDENTITY_KEY, NAME_KEY } from "../router/keys.ts";
import type { Router } from "../router/router.ts";
import {
  conversationOf,
  decodeSubmitted,
  ROUTER_ANSWER,
  type RouterAnswer,
  shardOf,
} from "../router/submission.ts";
import { Batcher } from "../../broker/batcher.ts";
import type { IdentityRegistry } from "./port.ts";
import { Republisher } from "./republisher.ts";
import type {
  Broker,
  BrokerEvent,
  Consumer,
  Disposition,
  NodeSubscription,
  SubmissionBatch,
} from "../../broker/port.ts";

/** Key under which a broker hands over what was sent to this node by name. */
const NODE_KEY = "node";

export interface BridgeCoreOptions {
  nodeId: string;
  broker: Broker;
  archive: Archive;
  router: Router;
  log: Log;
  /** Answers to submissions of this node. */
  onAnswers: (answers: RouterAnswer[]) => void;
  onEvents: (events: BrokerEvent[]) => void;
  onLost: () => void;
  /** Milliseconds before what was not published is tried again; one second where it is absent. */
  republishAfterMs?: number;
}

/**
 * Joins broker and archive on one node: sends this node's submissions out, routes the shards that
 * are this node's to route, and passes on what arrives in its mailbox.
 */
export class BridgeCore implements IdentityRegistry {
  readonly #options: BridgeCoreOptions;
  readonly #submits: Batcher<number, string>;
  readonly #consumers: Consumer[] = [];
  readonly #republisher: Republisher;
  #mailbox: NodeSubscription | undefined;

  constructor(options: BridgeCoreOptions) {
    this.#options = options;
    const { broker, log, republishAfterMs: pauseMs } = options;
    this.#republisher = new Republisher({
      publish: (events) => broker.publish(events),
      log,
      ...pauseMs === undefined ? {} : { pauseMs },
    });
    this.#submits = new Batcher<number, string>({
      flush: (shard, texts) => broker.submit(shard, texts),
      sizeOf: (text) => text.length,
      window: SUBMITS_IN_FLIGHT,
    });
  }

  /** Begins to route and to receive. */
  async start(): Promise<void> {
    const { broker, nodeId } = this.#options;
    this.#mailbox = await broker.subscribe(
      nodeId,
      ({ events }) => this.#receive(events),
      () => {
        // Changes of identities may be among what was lost.
        this.#options.router.forgetAll();
        this.#options.onLost();
      },
    );
    await this.#mailbox.bind([IDENTITY_KEY]);
    for (let shard = 0; shard < broker.shards; shard++) {
      this.#consumers.push(await broker.consume(shard, (batch) => this.#take(batch)));
    }
  }

  /**
   * Sends encoded submissions out. What the broker does not take is answered as unavailable.
   *
   * @param lines as `encodeSubmitted` writes them.
   */
  submit(lines: string[]): void {
    const { broker, onAnswers } = this.#options;
    for (const line of lines) {
      const shard = shardOf(conversationOf(line), broker.shards);
      this.#submits.add(shard, line).catch((error) => {
        this.#options.log("warn", "a submission was not taken by the broker", { error });
        const { route } = decodeSubmitted(line);
        onAnswers([{ type: "refused", route, problem: toProblem(error) }]);
      });
    }
  }

  publish(events: BrokerEvent[]): void {
    this.#options.broker.publish(events).catch((error) => {
      this.#options.log("warn", "events were not published", { error, events: events.length });
      this.#republisher.add(events);
    });
  }

  async bind(keys: string[]): Promise<void> {
    await this.#opened().bind(keys);
  }

  async unbind(keys: string[]): Promise<void> {
    await this.#opened().unbind(keys);
  }

  async publishIdentity(identity: NewIdentity): ReturnType<Archive["publishIdentity"]> {
    const published = await this.#options.archive.publishIdentity(identity);
    return this.#announceIdentity(identity.user, published);
  }

  async withdrawIdentities(
    ...[user, timeMs]: Parameters<Archive["withdrawIdentities"]>
  ): ReturnType<Archive["withdrawIdentities"]> {
    const withdrawn = await this.#options.archive.withdrawIdentities(user, timeMs);
    return this.#announceIdentity(user, withdrawn);
  }

  async setName(user: UserId, record: NameRecord): Promise<void> {
    const { archive, router } = this.#options;
    const time = await router.checkName(user, record);
    await archive.addName({ user, time, ...record });
    const event: NameEvent = { user, name: record };
    this.publish([{ key: NAME_KEY, text: JSON.stringify(event) }]);
  }

  /**
   * Drains: what was taken is finished, then nothing more is taken. A step that fails does not keep
   * the others from being done: the archive is closed in any case.
   *
   * @throws what the first step that failed threw.
   */
  async close(): Promise<void> {
    const { broker, archive } = this.#options;
    const failures: unknown[] = [];
    const step = async (work: () => Promise<void> | undefined) => {
      try {
        await work();
      } catch (error) {
        failures.push(error);
      }
    };
    this.#republisher.close();
    await step(() => this.#submits.idle());
    for (const consumer of this.#consumers) await step(() => consumer.close());
    await step(() => this.#mailbox?.close());
    await step(() => broker.close());
    await step(() => archive.close());
    if (failures.length > 0) throw failures[0];
  }

  /** The router and every node must not go by what they knew of a person. */
  #announceIdentity(
    user: UserId,
    changed: { conversations: ConversationId[] },
  ): { conversations: ConversationId[] } {
    this.#options.router.forget(changed.conversations);
    const event: IdentityEvent = { user, ...changed };
    this.publish([{ key: IDENTITY_KEY, text: JSON.stringify(event) }]);
    return changed;
  }

  async #take(batch: SubmissionBatch): Promise<Disposition> {
    const { broker, router, nodeId, onAnswers } = this.#options;
    let routed;
    try {
      routed = await router.route(batch);
    } catch (error) {
      if (error instanceof AppError && error.kind === "conflict") return "retry";
      throw error;
    }
    const sends = [...routed.answers].flatMap(([node, answers]) => {
      if (node === nodeId) {
        onAnswers(answers);
        return [];
      }
      return [broker.send(node, answers.map((answer) => JSON.stringify(answer)))];
    });
    if (routed.events.length > 0) {
      sends.push(
        broker.publish(routed.events).catch((error) => {
          this.#republisher.add(routed.events);
          throw error;
        }),
      );
    }
    // The archive holds the batch: a lost event is found by its gap, so nothing is taken again.
    for (const result of await Promise.allSettled(sends)) {
      if (result.status === "rejected") {
        this.#options.log("warn", "what was archived could not be told", { error: result.reason });
      }
    }
    return "done";
  }

  #receive(events: BrokerEvent[]): void {
    const { router, log } = this.#options;
    const answers: RouterAnswer[] = [];
    const others: BrokerEvent[] = [];
    for (const event of events) {
      const { key, text } = event;
      try {
        if (key === NODE_KEY) {
          answers.push(readEvent(ROUTER_ANSWER, text));
          continue;
        }
        if (key === IDENTITY_KEY) router.forget(readEvent(IDENTITY_EVENT, text).conversations);
        others.push(event);
      } catch (error) {
        log("error", "an event that no node of ours wrote was dropped", { key, error });
      }
    }
    if (answers.length > 0) this.#options.onAnswers(answers);
    if (others.length > 0) this.#options.onEvents(others);
  }

  #opened(): NodeSubscription {
    if (this.#mailbox === undefined) throw new AppError("unavailable", "The server is starting.");
    return this.#mailbox;
  }
}

/** Batches of one shard on their way to the broker at the same time. */
const SUBMITS_IN_FLIGHT = 4;
