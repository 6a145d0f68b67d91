/** Opens and closes one AMQP connection. */

import { type ChannelModel, connect, credentials } from "amqplib";
import { type AmqpAddress, CONNECT_TIMEOUT_MS } from "./address.ts";

/** How long a connection may take to say goodbye before its socket is cut. */
const CLOSE_GRACE_MS = 2000;

export interface ConnectionOptions {
  address: AmqpAddress;
  /** Shown to the operator in RabbitMQ's list of connections. */
  name: string;
  /** PEM certificates to trust for `amqps:`, instead of the system's. */
  caCertificates: string[] | undefined;
  /** Called once when the connection is gone, whoever ended it. */
  onClose: (error: unknown) => void;
}

/** Opens one AMQP connection; small frames are sent at once (TCP_NODELAY). */
export async function openConnection(options: ConnectionOptions): Promise<ChannelModel> {
  const { address, name, caCertificates, onClose } = options;
  const model = await connect(address.url, {
    noDelay: true,
    keepAlive: true,
    timeout: CONNECT_TIMEOUT_MS,
    credentials: credentials.plain(address.credentials.user, address.credentials.password),
    clientProperties: { product: "TalkyWalky", connection_name: name },
    ...(caCertificates === undefined ? {} : { ca: caCertificates }),
  });
  let failure: unknown;
  model.on("error", (error) => failure = error);
  model.once("close", (error) => {
    cutSocket(model);
    onClose(error ?? failure ?? new Error("closed"));
  });
  return model;
}

/** Says goodbye to RabbitMQ; cuts the socket when there is no answer. Never rejects. */
export async function closeConnection(model: ChannelModel): Promise<void> {
  const closed = new Promise<void>((resolve) => model.once("close", () => resolve()));
  const timer = setTimeout(() => cutSocket(model), CLOSE_GRACE_MS);
  const goodbye = model.close();
  // amqplib leaves this promise open for ever when the socket dies before RabbitMQ's answer.
  await Promise.race([goodbye, closed]).catch(() => undefined);
  clearTimeout(timer);
}

/** amqplib only half-closes: a peer that is gone without a word would keep the socket. */
function cutSocket(model: ChannelModel): void {
  const { stream } = model.connection as unknown as { stream: { destroy(): void } };
  stream.destroy();
}
