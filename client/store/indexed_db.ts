/** Opens this profile's IndexedDB, and its transactions. */

import { t } from "../../i18n/i18n.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Change, Database } from "./database.ts";
import type { StorageEnd, storageError, StorageStep } from "./storage_error.ts";
import { RELAXED_TABLES, TABLE_NAMES, type TableName, type Tables } from "./tables.ts";

const DATABASE_NAME = "talkywalky";
/** Raised when a table is added; `upgrade` then makes what is missing. */
const DATABASE_VERSION = 3;
/** An old page in another tab, or a sick profile, may keep the database from opening at all. */
const OPEN_WITHIN_MS = 15_000;

/** Loads `storage_error.ts` with its words: only once something fails. */
export type Explaining = () => Promise<{ storageError: typeof storageError }>;

/**
 * Opens this profile's database.
 *
 * @param explain has failures told by their cause; without it, as in a worker, which shows nothing
 * itself, there is one sentence for all.
 * @throws {AppError} `unavailable`
 */
export async function openIndexedDb(explain?: Explaining): Promise<Database> {
  let connection: IDBDatabase;
  try {
    const opening = indexedDB.open(DATABASE_NAME, DATABASE_VERSION);
    opening.onupgradeneeded = () => upgrade(opening.result);
    connection = await inTime(opening);
  } catch (cause) {
    throw await problem(cause, "opening", explain);
  }
  return new IndexedDatabase(connection, explain);
}

function upgrade(connection: IDBDatabase): void {
  for (const name of TABLE_NAMES) {
    if (!connection.objectStoreNames.contains(name)) connection.createObjectStore(name);
  }
}

class IndexedDatabase implements Database {
  readonly #connection: IDBDatabase;
  readonly #explain: Explaining | undefined;
  /** Why it ended without being asked to; what is asked of it afterwards says so. */
  #ended: StorageEnd | undefined;

  constructor(connection: IDBDatabase, explain: Explaining | undefined) {
    this.#connection = connection;
    this.#explain = explain;
    // Site data was cleared, or the browser ran out of room for it (IndexedDB 3.0, 2.1.1).
    connection.onclose = () => this.#ended = "removed";
    connection.onversionchange = ({ newVersion }) => {
      this.#ended = newVersion === null ? "removed" : "outdated";
      connection.close();
    };
  }

  get<T extends TableName>(table: T, key: string): Promise<Tables[T] | undefined> {
    return this.#run([table], "readonly", (store) => done(store(table).get(key)));
  }

  list<T extends TableName>(table: T, prefix: string): Promise<Tables[T][]> {
    return this.#run([table], "readonly", (store) => done(store(table).getAll(below(prefix))));
  }

  write(changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return Promise.resolve();
    const tables = [...new Set(changes.map(({ table }) => table))];
    return this.#run(tables, "readwrite", async (store, commit) => {
      const requests = changes.map(({ table, key, value }) =>
        value === undefined ? done(store(table).delete(key)) : done(store(table).put(value, key))
      );
      // Now, not when the answers are here: a page that goes meanwhile would undo it.
      commit();
      await Promise.all(requests);
    });
  }

  update<T extends TableName>(
    table: T,
    key: string,
    change: (old: Tables[T] | undefined) => Tables[T] | undefined,
  ): Promise<Tables[T] | undefined> {
    return this.#run([table], "readwrite", async (store, commit) => {
      const value = change(await done(store(table).get(key)));
      const changed = value === undefined
        ? done(store(table).delete(key))
        : done(store(table).put(value, key));
      // As above.
      commit();
      await changed;
      return value;
    });
  }

  removeAll(prefix: string): Promise<void> {
    return this.#run(TABLE_NAMES, "readwrite", async (store) => {
      await Promise.all(TABLE_NAMES.flatMap((table) => [
        done(store(table).delete(prefix)),
        done(store(table).delete(below(`${prefix}/`))),
      ]));
    });
  }

  close(): void {
    this.#connection.close();
  }

  /** Runs `work` in one transaction and answers once it is on disk. */
  async #run<R>(
    tables: readonly TableName[],
    mode: IDBTransactionMode,
    work: (store: (table: TableName) => IDBObjectStore, commit: () => void) => Promise<R>,
  ): Promise<R> {
    if (this.#ended !== undefined) throw await problem(this.#ended, "working", this.#explain);
    let transaction: IDBTransaction;
    try {
      // Strict: a chain or an outbox entry that was written must survive a loss of power.
      const durability = tables.every((table) => RELAXED_TABLES.has(table)) ? "relaxed" : "strict";
      transaction = this.#connection.transaction([...tables], mode, { durability });
    } catch (cause) {
      throw await problem(cause, "working", this.#explain);
    }
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    try {
      const [result] = await Promise.all([
        work((table) => transaction.objectStore(table), () => transaction.commit()),
        finished,
      ]);
      return result;
    } catch (cause) {
      abort(transaction);
      throw await problem(this.#ended ?? cause, "working", this.#explain);
    }
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It had ended already.
  }
}

function done<R>(request: IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The open database. @throws {StorageEnd} when it does not open in time. */
function inTime(opening: IDBOpenDBRequest): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let isHeldByTab = false;
    opening.onblocked = () => isHeldByTab = true;
    const timer = setTimeout(() => {
      // Should it open later, it is nobody's.
      opening.onsuccess = () => opening.result.close();
      reject(isHeldByTab ? "held" : "silent");
    }, OPEN_WITHIN_MS);
    done(opening).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** All keys that begin with `prefix`. */
function below(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

/** What a person is told. */
async function problem(
  cause: unknown,
  step: StorageStep,
  explain: Explaining | undefined,
): Promise<AppError> {
  if (cause instanceof AppError) return cause;
  const explained = await explain?.().catch(() => undefined);
  return explained?.storageError(cause, step) ??
    new AppError(
      "unavailable",
      t("This browser's storage does not answer. Close other tabs of this site and try again."),
      { cause, reason: "storage-blocked" },
    );
}
