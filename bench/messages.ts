/** Messages per second through the whole server, and how long each takes. */

import { LoadSocket } from "./load/socket.ts";
import { Lane, settled } from "./load/lane.ts";
import { type Expected, Tally, type TallyResult } from "./load/tally.ts";
import { LANES, PEOPLE, type Slice } from "./plan.ts";
import { cpuMs } from "./process_usage.ts";
import type { World } from "./world.ts";
import type { SealedFrame } from "./world_build.ts";

export interface MessagesOptions {
  world: World;
  kind: "direct" | "room";
  slices: readonly Slice[];
  origin: string;
  /** Cap on the sending time of each slice. */
  seconds: number;
  /** Processes whose CPU time is told apart, by name. */
  pids: Record<string, number>;
}

export interface MessagesResult extends TallyResult {
  slice: Slice;
  senders: number;
  /** CPU time for each message, microseconds, by the names of `pids`. */
  cpuUs: Record<string, number>;
}

/** Runs `slices` one after the other over one socket for each person. */
export async function measureMessages(options: MessagesOptions): Promise<MessagesResult[]> {
  const { world, kind, slices, origin } = options;
  const people = kind === "direct" ? PEOPLE : LANES;
  const sockets = await Promise.all(
    world.accounts.slice(0, people).map(({ cookie }) => opened(origin, cookie)),
  );
  const lanes = sockets.map((socket, i) => new Lane(i, socket, world[kind][i] ?? []));
  try {
    const results: MessagesResult[] = [];
    for (const slice of slices) {
      const result = await runSlice(slice, lanes, options);
      if (!slice.isWarmUp) results.push(result);
    }
    return results;
  } finally {
    for (const socket of sockets) await socket.close();
  }
}

/** A socket that has had its welcome. */
async function opened(origin: string, cookie: string): Promise<LoadSocket> {
  const socket = await LoadSocket.open({ origin, cookie });
  await new Promise<void>((resolve) => socket.onText = () => resolve());
  return socket;
}

async function runSlice(
  slice: Slice,
  lanes: readonly Lane[],
  { world, seconds, pids }: MessagesOptions,
): Promise<MessagesResult> {
  const { window, perLane } = slice;
  const senders = lanes.slice(0, slice.lanes ?? LANES);
  const tally = new Tally(
    senders.flatMap((lane) =>
      lane.upcoming(perLane).map((frame) => expectedOf(world, lane.person, frame))
    ),
  );
  for (const lane of lanes) lane.listen(tally);
  const before = await usage(pids);
  const deadlineMs = performance.now() + seconds * 1000;
  await Promise.all(senders.map((lane) => lane.send(perLane, window, deadlineMs)));
  await settled(tally, lanes);
  const after = await usage(pids);
  const result = tally.result();
  const refusal = lanes.find((lane) => lane.refusal !== undefined)?.refusal;
  if (refusal !== undefined) console.error(`The server refused: ${refusal.slice(0, 300)}`);
  const ended = lanes.find((lane) => lane.ended !== undefined)?.ended;
  if (ended !== undefined) throw new Error(`A socket ended in the middle: ${ended}`);
  return {
    ...result,
    slice,
    senders: senders.length,
    cpuUs: Object.fromEntries(
      Object.keys(pids).map((
        name,
      ) => [name, (after[name]! - before[name]!) * 1000 / result.messages]),
    ),
  };
}

function expectedOf(world: World, sender: number, { id, conv }: SealedFrame): Expected {
  return { id, conv, sender, members: world.conversations[conv]!.members };
}

async function usage(pids: Record<string, number>): Promise<Record<string, number>> {
  const entries = Object.entries(pids).map(async ([name, pid]) => [name, await cpuMs(pid)]);
  return Object.fromEntries(await Promise.all(entries));
}
