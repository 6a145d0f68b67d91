/** Who is online or away, over all nodes. */

import type { Presence as PresenceView } from "../../protocol/frames/answers.ts";
import type { PresenceChange } from "../../protocol/frames/server_frames.ts";
import type { SocketState } from "../../protocol/frames/socket.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { PresenceEvent } from "../router/events.ts";

/** A node that says nothing for this long is gone, and its people with it. */
export const NODE_SILENCE_MS = 60_000;

type Present = Exclude<PresenceView, "offline">;
type Sockets = Record<SocketState, number>;

/**
 * Who is there, over all nodes: a person is online while any node has an online socket of theirs,
 * away while there are only such that are away. Hidden sockets are counted here and never told.
 * Pure: the caller sends what the methods return.
 */
export class Presence {
  readonly #node: string;
  readonly #clock: () => number;
  /** Sockets of each person on this node. */
  readonly #local = new Map<UserId, Sockets>();
  readonly #remote = new Map<string, { users: Map<UserId, Present>; heardAtMs: number }>();

  constructor(node: string, clock: () => number) {
    this.#node = node;
    this.#clock = clock;
  }

  /** What others see of a person. */
  of(user: UserId): PresenceView {
    let seen = this.#here(user);
    for (const { users } of this.#remote.values()) {
      if (seen === "online") break;
      seen = users.get(user) ?? seen;
    }
    return seen;
  }

  /** Everybody who is there. */
  present(): Record<Present, UserId[]> {
    const all = new Set(this.#local.keys());
    for (const { users } of this.#remote.values()) for (const user of users.keys()) all.add(user);
    return this.#sorted(all, (user) => this.of(user));
  }

  /** Whether a person has sockets here, and every one of them is hidden. */
  isHiding(user: UserId): boolean {
    return this.#local.has(user) && this.#here(user) === "offline";
  }

  /** A socket opened. @returns the change to tell, where this changes what the node says. */
  opened(user: UserId, state: SocketState): PresenceChange | undefined {
    return this.#count(user, { [state]: 1 });
  }

  /** A socket is in another state. @returns as `opened`. */
  moved(user: UserId, from: SocketState, to: SocketState): PresenceChange | undefined {
    return from === to ? undefined : this.#count(user, { [from]: -1, [to]: 1 });
  }

  /** A socket closed. @returns as `opened`. */
  closed(user: UserId, state: SocketState): PresenceChange | undefined {
    return this.#count(user, { [state]: -1 });
  }

  roster(): PresenceEvent {
    const present = this.#sorted(this.#local.keys(), (user) => this.#here(user));
    return { type: "roster", node: this.#node, ...present };
  }

  /** Takes another node's word. @returns what changed for the people of this node. */
  heard(event: PresenceEvent): PresenceChange[] {
    if (event.node === this.#node) return [];
    const known = this.#remote.get(event.node)?.users ?? new Map<UserId, Present>();
    const next = event.type === "changes" ? new Map(known) : usersOf(event);
    const announced = new Map<UserId, PresenceChange>();
    if (event.type === "changes") {
      for (const change of event.changes) {
        announced.set(change.user, change);
        if (change.presence === "offline") next.delete(change.user);
        else next.set(change.user, change.presence);
      }
    }
    const concerned = event.type === "changes"
      ? [...announced.keys()]
      : [...new Set([...known.keys(), ...next.keys()])];
    return this.#differences(concerned, (user) => announced.get(user)?.time, () => {
      this.#remote.set(event.node, { users: next, heardAtMs: this.#clock() });
    });
  }

  /** Forgets nodes that have gone silent. @returns what changed. */
  sweep(): PresenceChange[] {
    const now = this.#clock();
    // The clock was set back: how long they have been silent counts from here.
    for (const node of this.#remote.values()) node.heardAtMs = Math.min(node.heardAtMs, now);
    const silent = [...this.#remote].filter(([, { heardAtMs }]) =>
      now - heardAtMs > NODE_SILENCE_MS
    );
    const concerned = new Set(silent.flatMap(([, { users }]) => [...users.keys()]));
    return this.#differences(concerned, () => undefined, () => {
      for (const [node] of silent) this.#remote.delete(node);
    });
  }

  #count(user: UserId, by: Partial<Sockets>): PresenceChange | undefined {
    const before = this.#here(user);
    const known = this.#local.get(user) ?? { online: 0, away: 0, hidden: 0 };
    const sockets: Sockets = {
      online: known.online + (by.online ?? 0),
      away: known.away + (by.away ?? 0),
      hidden: known.hidden + (by.hidden ?? 0),
    };
    if (sockets.online + sockets.away + sockets.hidden > 0) this.#local.set(user, sockets);
    else this.#local.delete(user);
    const presence = this.#here(user);
    if (presence === before) return undefined;
    // Whoever hides does not say since when.
    return this.isHiding(user) ? { user, presence } : { user, presence, time: this.#now() };
  }

  /** What this node says of a person. */
  #here(user: UserId): PresenceView {
    const sockets = this.#local.get(user);
    if (sockets === undefined) return "offline";
    return sockets.online > 0 ? "online" : sockets.away > 0 ? "away" : "offline";
  }

  /**
   * What changes for those of `concerned` when `change` is made.
   *
   * @param leftAt when somebody who is gone now went, where that is known and may be told.
   */
  #differences(
    concerned: Iterable<UserId>,
    leftAt: (user: UserId) => string | undefined,
    change: () => void,
  ): PresenceChange[] {
    const before = [...concerned].map((user) => ({ user, presence: this.of(user) }));
    change();
    return before.flatMap(({ user, presence: old }): PresenceChange[] => {
      const presence = this.of(user);
      if (presence === old) return [];
      const time = presence === "offline" ? leftAt(user) : this.#now();
      return [time === undefined ? { user, presence } : { user, presence, time }];
    });
  }

  #sorted(
    users: Iterable<UserId>,
    presenceOf: (user: UserId) => PresenceView,
  ): Record<Present, UserId[]> {
    const { online = [], away = [] } = Object.groupBy(users, presenceOf);
    return { online, away };
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

/** A node that asks has just come: it has nobody yet, whatever it had before it was restarted. */
function usersOf(event: Exclude<PresenceEvent, { type: "changes" }>): Map<UserId, Present> {
  if (event.type === "who") return new Map();
  return new Map([
    ...event.away.map((user) => [user, "away"] as const),
    ...event.online.map((user) => [user, "online"] as const),
  ]);
}
