/** Sends one's messages in one conversation: keeps, seals and hands in, in chain order. */

import { t } from "../../i18n/i18n.ts";
import type { DeviceChain } from "../../e2ee/envelope.ts";
import { type Payload, writePayload } from "../../e2ee/payload.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { comesAgain, isContent, refusedText } from "../kinds/table.ts";
import { Backoff } from "../net/backoff.ts";
import type { OutboxEntry } from "../store/tables.ts";
import type { ChatContext } from "./context.ts";
import type { ConversationLog } from "./conversation_log.ts";
import type { OwnRow } from "./entries.ts";
import { openOwn, openWaiting } from "./own_message.ts";
import { checkedText } from "./own_text.ts";
import { OwnRows, problemText, type Row } from "./own_rows.ts";
import { isPassing } from "./passing.ts";
import { MAX_STALE, Sealing, type Written } from "./sealing.ts";
import { openUnsent, sealUnsent } from "./unsent_messages.ts";

/**
 * Sends everything that one says in one conversation, messages and what acts on messages: it is
 * kept as it is written, sealed one after the other in the device's chain, kept before it leaves,
 * handed in until the archive holds it. All tabs of the profile share chain and outbox, so that
 * the whole of it happens under one lock.
 */
export class Sender {
  readonly #log: ConversationLog;
  readonly #context: ChatContext;
  readonly #onChange: () => void;
  readonly #rows: OwnRows;
  readonly #sealing: Sealing;
  readonly #backoff: Backoff;
  #flushing: Promise<void> | undefined;
  #again = false;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(log: ConversationLog, context: ChatContext, onChange: () => void) {
    this.#log = log;
    this.#context = context;
    this.#onChange = onChange;
    this.#rows = new OwnRows(log.fold);
    this.#sealing = new Sealing(log, context, this.#rows);
    this.#backoff = new Backoff({ minMs: 1_000, maxMs: 30_000, random: Math.random });
  }

  /** Messages that are on their way and do not stand in the log yet. */
  rows(): OwnRow[] {
    return this.#rows.shown();
  }

  /** Whether something waits to be handed in. */
  get isWaiting(): boolean {
    return this.#rows.all.some(({ state }) => state === "sending");
  }

  /** The receipts that are on their way. */
  get pendingReceipts(): Extract<Payload, { type: "receipt" }>[] {
    return this.#rows.all.flatMap(({ payload }) => payload.type === "receipt" ? [payload] : []);
  }

  /** Shows what an earlier page left, sealed or not, and hands it in. */
  async resume(): Promise<void> {
    const { store } = this.#context;
    for (const entry of await store.outbox(this.#log.conv)) {
      if (this.#rows.byKey(entry.key) !== undefined) continue;
      const payload = await openWaiting(entry, this.#log, this.#context) ?? unreadable();
      if (payload === "later") continue;
      const { key, time, problem } = entry;
      const row: Row = { key, payload, time, ...stateOf(problem) };
      this.#rows.add(row);
      this.#rows.sealed(row, entry);
    }
    for (const { entry, payload } of await openUnsent(this.#log.conv, store)) {
      if (this.#rows.byKey(entry.key) !== undefined) continue;
      const { key, time, problem } = entry;
      const unsent = Promise.resolve(entry);
      this.#rows.add({ key, payload, time, ...stateOf(problem), unsent });
    }
    this.#onChange();
    await this.flush();
  }

  /**
   * Writes `typed` as the next message. It stands in the rows when this returns.
   *
   * @throws {AppError} `invalid` or `too-large`; nothing was written then.
   */
  send(typed: string, { replyTo }: { replyTo?: ItemId | undefined } = {}): void {
    const text = checkedText(typed);
    this.post(
      replyTo === undefined ? { type: "text", text } : {
        type: "reply",
        target: replyTo,
        text,
      },
    );
  }

  /**
   * Puts `payload` on its way. What it does shows when this returns; what it resolves with is that
   * this browser keeps it, or cannot: the row says that then.
   *
   * @param key of the row that it has had until now, while its file was on its way.
   * @throws {AppError} `invalid` or `too-large`; nothing was written then.
   */
  post(payload: Payload, key = `own:${toBase64Url(this.#context.random(12))}`): Promise<void> {
    writePayload(payload);
    const time = new Date(this.#context.now()).toISOString();
    const row: Row = { key, payload, time, state: "sending" };
    this.#keep(row);
    const stored = Promise.resolve(row.unsent).then(() => {}, () => {});
    this.#rows.add(row);
    this.#onChange();
    void this.flush();
    return stored;
  }

  /** Hands a failed message in once more, as the newest one. */
  async retry(key: string): Promise<void> {
    const row = this.#rows.find((one) => one.key === key && one.state === "failed");
    if (row === undefined) return;
    const replaces = row.entry ?? row.replaces;
    const { payload } = row;
    const time = new Date(this.#context.now()).toISOString();
    const again: Row = {
      key,
      payload,
      time,
      state: "sending",
      ...(replaces === undefined ? {} : { replaces }),
    };
    if (row.unsent !== undefined) this.#keep(again, row);
    this.#rows.remove(row);
    this.#rows.add(again);
    this.#onChange();
    await this.flush();
  }

  /** Forgets a failed message. */
  discard(key: string): void {
    const row = this.#rows.find((one) => one.key === key && one.state === "failed");
    if (row === undefined) return;
    this.#rows.remove(row);
    const { store } = this.#context;
    const stored = row.entry ?? row.replaces;
    if (stored !== undefined) void store.dropSealed([stored]).catch(() => {});
    void row.unsent?.then((entry) => store.dropUnsent(entry)).catch(() => {});
    this.#onChange();
  }

  /** Seals and hands in what waits. Never rejects: what goes wrong stands at its row. */
  flush(): Promise<void> {
    this.#again = true;
    this.#flushing ??= this.#flushAll().finally(() => this.#flushing = undefined);
    return this.#flushing;
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retryTimer);
  }

  /** Keeps what was written under this browser's own key; what comes again is not worth it. */
  #keep(row: Row, before?: Row): void {
    if (comesAgain(row.payload)) return;
    const { store } = this.#context;
    row.unsent = sealUnsent({ ...row, conv: this.#log.conv }, store).then(async (entry) => {
      await store.storeUnsent(entry, await before?.unsent?.catch(() => undefined));
      return entry;
    });
    row.unsent.catch(() => {});
  }

  async #flushAll(): Promise<void> {
    const { locks, author } = this.#context;
    while (this.#again) {
      clearTimeout(this.#retryTimer);
      this.#again = false;
      try {
        const name = `send/${author.user}/${this.#log.conv}`;
        await locks(name, () => this.#sealAndHandIn());
        this.#backoff.reset();
      } catch (error) {
        if (isPassing(error)) this.#flushLater();
        else await this.#failUnsealed(error);
      }
      this.#onChange();
    }
  }

  #flushLater(): void {
    if (!this.#isStopped) this.#retryTimer = setTimeout(() => this.flush(), this.#backoff.next());
  }

  async #sealAndHandIn(): Promise<void> {
    const { store } = this.#context;
    // Who is in it, and with which keys, is known when the log begins anew with the server.
    if (this.#log.stored) throw noServer();
    for (let stale = 0;;) {
      await this.#sealWaiting();
      const waiting = (await store.outbox(this.#log.conv)).filter(({ problem }) => !problem);
      if (waiting.length === 0) {
        // Sealed rows that are in no outbox were handed in by another tab, and stand in the log.
        this.#rows.removeAll(({ state, entry }) => state === "sending" && entry !== undefined);
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
    const { conv, body, id } = entry;
    const { ask, store, handingIn, handedIn } = this.#context;
    const row = this.#rows.byKey(entry.key);
    const payload = handingIn === undefined && handedIn === undefined
      ? undefined
      : row?.payload ?? await openOwn(entry, this.#log, this.#context);
    if (payload !== undefined) await handingIn?.(this.#log.conv, payload);
    await ask({ type: "submit", conv, kind: "message", body });
    try {
      if (payload !== undefined) await handedIn?.(conv, payload, id, this.#log.fold);
    } catch (error) {
      // The message stands: what follows it is tried again, or it is not, but it is not refused.
      if (isPassing(error)) throw error;
      console.warn("What follows a message could not be done", error);
    }
    if (row !== undefined) row.state = "sent";
    this.#onChange();
    await store.dropSealed([entry]);
  }

  /** Gives what was only written its places in the chain. */
  async #sealWaiting(): Promise<void> {
    const { store } = this.#context;
    const { conv } = this.#log;
    for (;;) {
      const row = this.#rows.find(({ state, entry }) => state === "sending" && entry === undefined);
      if (row === undefined) return;
      const unsent = await row.unsent;
      if (unsent !== undefined && !await store.isUnsent(unsent)) {
        await this.#takenByAnotherTab(row);
        continue;
      }
      if (comesAgain(row.payload) && !await this.#sealing.hasEpoch()) {
        this.#rows.remove(row);
        continue;
      }
      const chain = await store.chain(conv);
      const sealed = await this.#sealing.seal(row, chain);
      const replaced = row.replaces === undefined ? [] : [row.replaces];
      const stored = unsent === undefined ? [] : [unsent];
      await store.storeSealed(conv, [sealed.entry], sealed.chain, replaced, stored);
      delete row.replaces;
      this.#rows.sealed(row, sealed.entry);
    }
  }

  async #takenByAnotherTab(row: Row): Promise<void> {
    const outbox = await this.#context.store.outbox(this.#log.conv);
    const entry = outbox.find(({ key }) => key === row.key);
    if (entry === undefined) this.#rows.remove(row);
    else this.#rows.sealed(row, entry);
  }

  /**
   * Seals `entries` again, in their order, from `chain` on: their epoch is over, or an entry before
   * them fell out of the chain. `fallen`: an entry that was refused, to be kept (`now`) or dropped
   * in the same breath.
   */
  async #seal(
    entries: readonly OutboxEntry[],
    from: DeviceChain,
    options: { afterRefusal?: boolean; fallen?: { old: OutboxEntry; now?: OutboxEntry } } = {},
  ): Promise<void> {
    const { fallen, afterRefusal = false } = options;
    const written: Written[] = [];
    for (const entry of entries) written.push(await this.#sealing.written(entry));
    // Nobody makes a key for receipts alone: they come again when there is one.
    const dropsReceipts = written.every(({ payload }) => comesAgain(payload)) &&
      (afterRefusal || !await this.#sealing.hasEpoch());
    if (afterRefusal && !dropsReceipts) await this.#sealing.requireEpoch(true);
    let chain = from;
    const again: OutboxEntry[] = [];
    for (const one of dropsReceipts ? [] : written) {
      const sealed = await this.#sealing.seal(one, chain);
      chain = sealed.chain;
      again.push(sealed.entry);
    }
    await this.#context.store.storeSealed(
      this.#log.conv,
      [...again, ...(fallen?.now === undefined ? [] : [fallen.now])],
      chain,
      [...entries, ...(fallen ? [fallen.old] : [])],
    );
    if (dropsReceipts) { for (const { key } of written) this.#rows.remove(this.#rows.byKey(key)); }
    for (const entry of again) {
      const row = this.#rows.byKey(entry.key);
      if (row !== undefined) this.#rows.sealed(row, entry);
    }
  }

  /** Refused for good: it leaves the chain, and those behind it move up. */
  async #refuse(
    old: OutboxEntry,
    behind: readonly OutboxEntry[],
    error: unknown,
  ): Promise<void> {
    const { payload } = await this.#sealing.written(old).catch(() => ({ payload: unreadable() }));
    const now = isContent(payload) ? { now: { ...old, problem: problemText(error) } } : {};
    try {
      await this.#seal(behind, old.before, { fallen: { old, ...now } });
    } catch (cause) {
      if (isPassing(cause)) throw cause;
      // Those behind it cannot be sealed again either.
      const all = [old, ...behind];
      const refused = behind.map((entry) => ({ ...entry, problem: problemText(cause) }));
      const stored = now.now === undefined ? refused : [now.now, ...refused];
      await this.#context.store.storeSealed(this.#log.conv, stored, old.before, all);
      for (const entry of refused) this.#noteRefused(entry, cause);
    }
    this.#noteRefused(now.now ?? old, error);
  }

  #noteRefused(entry: OutboxEntry, error: unknown): void {
    const row = this.#rows.byKey(entry.key);
    if (row === undefined) return;
    if (isContent(row.payload)) {
      Object.assign(row, { state: "failed", problem: entry.problem, entry });
    } else this.#takeBack(row, error);
    this.#onChange();
  }

  /** An act that does not count goes without a row; its person is told in the log. */
  #takeBack(row: Row, error: unknown): void {
    this.#rows.remove(row);
    const text = refusedText(row.payload, problemText(error));
    if (text !== undefined) this.#log.notice(text);
  }

  /** Something stood in the way before anything was sealed: the rows say what. */
  async #failUnsealed(error: unknown): Promise<void> {
    const { store } = this.#context;
    for (const row of this.#rows.all.filter(({ state }) => state === "sending")) {
      if (row.entry !== undefined) {
        this.#flushLater();
        continue;
      }
      const unsent = await row.unsent?.catch(() => undefined);
      if (isContent(row.payload)) {
        const problem = problemText(error);
        Object.assign(row, { state: "failed", problem });
        if (unsent === undefined) continue;
        row.unsent = Promise.resolve({ ...unsent, problem });
        await store.storeUnsent({ ...unsent, problem }).catch(() => {});
      } else {
        this.#takeBack(row, error);
        if (unsent !== undefined) await store.dropUnsent(unsent).catch(() => {});
      }
    }
  }
}

function stateOf(problem: string | undefined): Pick<Row, "state" | "problem"> {
  return problem === undefined ? { state: "sending" } : { state: "failed", problem };
}

function unreadable(): Payload {
  return { type: "text", text: t("(This message cannot be read in this browser any more.)") };
}

function noServer(): AppError {
  return new AppError(
    "unavailable",
    t("The server cannot be reached right now. The page keeps trying by itself."),
    { reason: "offline" },
  );
}
