/**
 * What RabbitMQ itself can do on this machine, as the ceiling for everything built on it, and what
 * our adapter makes of it. Run against a node of your own:
 *
 * `deno run -A bench/broker_bench.ts amqp://user:password@127.0.0.1:5672/`
 */

import { Buffer } from "node:buffer";
import { type ChannelModel, connect } from "amqplib";
import { connectAmqp } from "../broker/amqp/broker.ts";
import { Batcher } from "../broker/batcher.ts";
import type { Broker } from "../broker/port.ts";

const CEILING_BYTES = 1024;
const CEILING_WINDOW = 256;
const TEXT_CHARS = 1536;

export interface RabbitMqCeiling {
  /** Publisher-confirmed messages of 1 KiB on a quorum queue, 256 in flight. */
  confirmedPublishesPerS: number;
  /** From publish to delivery on the same queue, one message at a time. */
  roundTripP50Ms: number;
  roundTripP99Ms: number;
}

/** Measures RabbitMQ with nothing of ours in between. Its queue is removed afterwards. */
export async function rabbitMqCeiling(
  url: string,
  { publishes = 20_000, roundTrips = 1000 } = {},
): Promise<RabbitMqCeiling> {
  const model = await connect(url, { noDelay: true });
  const queue = `bench.ceiling.${crypto.randomUUID()}`;
  try {
    const channel = await model.createChannel();
    await channel.assertQueue(queue, { arguments: { "x-queue-type": "quorum" } });
    const confirmedPublishesPerS = await confirmedRate(model, queue, publishes);
    await channel.purgeQueue(queue);
    const timesMs = await roundTripTimes(model, queue, roundTrips);
    await channel.deleteQueue(queue);
    return {
      confirmedPublishesPerS,
      roundTripP50Ms: percentile(timesMs, 50),
      roundTripP99Ms: percentile(timesMs, 99),
    };
  } finally {
    await model.close();
  }
}

async function confirmedRate(model: ChannelModel, queue: string, count: number): Promise<number> {
  const channel = await model.createConfirmChannel();
  const body = Buffer.alloc(CEILING_BYTES, "x");
  const startMs = performance.now();
  await new Promise<void>((resolve, reject) => {
    let sent = 0;
    let confirmed = 0;
    const onConfirm = (error: unknown) => {
      if (error !== null) reject(error);
      else if (++confirmed === count) resolve();
      else send();
    };
    const send = () => {
      if (sent === count) return;
      sent++;
      channel.sendToQueue(queue, body, { persistent: true }, onConfirm);
    };
    for (let i = 0; i < CEILING_WINDOW; i++) send();
  });
  const perS = count / (performance.now() - startMs) * 1000;
  await channel.close();
  return perS;
}

async function roundTripTimes(
  model: ChannelModel,
  queue: string,
  count: number,
): Promise<number[]> {
  const channel = await model.createChannel();
  const body = Buffer.alloc(CEILING_BYTES, "x");
  let arrived: () => void = () => {};
  await channel.consume(queue, (message) => {
    channel.ack(message!);
    arrived();
  });
  const timesMs: number[] = [];
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    const arrival = new Promise<void>((resolve) => arrived = resolve);
    channel.sendToQueue(queue, body, { persistent: true });
    await arrival;
    timesMs.push(performance.now() - startMs);
  }
  await channel.close();
  return timesMs;
}

/** The `p`th percentile of `values`. */
export function percentile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p / 100))] ?? NaN;
}

/** Texts per second from `submit` to `take`; each of `lanes` submits when its last one resolved. */
async function submitRate(
  broker: Broker,
  { count, lanes, textsEach }: { count: number; lanes: number; textsEach: number },
  submit: (texts: string[]) => Promise<void>,
): Promise<number> {
  const texts = Array<string>(textsEach).fill("x".repeat(TEXT_CHARS));
  const all = Promise.withResolvers<void>();
  let taken = 0;
  const consumer = await broker.consume(0, (batch) => {
    taken += batch.texts.length;
    if (taken >= count && taken === sent) all.resolve();
    return Promise.resolve("done");
  });
  const startMs = performance.now();
  let sent = 0;
  const lane = async () => {
    while (sent < count) {
      sent += textsEach;
      await submit(texts);
    }
  };
  const submitting = Promise.all(Array.from({ length: lanes }, lane));
  await all.promise;
  const perS = taken / (performance.now() - startMs) * 1000;
  await submitting;
  await consumer.close();
  return perS;
}

/** From `submit` over `take` and `publish` to the node's event, one at a time. */
async function connectionTimes(broker: Broker, count: number): Promise<number[]> {
  let arrived: () => void = () => {};
  const mailbox = await broker.subscribe("bench", () => arrived(), () => {});
  await mailbox.bind(["conv.bench"]);
  const consumer = await broker.consume(0, async ({ texts }) => {
    await broker.publish(texts.map((text) => ({ key: "conv.bench", text })));
    return "done";
  });
  const timesMs: number[] = [];
  const text = "x".repeat(TEXT_CHARS);
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    const arrival = new Promise<void>((resolve) => arrived = resolve);
    broker.submit(0, [text]).catch((error) => console.error(error));
    await arrival;
    timesMs.push(performance.now() - startMs);
  }
  await consumer.close();
  await mailbox.close();
  return timesMs;
}

if (import.meta.main) {
  const url = Deno.args[0];
  if (url === undefined) throw new TypeError("Give the URL of a RabbitMQ node");
  console.log("RabbitMQ alone", await rabbitMqCeiling(url));
  const broker = await connectAmqp({
    url,
    shards: 1,
    namespace: "bench",
    log: (level, message) => console.error(level, message),
  });
  await connectionTimes(broker, 200); // warm
  const timesMs = await connectionTimes(broker, 2000);
  console.log("submit -> take -> publish -> event", {
    p50Ms: percentile(timesMs, 50),
    p99Ms: percentile(timesMs, 99),
  });
  const direct = (texts: string[]) => broker.submit(0, texts);
  const batcher = new Batcher<number, string>({
    flush: (shard, texts) => broker.submit(shard, texts),
    sizeOf: (text) => text.length,
  });
  const rates = {
    "1 text a submission, 64 in flight": await submitRate(
      broker,
      { count: 20_000, lanes: 64, textsEach: 1 },
      direct,
    ),
    "64 texts a submission, 64 in flight": await submitRate(
      broker,
      { count: 100_000, lanes: 64, textsEach: 64 },
      direct,
    ),
    "through the batcher, 256 texts in flight": await submitRate(
      broker,
      { count: 50_000, lanes: 256, textsEach: 1 },
      (texts) => batcher.add(0, texts[0]!),
    ),
  };
  for (const [name, perS] of Object.entries(rates)) {
    console.log(`${name}: ${Math.round(perS)} texts/s`);
  }
  await broker.close();
}
