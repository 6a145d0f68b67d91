/** A real RabbitMQ node for one test file, in a temporary folder that goes away with it. */

import { ensurePackages } from "../../tools/services/packages.ts";
import { type RabbitMq, startRabbitMq } from "../../tools/services/rabbitmq.ts";
import { stretched } from "./patience.ts";

export type { RabbitMq };

/**
 * Installs RabbitMQ where that is missing and possible, and starts a node on a free port.
 * `stop()` also removes its folder.
 */
export async function startTestRabbitMq(): Promise<RabbitMq> {
  await ensurePackages(["rabbitmq"]);
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-rabbitmq-" });
  const removeFolder = () => Deno.remove(folder, { recursive: true });
  try {
    const node = await startRabbitMq({ folder, stretched });
    const { stop } = node;
    return Object.assign(node, {
      async stop() {
        await stop();
        await removeFolder();
      },
    });
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
