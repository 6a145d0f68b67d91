/** How far everybody has received and read in one conversation. */

import type { UserId } from "../../protocol/ids.ts";

/** A receipt whose target's place is known. */
export interface PlacedReceipt {
  user: UserId;
  state: "delivered" | "read";
  /** Everything of others up to this place. */
  place: number;
  /** Place of the receipt itself. */
  seq: number;
  /** ISO time by the clock that is shown. */
  time: string;
}

/** How far everybody has come in one conversation. It only ever goes forward. */
export class ReceiptLine {
  readonly #receipts = new Map<UserId, PlacedReceipt[]>();
  readonly #reached = new Map<UserId, { delivered: number; read: number }>();

  /** Adds a receipt; answers the places that it moved over. */
  add(receipt: PlacedReceipt): { after: number; upTo: number } {
    const { user, state, place } = receipt;
    this.#receipts.set(user, [...this.#receipts.get(user) ?? [], receipt]);
    const before = this.#reached.get(user) ?? { delivered: 0, read: 0 };
    const after = {
      delivered: Math.max(before.delivered, place),
      read: state === "read" ? Math.max(before.read, place) : before.read,
    };
    this.#reached.set(user, after);
    return { after: Math.min(before[state], place), upTo: place };
  }

  /** A receipt turned out not to count. */
  remove(user: UserId, seq: number): void {
    const rest = this.#receipts.get(user)?.filter((receipt) => receipt.seq !== seq) ?? [];
    this.#receipts.delete(user);
    this.#reached.delete(user);
    for (const receipt of rest) this.add(receipt);
  }

  /** The place up to which `user` has received or read what others wrote; 0 for none. */
  reached(user: UserId, state: "delivered" | "read"): number {
    return this.#reached.get(user)?.[state] ?? 0;
  }

  /** When `user` first said so of the message at `place`; what was read was delivered. */
  timeOf(user: UserId, state: "delivered" | "read", place: number): string | undefined {
    const covering = this.#receipts.get(user)
      ?.filter((one) => one.place >= place && (one.state === "read" || state === "delivered"));
    return covering?.sort((a, b) => a.seq - b.seq)[0]?.time;
  }
}
