/** Says in plain words why the server cannot listen where it was told to. */

import { StartError } from "../start_error.ts";

/** What `error`, thrown by listening at `hostname` and `port`, means; other errors as they are. */
export function cannotListen(
  error: unknown,
  { hostname, port }: { hostname: string; port: number },
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
