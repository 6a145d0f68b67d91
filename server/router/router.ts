/** Judges and orders a shard's submissions, and commits them to the archive in batches. */

import type { BrokerEvent, SubmissionBatch } from "../../broker/port.ts";
import { AppError, toProblem } from "../../protocol/errors.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import type { ConversationId, EpochId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import type { Archive, ItemWrite, Write } from "../archive/port.ts";
import type { Log } from "../log.ts";
import { type Conversation, conversationFrom } from "./conversation.ts";
import { IdentityResolver } from "./identity_resolver.ts";
import { type Effects, judge } from "./judge.ts";
import { judgeName } from "./judge_name.ts";
import type { UserEvent } from "./events.ts";
import { itemEvent } from "./item_event.ts";
import { ROOMS_KEY, userKey } from "./keys.ts";
import { type ShareLimits, Shares, type ShareUse } from "./shares.ts";
import { decodeSubmitted, type RouterAnswer, type Submitted } from "./submission.ts";

/** Conversations kept in memory; a room of a thousand takes about 200 kB. */
const MAX_CACHED_CONVERSATIONS = 10_000;

export interface RouterOptions {
  archive: Archive;
  /** Epoch milliseconds. */
  clock: () => number;
  log: Log;
  /** How much one person may send; as much as they like by default. */
  shares?: ShareLimits;
}

/** What follows from a batch, once the archive holds it. */
export interface Routed {
  events: BrokerEvent[];
  /** By the node that asked. */
  answers: Map<string, RouterAnswer[]>;
}

/** One submission of a batch on its way through. */
interface Step {
  submitted: Submitted;
  outcome:
    | { type: "receipt"; receipt: Receipt }
    | { type: "refused"; error: unknown };
  events: BrokerEvent[];
}

/**
 * Gives each conversation its order. One router at a time works on a shard; it judges a batch in
 * memory, commits all of it at once, and only then says so. Whatever fails before the commit leaves
 * nothing behind.
 */
export class Router {
  readonly #archive: Archive;
  readonly #clock: () => number;
  readonly #log: Log;
  readonly #resolver: IdentityResolver;
  readonly #shares: Shares | undefined;
  readonly #conversations = new Map<ConversationId, Conversation>();
  /** For each batch in hand: what was to be forgotten since it began. */
  readonly #inHand = new Set<Set<ConversationId>>();

  constructor({ archive, clock, log, shares }: RouterOptions) {
    this.#archive = archive;
    this.#clock = clock;
    this.#log = log;
    this.#resolver = new IdentityResolver(archive, clock);
    this.#shares = shares && new Shares(shares, archive);
  }

  /** Forgets conversations that were changed behind the router's back, and cached identities. */
  forget(conversations: Iterable<ConversationId>): void {
    this.#resolver.forget();
    for (const conv of conversations) {
      this.#conversations.delete(conv);
      for (const forgotten of this.#inHand) forgotten.add(conv);
    }
  }

  /** Forgets everything, because news of changes may have been lost. */
  forgetAll(): void {
    this.forget([...this.#conversations.keys()]);
  }

  /**
   * @throws {AppError} `conflict` when another router wrote to the same conversations, or they were
   * to be forgotten meanwhile; the batch can be taken again. Other failures of the archive are
   * answers to the senders.
   */
  async route({ texts, redelivered }: SubmissionBatch): Promise<Routed> {
    const submissions = texts.flatMap((text) => this.#decode(text));
    const writes: Write[] = [];
    const touched = new Set<ConversationId>();
    const forgotten = new Set<ConversationId>();
    const steps: Step[] = [];
    this.#inHand.add(forgotten);
    try {
      const known = await this.#archive.receipts(
        submissions.flatMap(({ id }) => id === "" ? [] : [id]),
      );
      await this.#shares?.load(submissions.map(({ sender }) => sender), this.#clock());
      for (const submitted of submissions) {
        steps.push(await this.#step(submitted, known, redelivered, writes, touched));
      }
      if (!touched.isDisjointFrom(forgotten)) {
        throw new AppError("conflict", "A conversation changed while this was judged.");
      }
      if (writes.length > 0) await this.#archive.commit(writes);
    } catch (error) {
      // What was judged in memory never happened.
      for (const conv of touched) this.#conversations.delete(conv);
      this.#shares?.forget(submissions.map(({ sender }) => sender));
      if (error instanceof AppError && error.kind === "conflict") throw error;
      this.#log("error", "a batch could not be archived", { error, submissions: texts.length });
      return answersOnly(submissions.map((submitted) => ({
        submitted,
        outcome: { type: "refused", error },
        events: [],
      })));
    } finally {
      this.#inHand.delete(forgotten);
      // What was read before it was to be forgotten may have been kept after.
      for (const conv of forgotten) this.#conversations.delete(conv);
    }
    return { ...answersOnly(steps), events: steps.flatMap(({ events }) => events) };
  }

  /** `judgeName` with the identities that the router knows. */
  checkName(user: UserId, record: NameRecord): Promise<string> {
    return judgeName(user, record, { resolver: this.#resolver, clock: this.#clock });
  }

  async #step(
    submitted: Submitted,
    known: Map<ItemId, Receipt>,
    redelivered: boolean,
    writes: Write[],
    touched: Set<ConversationId>,
  ): Promise<Step> {
    const receipt = submitted.id === "" ? undefined : known.get(submitted.id);
    if (receipt !== undefined) {
      // After a crash between commit and publish the first event was never sent.
      const events = redelivered ? [itemEvent(submitted, receipt)] : [];
      return { submitted, outcome: { type: "receipt", receipt }, events };
    }
    let accepted;
    try {
      const before = await this.#conversation(submitted.conv);
      accepted = await judge(before, submitted, {
        resolver: this.#resolver,
        encryptionCertificates: (users) =>
          this.#archive.encryptionCertificates(users, this.#clock()),
        wrapsOf: (epoch, sender) => this.#wrapsOf(epoch, sender, writes),
      });
    } catch (error) {
      if (!isRefusal(error)) {
        const { conv, kind } = submitted;
        this.#log("error", "a submission could not be judged", { conv, kind, error });
      }
      return { submitted, outcome: { type: "refused", error }, events: [] };
    }
    const timeMs = this.#clock();
    const time = new Date(timeMs).toISOString();
    try {
      const { sender, body } = submitted;
      await this.#shares?.take(sender, body.length, timeMs, useOf(submitted, accepted.effects));
    } catch (error) {
      return { submitted, outcome: { type: "refused", error }, events: [] };
    }
    touched.add(submitted.conv);
    if (accepted.wraps !== undefined) {
      const { conv, sender } = submitted;
      writes.push({ type: "wraps", conv, sender, timeMs, ...accepted.wraps });
      const none: Receipt = { seq: 0, id: "", time, duplicate: false };
      return { submitted, outcome: { type: "receipt", receipt: none }, events: [] };
    }
    const id = submitted.id as ItemId;
    const seq = accepted.after.head + 1;
    this.#remember({ ...accepted.after, head: seq });
    writes.push(itemWrite(submitted, id, seq, timeMs, accepted.effects));
    const taken: Receipt = { seq, id, time, duplicate: false };
    known.set(id, { ...taken, duplicate: true });
    return {
      submitted,
      outcome: { type: "receipt", receipt: taken },
      events: [itemEvent(submitted, taken), ...memberEvents(submitted.conv, accepted.effects)],
    };
  }

  /** Wraps that are archived, and those that came earlier in the same batch. */
  async #wrapsOf(
    epoch: EpochId,
    sender: UserId,
    writes: Write[],
  ): Promise<Map<UserId, Fingerprint>> {
    const found = new Map(await this.#archive.wrapsOf(epoch, sender));
    for (const write of writes) {
      if (write.type !== "wraps" || write.epoch !== epoch || write.sender !== sender) continue;
      for (const { user, cert } of write.wraps) found.set(user, cert);
    }
    return found;
  }

  #decode(text: string): Submitted[] {
    try {
      return [decodeSubmitted(text)];
    } catch (error) {
      this.#log("error", "a submission that no gateway of ours wrote was dropped", { error });
      return [];
    }
  }

  async #conversation(conv: ConversationId): Promise<Conversation | undefined> {
    const cached = this.#conversations.get(conv);
    if (cached !== undefined) return cached;
    const stored = await this.#archive.load(conv);
    if (stored === undefined) return undefined;
    const conversation = await conversationFrom(stored);
    this.#remember(conversation);
    return conversation;
  }

  #remember(conversation: Conversation): void {
    this.#conversations.delete(conversation.id);
    this.#conversations.set(conversation.id, conversation);
    if (this.#conversations.size <= MAX_CACHED_CONVERSATIONS) return;
    const [oldest] = this.#conversations.keys();
    this.#conversations.delete(oldest!);
  }
}

/** Whether the sender did something that is not allowed; else something is wrong here. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.kind !== "internal" && error.kind !== "unavailable";
}

/**
 * Bytes of a message that counts as small: all of which the text was padded to 512 bytes or fewer.
 * Deletions, receipts, reactions and pins are, and so are short messages, which look the same here.
 */
const MAX_SMALL_BODY_BYTES = 2048;

/** What a submission is counted against in its sender's share. */
function useOf({ kind, body }: Submitted, { departed = [] }: Effects): ShareUse {
  // Who has no room left can still leave, and put others out: each of them once.
  if (departed.length > 0) return "free";
  // Other changes of members, and the keys without which nothing small could be sealed either.
  if (kind !== "message") return "reserve";
  return body.length <= MAX_SMALL_BODY_BYTES ? "reserve" : "share";
}

function itemWrite(
  { conv, kind, sender, body }: Submitted,
  id: ItemId,
  seq: number,
  timeMs: number,
  effects: Effects,
): ItemWrite {
  return {
    type: "item",
    conv,
    kind: kind as ItemWrite["kind"],
    seq,
    id,
    sender,
    timeMs,
    body,
    ...effects,
  };
}

function memberEvents(conv: ConversationId, effects: Effects): BrokerEvent[] {
  const event = (user: UserId, event: UserEvent): BrokerEvent => ({
    key: userKey(user),
    text: JSON.stringify(event),
  });
  return [
    ...(effects.joined ?? []).map((user) => event(user, { type: "conversation", conv })),
    ...(effects.departed ?? []).map((user) => event(user, { type: "left", conv })),
    ...(effects.listed ? [{ key: ROOMS_KEY, text: "{}" }] : []),
  ];
}

function answersOnly(steps: Step[]): Routed {
  const answers = new Map<string, RouterAnswer[]>();
  for (const { submitted: { node, route }, outcome } of steps) {
    const answer: RouterAnswer = outcome.type === "receipt"
      ? { type: "receipt", route, receipt: outcome.receipt }
      : { type: "refused", route, problem: toProblem(outcome.error) };
    const known = answers.get(node);
    if (known === undefined) answers.set(node, [answer]);
    else known.push(answer);
  }
  return { events: [], answers };
}
