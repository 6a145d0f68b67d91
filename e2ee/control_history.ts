/** A room's control log: its state now, and who was a member at each record. */

import type { UserId } from "../protocol/ids.ts";
import type { ControlRecord } from "../protocol/items.ts";
import { type Applied, applyRecord, type RoomState } from "./control_log.ts";

/** Record numbers from `from` on and below `to`, while somebody was a member. */
interface Stay {
  from: number;
  to: number;
}

/**
 * A room's control log as far as it is known: the state now, and who was a member at each record.
 * It keeps a person's stays, not a list of members per record, so that a log of 10,000 records
 * costs no more than its joins and leaves.
 */
export class ControlHistory {
  #state: RoomState | undefined;
  readonly #numberOf = new Map<string, number>();
  readonly #stays = new Map<UserId, Stay[]>();

  /** The newest state; undefined before the `create`. */
  get state(): RoomState | undefined {
    return this.#state;
  }

  /** Takes the next record, if the rules allow it. `hash`: base64url SHA-256 of its text. */
  append(record: ControlRecord, hash: string): Applied {
    const applied = applyRecord(this.#state, record, hash);
    if (!applied.ok) return applied;
    this.#state = applied.state;
    this.#numberOf.set(hash, record.n);
    switch (record.type) {
      case "create":
      case "join":
        this.#enter(record.actor, record.n);
        break;
      case "add":
        this.#enter(record.subject as UserId, record.n);
        break;
      case "leave":
        this.#exit(record.actor, record.n);
        break;
      case "remove":
        this.#exit(record.subject as UserId, record.n);
        break;
    }
    return applied;
  }

  /** Whether the record that hashes to `controlHash` is part of the log. */
  has(controlHash: string): boolean {
    return this.#numberOf.has(controlHash);
  }

  /** Whether `user` was a member right after the record that hashes to `controlHash`. */
  isMemberAt(controlHash: string, user: UserId): boolean {
    const n = this.#numberOf.get(controlHash);
    return n !== undefined && this.#wasIn(user, n);
  }

  /** Who was a member right after that record; undefined when it is not part of the log. */
  membersAt(controlHash: string): Set<UserId> | undefined {
    const n = this.#numberOf.get(controlHash);
    if (n === undefined) return undefined;
    return new Set([...this.#stays.keys()].filter((user) => this.#wasIn(user, n)));
  }

  #wasIn(user: UserId, n: number): boolean {
    return this.#stays.get(user)?.some((stay) => stay.from <= n && n < stay.to) ?? false;
  }

  #enter(user: UserId, n: number): void {
    const stays = this.#stays.get(user) ?? [];
    stays.push({ from: n, to: Infinity });
    this.#stays.set(user, stays);
  }

  #exit(user: UserId, n: number): void {
    this.#stays.get(user)!.at(-1)!.to = n;
  }
}
