/** The directory port on an LDAP server: OpenLDAP or Active Directory. */

import { Buffer } from "node:buffer";
import { Attribute, Change, DN, type Filter } from "ldapts";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { isUid, isUserId, type Uid, type UserId } from "../../protocol/ids.ts";
import {
  acceptCertificates,
  acceptLimit,
  acceptPerson,
  isPossiblePassword,
  uidTaken,
} from "../new_person.ts";
import { preparePassword } from "../password_policy.ts";
import type { PasswordHasher } from "../passwords.ts";
import { byFullName } from "../person_order.ts";
import type { Directory, NewPerson, Person } from "../port.ts";
import { BindTimes } from "./bind_times.ts";
import { type LdapConfig, type ResolvedLdapConfig, resolveLdapConfig } from "./config.ts";
import { closeConnection, openBound } from "./connection.ts";
import { directoryDown, isRefusal, RESULT, resultCode, toDirectoryError } from "./errors.ts";
import { notWorking } from "./failures.ts";
import { Gate } from "./gate.ts";
import { type FoundPerson, type LdapSchema, schemaOf } from "./schema.ts";
import { ServicePool } from "./service_pool.ts";

/** Entries that one `list` looks at, at most, to find the first ones by name. */
const MAX_SCANNED_ENTRIES = 20_000;
const PAGE_ENTRIES = 500;
/** Ids in one filter. */
const IDS_PER_SEARCH = 100;
const STATE_TIMEOUT_MS = 2000;

export class LdapDirectory implements Directory {
  readonly #config: ResolvedLdapConfig;
  readonly #schema: LdapSchema;
  readonly #pool: ServicePool;
  readonly #passwords: PasswordHasher;
  readonly #bindTimes = new BindTimes();
  /** A bind costs the server a password hash; more at once only queue up there. */
  readonly #bindGate = new Gate({ maxRunning: 8, maxWaiting: 200 });

  /**
   * Connects when first asked something.
   *
   * @param passwords Makes the hash that a new entry gets; belongs to the caller.
   * @throws {TypeError} naming a setting that cannot be right.
   */
  constructor(config: LdapConfig, passwords: PasswordHasher) {
    this.#config = resolveLdapConfig(config);
    this.#schema = schemaOf(config.kind);
    this.#pool = new ServicePool(this.#config);
    this.#passwords = passwords;
  }

  /**
   * The uid is the first part of the entry's name, so the server itself lets exactly one of two
   * racing calls win. When the answer is lost on the way (`unavailable`), the entry may be there:
   * then the person can sign in with it.
   */
  async add(newPerson: NewPerson): Promise<Person> {
    const person = acceptPerson(newPerson);
    // The name is unique in its own container only; this also sees the containers below it.
    if (await this.findByUid(person.uid) !== undefined) throw uidTaken(person.uid);
    const attributes = this.#schema.newEntry(person, await this.#passwords.hash(person.password));
    const dn = `${
      new DN().addPairRDN(this.#schema.nameAttribute, person.uid)
    },${this.#config.baseDn}`;
    try {
      await this.#pool.run((client) => client.add(dn, attributes), { repeatable: false });
    } catch (error) {
      if (resultCode(error) === RESULT.entryAlreadyExists) throw uidTaken(person.uid, error);
      throw toDirectoryError(error, `adding ${dn}`);
    }
    const added = await this.findByUid(person.uid);
    if (added === undefined) throw directoryDown(new Error(`Added ${dn}, but it cannot be read`));
    return added;
  }

  async remove(id: UserId): Promise<void> {
    const entry = await this.#findId(id);
    if (entry === undefined) return;
    try {
      await this.#pool.run((client) => client.del(entry.dn), { repeatable: true });
    } catch (error) {
      if (resultCode(error) !== RESULT.noSuchObject) {
        throw toDirectoryError(error, `removing ${entry.dn}`);
      }
    }
  }

  async findByUid(uid: Uid): Promise<Person | undefined> {
    return (await this.#findUid(uid))?.person;
  }

  async findById(id: UserId): Promise<Person | undefined> {
    return (await this.#findId(id))?.person;
  }

  async active(ids: readonly UserId[]): Promise<Set<UserId>> {
    const found = new Set<UserId>();
    const known = ids.filter(isUserId);
    for (let at = 0; at < known.length; at += IDS_PER_SEARCH) {
      const some = known.slice(at, at + IDS_PER_SEARCH);
      const filter = this.#schema.byIds(some);
      for (const entry of await this.#search(filter, { certificates: false, limit: some.length })) {
        if (!entry.disabled) found.add(entry.person.id);
      }
    }
    return found;
  }

  async authenticate(uid: Uid, password: string): Promise<Person | undefined> {
    const prepared = preparePassword(password);
    if (!isPossiblePassword(prepared)) return undefined;
    const entry = await this.#findUid(uid);
    return await this.#bindGate.run(async () => {
      if (entry === undefined || entry.disabled) return await this.#refuseSlowly(prepared);
      const started = performance.now();
      const accepted = await this.#bindSucceeds(entry.dn, prepared);
      this.#bindTimes.record(performance.now() - started);
      return accepted ? entry.person : undefined;
    });
  }

  async setCertificates(id: UserId, certificates: Bytes[]): Promise<void> {
    const values = acceptCertificates(certificates).map((bytes) => Buffer.from(bytes));
    const entry = await this.#findId(id);
    if (entry === undefined) throw personGone();
    const modification = new Attribute({ type: this.#schema.certificateAttribute, values });
    const change = new Change({ operation: "replace", modification });
    try {
      await this.#pool.run((client) => client.modify(entry.dn, change), { repeatable: true });
    } catch (error) {
      if (resultCode(error) === RESULT.noSuchObject) throw personGone(error);
      throw toDirectoryError(error, `writing the certificates of ${entry.dn}`);
    }
  }

  /**
   * A server can cut a search short but not order it by our rule, so the names of all who match
   * are read, and then the whole entries of those who come first. Of more than 20,000 matches, or
   * the server's own limit, only so many are looked at.
   */
  async list({ query = "", limit }: { query?: string; limit: number }): Promise<Person[]> {
    acceptLimit(limit);
    const matching = this.#schema.matching(query.normalize("NFC").trim());
    const names = await this.#search(matching, { certificates: false, limit: MAX_SCANNED_ENTRIES });
    const first = names.map(({ person }) => person).sort(byFullName).slice(0, limit);
    const people: Person[] = [];
    for (let at = 0; at < first.length; at += IDS_PER_SEARCH) {
      const ids = first.slice(at, at + IDS_PER_SEARCH).map(({ id }) => id);
      const found = await this.#search(this.#schema.byIds(ids), { limit: ids.length });
      people.push(...found.map(({ person }) => person));
    }
    return people.sort(byFullName);
  }

  async state(): Promise<"up" | "down"> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<"down">((resolve) => {
      timer = setTimeout(() => resolve("down"), STATE_TIMEOUT_MS);
    });
    const asked = this.check().then(() => "up" as const, () => "down" as const);
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async check(): Promise<void> {
    const { baseDn } = this.#config;
    try {
      await this.#pool.run(
        (client) => client.search(baseDn, { scope: "base", attributes: ["1.1"] }),
        { repeatable: true },
      );
    } catch (error) {
      throw notWorking(error, this.#config);
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #findUid(uid: Uid): Promise<FoundPerson | undefined> {
    // A directory compares names in any case; a uid has one spelling only.
    return isUid(uid) ? await this.#findOne(this.#schema.byUid(uid)) : undefined;
  }

  async #findId(id: UserId): Promise<FoundPerson | undefined> {
    return isUserId(id) ? await this.#findOne(this.#schema.byIds([id])) : undefined;
  }

  async #findOne(filter: Filter): Promise<FoundPerson | undefined> {
    const found = await this.#search(filter, { limit: 2 });
    if (found.length < 2) return found[0];
    throw new AppError(
      "internal",
      "The directory has two entries of that username. Tell your administrator.",
      { reason: "directory-ambiguous", cause: found.map(({ dn }) => dn) },
    );
  }

  async #search(
    filter: Filter,
    { certificates = true, limit }: { certificates?: boolean; limit: number },
  ): Promise<FoundPerson[]> {
    const { attributes, binaryAttributes, read } = this.#schema;
    try {
      const { searchEntries } = await this.#pool.run(
        (client) =>
          client.search(this.#config.baseDn, {
            scope: "sub",
            filter,
            attributes: attributes({ certificates }),
            explicitBufferAttributes: binaryAttributes,
            sizeLimit: limit,
            ...(limit > PAGE_ENTRIES ? { paged: { pageSize: PAGE_ENTRIES } } : {}),
          }),
        { repeatable: true },
      );
      return searchEntries.map((entry) => read(entry)).filter((entry) => entry !== undefined);
    } catch (error) {
      const doing = `searching below ${this.#config.baseDn} as ${this.#config.bindDn}`;
      throw resultCode(error) === RESULT.other
        ? directoryDown(error, doing)
        : toDirectoryError(error, doing);
    }
  }

  /** On a connection of its own, which is always closed again. */
  async #bindSucceeds(dn: string, password: string): Promise<boolean> {
    try {
      await closeConnection(await openBound(this.#config, dn, password));
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw directoryDown(error, `checking a password of ${dn}`);
    }
  }

  /**
   * Takes as long as a wrong password would: the same conversation, for a name that cannot exist
   * and without the typed password, and then as much waiting as a recent bind took. Before there
   * was one, our own hash of the password stands in for the server's.
   */
  async #refuseSlowly(password: string): Promise<undefined> {
    const started = performance.now();
    await this.#bindSucceeds(`${this.#schema.nameAttribute}=-,${this.#config.baseDn}`, "-");
    const durationMs = this.#bindTimes.sample();
    if (durationMs === undefined) {
      await this.#passwords.hash(password);
    } else {
      const restMs = durationMs - (performance.now() - started);
      if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    return undefined;
  }
}

function personGone(cause?: unknown): AppError {
  return new AppError("not-found", "This person is no longer in the directory.", {
    ...(cause === undefined ? {} : { cause }),
  });
}
