/** The directory port on an LDAP server: OpenLDAP or Active Directory. */

import { Buffer } from "node:buffer";
import { Attribute, Change, DN } from "ldapts";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { isUid, isUserId, type Uid, type UserId } from "../../protocol/ids.ts";
import { accountRefusal } from "../account_problem.ts";
import { acceptCertificates, acceptLimit, acceptPerson, uidTaken } from "../new_person.ts";
import type { PasswordHasher } from "../passwords.ts";
import { byFullName } from "../person_order.ts";
import type { Directory, DirectoryLog, ListedPerson, NewPerson, Person } from "../port.ts";
import { domainOf, intervalMs } from "./account_state.ts";
import { type BindAnswer, bindAs, dataCode, isWrongPassword } from "./bind.ts";
import { BindTimes } from "./bind_times.ts";
import { type LdapConfig, type ResolvedLdapConfig, resolveLdapConfig } from "./config.ts";
import { Entries, type Looks } from "./entries.ts";
import { directoryDown, RESULT, resultCode, toDirectoryError } from "./errors.ts";
import { notWorking, peopleNotSeen } from "./failures.ts";
import { Gate } from "./gate.ts";
import { PasswordForms } from "./password_forms.ts";
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
  readonly #forms = new PasswordForms();
  /** Of attempts that took one bind, or the time of two. */
  readonly #bindTimes = { 1: new BindTimes(), 2: new BindTimes() };
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
    if (await this.#findUid(person.uid) !== undefined) throw uidTaken(person.uid);
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
    const found = await this.#findUid(uid);
    return found === "several" ? undefined : found?.person;
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
        if (barred === undefined || barred.ofPassword) found.add(person.id);
      }
    }
    return found;
  }

  async authenticate(uid: Uid, password: string): Promise<Person | undefined> {
    const forms = PasswordForms.of(password);
    if (forms.length === 0) return undefined;
    const askedAt = performance.now();
    const entry = await this.#findUid(uid);
    if (entry === "several") throw ambiguous();
    // An entry takes longer to be read than none does; how long one waits for a turn says nothing.
    const readMs = performance.now() - askedAt;
    return await this.#bindGate.run(async () => {
      const started = performance.now() - readMs;
      if (entry === undefined) return await this.#refuseSlowly(forms, started);
      const { answer, steps } = await this.#bindWithEach(forms, entry);
      const { dn, person, barred } = entry;
      // A barred account is refused without a look at the password, sooner than a wrong one is.
      if (barred === undefined && answer.problem === undefined) {
        this.#bindTimes[steps].record(performance.now() - started);
      }
      // What is of the password alone the server has just decided.
      const standing = barred?.ofPassword ? undefined : barred?.problem;
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
    let looks: Looks;
    try {
      looks = await this.#entries.look();
    } catch (error) {
      throw notWorking(error, this.#config);
    }
    if (looks !== "well") throw peopleNotSeen(looks, this.#config);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  /**
   * Binds as an entry with one form of the password and, where that is wrong, with the other. A
   * server that counts wrong binds gets one for one attempt; the other form goes first in the next.
   */
  async #bindWithEach(
    forms: readonly string[],
    { dn, person: { id } }: FoundPerson,
  ): Promise<{ answer: BindAnswer; steps: 1 | 2 }> {
    const [first, second] = this.#forms.inOrder(forms, id) as [string, string?];
    const answer = await bindAs(this.#config, dn, first);
    if (answer.accepted) this.#forms.prefer(first, forms, id);
    if (second === undefined || !isWrongPassword(answer)) return { answer, steps: 1 };
    if (await this.#entries.countsWrongBinds(dn)) {
      this.#forms.prefer(second, forms, id);
      // As long as a second bind: how long a name takes must not say whether it is there.
      await sleep(this.#bindTimes[1].sample() ?? 0);
      return { answer, steps: 2 };
    }
    const other = await bindAs(this.#config, dn, second);
    if (other.accepted) this.#forms.prefer(second, forms, id);
    return { answer: other, steps: 2 };
  }

  /** When a lock ends by itself, where the entry and the domain say it. */
  async #opensInMs({ dn, lockedMs }: FoundPerson): Promise<number | undefined> {
    const domain = domainOf(dn);
    if (lockedMs === undefined || domain === undefined) return undefined;
    const lastsMs = intervalMs(await this.#entries.value(domain, "lockoutDuration"));
    return lastsMs === undefined ? undefined : lockedMs + lastsMs - this.#clock();
  }

  async #findUid(uid: Uid): Promise<FoundPerson | "several" | undefined> {
    // A directory compares names in any case; a uid has one spelling only.
    return isUid(uid) ? await this.#entries.ofUid(uid) : undefined;
  }

  async #findId(id: UserId): Promise<FoundPerson | undefined> {
    return isUserId(id) ? await this.#entries.ofId(id) : undefined;
  }

  /**
   * Takes as long as a wrong password would: the same conversation, for a name that cannot exist
   * and without the typed password, and then as much waiting as a recent refusal or sign-in took,
   * reading and binds together. Before there was one, our own hash of the password stands in for
   * the server's.
   */
  async #refuseSlowly(forms: readonly string[], started: number): Promise<undefined> {
    const nobody = `${this.#schema.nameAttribute}=${crypto.randomUUID()},${this.#config.baseDn}`;
    await bindAs(this.#config, nobody, "-");
    const ofOneMs = this.#bindTimes[1].sample();
    const durationMs = forms.length === 1
      ? ofOneMs
      : this.#bindTimes[2].sample() ?? (ofOneMs === undefined ? undefined : 2 * ofOneMs);
    if (durationMs === undefined) {
      for (const form of forms) await this.#passwords.hash(form);
    } else {
      const restMs = durationMs - (performance.now() - started);
      if (restMs > 0) await sleep(restMs);
    }
    return undefined;
  }
}

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

function ambiguous(): AppError {
  return new AppError(
    "unauthenticated",
    "The directory has two entries of that username. Tell your administrator.",
    { reason: "directory-ambiguous" },
  );
}

function personGone(cause?: unknown): AppError {
  return new AppError("not-found", "This person is no longer in the directory.", {
    ...(cause === undefined ? {} : { cause }),
  });
}
