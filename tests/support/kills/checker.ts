/** What was acknowledged, told and archived while parts were killed, and what is wrong with it. */

import type { ConversationId, ItemId } from "../../../protocol/ids.ts";

/** What one round of a run came to. */
export interface Finding {
  /** Messages with a receipt. */
  acknowledged: number;
  /** Of these, not in the archive, or not in their place. */
  lost: number;
  /** Of these, in the archive more than once. */
  doubled: number;
  /** Of these, behind one that its sender sent after it. */
  outOfOrder: number;
  /** Items that an open socket was told again, or after a later one. */
  toldAgain: number;
}

export interface Acknowledged {
  round: number;
  sender: string;
  conv: ConversationId;
  id: ItemId;
  seq: number;
}

/** An archived item, as a member reads it at the end. */
export interface Archived {
  id: ItemId;
  seq: number;
}

/** Takes down what happens, in the order in which it does. */
export class Checker {
  readonly #acknowledged: Acknowledged[] = [];
  readonly #toldAgain = new Map<number, number>();
  /** The round that is on, counted from 0. */
  round = 0;

  /** A receipt came. A sender's messages are sent one after the other. */
  acknowledge(message: Omit<Acknowledged, "round">): void {
    this.#acknowledged.push({ ...message, round: this.round });
  }

  get acknowledged(): number {
    return this.#acknowledged.length;
  }

  /** What one open socket is told; a new socket is a new ear. */
  ear(): (item: { conv: ConversationId; seq: number }) => void {
    const highest = new Map<ConversationId, number>();
    return ({ conv, seq }) => {
      if (seq <= (highest.get(conv) ?? 0)) {
        this.#toldAgain.set(this.round, (this.#toldAgain.get(this.round) ?? 0) + 1);
      } else {
        highest.set(conv, seq);
      }
    };
  }

  /** What each round came to, held against the archive. */
  findings(archive: ReadonlyMap<ConversationId, readonly Archived[]>): Finding[] {
    const findings = Array.from({ length: this.round + 1 }, (_, round): Finding => ({
      acknowledged: 0,
      lost: 0,
      doubled: 0,
      outOfOrder: 0,
      toldAgain: this.#toldAgain.get(round) ?? 0,
    }));
    const places = new Map<string, number[]>();
    for (const [conv, items] of archive) {
      for (const { id, seq } of items) {
        const key = `${conv} ${id}`;
        places.set(key, [...places.get(key) ?? [], seq]);
      }
    }
    const lastOf = new Map<string, number>();
    for (const { round, sender, conv, id, seq } of this.#acknowledged) {
      const finding = findings[round]!;
      const found = places.get(`${conv} ${id}`) ?? [];
      const lane = `${conv} ${sender}`;
      finding.acknowledged++;
      if (!found.includes(seq)) finding.lost++;
      if (found.length > 1) finding.doubled++;
      if (seq <= (lastOf.get(lane) ?? 0)) finding.outOfOrder++;
      lastOf.set(lane, Math.max(seq, lastOf.get(lane) ?? 0));
    }
    return findings;
  }
}
