/** The list of people from the directory, cached for all who ask. */

import type { Directory } from "../../directory/port.ts";
import { isYounger } from "../../protocol/age.ts";
import type { PersonSummary } from "../../protocol/frames/answers.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_PEOPLE } from "../../protocol/limits.ts";
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

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** @throws {AppError} `unavailable` while the directory is down. */
  async list(): Promise<PersonSummary[]> {
    const { lastSeen, clock } = this.#options;
    const [listed, times] = await Promise.all([this.#listOnce(), lastSeen.all()]);
    return listed.map((person) => {
      const presence = this.#options.presence.of(person.id);
      const seenMs = presence === "offline" ? times.get(person.id) : undefined;
      // What lies ahead was noted while the clock was fast: nobody knows when it was.
      const isKnown = seenMs !== undefined && seenMs <= clock();
      return {
        ...person,
        presence,
        ...(!isKnown ? {} : { lastSeen: new Date(seenMs).toISOString() }),
      };
    });
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
    });
  }
}
