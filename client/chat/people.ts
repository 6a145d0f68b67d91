// Browser-safe: runs in the page.

import type { PersonSummary, PresenceFrame } from "../../protocol/frames.ts";
import type { UserId } from "../../protocol/ids.ts";
import { parsePeopleFound } from "../net/answers.ts";
import type { AskServer, PersonName } from "../conversations/context.ts";

export interface PeopleOptions {
  ask: AskServer;
  now: () => number;
  onChange: () => void;
  /** Lists that are asked for because somebody is unknown come at least so far apart. */
  pauseMs?: number;
}

/** Who is in the directory and who is here now, by the server's word. */
export class People {
  readonly #options: Required<PeopleOptions>;
  #people = new Map<UserId, PersonSummary>();
  #online = new Set<UserId>();
  #refreshing: Promise<void> | undefined;
  #refreshedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PeopleOptions) {
    this.#options = { pauseMs: 1_500, ...options };
  }

  all(): PersonSummary[] {
    return [...this.#people.values()];
  }

  find(user: UserId): PersonSummary | undefined {
    return this.#people.get(user);
  }

  isOnline(user: UserId): boolean {
    return this.#online.has(user);
  }

  nameOf(user: UserId): PersonName | undefined {
    return this.#people.get(user);
  }

  /** Replaces who is online, as a welcome says. */
  setOnline(users: readonly UserId[]): void {
    this.#online = new Set(users);
    this.#options.onChange();
  }

  /** Takes comings and goings; somebody unknown makes the list be asked for again. */
  apply({ changes }: PresenceFrame): void {
    for (const { user, online, time } of changes) {
      if (online) this.#online.add(user);
      else this.#online.delete(user);
      const person = this.#people.get(user);
      if (person === undefined) this.missing();
      else if (!online) this.#people.set(user, { ...person, lastSeen: time });
    }
    this.#options.onChange();
  }

  /** Somebody has keys now. */
  setEnrolled(user: UserId): void {
    const person = this.#people.get(user);
    if (person === undefined) return this.missing();
    if (person.enrolled) return;
    this.#people.set(user, { ...person, enrolled: true });
    this.#options.onChange();
  }

  /** Somebody is not in the list: asks for it again, soon. */
  missing(): void {
    if (this.#timer !== undefined) return;
    const { pauseMs, now } = this.#options;
    const waitMs = this.#refreshedAt + pauseMs - now();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.refresh().catch(() => {});
    }, Math.max(0, waitMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Asks for the list again. @throws {AppError} `unavailable` */
  refresh(): Promise<void> {
    this.#refreshedAt = this.#options.now();
    this.#refreshing ??= this.#load().finally(() => this.#refreshing = undefined);
    return this.#refreshing;
  }

  async #load(): Promise<void> {
    const { people } = await this.#options.ask({ type: "people" }, parsePeopleFound);
    this.#people = new Map(people.map((person) => [person.id, person]));
    for (const { id, online } of people) {
      if (online) this.#online.add(id);
      else this.#online.delete(id);
    }
    this.#options.onChange();
  }
}
