/** The archive in one SQLite file. */

import type { DatabaseSync } from "node:sqlite";
import { fromSqlite, openDatabase, type StorageLimits } from "../../storage/sqlite.ts";
import type { Archive } from "../port.ts";
import { GroupCommit } from "./group_commit.ts";
import { Identities } from "./identities.ts";
import { Names } from "./names.ts";
import { Reader } from "./reader.ts";
import { migrate } from "./schema.ts";
import { Writer } from "./writer.ts";

/** Pages of 4 KiB that the log holds before they are moved to the file. */
const CHECKPOINT_PAGES = 4096;

/**
 * The archive in one SQLite file. `node:sqlite` works synchronously, so it belongs in a worker.
 *
 * @param path of the file; made when missing.
 * @param limits keep the file small; only the disk does by default.
 * @throws {AppError} `unavailable` or `storage-full` when it cannot be opened.
 */
export function openSqliteArchive(path: string, limits: StorageLimits = {}): Archive {
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path, limits);
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    migrate(database);
  } catch (error) {
    database?.close();
    throw fromSqlite(error);
  }
  const opened = database;
  const writer = new Writer(opened);
  const reader = new Reader(opened);
  const identities = new Identities(opened);
  const names = new Names(opened);
  const commits = new GroupCommit({ commit: (writes) => writer.commit(writes) });

  /** Turns a synchronous call into a promise that rejects with an `AppError`. */
  const run = <T>(work: () => T): Promise<T> => {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(fromSqlite(error));
    }
  };

  return {
    load: (conv) => run(() => reader.load(conv)),
    receipts: (ids) => run(() => reader.receipts(ids)),
    wrapsOf: (epoch, sender) => run(() => reader.wrapsOf(epoch, sender)),
    shares: (users) => run(() => reader.shares(users)),
    commit: (writes) => commits.add(writes),
    openDirect: (id, a, b) => run(() => writer.openDirect(id, a, b)),
    conversationIdsOf: (user) => run(() => reader.conversationIdsOf(user)),
    conversationsOf: (user, after) => run(() => reader.conversationsOf(user, after)),
    summary: (user, conv) => run(() => reader.summary(user, conv)),
    page: (user, conv, range) => run(() => reader.page(user, conv, range)),
    controlLog: (user, conv, after) => run(() => reader.controlLog(user, conv, after)),
    wraps: (user, conv, epochs) => run(() => reader.wraps(user, conv, epochs)),
    senderOf: (conv, message) => run(() => reader.senderOf(conv, message)),
    openRooms: (user, after) => run(() => reader.openRooms(user, after)),
    openRoomCount: () => run(() => reader.openRoomCount()),
    withdrawIdentities: (user, timeMs) =>
      run(() => {
        commits.flush();
        return identities.withdraw(user, timeMs);
      }),
    publishIdentity: (identity) =>
      run(() => {
        // An epoch that waits for its commit was judged before this identity: it must be spent too.
        commits.flush();
        return identities.publish(identity);
      }),
    identitiesOf: (users) => run(() => identities.of(users)),
    identitiesPart: (users, skip) => run(() => identities.part(users, skip)),
    identity: (sign) => run(() => identities.one(sign)),
    encryptionCertificates: (users, atMs) =>
      run(() => identities.encryptionCertificates(users, atMs)),
    enrolledUsers: () => run(() => identities.enrolled()),
    addName: (name) => run(() => names.add(name)),
    namesOf: (user) => run(() => names.of(user)),
    newestNames: () => run(() => names.newest()),
    clearNames: (user) => run(() => names.clear(user)),
    state: () => Promise.resolve(writer.probe()),
    close: () =>
      run(() => {
        commits.flush();
        opened.close();
      }),
  };
}
