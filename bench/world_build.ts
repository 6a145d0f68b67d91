/** Builds a `World` against a server of its own. */

import { type DeviceChain, NEW_CHAIN } from "../e2ee/envelope.ts";
import type { PersonKeys } from "../e2ee/keys.ts";
import { toBase64Url } from "../protocol/encoding.ts";
import type { SignInStep } from "../protocol/http_api.ts";
import type { ConversationId, Fingerprint, ItemId } from "../protocol/ids.ts";
import { type Account, register } from "../tests/support/account.ts";
import { Bot } from "../tests/support/bot.ts";
import { startServer } from "../tests/support/server.ts";
import {
  DIRECT_PER_CONVERSATION,
  LANES,
  messagesOf,
  PEOPLE,
  type Plan,
  ROOM_PER_CONVERSATION,
  type Slice,
} from "./plan.ts";
import { BENCH_SETTINGS } from "./settings.ts";

/** One envelope, ready to be handed in. */
export interface SealedFrame {
  id: ItemId;
  /** Index of its conversation in `World.conversations`. */
  conv: number;
  /** JSON text of the submit frame; its `ref` is its number in its lane, from 0. */
  frame: string;
}

export interface WorldConversation {
  id: ConversationId;
  kind: "direct" | "room";
  /** Indexes of people. */
  members: number[];
}

/** What is kept of a person, beside their keys. */
export interface StoredPerson {
  user: SignInStep["user"];
  cookie: string;
  /** DER, base64url. */
  certificates: { sign: string; encrypt: string };
  fingerprints: { sign: Fingerprint; encrypt: Fingerprint };
  chain: { root: string; issuing: string };
}

/** What `buildWorld` makes, beside the data folder. */
export interface WorldParts {
  people: StoredPerson[];
  conversations: WorldConversation[];
  /** By lane; lane n is person n. */
  direct: SealedFrame[][];
  room: SealedFrame[][];
}

/** One person's messages in one conversation, sealed ahead. */
interface Portion {
  lane: number;
  conv: number;
  messages: number;
}

/** @param dataDir becomes the data folder of a server that has stopped in good order. */
export async function buildWorld(
  plan: Plan,
  keys: readonly PersonKeys[],
  dataDir: string,
): Promise<WorldParts> {
  const total = [plan.direct, plan.room].flatMap((slices) =>
    Array.from({ length: LANES }, (_, lane) => messagesOf(slices, lane))
  ).reduce((sum, count) => sum + count, 0);
  console.error(`Sealing ${total} envelopes; this is done once and kept for a day`);
  const server = await startServer({ dataDir, env: BENCH_SETTINGS });
  try {
    const accounts = await Promise.all(
      keys.slice(0, PEOPLE).map((own, i) => register(server.origin, `bench${i}`, { keys: own })),
    );
    const bots = await Promise.all(accounts.map((account) => Bot.connect(server.origin, account)));
    const conversations: WorldConversation[] = [];
    const direct = await openDirects(bots, conversations, plan.direct);
    const room = await openRooms(bots, conversations, plan.room);
    const parts: WorldParts = {
      people: accounts.map(stored),
      conversations,
      direct: await sealLanes(bots, conversations, direct),
      room: await sealLanes(bots, conversations, room),
    };
    await Promise.all(bots.map((bot) => bot.wire.close()));
    return parts;
  } finally {
    await server.stop();
  }
}

/** Each lane's messages in portions that one conversation takes. */
function portionSizes(slices: readonly Slice[], lane: number, most: number): number[] {
  const sizes: number[] = [];
  for (let left = messagesOf(slices, lane); left > 0; left -= most) {
    sizes.push(Math.min(left, most));
  }
  return sizes;
}

async function openDirects(
  bots: readonly Bot[],
  conversations: WorldConversation[],
  slices: readonly Slice[],
): Promise<Portion[]> {
  const portions: Portion[] = [];
  for (let lane = 0; lane < LANES; lane++) {
    const sizes = portionSizes(slices, lane, DIRECT_PER_CONVERSATION);
    for (const [turn, messages] of sizes.entries()) {
      const peer = LANES + (lane + turn) % (PEOPLE - LANES);
      const id = await bots[lane]!.openDirect(bots[peer]!.id);
      await bots[lane]!.ensureEpoch(id);
      portions.push({ lane, conv: conversations.length, messages });
      conversations.push({ id, kind: "direct", members: [lane, peer] });
    }
  }
  return portions;
}

async function openRooms(
  bots: readonly Bot[],
  conversations: WorldConversation[],
  slices: readonly Slice[],
): Promise<Portion[]> {
  const portions: Portion[] = [];
  const [maker, ...others] = bots.slice(0, LANES) as [Bot, ...Bot[]];
  const sizes = portionSizes(slices, 0, ROOM_PER_CONVERSATION);
  for (const [turn, messages] of sizes.entries()) {
    const id: ConversationId = await maker.createRoom(`Bench ${turn + 1}`, "open");
    for (const other of others) await other.join(id);
    await maker.sync(id);
    await maker.ensureEpoch(id);
    await Promise.all(others.map((other) => other.sync(id)));
    for (let lane = 0; lane < LANES; lane++) {
      portions.push({ lane, conv: conversations.length, messages });
    }
    conversations.push({ id, kind: "room", members: Array.from({ length: LANES }, (_, i) => i) });
  }
  return portions;
}

/** Text of a lane's message; also how a reader knows what must come out. */
export function messageText(lane: number, ref: number): string {
  return `Message ${ref} of sender ${lane}: the quick brown fox jumps over the lazy dog`;
}

/** Seals every lane's portions in order, the lanes side by side. */
async function sealLanes(
  bots: readonly Bot[],
  conversations: readonly WorldConversation[],
  portions: readonly Portion[],
): Promise<SealedFrame[][]> {
  return await Promise.all(Array.from({ length: LANES }, async (_, lane) => {
    const frames: SealedFrame[] = [];
    for (const portion of portions.filter((each) => each.lane === lane)) {
      const conv = conversations[portion.conv]!.id;
      let chain: DeviceChain = NEW_CHAIN;
      for (let i = 0; i < portion.messages; i++) {
        const ref = frames.length;
        const sealed = await bots[lane]!.seal(conv, messageText(lane, ref), chain);
        chain = sealed.chain;
        const frame = { type: "submit", ref, conv, kind: "message", body: sealed.body };
        frames.push({ id: sealed.id, conv: portion.conv, frame: JSON.stringify(frame) });
      }
    }
    return frames;
  }));
}

function stored({ user, cookie, certificates, fingerprints, chain }: Account): StoredPerson {
  return {
    user,
    cookie,
    fingerprints,
    certificates: {
      sign: toBase64Url(certificates.sign),
      encrypt: toBase64Url(certificates.encrypt),
    },
    chain: { root: toBase64Url(chain.root), issuing: toBase64Url(chain.issuing) },
  };
}
