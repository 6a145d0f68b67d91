/** The directory port on an LDAP server: OpenLDAP or Active Directory. */

import { Buffer } from "node:buffer";
import { Attribute, Change, DN } from "ldapts";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { isUid, isUserId, type Uid, type UserId } from "../../protocol/ids.ts";
import { accountRefusal } from "../account_problem.ts";
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
import type { Directory, DirectoryLog, ListedPerson, NewPerson, Person } from "../port.ts";
import { domainOf, intervalMs } from "./account_state.ts";
import { bindAs, dataCode } from "./bind.ts";
import { BindTimes } from "./bind_times.ts";
import { type LdapConfig, type ResolvedLdapConfig, resolveLdapConfig } from "./config.ts";
import { Entries } from "./entries.ts";
import { directoryDown, RESULT, resultCode, toDirectoryError } from "./errors.ts";
import { notWorking } from "./failures.ts";
import { Gate } from "./gate.ts";
import { type FoundPerson, type LdapSchema, schemaOf } from "./schema.ts";
import { ServicePool } from "./service_pool.ts";

/** Ids in one filter. */
const IDS_PER_SEARCH = 100;
const STATE_TIMEOUT_MS = 2000;

export class LdapDirectory implements Directory {
  readonly #config: ResolvedLdapConfig;
  readonly #schema: LdapSchema;
  readonly #pool: ServicePool;
  readonly #passwords: PasswordHasher;
  readonly #log: DirectoryLog;
  readonly #clock: () => number;
  readonly #entries: Entries;
  readonly #bindTimes = new BindTimes();
  /** A bind costs the server a password hash; more at once only queue up there. */
  readonly #bindGate = new Gate({ maxRunning: 8, maxWaiting: 200 });

  /**
   * Connects when first asked something.
   *
   * @param passwords Makes the hash that a new entry gets; belongs to the caller.
   * @param options.clock Epoch milliseconds.
   * @throws {TypeError} naming a setting that cannot be right.
   */
  constructor(
    config: LdapConfig,
    passwords: PasswordHasher,
    { log = () => {}, clock = Date.now }: { log?: DirectoryLog; clock?: () => number } = {},
  ) {
    this.#config = resolveLdapConfig(config);
    this.#schema = schemaOf(config.kind);
    this.#pool = new ServicePool(this.#config);
    this.#passwords = passwords;
    this.#log = log;
    this.#clock = clock;
    const { baseDn } = this.#config;
    this.#entries = new Entries({ pool: this.#pool, schema: this.#schema, baseDn, log, clock });
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
      for (const { person, barred } of await this.#entries.ofIds(some)) {
        if (barred === undefined) found.add(person.id);
      }
    }
    return found;
  }

  async authenticate(uid: Uid, password: string): Promise<Person | undefined> {
    const prepared = preparePassword(password);
    if (!isPossiblePassword(prepared)) return undefined;
    const askedAt = performance.now();
    const entry = await this.#findUid(uid);
    // An entry takes longer to be read than none does; how long one waits for a turn says nothing.
    const readMs = performance.now() - askedAt;
    return await this.#bindGate.run(async () => {
      const started = performance.now() - readMs;
      if (entry === undefined) return await this.#refuseSlowly(prepared, started);
      const answer = await bindAs(this.#config, entry.dn, prepared);
      const { dn, person, barred } = entry;
      // A barred account is refused without a look at the password, sooner than a wrong one is.
      if (barred === undefined && answer.problem === undefined) {
        this.#bindTimes.record(performance.now() - started);
      }
      // A lock that is over is still on the entry until the server sees a bind, as it did now.
      const standing = barred?.passes ? undefined : barred?.problem;
      const problem = answer.problem ?? (answer.accepted ? standing : undefined);
      if (answer.accepted && problem === undefined) return person;
      const cause = answer.accepted ? undefined : answer.cause;
      this.#log("warn", "a person's bind was refused", {
        dn,
        ...(cause === undefined ? {} : { code: cause.code, data: dataCode(cause) ?? "none" }),
        why: problem ?? "wrong password",
        ...(barred === undefined ? {} : { entry: barred.problem }),
      });
      if (problem === undefined) return undefined;
      const opensInMs = problem === "locked" ? await this.#opensInMs(entry) : undefined;
      throw accountRefusal(problem, { cause, opensInMs });
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
   * A server can cut a search short but not order it by our rule, so the names of all who match are
   * read, and the first of them answered.
   */
  async list(
    { query = "", limit }: { query?: string; limit: number },
  ): Promise<ListedPerson[]> {
    acceptLimit(limit);
    const matching = this.#schema.matching(query.normalize("NFC").trim());
    const found = await this.#entries.everybody(matching);
    const people = found.map(({ person: { certificates: _, ...listed } }) => listed);
    return people.sort(byFullName).slice(0, limit);
  }

  limitsMet(): readonly string[] {
    return this.#entries.limitsMet;
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

  /** When a lock ends by itself, where the entry and the domain say it. */
  async #opensInMs({ dn, lockedMs }: FoundPerson): Promise<number | undefined> {
    const domain = domainOf(dn);
    if (lockedMs === undefined || domain === undefined) return undefined;
    const lastsMs = intervalMs(await this.#entries.value(domain, "lockoutDuration"));
    return lastsMs === undefined ? undefined : lockedMs + lastsMs - this.#clock();
  }

  async #findUid(uid: Uid): Promise<FoundPerson | undefined> {
    // A directory compares names in any case; a uid has one spelling only.
    return isUid(uid) ? await this.#entries.one(this.#schema.byUid(uid)) : undefined;
  }

  async #findId(id: UserId): Promise<FoundPerson | undefined> {
    return isUserId(id) ? await this.#entries.one(this.#schema.byIds([id])) : undefined;
  }

  /**
   * Takes as long as a wrong password would: the same conversation, for a name that cannot exist
   * and without the typed password, and then as much waiting as a recent refusal or sign-in took,
   * reading and bind together. Before there was one, our own hash of the password stands in for the
   * server's.
   */
  async #refuseSlowly(password: string, started: number): Promise<undefined> {
    const nobody = `${this.#schema.nameAttribute}=${crypto.randomUUID()},${this.#config.baseDn}`;
    await bindAs(this.#config, nobody, "-");
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
