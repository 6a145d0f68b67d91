/** The statements that write to the SQLite archive. */

import type { DatabaseSync } from "node:sqlite";
import type { ConversationId, UserId } from "../../../protocol/ids.ts";
import { AppError } from "../../../protocol/errors.ts";
import { transaction, writeNothing } from "../../storage/sqlite.ts";
import { dayOf, type ItemWrite, type WrapsWrite, type Write } from "../port.ts";

/** The writing half of the SQLite archive. */
export class Writer {
  readonly #database: DatabaseSync;
  /** Row numbers of conversations; they never change. */
  readonly #numbers = new Map<ConversationId, number>();
  readonly #sql;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = {
      number: database.prepare("SELECT no FROM conversation WHERE id = ?"),
      create: database.prepare("INSERT INTO conversation (id, kind) VALUES (?, ?)"),
      item: database.prepare(
        "INSERT INTO item (conv, seq, kind, id, sender, time, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
      ),
      head: database.prepare("UPDATE conversation SET head = ? WHERE no = ? AND head = ?"),
      room: database.prepare("UPDATE conversation SET name = ?, policy = ? WHERE no = ?"),
      epoch: database.prepare(
        `UPDATE conversation SET epoch_number = ?, epoch_id = ?, epoch_control = ?, epoch_spent = 0
         WHERE no = ?`,
      ),
      join: database.prepare("INSERT OR REPLACE INTO member (conv, user, since) VALUES (?, ?, ?)"),
      depart: database.prepare("DELETE FROM member WHERE conv = ? AND user = ?"),
      // Once its manifest stands, nobody can put another secret in an epoch's place, not even its
      // maker after leaving the room.
      wrap: database.prepare(
        `INSERT OR REPLACE INTO wrap (epoch, sender, user, conv, cert, wrap)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6
         WHERE NOT EXISTS (SELECT 1 FROM item WHERE id = ?1)`,
      ),
      // A clock that was set back begins its day anew; what was sent in all stays.
      share: database.prepare(
        `INSERT INTO share (user, bytes, day, day_bytes) VALUES (?1, ?2, ?3, ?2)
         ON CONFLICT (user) DO UPDATE SET
           bytes = bytes + ?2,
           day_bytes = CASE day WHEN ?3 THEN day_bytes + ?2 ELSE ?2 END,
           day = ?3`,
      ),
      sweepWraps: database.prepare(
        `DELETE FROM wrap WHERE conv = ? AND sender = ?
         AND NOT EXISTS (SELECT 1 FROM item WHERE item.id = wrap.epoch)`,
      ),
    };
  }

  commit(writes: Write[]): void {
    try {
      this.#commit(writes);
    } catch (error) {
      // A room that was made in the failed transaction gives its row number to the next one.
      this.#numbers.clear();
      throw error;
    }
  }

  #commit(writes: Write[]): void {
    transaction(this.#database, () => {
      // Heads are raised once for each conversation of the batch, from what they were before it.
      const heads = new Map<number, { from: number; to: number }>();
      const shares = new Map<UserId, { bytes: number; timeMs: number }>();
      for (const write of writes) {
        const before = shares.get(write.sender)?.bytes ?? 0;
        shares.set(write.sender, { bytes: before + sizeOf(write), timeMs: write.timeMs });
        if (write.type === "wraps") this.#storeWraps(write);
        else this.#storeItem(write, heads);
      }
      for (const [conv, { from, to }] of heads) {
        if (this.#sql.head.run(to, conv, from).changes !== 1) {
          throw new AppError("conflict", "Another router wrote to this conversation.");
        }
      }
      for (const [user, { bytes, timeMs }] of shares) {
        this.#sql.share.run(user, bytes, dayOf(timeMs));
      }
    });
  }

  openDirect(id: ConversationId, a: UserId, b: UserId): { created: boolean } {
    if (this.#number(id) !== undefined) return { created: false };
    transaction(this.#database, () => {
      const conv = Number(this.#sql.create.run(id, "direct").lastInsertRowid);
      this.#sql.join.run(conv, a, 0);
      this.#sql.join.run(conv, b, 0);
    });
    return { created: true };
  }

  /** Whether the file takes writes now. */
  probe(): "up" | "down" {
    try {
      writeNothing(this.#database);
      return "up";
    } catch {
      return "down";
    }
  }

  #storeItem(write: ItemWrite, heads: Map<number, { from: number; to: number }>): void {
    const conv = write.creates
      ? Number(this.#sql.create.run(write.conv, "room").lastInsertRowid)
      : this.#known(write.conv);
    const { seq, kind, id, sender, timeMs, body } = write;
    this.#sql.item.run(conv, seq, kind, id, sender, timeMs, body);
    const range = heads.get(conv);
    heads.set(conv, { from: range?.from ?? seq - 1, to: seq });
    if (write.room) this.#sql.room.run(write.room.name, write.room.policy, conv);
    for (const user of write.joined ?? []) this.#sql.join.run(conv, user, seq);
    for (const user of write.departed ?? []) this.#sql.depart.run(conv, user);
    if (write.epoch) {
      const { number, id: epoch, control } = write.epoch;
      this.#sql.epoch.run(number, epoch, control, conv);
      this.#sql.sweepWraps.run(write.conv, sender);
    }
  }

  #storeWraps({ conv, epoch, sender, wraps }: WrapsWrite): void {
    for (const { user, cert, wrap } of wraps) {
      this.#sql.wrap.run(epoch, sender, user, conv, cert, wrap);
    }
  }

  #known(id: ConversationId): number {
    const number = this.#number(id);
    if (number === undefined) throw new AppError("not-found", "There is no such conversation.");
    return number;
  }

  #number(id: ConversationId): number | undefined {
    const cached = this.#numbers.get(id);
    if (cached !== undefined) return cached;
    const row = this.#sql.number.get(id) as { no: number } | undefined;
    if (row === undefined) return undefined;
    if (this.#numbers.size >= MAX_CACHED_NUMBERS) this.#numbers.clear();
    this.#numbers.set(id, row.no);
    return row.no;
  }
}

/** Bytes that a write stores, near enough: texts of the protocol are ASCII. */
function sizeOf(write: Write): number {
  return write.type === "item"
    ? write.body.length
    : write.wraps.reduce((sum, { wrap }) => sum + wrap.length, 0);
}

const MAX_CACHED_NUMBERS = 100_000;
