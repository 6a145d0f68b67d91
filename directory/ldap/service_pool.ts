/** The service account's connections: kept open, shared, and opened again when they break. */

import type { Client } from "ldapts";
import { closeConnection, openBound } from "./connection.ts";
import type { ResolvedLdapConfig } from "./config.ts";
import { RESULT, resultCode } from "./errors.ts";

/** A connection lost sooner than this had gone stale while it waited; later, the server hangs. */
const STALE_MS = 1000;
/** After the service account's password was refused; longer after each further time. */
const FIRST_WAIT_MS = 60_000;
const WAIT_FACTOR = 4;
const MAX_WAIT_MS = 30 * 60_000;

/** The directory said no to the service account. */
interface Refusal {
  error: unknown;
  waitMs: number;
  /** On the steady clock. */
  untilMs: number;
}

export class ServicePool {
  readonly #config: ResolvedLdapConfig;
  readonly #now: () => number;
  readonly #slots: (Promise<Client> | undefined)[];
  #next = 0;
  #closed = false;
  #refusal: Refusal | undefined;
  /** The bind that is under way, from whose answer others learn. */
  #asking: Promise<Client> | undefined;

  /** @param now milliseconds on a steady clock. */
  constructor(config: ResolvedLdapConfig, now: () => number = () => performance.now()) {
    this.#config = config;
    this.#now = now;
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
    const opening = this.#slots[slot] ??= this.#open();
    return { client: await opening, fresh: true };
  }

  /**
   * Opens a connection, unless the password was refused a short while ago: a directory counts wrong
   * passwords and locks the account, and everybody who signs in would make another try. It may have
   * been changed since it was last right, so of several that are opened at once, as after a restart
   * of the directory, one asks, and the others share its refusal or the silence that it met.
   */
  async #open(): Promise<Client> {
    const asking = this.#asking;
    if (asking !== undefined) {
      await asking;
      return await this.#bind();
    }
    const opening = this.#bind();
    this.#asking = opening;
    try {
      return await opening;
    } finally {
      this.#asking = undefined;
    }
  }

  async #bind(): Promise<Client> {
    const now = this.#now();
    if (this.#refusal !== undefined && now < this.#refusal.untilMs) throw this.#refusal.error;
    const { bindDn, bindPassword } = this.#config;
    try {
      const client = await openBound(this.#config, bindDn, bindPassword);
      this.#refusal = undefined;
      return client;
    } catch (error) {
      if (resultCode(error) === RESULT.invalidCredentials) {
        const waitMs = this.#refusal === undefined
          ? FIRST_WAIT_MS
          : Math.min(this.#refusal.waitMs * WAIT_FACTOR, MAX_WAIT_MS);
        this.#refusal = { error, waitMs, untilMs: now + waitMs };
      }
      throw error;
    }
  }
}
