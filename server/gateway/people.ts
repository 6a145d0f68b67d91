import type { Directory } from "../../directory/port.ts";
import type { PersonSummary } from "../../protocol/frames.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { ArchiveForGateway } from "../../broker/bridge_port.ts";
import type { Sessions } from "../sessions/port.ts";
import type { Presence } from "./presence.ts";

/** How long one reading of the directory serves everybody who asks. */
const CACHE_MS = 2_000;
/** People that one list holds. */
const MAX_PEOPLE = 1000;

export interface PeopleOptions {
  directory: Pick<Directory, "list">;
  archive: Pick<ArchiveForGateway, "enrolledUsers">;
  sessions: Pick<Sessions, "lastSeen">;
  presence: Presence;
  clock: () => number;
}

type Listed = Omit<PersonSummary, "online" | "lastSeen">;

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
    const { presence, sessions } = this.#options;
    const [listed, lastSeen] = await Promise.all([this.#listOnce(), sessions.lastSeen()]);
    return listed.map((person) => {
      const online = presence.isOnline(person.id);
      const seenMs = lastSeen.get(person.id);
      return {
        ...person,
        online,
        ...(online || seenMs === undefined ? {} : { lastSeen: new Date(seenMs).toISOString() }),
      };
    });
  }

  /** Forgets the reading, because somebody came or their keys changed. */
  refresh(): void {
    this.#listed = undefined;
  }

  #listOnce(): Promise<Listed[]> {
    const { clock } = this.#options;
    if (this.#listed === undefined || clock() - this.#readAtMs > CACHE_MS) {
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
    const [people, enrolled] = await Promise.all([
      directory.list({ limit: MAX_PEOPLE }),
      archive.enrolledUsers(),
    ]);
    const withKeys = new Set<UserId>(enrolled);
    return people.map(({ id, uid, fullName }) => ({
      id,
      uid,
      fullName,
      enrolled: withKeys.has(id),
    }));
  }
}
