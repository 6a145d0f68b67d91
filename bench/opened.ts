/** Shows that what was measured were real messages: a reader opens the newest of them. */

import { Bot } from "../tests/support/bot.ts";
import { messageText } from "./world_build.ts";
import type { World } from "./world.ts";
import type { SealedFrame } from "./world_build.ts";

/** How many messages of each conversation a reader opens at most. */
const SAMPLE = 50;

/**
 * Opens messages of the last conversation of each kind, as a member who did not send them.
 *
 * @returns how many were opened.
 * @throws {Error} when one does not open, or does not say what it must.
 */
export async function openSample(world: World, origin: string): Promise<number> {
  let opened = 0;
  for (const kind of ["direct", "room"] as const) {
    const sent = texts(world[kind]);
    for (const index of conversationsOf(world[kind])) {
      const { id, members } = world.conversations[index]!;
      const reader = members.at(-1)!;
      const bot = await Bot.connect(origin, world.accounts[reader]!);
      const others = kind === "direct"
        ? members.map((member) => world.accounts[member]!.user.id) as [never, never]
        : undefined;
      await bot.open(id, others);
      const shown = bot.shown.get(id)!.filter(({ kind }) => kind !== "epoch" && kind !== "control");
      for (const each of shown.slice(-SAMPLE)) {
        if (each.kind !== "message" || !("text" in each.payload)) {
          throw new Error(`A message was not opened: ${JSON.stringify(each)}`);
        }
        if (each.payload.text !== sent.get(each.id)) {
          throw new Error(`A message reads "${each.payload.text}", not what was sealed`);
        }
        opened++;
      }
      await bot.wire.close();
    }
  }
  return opened;
}

/** What each message must read, by its id. */
function texts(lanes: readonly (readonly SealedFrame[])[]): Map<string, string> {
  return new Map(
    lanes.flatMap((frames, lane) => frames.map(({ id }, ref) => [id, messageText(lane, ref)])),
  );
}

/** The first and the last conversation of a kind. */
function conversationsOf(lanes: readonly (readonly SealedFrame[])[]): Set<number> {
  const all = lanes.flat().map(({ conv }) => conv);
  return new Set([Math.min(...all), Math.max(...all)]);
}
