/** What the service account reads: entries as people, around the server's limits. */

import { AndFilter, type Entry, type Filter } from "ldapts";
import type { AppError } from "../../protocol/errors.ts";
import type { Uid, UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_PEOPLE } from "../../protocol/limits.ts";
import type { DirectoryLog } from "../port.ts";
import { entriesBelow } from "./entries_below.ts";
import { texts } from "./entry_text.ts";
import { directoryDown, RESULT, resultCode, toDirectoryError } from "./errors.ts";
import { hidesEntries, type Search } from "./hidden_entries.ts";
import { meantBy } from "./meant_person.ts";
import { isLimit, readEverything, Searches } from "./people_search.ts";
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

/** What a look at the people shows; all is well also with a directory without any. */
export type Looks = "well" | "hidden" | "unreadable";

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
    this.#told = new ToldOnce(log, clock);
  }

  /** Whether people are to be seen, or there are none to see. @throws what a server answers. */
  async look(): Promise<Looks> {
    const search: Search = async (dn, options) => {
      const { searchEntries } = await this.#pool.run(
        (client) => client.search(dn, options),
        { repeatable: true },
      );
      return searchEntries;
    };
    const sees = async (filter: Filter) => {
      const one = { scope: "sub" as const, filter, attributes: ["1.1"], sizeLimit: 1 };
      try {
        return (await search(this.#baseDn, one)).length > 0;
      } catch (error) {
        // There are more of them than this account may go through.
        if (isLimit(error)) return true;
        throw error;
      }
    };
    await search(this.#baseDn, { scope: "base", attributes: ["1.1"] });
    if (await sees(this.#schema.readable)) return "well";
    if (await sees(this.#schema.matching(""))) return "unreadable";
    if (await hidesEntries(search, this.#baseDn)) return "hidden";
    await this.#tellOfOthers(search);
    return "well";
  }

  /** People may be still to come, so entries that are none keep nobody from registering. */
  async #tellOfOthers(search: Search): Promise<void> {
    const entries = await entriesBelow(search, this.#baseDn);
    if (entries === undefined) return;
    this.#told.tell("no entry of the directory is a person", {
      base: this.#baseDn,
      entries,
      lookedFor: this.#schema.personClass,
    });
  }

  /** The limits that the last list met, each as a sentence for the operator. */
  get limitsMet(): readonly string[] {
    return this.#limitsMet;
  }

  /**
   * Whom a username means, by {@linkcode meantBy}. A further username counts only while the first
   * one of its owner means the same entry: else two people would have one name here.
   *
   * @returns "several" where that is nobody alone; the operator is told of it.
   */
  async ofUid(uid: Uid): Promise<FoundPerson | "several" | undefined> {
    const meant = await this.#meant(uid);
    if (meant === undefined || meant === "several" || meant.person.uid === uid) return meant;
    const first = await this.#meant(meant.person.uid);
    return first !== undefined && first !== "several" && first.dn === meant.dn ? meant : "several";
  }

  async #meant(uid: Uid): Promise<FoundPerson | "several" | undefined> {
    const found = await this.search(this.#schema.byUid(uid));
    const meant = meantBy(uid, found);
    if (found.length > 1) {
      this.#told.tell("several entries of the directory have one username", {
        uid,
        meant: meant === "several" ? "nobody" : meant?.dn,
        entries: found.map(({ dn }) => dn).sort().join("; "),
      });
    }
    return meant;
  }

  /** The entry of an id; a server keeps ids single. */
  async ofId(id: UserId): Promise<FoundPerson | undefined> {
    return (await this.search(this.#schema.byIds([id])))[0];
  }

  /** Those of `ids` that are there. What a server leaves out for a limit must not look like people who have gone. */
  async ofIds(ids: readonly UserId[]): Promise<FoundPerson[]> {
    try {
      return await this.#searchOnce(this.#schema.byIds(ids), false);
    } catch (error) {
      if (!isLimit(error) || ids.length === 1) throw this.#failed(error);
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
    const options = this.#options(matching, false);
    const searches = new Searches(this.#baseDn, options, MAX_LISTED_PEOPLE + 1);
    try {
      const { entries, serverLimit, complete } = await readEverything<UserId>({
        read: (more) => {
          const filter = more.length === 0
            ? matching
            : new AndFilter({ filters: [matching, ...more] });
          return this.#pool.run((client) => searches.read(client, filter), { repeatable: true });
        },
        idOf: (entry) => {
          const found = read(entry, this.#clock());
          return found !== undefined && "person" in found ? found.person.id : undefined;
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

  /**
   * Whether the server has counted a wrong bind against an entry, as for a lock; yes also where this
   * account may not see it.
   */
  async countsWrongBinds(dn: string): Promise<boolean> {
    for (const [attribute, none] of this.#schema.wrongBinds) {
      try {
        const isNone = await this.#pool.run(
          (client) => client.compare(dn, attribute, none),
          { repeatable: true },
        );
        if (!isNone) return true;
      } catch (error) {
        const code = resultCode(error);
        const isAbsent = code === RESULT.noSuchAttribute || code === RESULT.undefinedAttributeType;
        if (!isAbsent) return true;
      }
    }
    return false;
  }

  #noteLimits(
    { count, serverLimit, complete }: {
      count: number;
      serverLimit: number | undefined;
      complete: boolean;
    },
  ): void {
    const met: string[] = [];
    if (serverLimit === 0 && !complete) {
      met.push(
        "The directory refuses to search all its people for this account, so nobody is listed: " +
          "raise its limit of entries to look through (size.unchecked in OpenLDAP) for TW_LDAP_BIND_DN.",
      );
    } else if (serverLimit !== undefined && !complete) {
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
    const read = entries.map((entry) => this.#schema.read(entry, nowMs))
      .filter((found) => found !== undefined);
    const unreadable = read.filter((found) => "why" in found);
    this.#told.tellEach("an entry of the directory cannot use the chat", unreadable);
    return read.filter((found) => "person" in found);
  }
}

function searchFailed(error: unknown, doing: string): AppError {
  // What slapd calls "other" is a full database where something is written, and an outage here.
  return resultCode(error) === RESULT.other
    ? directoryDown(error, doing)
    : toDirectoryError(error, doing);
}
