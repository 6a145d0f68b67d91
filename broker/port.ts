/**
 * What carries messages between nodes. The archive is the truth: a broker may deliver twice and may
 * lose an event, but never a submission whose `submit` has resolved. Adapters: `amqp/` (RabbitMQ)
 * and `embedded/` (in process). Every adapter passes `tests/conformance/broker_test.ts`.
 *
 * Everything that crosses a broker is a batch of short texts, so that its cost per message is
 * shared. Texts never contain a line feed (U+000A); adapters may use it as a separator.
 */

/** What the consumer says of a batch of submissions. */
export type Disposition =
  | "done" // take it off the queue
  | "retry" // give it back, for a later delivery; counted against the delivery limit
  | "dead-letter"; // set it aside for an operator

export interface SubmissionBatch {
  /** Each text as it was given to `submit`, in order. */
  texts: string[];
  /** The broker may have delivered this batch before. */
  redelivered: boolean;
}

/** An event for every node that is bound to its key. */
export interface BrokerEvent {
  /** `conv.<conversation id>`, `user.<user id>`, or a plain word such as `presence`. */
  key: string;
  text: string;
}

export interface EventBatch {
  /**
   * Events in the order they were published by one publisher for one key. A node may be given
   * events for keys it is not bound to (they shared a batch with one it is); it drops them.
   */
  events: BrokerEvent[];
}

export interface Consumer {
  /** Stops deliveries, waits for the batches in hand, and gives the rest back. */
  close(): Promise<void>;
}

/** This node's mailbox; gone with the node. */
export interface NodeSubscription {
  /** From when the promise resolves, events for these keys arrive. Binding twice is not an error. */
  bind(keys: string[]): Promise<void>;
  unbind(keys: string[]): Promise<void>;
  close(): Promise<void>;
}

export interface Broker {
  /**
   * Hands submissions of one shard over, in order.
   *
   * Resolves when the broker has taken responsibility for all of them (RabbitMQ: publisher confirm
   * of a persistent message on a quorum queue).
   * @throws {AppError} `unavailable` when that is not known within the confirm timeout, or at once
   * while the connection is down: nothing is queued in memory for later.
   */
  submit(shard: number, texts: string[]): Promise<void>;

  /**
   * Hands something empty to every shard, the way that submissions go, and no consumer is given it.
   * Resolves when a `submit` to any shard would.
   *
   * @throws {AppError} what a `submit` would throw.
   */
  check(): Promise<void>;

  /**
   * Consumes one shard. Over all nodes one consumer at a time is active for a shard; the next takes
   * over when it is gone. Batches come one after the other: the next when `take` has resolved.
   * A `take` that throws counts as `retry`. Survives a reconnect.
   */
  consume(shard: number, take: (batch: SubmissionBatch) => Promise<Disposition>): Promise<Consumer>;

  /** Publishes events; not persistent. Rejects with `unavailable` while the connection is down. */
  publish(events: BrokerEvent[]): Promise<void>;

  /**
   * Opens the mailbox of `nodeId`. After a reconnect it is opened and bound again by itself and
   * `onLost` is called once it is: what was published in between is gone, so catch up.
   */
  subscribe(
    nodeId: string,
    onEvents: (batch: EventBatch) => void,
    onLost: () => void,
  ): Promise<NodeSubscription>;

  /** Texts put straight into the mailbox of one node; they arrive as events with key `node`. */
  send(nodeId: string, texts: string[]): Promise<void>;

  /** Asks whoever serves `queue` and waits for the answer. @throws {AppError} `unavailable`. */
  call(queue: string, request: string, options: { timeoutMs: number }): Promise<string>;

  /** Serves `queue`; several servers share the work. What `answer` throws is sent as a problem. */
  serve(queue: string, answer: (request: string) => Promise<string>): Promise<Consumer>;

  /** Number of shards; the same for the whole life of a deployment. */
  readonly shards: number;

  readonly state: "up" | "down";
  /** Called at each change of `state`. */
  onState: ((state: "up" | "down", reason: string) => void) | undefined;

  /** Drains: waits for confirms in flight, closes consumers and the connection. */
  close(): Promise<void>;
}
