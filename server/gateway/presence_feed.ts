/** Tells this node's people and the other nodes of changes in presence. */

import type { Bridge } from "../bridge/port.ts";
import { AppError } from "../../protocol/errors.ts";
import type { PresenceChange } from "../../protocol/frames/server_frames.ts";
import type { SocketState } from "../../protocol/frames/socket.ts";
import type { UserId } from "../../protocol/ids.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";
import type { PresenceEvent } from "../router/events.ts";
import { PRESENCE_KEY } from "../router/keys.ts";
import type { Connection } from "./connection.ts";
import type { LastSeen } from "./last_seen.ts";
import type { Presence } from "./presence.ts";

/** Changes of this long share one frame. */
const DELAY_MS = 100;
/** Changes by request that one person may make a second, over a longer time, and at once. */
const CHANGES_PER_SECOND = 1;
const CHANGES_BURST = 20;
/** Of whoever comes and goes without end, others hear this often, after so many at once. */
const ANNOUNCED_PER_SECOND = 0.2;
const ANNOUNCED_BURST = 20;
const HELD_MS = 1_000;

export interface PresenceFeedOptions {
  nodeId: string;
  presence: Presence;
  lastSeen: LastSeen;
  bridge: Pick<Bridge, "publish">;
  /** Sends the JSON text of a frame to everybody on this node. */
  broadcast: (frame: string) => void;
  clock: () => number;
}

/** Tells the people of this node, and the other nodes, who comes, goes, steps away or hides. */
export class PresenceFeed {
  readonly #options: PresenceFeedOptions;
  readonly #rate: TokenBuckets;
  readonly #announceRate: TokenBuckets;
  readonly #waiting = new Map<UserId, PresenceChange>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest change of each who changes too often: announced when the rate allows it. */
  readonly #held = new Map<UserId, PresenceChange>();
  #heldTimer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: PresenceFeedOptions) {
    this.#options = options;
    const { clock } = options;
    this.#rate = new TokenBuckets({ perSecond: CHANGES_PER_SECOND, burst: CHANGES_BURST, clock });
    this.#announceRate = new TokenBuckets({
      perSecond: ANNOUNCED_PER_SECOND,
      burst: ANNOUNCED_BURST,
      clock,
    });
  }

  /** Asks the other nodes whom they have, and says that this one has nobody yet. */
  start(): void {
    this.#publish({ type: "who", node: this.#options.nodeId });
  }

  opened({ session: { user }, presence: state }: Connection): void {
    const { presence } = this.#options;
    const change = presence.opened(user, state);
    this.#hide(user);
    this.#announceOwn(change);
  }

  closed({ session: { user }, presence: state }: Connection): void {
    const { presence, lastSeen, clock } = this.#options;
    const change = presence.closed(user, state);
    if (presence.isHiding(user)) this.#hide(user);
    else if (change?.presence === "offline") lastSeen.set(user, clock());
    this.#announceOwn(change);
  }

  /** @throws {AppError} `rate-limited` */
  move(connection: Connection, to: SocketState): void {
    const { user } = connection.session;
    if (!this.#rate.take(user)) {
      throw new AppError("rate-limited", "That is too fast. Wait a moment and try again.");
    }
    const change = this.#options.presence.moved(user, connection.presence, to);
    connection.presence = to;
    this.#hide(user);
    this.#announceOwn(change);
  }

  hear(event: PresenceEvent): void {
    const { presence, nodeId } = this.#options;
    this.#collect(presence.heard(event));
    if (event.type === "who" && event.node !== nodeId) this.#publish(presence.roster());
  }

  /** To be called at intervals: for nodes that missed a change, and about those that are gone. */
  tick(): void {
    this.#publish(this.#options.presence.roster());
    this.#collect(this.#options.presence.sweep());
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#heldTimer);
  }

  /** When somebody who hides was last seen is told neither now nor after they have gone. */
  #hide(user: UserId): void {
    if (this.#options.presence.isHiding(user)) this.#options.lastSeen.set(user, undefined);
  }

  #announceOwn(change: PresenceChange | undefined): void {
    if (change === undefined || this.#stopped) return;
    if (this.#held.has(change.user) || !this.#announceRate.take(change.user)) {
      this.#hold(change);
      return;
    }
    this.#announce(change);
  }

  /** Each change makes every page draw its lists: who flaps does not decide how often. */
  #hold(change: PresenceChange): void {
    this.#held.set(change.user, change);
    this.#heldTimer ??= setTimeout(() => {
      this.#heldTimer = undefined;
      for (const held of [...this.#held.values()]) {
        const { user, presence } = held;
        this.#held.delete(user);
        // They may have hidden since.
        this.#announceOwn(this.#options.presence.isHiding(user) ? { user, presence } : held);
      }
    }, HELD_MS);
  }

  #announce(change: PresenceChange): void {
    this.#publish({ type: "changes", node: this.#options.nodeId, changes: [change] });
    // A person who is still there on another node has not gone for those who look.
    const presence = this.#options.presence.of(change.user);
    this.#collect([{ ...change, presence }]);
  }

  /** Collects changes for a moment, and pushes them to the people of this node. */
  #collect(changes: readonly PresenceChange[]): void {
    for (const change of changes) this.#waiting.set(change.user, change);
    if (this.#waiting.size === 0 || this.#stopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const frame = JSON.stringify({ type: "presence", changes: [...this.#waiting.values()] });
      this.#waiting.clear();
      this.#options.broadcast(frame);
    }, DELAY_MS);
  }

  #publish(event: PresenceEvent): void {
    if (this.#stopped) return;
    this.#options.bridge.publish([{ key: PRESENCE_KEY, text: JSON.stringify(event) }]);
  }
}
