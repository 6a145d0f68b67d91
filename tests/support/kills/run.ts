/** Kills one part after the other under load, and checks what was acknowledged, told and archived. */

import { AppError } from "../../../protocol/errors.ts";
import type { ConversationId } from "../../../protocol/ids.ts";
import { type Account, enrol, register, signIn, TEST_PASSWORD } from "../account.ts";
import { Bot } from "../bot.ts";
import { until } from "../eventually.ts";
import { Patience } from "../patience.ts";
import { type Archived, Checker, type Finding } from "./checker.ts";
import { type Part, PARTS, Parts, type Progress } from "./parts.ts";
import { Sender } from "./sender.ts";

export interface RunOptions {
  rounds: number;
  /** The same seed kills the same parts after the same numbers of receipts. */
  seed: number;
  /** How long each sender rests after a receipt, in milliseconds; by default not at all. */
  restMs?: number;
  /** Told of each round that is over. */
  onRound?: (round: RoundResult) => void;
}

export interface RoundResult {
  part: Part;
  /** Receipts of all senders together before the kill. */
  killedAfter: number;
  /** From the kill until every sender had receipts again, in milliseconds. */
  recoveredMs: number;
  /** Tries that somebody's registration during the kill took. */
  registrationTries: number;
}

export interface RunResult {
  rounds: (RoundResult & Finding)[];
  /** Registrations during kills, and how many of these people could sign in at the end. */
  registered: number;
  signedIn: number;
}

const SENDERS = ["ana", "bo", "cleo", "dan"];
/** Receipts of each sender after a kill, until the round is over. */
const RECEIPTS_AFTER = 10;
const MAX_RECEIPTS_BEFORE = 60;
const QUIET_MS = 180_000;
/** Whoever registers asks for certificates anew with each try, which costs more than many messages. */
const TRY_AGAIN_MS = 1_000;

/** @throws {Error} when a part does not come back, or nothing is acknowledged any more. */
export async function runKills(
  { rounds, seed, restMs = 0, onRound }: RunOptions,
): Promise<RunResult> {
  const random = randomFrom(seed);
  const parts = await Parts.start();
  const checker = new Checker();
  const senders: Sender[] = [];
  try {
    const { origin } = parts;
    const people: Account[] = [];
    for (const uid of SENDERS) people.push(await register(origin, uid));
    people.forEach((person, at) => {
      senders.push(new Sender(origin, person, people[at ^ 1]!, checker, restMs));
    });
    for (const sender of senders) sender.start();
    const progress = progressOf(senders);
    await progress.receipts(1);

    const results: RoundResult[] = [];
    const newcomers: Account[] = [];
    let order: readonly Part[] = PARTS;
    for (let round = 0; round < rounds; round++) {
      checker.round = round;
      // Every part in its turn, in an order of each turn's own.
      if (round % PARTS.length === 0) order = shuffled(PARTS, random);
      const part = order[round % PARTS.length]!;
      const killedAfter = 1 + Math.floor(random() * MAX_RECEIPTS_BEFORE);
      const target = checker.acknowledged + killedAfter;
      await until("receipts before the kill", () => checker.acknowledged >= target, {
        quietMs: QUIET_MS,
      });
      const since = performance.now();
      const registering = registerAtLast(origin, `newcomer-${round}`);
      registering.catch(() => {}); // Awaited below.
      await parts.kill(part, progress);
      await progress.receipts(RECEIPTS_AFTER);
      const recoveredMs = Math.round(performance.now() - since);
      const { account, tries } = await registering;
      newcomers.push(account);
      const result = { part, killedAfter, recoveredMs, registrationTries: tries };
      results.push(result);
      onRound?.(result);
    }
    for (const sender of senders) await sender.stop();

    const archive = new Map<ConversationId, Archived[]>();
    for (let at = 0; at < people.length; at += 2) {
      const [conv, items] = await archived(origin, people[at]!, people[at + 1]!);
      archive.set(conv, items);
    }
    let signedIn = 0;
    for (const newcomer of newcomers) {
      if ((await signIn(origin, newcomer)).cookie !== "") signedIn++;
    }
    const findings = checker.findings(archive);
    return {
      rounds: results.map((result, round) => ({ ...result, ...findings[round]! })),
      registered: newcomers.length,
      signedIn,
    };
  } catch (error) {
    console.error(parts.log().split("\n").slice(-40).join("\n"));
    throw error;
  } finally {
    await Promise.allSettled(senders.map((sender) => sender.stop()));
    await parts.close();
  }
}

function progressOf(senders: readonly Sender[]): Progress {
  return {
    receipts: async (more) => {
      const wanted = senders.map(({ acknowledged }) => acknowledged + more);
      const areThere = () => senders.every(({ acknowledged }, at) => acknowledged >= wanted[at]!);
      await until(`${more} receipts for everybody`, areThere, { quietMs: QUIET_MS, stepMs: 5 });
    },
    refused: async (kind) => {
      const count = () => senders.reduce((sum, { refusals }) => sum + (refusals.get(kind) ?? 0), 0);
      const before = count();
      await until(`somebody refused: ${kind}`, () => count() > before, { quietMs: QUIET_MS });
    },
  };
}

/** Registers as a person does who tries again until it works. */
async function registerAtLast(
  origin: string,
  uid: string,
): Promise<{ account: Account; tries: number }> {
  const patience = new Patience(QUIET_MS);
  for (let tries = 1;; tries++) {
    try {
      return { account: await register(origin, uid), tries };
    } catch (error) {
      // Complete but for the answer: the name is the person's, and they sign in.
      const isTheirs = error instanceof AppError && error.reason === "uid-taken";
      const half = { user: { uid }, password: TEST_PASSWORD } as Account;
      const account = isTheirs ? await enrol(origin, half).catch(() => undefined) : undefined;
      if (account !== undefined) return { account, tries };
      if (patience.leftMs === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
  }
}

/** Everything that the archive holds of the conversation of two. */
async function archived(
  origin: string,
  one: Account,
  other: Account,
): Promise<[ConversationId, Archived[]]> {
  const bot = await Bot.connect(origin, one);
  const conv = await bot.openDirect(other.user.id);
  const items: Archived[] = [];
  for (let after = 0;;) {
    const page = await bot.wire.ask({ type: "sync", conv, after, limit: 200 });
    items.push(...page.items.map(({ id, seq }) => ({ id, seq })));
    if (page.items.length === 0 || !page.more) break;
    after = page.items.at(-1)!.seq;
  }
  await bot.wire.close();
  return [conv, items];
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const rest = [...values];
  return values.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]!);
}
