/** Everything that passes through a RabbitMQ node, by its own message tracing ("firehose"). */

import amqp from "amqplib";
import type { RabbitMq } from "../../tools/services/rabbitmq.ts";

export interface Firehose {
  /** Bodies of all messages published to and delivered by the node so far. */
  bodies: Uint8Array[];
  close(): Promise<void>;
}

/** Switches tracing on for the default virtual host. */
export async function openFirehose(node: RabbitMq): Promise<Firehose> {
  await node.ctl("trace_on");
  const connection = await amqp.connect(node.url);
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue("", { exclusive: true });
  await channel.bindQueue(queue, "amq.rabbitmq.trace", "#");
  const bodies: Uint8Array[] = [];
  await channel.consume(queue, (message) => {
    if (message !== null) bodies.push(new Uint8Array(message.content));
  }, { noAck: true });
  return {
    bodies,
    close: async () => {
      await connection.close();
      await node.ctl("trace_off");
    },
  };
}
