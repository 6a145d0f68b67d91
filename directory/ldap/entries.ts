/** What the service account reads: entries as people, around the server's limits. */

import { AndFilter, type Entry, type Filter } from "ldapts";
import { AppError } from "../../protocol/errors.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_PEOPLE } from "../../protocol/limits.ts";
import type { DirectoryLog } from "../port.ts";
import { texts } from "./entry_text.ts";
import { directoryDown, RESULT, resultCode, toDirectoryError } from "./errors.ts";
import { readEverything, readPages } from "./people_search.ts";
import type { FoundPerson, LdapSchema } from "./schema.ts";
import type { ServicePool } from "./service_pool.ts";
import { ToldOnce } from "./told_once.ts";

export interface EntriesOptions {
  pool: ServicePool;
  schema: LdapSchema;
  /** The container of the people. */
  baseDn: string;
  log: DirectoryLog;
  /** Epoch milliseconds. */
  clock: () => number;
}

export class Entries {
  readonly #pool: ServicePool;
  readonly #schema: LdapSchema;
  readonly #baseDn: string;
  readonly #clock: () => number;
  /** A list is read every few seconds: what is wrong in it is told once. */
  readonly #told: ToldOnce;
  #limitsMet: readonly string[] = [];
  /** A server keeps the place in one search by pages for each connection. */
  #listing: Promise<unknown> = Promise.resolve();

  constructor({ pool, schema, baseDn, log, clock }: EntriesOptions) {
    this.#pool = pool;
    this.#schema = schema;
    this.#baseDn = baseDn;
    this.#clock = clock;
    this.#told = new ToldOnce(log);
  }

  /** The limits that the last list met, each as a sentence for the operator. */
  get limitsMet(): readonly string[] {
    return this.#limitsMet;
  }

  async one(filter: Filter): Promise<FoundPerson | undefined> {
    const found = await this.search(filter);
    if (found.length < 2) return found[0];
    throw new AppError(
      "internal",
      "The directory has two entries of that username. Tell your administrator.",
      { reason: "directory-ambiguous", cause: found.map(({ dn }) => dn) },
    );
  }

  /** Those of `ids` that are there. What a server leaves out for a limit must not look like people who have gone. */
  async ofIds(ids: readonly UserId[]): Promise<FoundPerson[]> {
    try {
      return await this.#searchOnce(this.#schema.byIds(ids), false);
    } catch (error) {
      const isLimit = resultCode(error) === RESULT.sizeLimitExceeded;
      if (!isLimit || ids.length === 1) throw this.#failed(error);
      const half = Math.ceil(ids.length / 2);
      return [
        ...await this.ofIds(ids.slice(0, half)),
        ...await this.ofIds(ids.slice(half)),
      ];
    }
  }

  /** A search without a limit of ours: the library takes what a server cut short for all there is. */
  async search(filter: Filter, { certificates = true } = {}): Promise<FoundPerson[]> {
    try {
      return await this.#searchOnce(filter, certificates);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  async #searchOnce(filter: Filter, certificates: boolean): Promise<FoundPerson[]> {
    const { searchEntries } = await this.#pool.run(
      (client) => client.search(this.#baseDn, this.#options(filter, certificates)),
      { repeatable: true },
    );
    return this.#read(searchEntries);
  }

  #failed(error: unknown): AppError {
    return searchFailed(error, `searching below ${this.#baseDn}`);
  }

  /** Everybody who matches, without certificates; one such reading after the other. */
  everybody(matching: Filter): Promise<FoundPerson[]> {
    const reading = this.#listing.then(() => this.#everybody(matching));
    this.#listing = reading.catch(() => {});
    return reading;
  }

  async #everybody(matching: Filter): Promise<FoundPerson[]> {
    const { between, read } = this.#schema;
    const baseDn = this.#baseDn;
    try {
      const { entries, serverLimit, complete } = await readEverything<UserId>({
        read: (more) => {
          const filter = more.length === 0
            ? matching
            : new AndFilter({ filters: [matching, ...more] });
          return this.#pool.run(
            (client) =>
              readPages(client, baseDn, this.#options(filter, false), MAX_LISTED_PEOPLE + 1),
            { repeatable: true },
          );
        },
        idOf: (entry) => {
          const found = read(entry, this.#clock());
          return "person" in found ? found.person.id : undefined;
        },
        between,
        maxEntries: MAX_LISTED_PEOPLE + 1,
      });
      this.#noteLimits({ count: entries.length, serverLimit, complete });
      return this.#read(entries);
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** The value of an entry's attribute, where this account may read it. */
  async value(dn: string, attribute: string): Promise<string | undefined> {
    try {
      const { searchEntries: [entry] } = await this.#pool.run(
        (client) => client.search(dn, { scope: "base", attributes: [attribute] }),
        { repeatable: true },
      );
      return entry && texts(entry, attribute)[0];
    } catch {
      return undefined;
    }
  }

  #noteLimits(
    { count, serverLimit, complete }: {
      count: number;
      serverLimit: number | undefined;
      complete: boolean;
    },
  ): void {
    const met: string[] = [];
    if (serverLimit !== undefined && !complete) {
      met.push(
        "The directory gives this account only a part of its people, and not all could be read: " +
          "raise its limits for TW_LDAP_BIND_DN.",
      );
    } else if (serverLimit !== undefined) {
      met.push(
        "The directory gives this account only a part of its people at once, so they are read in " +
          "several searches: raise its limits for TW_LDAP_BIND_DN.",
      );
    }
    if (count > MAX_LISTED_PEOPLE) {
      met.push(
        `The directory has more people than a list shows: only ${MAX_LISTED_PEOPLE} of them are ` +
          "seen. Choose a narrower TW_LDAP_BASE_DN.",
      );
    }
    this.#limitsMet = met;
    for (const message of met) {
      this.#told.tell(message, { read: count, atOnce: serverLimit ?? "all" });
    }
  }

  #options(filter: Filter, certificates: boolean) {
    const { attributes, binaryAttributes } = this.#schema;
    return {
      scope: "sub" as const,
      filter,
      attributes: attributes({ certificates }),
      explicitBufferAttributes: binaryAttributes,
    };
  }

  /** One entry that cannot be read costs nobody else anything. */
  #read(entries: readonly Entry[]): FoundPerson[] {
    const nowMs = this.#clock();
    return entries.flatMap((entry) => {
      const found = this.#schema.read(entry, nowMs);
      if ("person" in found) return [found];
      this.#told.tell("an entry of the directory cannot use the chat", { ...found });
      return [];
    });
  }
}

function searchFailed(error: unknown, doing: string): AppError {
  // What slapd calls "other" is a full database where something is written, and an outage here.
  return resultCode(error) === RESULT.other
    ? directoryDown(error, doing)
    : toDirectoryError(error, doing);
}
