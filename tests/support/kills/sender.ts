/** Somebody who writes and writes, hands the same message in until it is acknowledged, and listens. */

import { NEW_CHAIN } from "../../../e2ee/envelope.ts";
import { AppError } from "../../../protocol/errors.ts";
import type { ConversationId } from "../../../protocol/ids.ts";
import type { Account } from "../account.ts";
import { Bot } from "../bot.ts";
import { Patience } from "../patience.ts";
import type { Checker } from "./checker.ts";

/** Between two tries, as a browser pauses. */
const PAUSE_MS = 50;
/** Without one receipt for so long, in the time of a quiet machine, the run has failed. */
const PATIENCE_MS = 120_000;

/** A message that is on its way, and who sealed it. */
type Sealed = Awaited<ReturnType<Bot["seal"]>> & { by: Bot };

export class Sender {
  readonly #origin: string;
  readonly #account: Account;
  readonly #peer: Account;
  readonly #checker: Checker;
  readonly #restMs: number;
  #bot: Bot | undefined;
  #conv: ConversationId | undefined;
  /** Of the device that the bot is. */
  #chain = NEW_CHAIN;
  #running = true;
  #done: Promise<void> = Promise.resolve();
  /** Messages of this sender that were acknowledged. */
  acknowledged = 0;
  /** Kinds of refusals, with how often. */
  readonly refusals = new Map<string, number>();

  /** @param restMs between a receipt and the next message. */
  constructor(origin: string, account: Account, peer: Account, checker: Checker, restMs: number) {
    this.#restMs = restMs;
    this.#origin = origin;
    this.#account = account;
    this.#peer = peer;
    this.#checker = checker;
  }

  start(): void {
    this.#done = this.#run();
    this.#done.catch(() => {}); // `stop` tells.
  }

  /** Ends after the message that is on its way. @throws what the run failed with. */
  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
    await this.#bot?.wire.close();
  }

  async #run(): Promise<void> {
    let sealed: Sealed | undefined;
    let patience = new Patience(PATIENCE_MS);
    for (let number = 0; this.#running || sealed !== undefined;) {
      try {
        const { bot, conv } = await this.#connected();
        // A message is sealed once: the same one again is known by its id.
        sealed ??= { ...await bot.seal(conv, this.#text(number), this.#chain), by: bot };
        const { body } = sealed;
        const receipt = await bot.wire.ask({
          type: "submit",
          conv,
          kind: "message",
          body,
        });
        const { id, seq } = receipt;
        if (id === "") throw new Error("A message has no id");
        this.#checker.acknowledge({ sender: this.#account.user.uid, conv, id, seq });
        this.acknowledged++;
        if (sealed.by === bot) this.#chain = sealed.chain;
        number++;
        sealed = undefined;
        patience = new Patience(PATIENCE_MS);
        if (this.#restMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#restMs));
      } catch (error) {
        const kind = error instanceof AppError ? error.kind : "no connection";
        this.refusals.set(kind, (this.refusals.get(kind) ?? 0) + 1);
        if (patience.leftMs === 0) throw error;
        if (kind === "stale") {
          // Refused for good, as its epoch is over: it is sealed anew.
          sealed = undefined;
          await this.#renewEpoch().catch(() => {});
        } else {
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }
    }
  }

  #text(number: number): string {
    return `${this.#account.user.uid} ${number}`;
  }

  async #connected(): Promise<{ bot: Bot; conv: ConversationId }> {
    if (this.#bot !== undefined && this.#conv !== undefined && !this.#bot.wire.closed) {
      return { bot: this.#bot, conv: this.#conv };
    }
    const bot = await Bot.connect(this.#origin, this.#account);
    const hear = this.#checker.ear();
    const push = bot.wire.onPush;
    bot.wire.onPush = (frame) => {
      if (frame.type === "events") frame.events.forEach(hear);
      push(frame);
    };
    const conv = await bot.openDirect(this.#peer.user.id);
    await bot.ensureEpoch(conv);
    [this.#bot, this.#conv, this.#chain] = [bot, conv, NEW_CHAIN];
    return { bot, conv };
  }

  async #renewEpoch(): Promise<void> {
    if (this.#bot === undefined || this.#conv === undefined) return;
    await this.#bot.sync(this.#conv);
    await this.#bot.ensureEpoch(this.#conv, true);
  }
}
