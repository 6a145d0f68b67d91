import type { UserId } from "../../protocol/ids.ts";
import type { PresenceEvent } from "../router/keys.ts";

/** A node that says nothing for this long is gone, and its people with it. */
export const NODE_SILENCE_MS = 60_000;

export interface PresenceChange {
  user: UserId;
  online: boolean;
  time: string;
}

/**
 * Who is online, over all nodes: a person is while any node has a socket of theirs. Pure: the
 * caller sends what the methods return.
 */
export class Presence {
  readonly #node: string;
  readonly #clock: () => number;
  /** Sockets of each person on this node. */
  readonly #local = new Map<UserId, number>();
  readonly #remote = new Map<string, { users: Set<UserId>; heardAtMs: number }>();

  constructor(node: string, clock: () => number) {
    this.#node = node;
    this.#clock = clock;
  }

  isOnline(user: UserId): boolean {
    return this.#local.has(user) || this.#isRemote(user);
  }

  online(): UserId[] {
    const all = new Set(this.#local.keys());
    for (const { users } of this.#remote.values()) for (const user of users) all.add(user);
    return [...all];
  }

  /** A socket opened. @returns the change to tell, where this is the person's first here. */
  opened(user: UserId): PresenceChange | undefined {
    const count = this.#local.get(user) ?? 0;
    this.#local.set(user, count + 1);
    return count === 0 ? { user, online: true, time: this.#now() } : undefined;
  }

  /** A socket closed. @returns the change to tell, where it was the person's last on this node. */
  closed(user: UserId): PresenceChange | undefined {
    const count = this.#local.get(user) ?? 0;
    if (count > 1) {
      this.#local.set(user, count - 1);
      return undefined;
    }
    this.#local.delete(user);
    return { user, online: false, time: this.#now() };
  }

  roster(): PresenceEvent {
    return { type: "roster", node: this.#node, users: [...this.#local.keys()] };
  }

  /** Takes another node's word. @returns what changed for the people of this node. */
  heard(event: PresenceEvent): PresenceChange[] {
    if (event.node === this.#node || event.type === "who") return [];
    const known = this.#remote.get(event.node) ?? { users: new Set<UserId>(), heardAtMs: 0 };
    const before = new Set(this.online());
    known.heardAtMs = this.#clock();
    if (event.type === "roster") known.users = new Set(event.users);
    else {
      for (const { user, online } of event.changes) {
        if (online) known.users.add(user);
        else known.users.delete(user);
      }
    }
    this.#remote.set(event.node, known);
    return this.#differences(before);
  }

  /** Forgets nodes that have gone silent. @returns what changed. */
  sweep(): PresenceChange[] {
    const before = new Set(this.online());
    for (const [node, { heardAtMs }] of this.#remote) {
      if (this.#clock() - heardAtMs > NODE_SILENCE_MS) this.#remote.delete(node);
    }
    return this.#differences(before);
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }

  #isRemote(user: UserId): boolean {
    for (const { users } of this.#remote.values()) if (users.has(user)) return true;
    return false;
  }

  #differences(before: Set<UserId>): PresenceChange[] {
    const after = new Set(this.online());
    const time = this.#now();
    const gone = [...before].filter((user) => !after.has(user));
    const come = [...after].filter((user) => !before.has(user));
    return [
      ...gone.map((user) => ({ user, online: false, time })),
      ...come.map((user) => ({ user, online: true, time })),
    ];
  }
}
