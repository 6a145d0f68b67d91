/** What a signed-in socket costs the server while nothing happens. */

import type { Account } from "../tests/support/account.ts";
import type { RunningServer } from "../tests/support/server.ts";
import { LoadSocket } from "./load/socket.ts";
import { residentBytes } from "./process_usage.ts";

/** Sockets opened first, so that what the first ones load is not counted. */
const FIRST = 100;
const AT_A_TIME = 50;
const READ_BYTES = 4 * 1024;
/** For welcomes and presence to be over, and garbage to be collected. */
const SETTLE_MS = 4_000;

/** Resident bytes that `count` more sockets add, for each; they are shared out over `accounts`. */
export async function measureIdleSockets(
  { origin, pid }: RunningServer,
  accounts: readonly Account[],
  count: number,
): Promise<number> {
  const sockets: LoadSocket[] = [];
  const open = async (more: number) => {
    for (let left = more; left > 0; left -= AT_A_TIME) {
      sockets.push(
        ...await Promise.all(
          Array.from({ length: Math.min(left, AT_A_TIME) }, (_, i) => {
            const { cookie } = accounts[i % accounts.length]!;
            return LoadSocket.open({ origin, cookie, readBytes: READ_BYTES });
          }),
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  };
  try {
    await open(FIRST);
    const before = await residentBytes(pid);
    await open(count);
    const after = await residentBytes(pid);
    const ended = sockets.find((socket) => socket.ended !== undefined)?.ended;
    if (ended !== undefined) throw new Error(`An idle socket ended: ${ended}`);
    return (after - before) / count;
  } finally {
    for (const socket of sockets) await socket.close();
  }
}
