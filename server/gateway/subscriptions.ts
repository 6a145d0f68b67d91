/** Which connections want which broker keys, and this node's bindings to match. */

import type { Bridge } from "../bridge/port.ts";
import type { Connection } from "./connection.ts";

/** Which connections want which broker keys; binds this node's mailbox to match. */
export class Subscriptions {
  readonly #bridge: Pick<Bridge, "bind" | "unbind">;
  readonly #byKey = new Map<string, Set<Connection>>();
  /** The highest place that was told under a key that somebody wants. */
  readonly #told = new Map<string, number>();
  /** Bindings that were asked for and not confirmed yet. */
  readonly #binding = new Map<string, Promise<void>>();

  constructor(bridge: Pick<Bridge, "bind" | "unbind">) {
    this.#bridge = bridge;
  }

  /**
   * Subscribes; events for `keys` reach the connection from when the promise resolves. When it
   * rejects, the keys that could not be bound have no subscribers any more.
   *
   * @returns whether any key was bound anew, so that what was read before may be old.
   */
  async add(connection: Connection, keys: string[]): Promise<boolean> {
    const fresh: string[] = [];
    const waiting: Promise<void>[] = [];
    for (const key of keys) {
      connection.keys.add(key);
      const known = this.#byKey.get(key);
      if (known !== undefined) {
        known.add(connection);
        const binding = this.#binding.get(key);
        if (binding !== undefined) waiting.push(binding);
      } else {
        this.#byKey.set(key, new Set([connection]));
        fresh.push(key);
      }
    }
    if (fresh.length > 0) {
      const binding: Promise<void> = this.#bridge.bind(fresh).then(
        () => void this.#settle(fresh, binding),
        (error) => {
          // Whoever comes next must not take them for bound.
          this.#abandon(this.#settle(fresh, binding));
          throw error;
        },
      );
      for (const key of fresh) this.#binding.set(key, binding);
      waiting.push(binding);
    }
    await Promise.all(waiting);
    return waiting.length > 0;
  }

  /** @returns the keys that were still `binding`'s: not left by everybody and bound again since. */
  #settle(keys: string[], binding: Promise<void>): string[] {
    const settled = keys.filter((key) => this.#binding.get(key) === binding);
    for (const key of settled) this.#binding.delete(key);
    return settled;
  }

  #abandon(keys: string[]): void {
    for (const key of keys) {
      for (const connection of this.of(key)) connection.keys.delete(key);
      this.#drop(key);
    }
    this.#bridge.unbind(keys);
  }

  remove(connection: Connection, keys: Iterable<string> = [...connection.keys]): void {
    const unused: string[] = [];
    for (const key of keys) {
      connection.keys.delete(key);
      const known = this.#byKey.get(key);
      if (known === undefined) continue;
      known.delete(connection);
      if (known.size === 0) {
        this.#drop(key);
        unused.push(key);
      }
    }
    if (unused.length > 0) this.#bridge.unbind(unused);
  }

  of(key: string): ReadonlySet<Connection> {
    return this.#byKey.get(key) ?? NOBODY;
  }

  /**
   * Those who are to be told of the item at `place`: nobody, where that one or a later one was told
   * under this key before. A broker that died hands submissions over again whose items were told
   * long ago; and whoever was told a later one has seen the gap, and asks.
   */
  next(key: string, place: number): ReadonlySet<Connection> {
    if (!this.#byKey.has(key) || place <= (this.#told.get(key) ?? 0)) return NOBODY;
    this.#told.set(key, place);
    return this.of(key);
  }

  #drop(key: string): void {
    this.#byKey.delete(key);
    this.#told.delete(key);
  }
}

const NOBODY: ReadonlySet<Connection> = new Set();
