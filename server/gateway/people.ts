/** The list of people from the directory, cached for all who ask. */

import type { Directory } from "../../directory/port.ts";
import { isYounger } from "../../protocol/age.ts";
import type { PeopleFound, PersonSummary } from "../../protocol/frames/answers.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MAX_LIST_PART_BYTES, MAX_LISTED_PEOPLE } from "../../protocol/limits.ts";
import type { ArchiveForGateway } from "../bridge/port.ts";
import type { LastSeen } from "./last_seen.ts";
import type { Presence } from "./presence.ts";

/** How long one reading of the directory serves everybody who asks. */
const CACHE_MS = 2_000;

export interface PeopleOptions {
  directory: Pick<Directory, "list">;
  archive: Pick<ArchiveForGateway, "enrolledUsers" | "newestNames">;
  lastSeen: Pick<LastSeen, "all">;
  presence: Presence;
  clock: () => number;
}

type Listed = Omit<PersonSummary, "presence" | "lastSeen">;

/**
 * The list of people. A thousand browsers that open at once cost the directory one search, not a
 * thousand.
 */
export class People {
  readonly #options: PeopleOptions;
  #listed: Promise<Listed[]> | undefined;
  #readAtMs = -Infinity;
  #times: Promise<Map<UserId, number>> | undefined;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /**
   * A part of the list, by id: as many people as fit into `MAX_LIST_PART_BYTES`.
   *
   * @param after `next` of the part before; the first part without it.
   * @throws {AppError} `unavailable` while the directory is down.
   */
  async list(after?: UserId): Promise<PeopleFound> {
    const [listed, times] = await Promise.all([this.#listOnce(), this.#timesFor(after)]);
    const people: PersonSummary[] = [];
    let bytes = 0;
    for (const person of listed) {
      if (after !== undefined && person.id <= after) continue;
      bytes += sizeOf(person);
      const last = people.at(-1);
      if (last !== undefined && bytes > MAX_LIST_PART_BYTES) return { people, next: last.id };
      people.push(this.#summaryOf(person, times.get(person.id)));
    }
    return { people };
  }

  #summaryOf(person: Listed, seenMs: number | undefined): PersonSummary {
    const { presence: presences, clock } = this.#options;
    const presence = presences.of(person.id);
    // What lies ahead was noted while the clock was fast: nobody knows when it was.
    const isKnown = presence === "offline" && seenMs !== undefined && seenMs <= clock();
    return {
      ...person,
      presence,
      ...(!isKnown ? {} : { lastSeen: new Date(seenMs).toISOString() }),
    };
  }

  /** When people were last seen, read anew for each list that begins and not for each of its parts. */
  #timesFor(after: UserId | undefined): Promise<Map<UserId, number>> {
    if (after !== undefined && this.#times !== undefined) return this.#times;
    const reading = this.#options.lastSeen.all();
    this.#times = reading;
    reading.catch(() => {
      if (this.#times === reading) this.#times = undefined;
    });
    return reading;
  }

  /** Forgets the reading, because somebody's keys or name changed. */
  refresh(): void {
    this.#listed = undefined;
  }

  #listOnce(): Promise<Listed[]> {
    const { clock } = this.#options;
    if (this.#listed === undefined || !isYounger(this.#readAtMs, clock(), CACHE_MS)) {
      this.#readAtMs = clock();
      const reading = this.#read();
      this.#listed = reading;
      reading.catch(() => {
        if (this.#listed === reading) this.#listed = undefined;
      });
    }
    return this.#listed;
  }

  async #read(): Promise<Listed[]> {
    const { directory, archive } = this.#options;
    const [people, enrolled, names] = await Promise.all([
      directory.list({ limit: MAX_LISTED_PEOPLE }),
      archive.enrolledUsers(),
      archive.newestNames(),
    ]);
    const withKeys = new Set<UserId>(enrolled);
    return people.map(({ id, uid, fullName }) => {
      const name = names.get(id);
      const enrolled = withKeys.has(id);
      return { id, uid, fullName, enrolled, ...(name === undefined ? {} : { name }) };
    }).sort((a, b) => a.id < b.id ? -1 : 1);
  }
}

/** Bytes of a person as they are told, near enough. */
function sizeOf({ uid, fullName, name }: Listed): number {
  return 200 + uid.length + fullName.length +
    (name === undefined ? 0 : name.statement.length + name.sig.length);
}
