// Browser-safe: runs in the page.

import type { DeviceChain } from "../../e2ee/envelope.ts";
import { tidyText } from "../../e2ee/payload.ts";
import { toBase64Url, utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import { Backoff } from "../net/backoff.ts";
import { parseReceipt } from "../net/answers.ts";
import type { OutboxEntry } from "../store/tables.ts";
import type { ChatContext } from "./context.ts";
import type { ConversationLog } from "./conversation_log.ts";
import type { OwnRow } from "./entries.ts";
import { ensureEpoch } from "./epoch_maker.ts";
import { openOwn } from "./own_message.ts";

/** Refusals that say nothing about the message: it is handed in again later. */
const PASSING: readonly string[] = ["unavailable", "rate-limited", "internal"];
/** A message that is refused as stale so many times in a row is given up. */
const MAX_STALE = 6;

/** A row, and its sealed form once it has one. */
interface Row extends OwnRow {
  entry?: OutboxEntry;
  /** The refused form of a message that is tried again: it goes when the new one is kept. */
  replaces?: OutboxEntry;
}

/**
 * The way of one's own messages in one conversation: sealed one after the other in the device's
 * chain, kept before they leave, handed in until the archive holds them. All tabs of the profile
 * share chain and outbox, so that the whole of it happens under one lock.
 */
export class Sender {
  readonly #log: ConversationLog;
  readonly #context: ChatContext;
  readonly #onChange: () => void;
  readonly #keys = new Map<ItemId, string>();
  readonly #backoff: Backoff;
  #rows: Row[] = [];
  #flushing: Promise<void> | undefined;
  #again = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(log: ConversationLog, context: ChatContext, onChange: () => void) {
    this.#log = log;
    this.#context = context;
    this.#onChange = onChange;
    this.#backoff = new Backoff({ minMs: 1_000, maxMs: 30_000, random: Math.random });
  }

  /** Key of the row in which the message `id` was written here. */
  keyOf(id: ItemId): string | undefined {
    return this.#keys.get(id);
  }

  /** What is on its way and does not stand in the log yet. */
  rows(): OwnRow[] {
    const logged = new Set([...this.#log.shown.values()].map(({ id }) => id));
    this.#rows = this.#rows.filter(({ id, state }) =>
      state !== "sent" || id === undefined || !logged.has(id)
    );
    return this.#rows.filter(({ id }) => id === undefined || !logged.has(id)).map((row) => {
      const { key, text, time, state, problem, id } = row;
      return {
        key,
        text,
        time,
        state,
        ...(problem === undefined ? {} : { problem }),
        ...(id === undefined ? {} : { id }),
      };
    });
  }

  /** Whether something waits to be handed in. */
  get isWaiting(): boolean {
    return this.#rows.some(({ state }) => state === "sending");
  }

  /** Shows what an earlier page left in the outbox, and hands it in. */
  async resume(): Promise<void> {
    for (const entry of await this.#context.store.outbox(this.#log.conv)) {
      if (this.#rows.some(({ key }) => key === entry.key)) continue;
      const text = await openOwn(entry, this.#log, this.#context);
      this.#keys.set(entry.id, entry.key);
      this.#rows.push({
        key: entry.key,
        text: text ?? "(This message cannot be read in this browser any more.)",
        time: entry.time,
        state: entry.problem === undefined ? "sending" : "failed",
        ...(entry.problem === undefined ? {} : { problem: entry.problem }),
        id: entry.id,
        entry,
      });
    }
    this.#onChange();
    await this.flush();
  }

  /**
   * Writes `typed` as the next message. It stands in the rows when this returns.
   *
   * @throws {AppError} `invalid` or `too-large`; nothing was written then.
   */
  send(typed: string): void {
    const text = tidyText(typed);
    if (text === "") throw new AppError("invalid", "Write something first.", { field: "text" });
    if (utf8(text).length > MAX_TEXT_BYTES) {
      throw new AppError("too-large", "This message is too long. Send it in parts.", {
        field: "text",
      });
    }
    const key = `own:${toBase64Url(this.#context.random(12))}`;
    const time = new Date(this.#context.now()).toISOString();
    this.#rows.push({ key, text, time, state: "sending" });
    this.#onChange();
    void this.flush();
  }

  /** Hands a failed message in once more, as the newest one. */
  async retry(key: string): Promise<void> {
    const row = this.#rows.find((one) => one.key === key && one.state === "failed");
    if (row === undefined) return;
    const replaces = row.entry ?? row.replaces;
    const time = new Date(this.#context.now()).toISOString();
    this.#rows = this.#rows.filter((one) => one !== row);
    this.#rows.push({
      key,
      text: row.text,
      time,
      state: "sending",
      ...(replaces === undefined ? {} : { replaces }),
    });
    this.#onChange();
    await this.flush();
  }

  /** Forgets a failed message. */
  discard(key: string): void {
    const row = this.#rows.find((one) => one.key === key && one.state === "failed");
    if (row === undefined) return;
    this.#rows = this.#rows.filter((one) => one !== row);
    const kept = row.entry ?? row.replaces;
    if (kept !== undefined) void this.#context.store.dropSealed([kept]).catch(() => {});
    this.#onChange();
  }

  /** Seals and hands in what waits. Never rejects: what goes wrong stands at its row. */
  flush(): Promise<void> {
    this.#again = true;
    this.#flushing ??= this.#flushAll().finally(() => this.#flushing = undefined);
    return this.#flushing;
  }

  stop(): void {
    clearTimeout(this.#retryTimer);
  }

  async #flushAll(): Promise<void> {
    clearTimeout(this.#retryTimer);
    const { locks, author } = this.#context;
    while (this.#again) {
      this.#again = false;
      try {
        const name = `send/${author.user}/${this.#log.conv}`;
        await locks(name, () => this.#sealAndHandIn());
        this.#backoff.reset();
      } catch (error) {
        if (isPassing(error)) {
          this.#retryTimer = setTimeout(() => this.flush(), this.#backoff.next());
        } else this.#failUnsealed(error);
      }
      this.#onChange();
    }
  }

  async #sealAndHandIn(): Promise<void> {
    const { store } = this.#context;
    for (let stale = 0;;) {
      await this.#sealWaiting();
      const waiting = (await store.outbox(this.#log.conv)).filter(({ problem }) => !problem);
      if (waiting.length === 0) {
        // Sealed rows that are in no outbox were handed in by another tab, and stand in the log.
        this.#rows = this.#rows.filter(({ state, entry }) => state !== "sending" || !entry);
        return;
      }
      for (const [i, entry] of waiting.entries()) {
        try {
          await this.#handIn(entry);
          stale = 0;
        } catch (error) {
          if (isPassing(error)) throw error;
          const rest = waiting.slice(i);
          if (error instanceof AppError && error.kind === "stale" && stale < MAX_STALE) {
            await this.#log.catchUp();
            await this.#seal(rest, entry.before, { afterRefusal: stale > 0 });
            stale++;
          } else {
            await this.#refuse(entry, rest.slice(1), error);
          }
          break;
        }
      }
    }
  }

  async #handIn(entry: OutboxEntry): Promise<void> {
    const { conv, body } = entry;
    await this.#context.ask({ type: "submit", conv, kind: "message", body }, parseReceipt);
    await this.#context.store.dropSealed([entry]);
    const row = this.#rowOf(entry);
    if (row !== undefined) row.state = "sent";
    this.#onChange();
  }

  /** Gives the rows that were only typed their places in the chain. */
  async #sealWaiting(): Promise<void> {
    for (;;) {
      const row = this.#rows.find(({ state, entry }) => state === "sending" && entry === undefined);
      if (row === undefined) return;
      const { conv } = this.#log;
      const chain = await this.#context.store.chain(conv);
      const sealed = await this.#sealed(row, chain);
      const replaced = row.replaces === undefined ? [] : [row.replaces];
      await this.#context.store.keepSealed(conv, [sealed.entry], sealed.chain, replaced);
      delete row.replaces;
      this.#noteSealed(row, sealed.entry);
    }
  }

  /**
   * Seals `entries` again, in their order, from `chain` on: their epoch is over, or an entry before
   * them fell out of the chain. `fallen`: an entry that was refused, to be kept in the same breath.
   */
  async #seal(
    entries: readonly OutboxEntry[],
    from: DeviceChain,
    options: { afterRefusal?: boolean; fallen?: { old: OutboxEntry; now: OutboxEntry } } = {},
  ): Promise<void> {
    const { fallen, afterRefusal = false } = options;
    if (afterRefusal) await this.#requireEpoch(true);
    let chain = from;
    const again: OutboxEntry[] = [];
    for (const entry of entries) {
      const row = this.#rowOf(entry) ?? await this.#foreignRow(entry);
      const sealed = await this.#sealed(row, chain);
      chain = sealed.chain;
      again.push(sealed.entry);
    }
    const { conv } = this.#log;
    await this.#context.store.keepSealed(
      conv,
      [...again, ...(fallen ? [fallen.now] : [])],
      chain,
      [...entries, ...(fallen ? [fallen.old] : [])],
    );
    for (const entry of again) {
      const row = this.#rowOf(entry);
      if (row !== undefined) this.#noteSealed(row, entry);
    }
  }

  async #sealed(
    row: Pick<Row, "key" | "text" | "time">,
    before: DeviceChain,
  ): Promise<{ entry: OutboxEntry; chain: DeviceChain }> {
    const { e2ee, conv } = this.#log;
    const { key, text, time } = row;
    for (let tries = 0;; tries++) {
      await this.#requireEpoch();
      const epoch = e2ee.currentEpoch;
      try {
        const { body, id, chain } = await e2ee.sealMessage({ type: "text", text }, before);
        return { chain, entry: { key, conv, id, body, manifest: epoch!.manifest, before, time } };
      } catch (error) {
        // The members changed between the two lines above.
        const isStale = error instanceof AppError && error.kind === "stale";
        if (!isStale || tries >= MAX_STALE) throw error;
      }
    }
  }

  async #requireEpoch(afterRefusal = false): Promise<void> {
    if (this.#log.rollback !== undefined) {
      throw new AppError("forbidden", "Nothing is sent while the server shows an older state.", {
        reason: "rollback",
      });
    }
    await ensureEpoch(this.#log, this.#context, { afterRefusal });
  }

  /** Refused for good: it leaves the chain, and those behind it move up. */
  async #refuse(
    old: OutboxEntry,
    behind: readonly OutboxEntry[],
    error: unknown,
  ): Promise<void> {
    const problem = problemText(error);
    const fallen = { old, now: { ...old, problem } };
    try {
      await this.#seal(behind, old.before, { fallen });
    } catch (cause) {
      if (isPassing(cause)) throw cause;
      // Those behind it cannot be sealed again either.
      const all = [old, ...behind];
      const refused = all.map((entry) => ({ ...entry, problem: problemText(cause) }));
      refused[0] = fallen.now;
      await this.#context.store.keepSealed(this.#log.conv, refused, old.before, all);
      for (const entry of refused) this.#noteRefused(entry);
    }
    this.#noteRefused(fallen.now);
  }

  #noteSealed(row: Row, entry: OutboxEntry): void {
    row.entry = entry;
    row.id = entry.id;
    this.#keys.set(entry.id, row.key);
  }

  #noteRefused(entry: OutboxEntry): void {
    const row = this.#rowOf(entry);
    if (row === undefined) return;
    Object.assign(row, { state: "failed", problem: entry.problem, entry });
    this.#onChange();
  }

  /** Something stood in the way before anything was sealed: the rows say what. */
  #failUnsealed(error: unknown): void {
    for (const row of this.#rows) {
      if (row.state !== "sending") continue;
      if (row.entry === undefined) {
        Object.assign(row, { state: "failed", problem: problemText(error) });
      } else {
        this.#retryTimer = setTimeout(() => this.flush(), this.#backoff.next());
      }
    }
  }

  #rowOf({ key }: OutboxEntry): Row | undefined {
    return this.#rows.find((row) => row.key === key);
  }

  /** An entry that another tab, or an earlier page, sealed. */
  async #foreignRow(entry: OutboxEntry): Promise<Pick<Row, "key" | "text" | "time">> {
    const text = await openOwn(entry, this.#log, this.#context);
    if (text !== undefined) return { key: entry.key, text, time: entry.time };
    throw new AppError("forbidden", "This message cannot be sealed again in this browser.", {
      reason: "no-secret",
    });
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof AppError && PASSING.includes(error.kind) &&
    error.reason !== "storage-blocked";
}

function problemText(error: unknown): string {
  return error instanceof AppError
    ? error.message
    : "Something went wrong in this page, so the message was not sent. Reload and try again.";
}
