/** The directory port in one SQLite file, for a server that runs alone. */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { isUid, type Uid, type UserId } from "../../protocol/ids.ts";
import { MAX_LISTED_PEOPLE } from "../../protocol/limits.ts";
import { accountRefusal } from "../account_problem.ts";
import { shownName, usableMail } from "../entry_values.ts";
import {
  acceptCertificates,
  acceptLimit,
  acceptPerson,
  isPossiblePassword,
  uidTaken,
} from "../new_person.ts";
import { preparePassword } from "../password_policy.ts";
import type { PasswordHasher } from "../passwords.ts";
import { matchKey, nameOrderKey } from "../person_order.ts";
import type { Directory, ListedPerson, NewPerson, Person } from "../port.ts";
import { isConstraintError, toStorageError } from "./errors.ts";
import { openDatabase } from "./schema.ts";

interface Row {
  id: UserId;
  uid: Uid;
  full_name: string;
  mail: string;
  password: string;
  disabled: number;
}

const COLUMNS = "id, uid, full_name, mail, password, disabled";

export class EmbeddedDirectory implements Directory {
  readonly #database: DatabaseSync;
  readonly #passwords: PasswordHasher;
  readonly #statements: ReturnType<typeof prepareStatements>;
  /** What an unknown person's password is checked against, for the time that takes. */
  #decoy: Promise<string> | undefined;
  #open = true;

  /**
   * @param options.file Path of the database, made when missing.
   * @param options.passwords Hashes and checks; belongs to the caller.
   * @param options.maxBytes Largest size of the database; only the disk limits it by default.
   * @throws {Error} when the file cannot be opened.
   */
  constructor(options: { file: string; passwords: PasswordHasher; maxBytes?: number }) {
    const { file, passwords, maxBytes } = options;
    this.#database = openDatabase(file, maxBytes);
    this.#statements = prepareStatements(this.#database);
    this.#passwords = passwords;
  }

  async add(newPerson: NewPerson): Promise<Person> {
    const { uid, fullName, mail, password } = acceptPerson(newPerson);
    // Spares the hash for a taken name; the table's own rule decides between two that race.
    if (await this.findByUid(uid) !== undefined) throw uidTaken(uid);
    const hash = await this.#passwords.hash(password);
    const id = crypto.randomUUID() as UserId;
    const match = [uid, fullName, mail].map(matchKey).join("\n");
    return this.#do(() => {
      try {
        this.#statements.insert.run(id, uid, fullName, mail, hash, nameOrderKey(fullName), match);
      } catch (error) {
        throw isConstraintError(error) ? uidTaken(uid, error) : error;
      }
      return { id, uid, fullName, mail, certificates: [] };
    });
  }

  async remove(id: UserId): Promise<void> {
    await this.#do(() => this.#statements.remove.run(id));
  }

  async findByUid(uid: Uid): Promise<Person | undefined> {
    return await this.#do(() => this.#read(this.#statements.byUid.get(uid)));
  }

  async findById(id: UserId): Promise<Person | undefined> {
    return await this.#do(() => this.#read(this.#statements.byId.get(id)));
  }

  async active(ids: readonly UserId[]): Promise<Set<UserId>> {
    return await this.#do(() =>
      new Set(ids.filter((id) => {
        const row = this.#statements.byId.get(id) as unknown as Row | undefined;
        return row !== undefined && row.disabled === 0;
      }))
    );
  }

  async authenticate(uid: Uid, password: string): Promise<Person | undefined> {
    const prepared = preparePassword(password);
    if (!isPossiblePassword(prepared)) return undefined;
    const row = isUid(uid)
      ? await this.#do(() => this.#statements.byUid.get(uid) as unknown as Row | undefined)
      : undefined;
    const decoy = await (this.#decoy ??= this.#passwords.hash(crypto.randomUUID()));
    const right = await this.#passwords.verify(prepared, row?.password ?? decoy);
    if (row === undefined || !right) return undefined;
    if (row.disabled !== 0) throw accountRefusal("disabled");
    return await this.findById(row.id);
  }

  async setCertificates(id: UserId, certificates: Bytes[]): Promise<void> {
    const accepted = acceptCertificates(certificates);
    await this.#do(() =>
      this.#inTransaction(() => {
        if (this.#statements.byId.get(id) === undefined) {
          throw new AppError("not-found", "This person is no longer in the directory.");
        }
        this.#statements.dropCertificates.run(id);
        for (const der of accepted) this.#statements.addCertificate.run(id, der);
      })
    );
  }

  async list({ query = "", limit }: { query?: string; limit: number }): Promise<ListedPerson[]> {
    acceptLimit(limit);
    const rows = await this.#do(() => this.#statements.list.all(matchKey(query.trim()), limit));
    return rows.map((row) => summary(row as unknown as Row));
  }

  limitsMet(): readonly string[] {
    const { people } = this.#statements.count.get() as { people: number };
    if (people <= MAX_LISTED_PEOPLE) return [];
    return [`Of ${people} people only the first ${MAX_LISTED_PEOPLE} by name are seen in lists.`];
  }

  /**
   * Lets a person sign in no more, or again. The operator's own; the port has no such call.
   *
   * @throws {AppError} `not-found`.
   */
  async setDisabled(id: UserId, disabled: boolean): Promise<void> {
    const { changes } = await this.#do(() =>
      this.#statements.setDisabled.run(disabled ? 1 : 0, id)
    );
    if (changes === 0) {
      throw new AppError("not-found", "This person is not in the directory.");
    }
  }

  async state(): Promise<"up" | "down"> {
    return await this.check().then(() => "up", () => "down");
  }

  async check(): Promise<void> {
    await this.#do(() => this.#statements.probe.get());
  }

  close(): Promise<void> {
    if (this.#open) this.#database.close();
    this.#open = false;
    return Promise.resolve();
  }

  /** Runs one piece of database work with its errors in this program's terms. */
  // deno-lint-ignore require-await -- turns what is thrown into a rejection
  async #do<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      throw toStorageError(error);
    }
  }

  #inTransaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      // A full disk has rolled back already.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #read(value: unknown): Person | undefined {
    if (value === undefined) return undefined;
    const listed = summary(value as Row);
    const rows = this.#statements.certificates.all(listed.id);
    const certificates = rows.map((row) => new Uint8Array(row["der"] as Uint8Array));
    return { ...listed, certificates };
  }
}

/** What another program wrote into the file is brought into bounds like any directory's values. */
function summary({ id, uid, full_name: name, mail }: Row): ListedPerson {
  return { id, uid, fullName: shownName([name, uid]), mail: usableMail([mail]) };
}

function prepareStatements(database: DatabaseSync): Record<
  | "byId"
  | "byUid"
  | "insert"
  | "remove"
  | "setDisabled"
  | "certificates"
  | "addCertificate"
  | "dropCertificates"
  | "list"
  | "count"
  | "probe",
  StatementSync
> {
  return {
    byId: database.prepare(`SELECT ${COLUMNS} FROM person WHERE id = ?`),
    byUid: database.prepare(`SELECT ${COLUMNS} FROM person WHERE uid = ?`),
    insert: database.prepare(
      `INSERT INTO person (id, uid, full_name, mail, password, order_key, match_key)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    remove: database.prepare("DELETE FROM person WHERE id = ?"),
    setDisabled: database.prepare("UPDATE person SET disabled = ? WHERE id = ?"),
    certificates: database.prepare("SELECT der FROM certificate WHERE person = ?"),
    addCertificate: database.prepare("INSERT INTO certificate (person, der) VALUES (?, ?)"),
    dropCertificates: database.prepare("DELETE FROM certificate WHERE person = ?"),
    // instr() takes the text as it is: no pattern, so nothing to escape.
    list: database.prepare(
      `SELECT ${COLUMNS} FROM person WHERE instr(match_key, ?) > 0
       ORDER BY order_key, uid LIMIT ?`,
    ),
    count: database.prepare("SELECT count(*) AS people FROM person"),
    probe: database.prepare("SELECT 1 FROM person LIMIT 1"),
  };
}
