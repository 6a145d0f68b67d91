/** Says in plain words why the server cannot listen where it was told to. */

import { createServer } from "node:net";
import { StartError } from "../start_error.ts";

interface Place {
  hostname: string;
  port: number;
}

/**
 * Listens at a place and stops at once, before anything is made for a server that could not be there.
 *
 * @throws {StartError}
 */
export async function requireListenable({ hostname, port }: Place): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, hostname, resolve);
    });
    await new Promise((resolve) => server.close(resolve));
  } catch (error) {
    throw cannotListen(error, { hostname, port });
  }
}

/** What `error`, thrown by listening at `hostname` and `port`, means; other errors as they are. */
export function cannotListen(
  error: unknown,
  { hostname, port }: Place,
): unknown {
  switch ((error as { code?: string }).code) {
    case "EADDRINUSE":
      return new StartError(
        `Cannot start: port ${port} of ${hostname} is in use by another program. Stop that one, ` +
          "or name another port in TW_PORT.",
      );
    case "EACCES":
      return new StartError(
        `Cannot start: this user may not listen on port ${port}. Name another port in TW_PORT.`,
      );
    case "EADDRNOTAVAIL":
    case "EINVAL":
    case "EAI_AGAIN":
    case "ENOTFOUND":
      return new StartError(
        `Cannot start: ${hostname} is no address of this machine. Name another one in TW_HOST.`,
      );
    default:
      return error;
  }
}
