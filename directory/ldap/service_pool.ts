/** The service account's connections: kept open, shared, and opened again when they break. */

import type { Client } from "ldapts";
import { closeConnection, openBound } from "./connection.ts";
import type { ResolvedLdapConfig } from "./config.ts";
import { resultCode } from "./errors.ts";

/** A connection lost sooner than this had gone stale while it waited; later, the server hangs. */
const STALE_MS = 1000;

export class ServicePool {
  readonly #config: ResolvedLdapConfig;
  readonly #slots: (Promise<Client> | undefined)[];
  #next = 0;
  #closed = false;

  constructor(config: ResolvedLdapConfig) {
    this.#config = config;
    this.#slots = Array.from({ length: config.connections }, () => undefined);
  }

  /**
   * Runs one operation on one of the connections; LDAP answers many at a time on each.
   *
   * @param operation Must call the client at once: a client whose connection broke would connect
   * again by itself, as nobody.
   * @param options.repeatable The operation may be done twice without harm, so it is repeated once
   * on a new connection when the old one turns out to be dead.
   */
  async run<T>(
    operation: (client: Client) => Promise<T>,
    { repeatable }: { repeatable: boolean },
  ): Promise<T> {
    const slot = this.#next++ % this.#slots.length;
    const { client, fresh } = await this.#client(slot);
    const started = performance.now();
    try {
      return await operation(client);
    } catch (error) {
      if (resultCode(error) !== undefined) throw error;
      await closeConnection(client);
      const stale = !fresh && performance.now() - started < STALE_MS;
      if (!repeatable || !stale || this.#closed) throw error;
      return await operation((await this.#client(slot)).client);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const open = this.#slots.splice(0);
    await Promise.all(open.map(async (slot) => {
      const client = await slot?.catch(() => undefined);
      if (client !== undefined) await closeConnection(client);
    }));
  }

  /** A bound client; opened now when the slot's one is gone. Callers share one opening. */
  async #client(slot: number): Promise<{ client: Client; fresh: boolean }> {
    if (this.#closed) throw new Error("The directory's connections are closed");
    const known = this.#slots[slot];
    if (known !== undefined) {
      const client = await known.catch(() => undefined);
      if (client?.isBound) return { client, fresh: false };
      if (this.#slots[slot] === known) this.#slots[slot] = undefined;
    }
    const { bindDn, bindPassword } = this.#config;
    const opening = this.#slots[slot] ??= openBound(this.#config, bindDn, bindPassword);
    return { client: await opening, fresh: true };
  }
}
