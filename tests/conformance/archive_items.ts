/** Facts about conversations, their items, and who reads them. */

import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary, RoomsFound } from "../../protocol/frames/answers.ts";
import type { ConversationId, EpochId, UserId } from "../../protocol/ids.ts";
import {
  MAX_LIST_PART_BYTES,
  MAX_ROOM_MEMBERS,
  MAX_ROOMS_PER_PART,
  MAX_SYNC_BYTES,
  MAX_SYNC_ITEMS,
} from "../../protocol/limits.ts";
import type { Archive, ItemWrite } from "../../server/archive/port.ts";
import { anyId, anyUser } from "../support/members.ts";
import {
  type ArchiveSubject,
  control,
  type Fact,
  itemsOf,
  message,
  room,
  seqsOf,
  wrapFor,
  wrapsWrite,
} from "./archive_writes.ts";
import { rejectsWith } from "./rejects_with.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const itemFacts: Record<string, Fact> = {
  "what was stored counts as its sender's, in all and on its day": async ({ writer, reader }) => {
    const [conv, a, b] = [anyId<ConversationId>(), anyUser(), anyUser()];
    await reader.openDirect(conv, a, b);
    assert.deepEqual(await writer.shares([a, b]), new Map());
    const timeMs = 20_000 * DAY_MS;
    const by = (sender: UserId, seq: number, bytes: number, at = timeMs) =>
      message(conv, seq, { sender, timeMs: at, body: JSON.stringify("x".repeat(bytes - 2)) });
    await writer.commit([by(a, 1, 100), by(b, 2, 30), by(a, 3, 50)]);
    await writer.commit([by(a, 4, 7)]);
    assert.deepEqual((await writer.shares([a, b])).get(a), {
      bytes: 157,
      day: 20_000,
      dayBytes: 157,
    });
    await writer.commit([by(a, 5, 10, timeMs + DAY_MS)]);
    assert.deepEqual(
      await writer.shares([a]),
      new Map([[a, {
        bytes: 167,
        day: 20_001,
        dayBytes: 10,
      }]]),
    );
    // Back to an earlier day: the clock was set.
    await writer.commit([by(a, 6, 10, timeMs)]);
    assert.equal((await writer.shares([a])).get(a)!.dayBytes, 10);
    await assert.rejects(writer.commit([by(b, 6, 1_000)]));
    assert.equal((await writer.shares([b])).get(b)!.bytes, 30);
    const wrap = wrapFor(b);
    await writer.commit([wrapsWrite(conv, anyId(), a, [wrap])]);
    assert.equal((await writer.shares([a])).get(a)!.bytes, 177 + wrap.wrap.length);
  },

  "a conversation that nobody made is not there": async ({ reader, writer }) => {
    const conv = anyId<ConversationId>();
    assert.equal(await writer.load(conv), undefined);
    assert.equal(await reader.summary(anyUser(), conv), undefined);
    await rejectsWith(reader.page(anyUser(), conv, { limit: 1 }), "forbidden");
    await rejectsWith(reader.controlLog(anyUser(), conv, 0), "forbidden");
    await rejectsWith(reader.wraps(anyUser(), conv, [anyId()]), "forbidden");
    await rejectsWith(writer.commit([message(conv, 1)]), "not-found");
  },

  "a direct conversation has its two members and is made once": async ({ reader, writer }) => {
    const [conv, a, b] = [anyId<ConversationId>(), anyUser(), anyUser()];
    assert.deepEqual(await reader.openDirect(conv, a, b), { created: true });
    assert.deepEqual(await reader.openDirect(conv, a, b), { created: false });
    const members = [a, b].sort();
    const empty = { kind: "direct", head: 0, members } as const;
    assert.deepEqual(await writer.load(conv), {
      ...empty,
      id: conv,
      epoch: undefined,
      epochSpent: false,
      control: [],
    });
    const summary = { ...empty, id: conv, name: "", policy: "", since: 0 };
    for (const user of [a, b]) {
      assert.deepEqual(await reader.summary(user, conv), summary);
      assert.deepEqual(await reader.conversationsOf(user), { conversations: [summary] });
      assert.deepEqual(await reader.conversationIdsOf(user), [conv]);
    }
    assert.equal(await reader.summary(anyUser(), conv), undefined);
    await writer.commit([message(conv, 1)]);
    assert.equal((await reader.summary(a, conv))?.head, 1, "opened by the other archive's row");
  },

  "a room begins with its create record, which says name, policy and members": async (subject) => {
    const { reader, writer } = subject;
    const [a, b] = [anyUser(), anyUser()].sort() as [UserId, UserId];
    const conv = await room(subject, [b, a], { name: 'Plans "A"\u2028', policy: "open" });
    const state = await writer.load(conv);
    assert.deepEqual([state?.kind, state?.head, state?.members], ["room", 1, [a, b]]);
    assert.equal(state?.control[0]?.record, '{"n":1}');
    assert.deepEqual(await reader.summary(a, conv), {
      id: conv,
      kind: "room",
      head: 1,
      members: [a, b],
      name: 'Plans "A"\u2028',
      policy: "open",
      since: 1,
    });
  },

  "an item comes out as it went in": async ({ reader, writer }) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    const write = message(conv, 1, { sender: a });
    await writer.commit([write]);
    const page = await reader.page(a, conv, { limit: 10 });
    const item = itemsOf(page)[0]!;
    assert.deepEqual(item, {
      conv,
      seq: 1,
      kind: "message",
      id: write.id,
      time: new Date(write.timeMs).toISOString(),
      body: JSON.parse(write.body),
    });
    assert.deepEqual([page.head, page.more, page.epochs], [1, false, []]);
  },

  "a batch over several conversations raises each head once, to its last item": async (
    { reader, writer },
  ) => {
    const a = anyUser();
    const [one, two] = [anyId<ConversationId>(), anyId<ConversationId>()];
    for (const conv of [one, two]) await reader.openDirect(conv, a, anyUser());
    await writer.commit([message(one, 1), message(two, 1), message(one, 2), message(one, 3)]);
    await writer.commit([message(two, 2)]);
    assert.deepEqual([(await writer.load(one))?.head, (await writer.load(two))?.head], [3, 2]);
    assert.deepEqual(seqsOf(await reader.page(a, one, { limit: 10 })), [1, 2, 3]);
  },

  "a taken place or id is a conflict, and nothing of its batch is kept": async (
    { reader, writer },
  ) => {
    const [conv, other, a] = [anyId<ConversationId>(), anyId<ConversationId>(), anyUser()];
    for (const one of [conv, other]) await reader.openDirect(one, a, anyUser());
    const first = message(conv, 1);
    await writer.commit([first]);
    const epoch = anyId<EpochId>();
    const bad = {
      "its place": message(conv, 1),
      "its id": message(conv, 2, { id: first.id }),
      "its id, in another conversation": message(other, 2, { id: first.id }),
      "a place too far": message(conv, 3),
      "a room that exists": control(conv, 2, { creates: true }),
    };
    for (const [why, write] of Object.entries(bad)) {
      const newRoom = anyId<ConversationId>();
      const batch = [
        message(other, 1),
        wrapsWrite(other, epoch, a, [wrapFor(a)]),
        control(newRoom, 1, { creates: true, joined: [a], room: { name: "x", policy: "open" } }),
        message(newRoom, 2),
        write,
      ];
      const error = await writer.commit(batch).then(() => undefined, (error) => error);
      assert.ok(error instanceof AppError && error.kind === "conflict", `${why}: ${error}`);
      assert.equal((await writer.load(other))?.head, 0, why);
      assert.equal((await writer.load(conv))?.head, 1, why);
      assert.equal(await writer.load(newRoom), undefined, why);
      assert.deepEqual(await writer.wrapsOf(epoch, a), new Map(), why);
      assert.deepEqual(seqsOf(await reader.page(a, other, { limit: 10 })), [], why);
      assert.equal(
        (await writer.receipts(batch.flatMap((w) => "id" in w ? [w.id] : []))).size,
        why.startsWith("its id") ? 1 : 0,
        why,
      );
    }
  },

  "what comes after a failed batch goes into its own room": async (subject) => {
    const { reader, writer } = subject;
    const [a, b] = [anyUser(), anyUser()];
    const [lost, stored] = [anyId<ConversationId>(), anyId<ConversationId>()];
    const create = (conv: ConversationId, user: UserId) =>
      control(conv, 1, { creates: true, joined: [user], room: { name: "r", policy: "invite" } });
    const taken = await room(subject, [a]);
    await rejectsWith(
      writer.commit([create(lost, a), message(lost, 2), message(taken, 1)]),
      "conflict",
    );
    await writer.commit([create(stored, b)]);
    await writer.commit([create(lost, a)]);
    const meant = message(lost, 2);
    await writer.commit([meant]);
    assert.deepEqual(seqsOf(await reader.page(b, stored, { limit: 10 })), [1]);
    assert.deepEqual(itemsOf(await reader.page(a, lost, { limit: 10 }))[1]?.id, meant.id);
  },

  "batches that are handed in at once are kept or refused each for itself": async (
    { reader, writer },
  ) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    const outcomes = await Promise.allSettled([
      writer.commit([message(conv, 1)]),
      writer.commit([message(conv, 1)]),
      writer.commit([message(conv, 2)]),
    ]);
    assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
    assert.deepEqual(seqsOf(await reader.page(a, conv, { limit: 10 })), [1, 2]);
  },

  "a receipt says where an archived item stands, and that it is a duplicate": async (
    { reader, writer },
  ) => {
    const conv = anyId<ConversationId>();
    await reader.openDirect(conv, anyUser(), anyUser());
    const writes = [message(conv, 1), message(conv, 2)];
    await writer.commit(writes);
    const [{ id, timeMs }] = writes.slice(1) as [ItemWrite];
    assert.deepEqual(
      await writer.receipts([anyId(), id]),
      new Map([[id, { seq: 2, id, time: new Date(timeMs).toISOString(), duplicate: true }]]),
    );
  },

  "a page goes forwards from a number, and says whether there is more": async (
    { reader, writer },
  ) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    await writer.commit([1, 2, 3, 4, 5].map((seq) => message(conv, seq)));
    const page = async (range: Parameters<Archive["page"]>[2]) => {
      const found = await reader.page(a, conv, range);
      return [seqsOf(found), found.more, found.head];
    };
    assert.deepEqual(await page({ limit: 2 }), [[1, 2], true, 5]);
    assert.deepEqual(await page({ after: 2, limit: 2 }), [[3, 4], true, 5]);
    assert.deepEqual(await page({ after: 3, limit: 2 }), [[4, 5], false, 5]);
    assert.deepEqual(await page({ after: 5, limit: 2 }), [[], false, 5]);
    assert.deepEqual(await page({ after: 99, limit: 2 }), [[], false, 5]);
  },

  "a page goes backwards to a number, in the order of the log": async ({ reader, writer }) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    await writer.commit([1, 2, 3, 4, 5].map((seq) => message(conv, seq)));
    const page = async (before: number, limit: number) => {
      const found = await reader.page(a, conv, { before, limit });
      return [seqsOf(found), found.more];
    };
    assert.deepEqual(await page(Number.MAX_SAFE_INTEGER, 2), [[4, 5], true]);
    assert.deepEqual(await page(4, 2), [[2, 3], true]);
    assert.deepEqual(await page(3, 2), [[1, 2], false]);
    assert.deepEqual(await page(1, 2), [[], false]);
  },

  "a page holds a bounded number of items, and a bounded number of bytes": async (
    { reader, writer },
  ) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    const bodyOf = (length: number) => JSON.stringify({ ct: "x".repeat(length) });
    const count = MAX_SYNC_ITEMS + 1;
    await writer.commit(
      Array.from({ length: count }, (_, i) => message(conv, i + 1, { body: bodyOf(10) })),
    );
    const many = await reader.page(a, conv, { limit: 10_000 });
    assert.deepEqual([many.items.length, many.more], [MAX_SYNC_ITEMS, true]);
    const third = bodyOf(Math.floor(MAX_SYNC_BYTES * 0.4));
    await writer.commit(
      [1, 2, 3].map((more) => message(conv, count + more, { body: third })).concat(
        message(conv, count + 4, { body: bodyOf(MAX_SYNC_BYTES * 2) }),
      ),
    );
    const big = await reader.page(a, conv, { after: count, limit: 10 });
    assert.deepEqual([seqsOf(big), big.more], [[count + 1, count + 2], true]);
    const giant = await reader.page(a, conv, { after: count + 3, limit: 10 });
    assert.deepEqual([seqsOf(giant), giant.more], [[count + 4], false], "one is always sent");
    const back = await reader.page(a, conv, { before: count + 4, limit: 10 });
    assert.deepEqual([seqsOf(back), back.more], [[count + 2, count + 3], true]);
  },

  "who came later reads from there on, and who was away begins anew": async (subject) => {
    const { reader, writer } = subject;
    const [a, late] = [anyUser(), anyUser()];
    const conv = await room(subject, [a]);
    await writer.commit([message(conv, 2), control(conv, 3, { joined: [late] })]);
    await writer.commit([message(conv, 4)]);
    const readBy = async (user: UserId, range: Parameters<Archive["page"]>[2]) =>
      seqsOf(await reader.page(user, conv, range));
    assert.equal((await reader.summary(late, conv))?.since, 3);
    assert.deepEqual(await readBy(late, { limit: 10 }), [3, 4]);
    assert.deepEqual(await readBy(late, { after: 1, limit: 10 }), [3, 4]);
    const back = await reader.page(late, conv, { before: 99, limit: 10 });
    assert.deepEqual([seqsOf(back), back.more], [[3, 4], false]);
    assert.deepEqual(await readBy(late, { before: 3, limit: 10 }), []);
    assert.deepEqual(await readBy(a, { limit: 10 }), [1, 2, 3, 4]);
    await writer.commit([control(conv, 5, { departed: [late] }), message(conv, 6)]);
    await writer.commit([control(conv, 7, { joined: [late] })]);
    assert.deepEqual(await readBy(late, { limit: 10 }), [7]);
  },

  "who is not a member, or not any more, reads nothing": async (subject) => {
    const { reader, writer } = subject;
    const [a, gone, stranger] = [anyUser(), anyUser(), anyUser()];
    const conv = await room(subject, [a, gone]);
    await writer.commit([control(conv, 2, { departed: [gone] })]);
    for (const user of [gone, stranger]) {
      assert.equal(await reader.summary(user, conv), undefined);
      assert.deepEqual(await reader.conversationsOf(user), { conversations: [] });
      assert.deepEqual(await reader.conversationIdsOf(user), []);
      const refused = await rejectsWith(reader.page(user, conv, { limit: 1 }), "forbidden");
      assert.equal(refused.reason, "not-a-member");
      await rejectsWith(reader.wraps(user, conv, [anyId()]), "forbidden");
      await rejectsWith(reader.controlLog(user, conv, 0), "forbidden");
    }
    assert.deepEqual((await writer.load(conv))?.members, [a]);
  },

  "the control log holds the records only, in order and in portions": async (subject) => {
    const { reader, writer } = subject;
    const a = anyUser();
    const conv = await room(subject, [a]);
    const last = MAX_SYNC_ITEMS + 3;
    await writer.commit([message(conv, 2)]);
    await writer.commit(
      Array.from({ length: last - 2 }, (_, i) => control(conv, i + 3)),
    );
    const log = await reader.controlLog(a, conv, 0);
    assert.deepEqual(seqsOf(log).slice(0, 3), [1, 3, 4]);
    assert.deepEqual([log.items.length, log.more, log.head], [MAX_SYNC_ITEMS, true, last]);
    const rest = await reader.controlLog(a, conv, seqsOf(log).at(-1)!);
    assert.deepEqual([seqsOf(rest), rest.more], [[last - 1, last], false]);
    assert.equal((await writer.load(conv))?.control.length, last - 1);
  },

  "an open room's control log is for everybody, until it is by invitation": async (subject) => {
    const { reader, writer } = subject;
    const stranger = anyUser();
    const conv = await room(subject, [anyUser()], { policy: "open" });
    assert.deepEqual(seqsOf(await reader.controlLog(stranger, conv, 0)), [1]);
    await rejectsWith(reader.page(stranger, conv, { limit: 1 }), "forbidden");
    await writer.commit([control(conv, 2, { room: { name: "Kitchen", policy: "invite" } })]);
    await rejectsWith(reader.controlLog(stranger, conv, 0), "forbidden");
  },

  "a direct conversation has no control log, not even for its members": async ({ reader }) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    await rejectsWith(reader.controlLog(a, conv, 0), "forbidden");
  },

  "a message's sender is known, in its own conversation only": async (subject) => {
    const { reader, writer } = subject;
    const [a, b] = [anyUser(), anyUser()];
    const [conv, other] = [await room(subject, [a, b]), await room(subject, [a, b])];
    const sent = message(conv, 2, { sender: b });
    const record = control(conv, 3, { sender: b });
    await writer.commit([sent, record]);
    assert.equal(await reader.senderOf(conv, sent.id), b);
    assert.equal(await reader.senderOf(other, sent.id), undefined);
    assert.equal(await reader.senderOf(conv, record.id), undefined, "not a message");
    assert.equal(await reader.senderOf(conv, anyId()), undefined);
  },

  "open rooms are shown by name to whoever is not in them, with how many are": async (subject) => {
    const { reader, writer } = subject;
    const [a, b, stranger] = [anyUser(), anyUser(), anyUser()];
    const zoo = await room(subject, [a, b], { name: "Zoo", policy: "open" });
    const attic = await room(subject, [a], { name: "Attic", policy: "open" });
    const secret = await room(subject, [a], { name: "Secret", policy: "invite" });
    const seenBy = async (user: UserId) =>
      (await allOpenRooms(reader, user)).filter(({ id }) => [zoo, attic, secret].includes(id));
    assert.deepEqual(await seenBy(stranger), [
      { id: attic, name: "Attic", members: 1, head: 1 },
      { id: zoo, name: "Zoo", members: 2, head: 1 },
    ]);
    assert.deepEqual((await seenBy(b)).map(({ id }) => id), [attic]);
    await writer.commit([control(zoo, 2, { room: { name: "Zoo", policy: "invite" } })]);
    assert.deepEqual((await seenBy(stranger)).map(({ id }) => id), [attic]);
  },

  "what somebody is in comes in parts, all of it and nothing twice": async ({ reader, writer }) => {
    const user = anyUser();
    const creating = (members: UserId[]) =>
      control(anyId(), 1, {
        creates: true,
        room: { name: "Kitchen", policy: "invite" },
        joined: members,
        sender: user,
      });
    // More rooms than one part has, and then rooms that few of fill one.
    const small = Array.from({ length: 501 }, () => creating([user]));
    const crowd = Array.from({ length: MAX_ROOM_MEMBERS - 1 }, anyUser);
    const large = Array.from({ length: 9 }, () => creating([user, ...crowd]));
    await writer.commit([...small, ...large]);
    const sizes: number[] = [];
    const found: ConversationSummary[] = [];
    let after: number | undefined;
    for (;;) {
      const { conversations, next } = await reader.conversationsOf(user, after);
      sizes.push(conversations.length);
      found.push(...conversations);
      assert.ok(JSON.stringify(conversations).length < 2 * MAX_LIST_PART_BYTES);
      if (next === undefined) break;
      after = next;
    }
    assert.ok(sizes.length >= 3 && !sizes.includes(0), sizes.join());
    const made = [...small, ...large].map(({ conv }) => conv);
    assert.deepEqual(found.map(({ id }) => id), made);
    assert.deepEqual(await reader.conversationIdsOf(user), made);
    assert.deepEqual(found.at(-1)!.members.toSorted(), [user, ...crowd].sort());
    assert.deepEqual(found[0]!.members, [user]);
    // As many members as one part has at the most.
    const other = anyUser();
    const exact = Array.from({ length: 8 }, () => creating([other, ...crowd]));
    await writer.commit(exact);
    const whole = await reader.conversationsOf(other);
    assert.deepEqual(whole.conversations.map(({ id }) => id), exact.map(({ conv }) => conv));
    assert.equal(whole.next, undefined);
  },

  "open rooms come in parts by name, all of them and none twice, also where names are alike":
    async (subject) => {
      const { reader, writer } = subject;
      const rooms = Array.from({ length: MAX_ROOMS_PER_PART + 20 }, (_, i) =>
        control(anyId(), 1, {
          creates: true,
          room: { name: `Part ${i % 7}`, policy: "open" },
          joined: [anyUser()],
        }));
      await writer.commit(rooms);
      const found = await allOpenRooms(reader, anyUser());
      const own = found.filter(({ name }) => name.startsWith("Part "));
      assert.deepEqual(own.map(({ id }) => id).sort(), rooms.map(({ conv }) => conv).sort());
      const names = own.map(({ name }) => name);
      assert.deepEqual(names, names.toSorted());
    },

  "a room that is not open any more does not tell where its name stands": async (subject) => {
    const { reader, writer } = subject;
    const conv = await room(subject, [anyUser()], { name: "Attic", policy: "open" });
    await reader.openRooms(anyUser(), conv);
    await writer.commit([control(conv, 2, { room: { name: "Secret", policy: "invite" } })]);
    await rejectsWith(reader.openRooms(anyUser(), conv), "not-found");
    await rejectsWith(reader.openRooms(anyUser(), anyId()), "not-found");
  },
};

async function allOpenRooms(
  reader: ArchiveSubject["reader"],
  user: UserId,
): Promise<RoomsFound["rooms"]> {
  const found: RoomsFound["rooms"] = [];
  let after: ConversationId | undefined;
  for (;;) {
    const { rooms, next } = await reader.openRooms(user, after);
    assert.ok(rooms.length <= MAX_ROOMS_PER_PART);
    found.push(...rooms);
    if (next === undefined) return found;
    after = next;
  }
}
