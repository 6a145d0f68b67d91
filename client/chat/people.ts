/** The people in the directory and who is here now, by the server's word. */

import type { PersonSummary, Presence } from "../../protocol/frames/answers.ts";
import type { NamePush, PresenceFrame, WelcomeFrame } from "../../protocol/frames/server_frames.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_PEOPLE } from "../../protocol/limits.ts";
import type { AskServer } from "../net/socket.ts";
import type { PersonName } from "../conversations/person_name.ts";
import type { LoadState } from "../model/list_view.ts";
import { ListLoad } from "./list_load.ts";
import { wholeList } from "./whole_list.ts";

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
  /** Who is there; everybody else is offline. */
  #present = new Map<UserId, Presence>();
  readonly #list: ListLoad;
  #refreshedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PeopleOptions) {
    this.#options = { pauseMs: 1_500, ...options };
    const { onChange } = options;
    this.#list = new ListLoad({ load: () => this.#load(), onChange });
  }

  /** How far the list of the directory has come. */
  get loadState(): LoadState {
    return this.#list.state;
  }

  all(): PersonSummary[] {
    return [...this.#people.values()];
  }

  find(user: UserId): PersonSummary | undefined {
    return this.#people.get(user);
  }

  presenceOf(user: UserId): Presence {
    return this.#present.get(user) ?? "offline";
  }

  nameOf(user: UserId): PersonName | undefined {
    return this.#people.get(user);
  }

  /** Shows a list that was kept until the directory's is there. */
  restore(people: readonly PersonSummary[]): void {
    if (this.loadState === "loaded" || this.#people.size > 0) return;
    this.#people = new Map(
      people.map((person) => [person.id, { ...person, presence: "offline" as const }]),
    );
    this.#options.onChange();
  }

  /** Replaces who is there, as a welcome says. */
  setPresent({ online, away }: Pick<WelcomeFrame, "online" | "away">): void {
    this.#present = new Map();
    for (const user of online) this.#present.set(user, "online");
    for (const user of away) this.#present.set(user, "away");
    this.#options.onChange();
  }

  /** Takes comings and goings; somebody unknown makes the list be asked for again. */
  apply({ changes }: PresenceFrame): void {
    for (const { user, presence, time } of changes) {
      this.#setPresence(user, presence);
      const person = this.#people.get(user);
      if (person === undefined) {
        this.missing();
        continue;
      }
      const { lastSeen: _, ...rest } = person;
      const isSeenLast = presence === "offline" && time !== undefined;
      this.#people.set(user, {
        ...rest,
        presence,
        ...(isSeenLast ? { lastSeen: time } : {}),
      });
    }
    this.#options.onChange();
  }

  /** Somebody has a new display name, by the server's word. */
  setName({ user, name }: NamePush): void {
    const person = this.#people.get(user);
    if (person === undefined) return this.missing();
    this.#people.set(user, { ...person, name });
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
    const sinceMs = Math.max(0, now() - this.#refreshedAt); // Clocks are set back, too.
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.refresh().catch(() => {});
    }, Math.max(0, pauseMs - sinceMs));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#list.stop();
  }

  /** Asks for the list again, and again by itself where it fails. @throws {AppError} `unavailable` */
  refresh(): Promise<void> {
    this.#refreshedAt = this.#options.now();
    return this.#list.refresh();
  }

  async #load(): Promise<void> {
    const { items } = await wholeList(async (after: UserId | undefined) => {
      const { people, next } = await this.#options.ask({ type: "people", ...(after && { after }) });
      // Taken as it comes: what is pushed between two parts is newer than the first of them.
      for (const person of people) {
        this.#people.set(person.id, person);
        this.#setPresence(person.id, person.presence);
      }
      return { items: people, next };
    }, MAX_LISTED_PEOPLE);
    const listed = new Set(items.map(({ id }) => id));
    for (const user of this.#people.keys()) if (!listed.has(user)) this.#people.delete(user);
  }

  #setPresence(user: UserId, presence: Presence): void {
    if (presence === "offline") this.#present.delete(user);
    else this.#present.set(user, presence);
  }
}
