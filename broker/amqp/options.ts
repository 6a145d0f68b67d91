/** Options of the RabbitMQ adapter, and their defaults. */

import type { BrokerLog } from "../delivery.ts";
import type { Backoff } from "./backoff.ts";

export interface AmqpOptions {
  /** `amqp:` or `amqps:` URL with user, password, host, port and virtual host. */
  url: string;
  /** Number of shards; the same for the whole life of a deployment. */
  shards: number;
  /** How long RabbitMQ may take to confirm one message; default 5000. */
  confirmTimeoutMs?: number;
  /** Times a submission may be given back before it is set aside; default 20. */
  deliveryLimit?: number;
  /** Seconds between heartbeats; a silent connection is lost after two; default 10. */
  heartbeatS?: number;
  /** Deliveries of one shard handed over before RabbitMQ waits for an answer; default 32. */
  prefetch?: number;
  /** Bytes that may wait in one shard before submissions are refused; default 256 MiB. */
  maxShardBytes?: number;
  /** First word of the names of all queues and exchanges; default `tw`. */
  namespace?: string;
  /** PEM certificates to trust for `amqps:`, instead of the system's. */
  caCertificates?: string[];
  /** Delays between attempts to connect; default 200 ms doubling to 5 s. */
  backoff?: Backoff;
  /** A number from 0 up to 1; default `Math.random`. */
  random?: () => number;
  log: BrokerLog;
}

export type ResolvedAmqpOptions =
  & Required<Omit<AmqpOptions, "caCertificates">>
  & Pick<AmqpOptions, "caCertificates">;

/** Fills the defaults in. @throws {RangeError} when a number makes no sense. */
export function resolveOptions(options: AmqpOptions): ResolvedAmqpOptions {
  const resolved: ResolvedAmqpOptions = {
    confirmTimeoutMs: 5000,
    deliveryLimit: 20,
    heartbeatS: 10,
    prefetch: 32,
    maxShardBytes: 256 * 1024 * 1024,
    namespace: "tw",
    backoff: { baseMs: 200, capMs: 5000 },
    random: Math.random,
    ...options,
  };
  const { shards, confirmTimeoutMs, deliveryLimit, heartbeatS, prefetch, maxShardBytes } = resolved;
  const numbers = { shards, confirmTimeoutMs, deliveryLimit, heartbeatS, prefetch, maxShardBytes };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(
        `Cannot connect to RabbitMQ as ${name} must be a positive integer: ` +
          `current value is ${value}`,
      );
    }
  }
  return resolved;
}
