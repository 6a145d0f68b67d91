/** The names that people give themselves, each by its owner's signature. */

import { verifyDisplayName } from "../../e2ee/display_name.ts";
import {
  type DisplayName,
  type NameRecord,
  parseDisplayName,
} from "../../protocol/display_name.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { Identities } from "../identities/identities.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { SeenName } from "../store/tables.ts";

export interface DisplayNamesOptions {
  identities: Pick<Identities, "ensure" | "resolve" | "acceptsIdentity">;
  store: Pick<PersonStore, "raiseName">;
  /** Somebody is called otherwise than before. */
  onChange: (user: UserId) => void;
}

/** A name as the server tells it, taken apart and not yet believed. */
interface Told {
  record: NameRecord;
  statement: DisplayName;
}

/**
 * What people call themselves, by their own signed word. The server may keep a new name back; it
 * cannot make one up, give one person's to another, or bring back one that was replaced here.
 */
export class DisplayNames {
  readonly #options: DisplayNamesOptions;
  /** Verified, newest. */
  readonly #names = new Map<UserId, SeenName>();
  /** To be looked at. */
  #waiting = new Map<UserId, Told>();
  /** Could not be believed; perhaps later, when the person's identity is accepted. */
  readonly #refused = new Map<UserId, Told>();
  #working: Promise<void> | undefined;

  /** @param seen what the store holds. */
  constructor(options: DisplayNamesOptions, seen: readonly SeenName[]) {
    this.#options = options;
    for (const name of seen) this.#names.set(name.user, name);
  }

  /** What `user` wants to be called; undefined for the directory's name. */
  nameOf(user: UserId): string | undefined {
    return this.#names.get(user)?.name || undefined;
  }

  /** Time of the newest name of `user`: the next must be later. */
  timeOf(user: UserId): string | undefined {
    return this.#names.get(user)?.time;
  }

  /**
   * Takes names as the server tells them; `onChange` follows for those that hold and are new.
   * Resolves when all were looked at.
   */
  take(received: Iterable<{ user: UserId; name?: NameRecord | undefined }>): Promise<void> {
    for (const { user, name } of received) {
      const read = name === undefined ? undefined : readName(user, name);
      if (read !== undefined && this.#isWorthALook(user, read)) this.#waiting.set(user, read);
    }
    return this.#work();
  }

  /** Looks again at what could not be believed: an identity was accepted, or the connection is back. */
  retry(users: Iterable<UserId> = [...this.#refused.keys()]): Promise<void> {
    for (const user of users) {
      const received = this.#refused.get(user);
      if (received === undefined) continue;
      this.#refused.delete(user);
      if (!this.#waiting.has(user)) this.#waiting.set(user, received);
    }
    return this.#work();
  }

  #isWorthALook(user: UserId, { record, statement }: Told): boolean {
    const known = this.#names.get(user);
    if (known !== undefined && statement.time <= known.time) return false;
    const waiting = this.#waiting.get(user);
    if (waiting !== undefined && statement.time < waiting.statement.time) return false;
    const refused = this.#refused.get(user)?.record;
    return refused?.statement !== record.statement || refused.sig !== record.sig;
  }

  /** One round at a time, until nothing waits. */
  #work(): Promise<void> {
    if (this.#waiting.size === 0) return this.#working ?? Promise.resolve();
    this.#working ??= (async () => {
      while (this.#waiting.size > 0) await this.#round();
    })().finally(() => this.#working = undefined);
    return this.#working;
  }

  async #round(): Promise<void> {
    const { identities } = this.#options;
    const round = this.#waiting;
    this.#waiting = new Map();
    const signers = [...round.values()].map(({ statement: { user, cert } }) => ({ user, cert }));
    // Without an answer nobody's certificate is known, and everything is refused for now.
    await identities.ensure(signers).catch(() => {});
    for (const [user, received] of round) {
      if (await this.#holds(received.record)) await this.#keep(received.statement);
      else this.#refused.set(user, received);
    }
  }

  async #holds(record: NameRecord): Promise<boolean> {
    const { identities } = this.#options;
    try {
      return (await verifyDisplayName(record, identities)).ok;
    } catch {
      // There is no revocation list to be had.
      return false;
    }
  }

  async #keep({ user, name, time }: DisplayName): Promise<void> {
    const seen: SeenName = { user, name, time };
    // A browser that keeps nothing shows the name all the same.
    const stored = await this.#options.store.raiseName(seen).catch(() => seen);
    this.#refused.delete(user);
    const before = this.#names.get(user);
    if (before !== undefined && before.time >= stored.time) return;
    this.#names.set(user, stored);
    if (before?.name !== stored.name) this.#options.onChange(user);
  }
}

/** What cannot be read, or is somebody else's, is no name of `user`. */
function readName(user: UserId, record: NameRecord): Told | undefined {
  try {
    const statement = parseDisplayName(record.statement);
    return statement.user === user ? { record, statement } : undefined;
  } catch {
    return undefined;
  }
}
