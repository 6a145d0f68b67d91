/** The queries that read the SQLite archive. */

import type { DatabaseSync } from "node:sqlite";
import { AppError } from "../../../protocol/errors.ts";
import type { ConversationSummary, Receipt, RoomsFound } from "../../../protocol/frames/answers.ts";
import type {
  ConversationId,
  EpochId,
  Fingerprint,
  ItemId,
  UserId,
} from "../../../protocol/ids.ts";
import type { ControlBody, RoomPolicy } from "../../../protocol/items.ts";
import {
  MAX_ROOM_MEMBERS,
  MAX_ROOMS_PER_PART,
  MAX_SYNC_BYTES,
  MAX_SYNC_ITEMS,
} from "../../../protocol/limits.ts";
import type { ConversationsPart, ConversationState, StoredPage, StoredShare } from "../port.ts";

interface ConversationRow {
  no: number;
  id: ConversationId;
  kind: "direct" | "room";
  head: number;
  name: string;
  policy: RoomPolicy | "";
  epoch_number: number;
  epoch_id: EpochId | "";
  epoch_control: string;
  epoch_spent: number;
}

/** Conversations of one part of a list, and members of them all; one at least always fits. */
const MAX_PART_CONVERSATIONS = 250;
const MAX_PART_MEMBERS = 8 * MAX_ROOM_MEMBERS;
/** Where the list of open rooms begins. */
const BEFORE_ALL = { name: "", no: 0, policy: "open" };

interface ItemRow {
  seq: number;
  kind: string;
  id: string;
  time: number;
  body: string;
}

/** The reading half of the SQLite archive. */
export class Reader {
  readonly #sql;

  constructor(database: DatabaseSync) {
    const columns = "seq, kind, id, time, body";
    this.#sql = {
      conversation: database.prepare("SELECT * FROM conversation WHERE id = ?"),
      members: database.prepare("SELECT user FROM member WHERE conv = ? ORDER BY since, user"),
      member: database.prepare("SELECT since FROM member WHERE conv = ? AND user = ?"),
      ids: database.prepare(
        `SELECT c.id FROM member m JOIN conversation c ON c.no = m.conv WHERE m.user = ?
         ORDER BY m.conv`,
      ),
      mySizes: database.prepare(
        `SELECT m.conv, (SELECT count(*) FROM member o WHERE o.conv = m.conv) members
         FROM member m WHERE m.user = ? AND m.conv > ? ORDER BY m.conv LIMIT ?`,
      ),
      // One query for all of them: one for each is dear where somebody is in thousands.
      mine: database.prepare(
        `SELECT c.*, m.since,
           (SELECT group_concat(o.user, ' ') FROM member o WHERE o.conv = c.no) members
         FROM member m JOIN conversation c ON c.no = m.conv
         WHERE m.user = ? AND m.conv > ? AND m.conv <= ? ORDER BY m.conv`,
      ),
      share: database.prepare("SELECT bytes, day, day_bytes FROM share WHERE user = ?"),
      receipt: database.prepare("SELECT seq, time FROM item WHERE id = ?"),
      wrapCerts: database.prepare("SELECT user, cert FROM wrap WHERE epoch = ? AND sender = ?"),
      // A wrap counts only beside the manifest of the one who made it.
      wrap: database.prepare(
        `SELECT w.cert, w.wrap FROM item i JOIN wrap w
           ON w.epoch = i.id AND w.sender = i.sender AND w.user = ?
         WHERE i.id = ? AND i.kind = 'epoch' AND i.conv = ?`,
      ),
      after: database.prepare(
        `SELECT ${columns} FROM item WHERE conv = ? AND seq > ? ORDER BY seq LIMIT ?`,
      ),
      before: database.prepare(
        `SELECT ${columns} FROM item WHERE conv = ? AND seq >= ? AND seq < ?
         ORDER BY seq DESC LIMIT ?`,
      ),
      sender: database.prepare(
        `SELECT i.sender FROM item i JOIN conversation c ON c.no = i.conv
         WHERE i.id = ? AND c.id = ? AND i.kind = 'message'`,
      ),
      control: database.prepare(
        `SELECT ${columns} FROM item WHERE conv = ? AND kind = 'control' AND seq > ?
         ORDER BY seq LIMIT ?`,
      ),
      controlBodies: database.prepare(
        "SELECT body FROM item WHERE conv = ? AND kind = 'control' ORDER BY seq",
      ),
      epochBefore: database.prepare(
        `SELECT ${columns} FROM item WHERE conv = ? AND kind = 'epoch' AND seq < ?
         ORDER BY seq DESC LIMIT 1`,
      ),
      openRooms: database.prepare(
        `SELECT c.id, c.name, c.head, (SELECT count(*) FROM member m WHERE m.conv = c.no) members
         FROM conversation c
         WHERE c.kind = 'room' AND c.policy = 'open' AND (c.name, c.no) > (?, ?)
           AND NOT EXISTS (SELECT 1 FROM member m WHERE m.conv = c.no AND m.user = ?)
         ORDER BY c.name, c.no LIMIT ?`,
      ),
      openRoomCount: database.prepare(
        "SELECT count(*) count FROM conversation WHERE kind = 'room' AND policy = 'open'",
      ),
    };
  }

  load(id: ConversationId): ConversationState | undefined {
    const row = this.#find(id);
    if (row === undefined) return undefined;
    const control = row.kind === "direct"
      ? []
      : (this.#sql.controlBodies.all(row.no) as unknown as { body: string }[])
        .map(({ body }) => JSON.parse(body) as ControlBody);
    return {
      id,
      kind: row.kind,
      head: row.head,
      members: this.#members(row.no),
      epoch: row.epoch_id === ""
        ? undefined
        : { number: row.epoch_number, id: row.epoch_id, control: row.epoch_control },
      epochSpent: row.epoch_spent === 1,
      control,
    };
  }

  receipts(ids: ItemId[]): Map<ItemId, Receipt> {
    const found = new Map<ItemId, Receipt>();
    for (const id of ids) {
      const row = this.#sql.receipt.get(id) as { seq: number; time: number } | undefined;
      if (row === undefined) continue;
      const time = new Date(row.time).toISOString();
      found.set(id, { seq: row.seq, id, time, duplicate: true });
    }
    return found;
  }

  shares(users: readonly UserId[]): Map<UserId, StoredShare> {
    const found = new Map<UserId, StoredShare>();
    for (const user of users) {
      const row = this.#sql.share.get(user) as
        | { bytes: number; day: number; day_bytes: number }
        | undefined;
      if (row === undefined) continue;
      found.set(user, { bytes: row.bytes, day: row.day, dayBytes: row.day_bytes });
    }
    return found;
  }

  wrapsOf(epoch: EpochId, sender: UserId): Map<UserId, Fingerprint> {
    const rows = this.#sql.wrapCerts.all(epoch, sender) as unknown as {
      user: UserId;
      cert: Fingerprint;
    }[];
    return new Map(rows.map(({ user, cert }) => [user, cert]));
  }

  conversationIdsOf(user: UserId): ConversationId[] {
    return (this.#sql.ids.all(user) as unknown as { id: ConversationId }[]).map(({ id }) => id);
  }

  conversationsOf(user: UserId, after = 0): ConversationsPart {
    const sizes = this.#sql.mySizes.all(user, after, MAX_PART_CONVERSATIONS) as unknown as {
      conv: number;
      members: number;
    }[];
    let [last, members] = [after, 0];
    for (const size of sizes) {
      members += size.members;
      if (members > MAX_PART_MEMBERS) break;
      last = size.conv;
    }
    const rows = this.#sql.mine.all(user, after, last) as unknown as (ConversationRow & {
      since: number;
      members: string;
    })[];
    const conversations = rows.map((row) =>
      summaryOf(row, row.since, row.members.split(" ") as UserId[])
    );
    const isLast = sizes.length < MAX_PART_CONVERSATIONS && last === (sizes.at(-1)?.conv ?? after);
    return isLast ? { conversations } : { conversations, next: last };
  }

  summary(user: UserId, conv: ConversationId): ConversationSummary | undefined {
    const row = this.#find(conv);
    const since = row && this.#since(row.no, user);
    if (row === undefined || since === undefined) return undefined;
    return summaryOf(row, since, this.#members(row.no));
  }

  page(
    user: UserId,
    conv: ConversationId,
    range: { after?: number; before?: number; limit: number },
  ): StoredPage {
    const row = this.#find(conv);
    const since = row && this.#since(row.no, user);
    if (row === undefined || since === undefined) throw notMember();
    const limit = Math.min(range.limit, MAX_SYNC_ITEMS);
    const backwards = range.before !== undefined;
    const rows =
      (backwards
        ? this.#sql.before.all(row.no, since, range.before!, limit + 1)
        : this.#sql.after.all(
          row.no,
          Math.max(range.after ?? 0, since - 1),
          limit + 1,
        )) as unknown as ItemRow[];
    const { kept, more } = bounded(rows, limit);
    if (backwards) kept.reverse();
    const first = kept[0];
    const epoch = first && this.#sql.epochBefore.get(row.no, first.seq) as ItemRow | undefined;
    return {
      items: kept.map((item) => itemJson(conv, item)),
      epochs: epoch ? [itemJson(conv, epoch)] : [],
      head: row.head,
      more,
    };
  }

  controlLog(user: UserId, conv: ConversationId, after: number): StoredPage {
    const row = this.#find(conv);
    const allowed = row !== undefined && row.kind === "room" &&
      (row.policy === "open" || this.#since(row.no, user) !== undefined);
    if (!allowed) throw notMember();
    const rows = this.#sql.control.all(row.no, after, MAX_SYNC_ITEMS + 1) as unknown as ItemRow[];
    const { kept, more } = bounded(rows, MAX_SYNC_ITEMS);
    return { items: kept.map((item) => itemJson(conv, item)), epochs: [], head: row.head, more };
  }

  wraps(
    user: UserId,
    conv: ConversationId,
    epochs: EpochId[],
  ): { epoch: EpochId; cert: Fingerprint; wrap: string }[] {
    const row = this.#find(conv);
    if (row === undefined || this.#since(row.no, user) === undefined) throw notMember();
    return epochs.flatMap((epoch) => {
      const wrap = this.#sql.wrap.get(user, epoch, row.no) as
        | { cert: Fingerprint; wrap: string }
        | undefined;
      return wrap === undefined ? [] : [{ epoch, cert: wrap.cert, wrap: wrap.wrap }];
    });
  }

  senderOf(conv: ConversationId, message: ItemId): UserId | undefined {
    const row = this.#sql.sender.get(message, conv) as { sender: UserId } | undefined;
    return row?.sender;
  }

  openRooms(user: UserId, after?: ConversationId): RoomsFound {
    const last = after === undefined ? BEFORE_ALL : this.#find(after);
    // Where the name of a room stands that is not open any more is its members' alone to know.
    if (last?.policy !== "open") {
      throw new AppError("not-found", "There is no such conversation. Reload the page.");
    }
    const rows = this.#sql.openRooms.all(
      last.name,
      last.no,
      user,
      MAX_ROOMS_PER_PART + 1,
    ) as unknown as RoomsFound["rooms"];
    const rooms = rows.slice(0, MAX_ROOMS_PER_PART)
      .map(({ id, name, members, head }) => ({ id, name, members, head }));
    return rooms.length === rows.length ? { rooms } : { rooms, next: rooms.at(-1)!.id };
  }

  openRoomCount(): number {
    return (this.#sql.openRoomCount.get() as { count: number }).count;
  }

  #find(id: ConversationId): ConversationRow | undefined {
    return this.#sql.conversation.get(id) as ConversationRow | undefined;
  }

  #since(conv: number, user: UserId): number | undefined {
    return (this.#sql.member.get(conv, user) as { since: number } | undefined)?.since;
  }

  #members(conv: number): UserId[] {
    return (this.#sql.members.all(conv) as unknown as { user: UserId }[]).map(({ user }) => user);
  }
}

function summaryOf(row: ConversationRow, since: number, members: UserId[]): ConversationSummary {
  const { id, kind, name, policy, head } = row;
  return { id, kind, members, name, policy, head, since };
}

/** The rows that fit into an answer, and whether some were left. */
function bounded(rows: ItemRow[], limit: number): { kept: ItemRow[]; more: boolean } {
  let bytes = 0;
  let count = 0;
  for (const row of rows) {
    bytes += row.body.length;
    if (count === limit || (count > 0 && bytes > MAX_SYNC_BYTES)) break;
    count++;
  }
  return { kept: rows.slice(0, count), more: count < rows.length };
}

/** JSON text of a `protocol` `Item`. All but the body is free of characters that need escapes. */
function itemJson(conv: ConversationId, item: ItemRow): string {
  const time = new Date(item.time).toISOString();
  return `{"conv":"${conv}","seq":${item.seq},"kind":"${item.kind}","id":"${item.id}",` +
    `"time":"${time}","body":${item.body}}`;
}

function notMember(): AppError {
  return new AppError("forbidden", "You are not in this conversation.", { reason: "not-a-member" });
}
