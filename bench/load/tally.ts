/** Counts of one measurement: every message by its id, at every socket that must get it. */

/** One message of the measurement. */
export interface Expected {
  id: string;
  /** Any number that tells conversations apart. */
  conv: number;
  sender: number;
  /** Everybody whose socket must get it, the sender's own too. */
  members: readonly number[];
}

interface Message extends Expected {
  /** `performance.now()` when it was handed in; NaN before. */
  sentMs: number;
  hasReceipt: boolean;
  /** Bit n: the socket of member n has it. */
  seen: number;
}

export interface TallyResult {
  messages: number;
  deliveries: number;
  /** From the first submit to the last receipt or delivery. */
  elapsedMs: number;
  /** From submit to receipt. */
  receiptMs: number[];
  /** From submit to delivery at somebody else's socket. */
  deliveryMs: number[];
  lost: number;
  doubled: number;
  /** Deliveries that were not the next of their conversation at that socket. */
  misordered: number;
  refused: number;
}

export class Tally {
  readonly #messages = new Map<string, Message>();
  /** Newest place seen, by socket and conversation. */
  readonly #places = new Map<string, number>();
  readonly #receiptMs: number[] = [];
  readonly #deliveryMs: number[] = [];
  readonly #done = Promise.withResolvers<void>();
  #sent = 0;
  #owed = 0;
  #deliveries = 0;
  #doubled = 0;
  #misordered = 0;
  #refused = 0;
  #firstMs = NaN;
  #lastMs = NaN;
  #isSending = true;

  constructor(expected: Iterable<Expected>) {
    for (const each of expected) {
      this.#messages.set(each.id, { ...each, sentMs: NaN, hasReceipt: false, seen: 0 });
    }
  }

  /** When something last arrived. */
  get lastMs(): number {
    return this.#lastMs;
  }

  sent(id: string, nowMs: number): void {
    const message = this.#messages.get(id)!;
    message.sentMs = nowMs;
    if (this.#sent++ === 0) this.#firstMs = this.#lastMs = nowMs;
    this.#owed += 1 + message.members.length;
  }

  receipt(id: string, nowMs: number): void {
    const message = this.#messages.get(id);
    // Without a message: of an earlier measurement, which has counted it as lost.
    if (message === undefined) return;
    if (message.hasReceipt) {
      this.#doubled++;
      return;
    }
    message.hasReceipt = true;
    this.#receiptMs.push(nowMs - message.sentMs);
    this.#paid(nowMs);
  }

  refused(nowMs: number): void {
    this.#refused++;
    this.#paid(nowMs);
  }

  /** A message came to the socket of `member`. */
  delivered(id: string, seq: number, member: number, nowMs: number): void {
    const message = this.#messages.get(id);
    if (message === undefined) return;
    const bit = 1 << member;
    if ((message.seen & bit) !== 0) {
      this.#doubled++;
      return;
    }
    message.seen |= bit;
    this.#deliveries++;
    this.#checkPlace(`${member} ${message.conv}`, seq);
    if (member !== message.sender) this.#deliveryMs.push(nowMs - message.sentMs);
    this.#paid(nowMs);
  }

  /** Nothing more will be sent. Resolves when everything has arrived. */
  complete(): Promise<void> {
    this.#isSending = false;
    if (this.#owed === 0) this.#done.resolve();
    return this.#done.promise;
  }

  result(): TallyResult {
    return {
      messages: this.#sent,
      deliveries: this.#deliveries,
      elapsedMs: this.#lastMs - this.#firstMs,
      receiptMs: this.#receiptMs,
      deliveryMs: this.#deliveryMs,
      lost: this.#owed,
      doubled: this.#doubled,
      misordered: this.#misordered,
      refused: this.#refused,
    };
  }

  #checkPlace(line: string, seq: number): void {
    const before = this.#places.get(line);
    if (before !== undefined && seq !== before + 1) this.#misordered++;
    this.#places.set(line, seq);
  }

  #paid(nowMs: number): void {
    this.#lastMs = nowMs;
    if (--this.#owed === 0 && !this.#isSending) this.#done.resolve();
  }
}
