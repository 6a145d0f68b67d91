/**
 * Every promise of `server/archive/port.ts`. What the gateway may call is asked of `reader`, which
 * may be in another thread; what only the router may call, of `writer`. They share one store.
 */

import assert from "node:assert/strict";
import type { ArchiveForGateway } from "../../broker/bridge_port.ts";
import type { NameRecord } from "../../protocol/display_name.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import type { ConversationId, EpochId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import { type Item, parseItem, type RoomPolicy, type Wrap } from "../../protocol/items.ts";
import { MAX_KEPT_NAMES, MAX_SYNC_BYTES, MAX_SYNC_ITEMS } from "../../protocol/limits.ts";
import type {
  Archive,
  ItemWrite,
  NewIdentity,
  NewName,
  StoredPage,
  WrapsWrite,
} from "../../server/archive/port.ts";
import { TEST_TIME } from "../support/certificates.ts";
import { anyBlock, anyId, anyMessage, anyUser, randomText } from "../support/members.ts";

export interface ArchiveSubject {
  reader: ArchiveForGateway & Pick<Archive, "publishIdentity" | "withdrawIdentities">;
  writer: Archive;
}

/** A display name, `at` milliseconds after the test's time. */
function nameOf(user: UserId, at: number): NewName {
  const time = new Date(TEST_TIME.getTime() + at).toISOString();
  return { user, time, statement: `{"name":"${randomText(9)}"}`, sig: anyBlock() };
}

function recordOf({ statement, sig }: NewName): NameRecord {
  return { statement, sig };
}

type Fact = (subject: ArchiveSubject) => Promise<void>;

/** Registers the tests. They use ids of their own, so that they may share a store. */
export function archiveConformance(name: string, subject: () => ArchiveSubject): void {
  for (const [fact, check] of Object.entries(facts)) {
    Deno.test(`archive, ${name}: ${fact}`, () => check(subject()));
  }
}

export async function rejectsWith(work: Promise<unknown>, kind: ErrorKind): Promise<AppError> {
  const error = await work.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `expected ${kind}, not ${error}`);
  assert.equal(error.kind, kind, `${error.message} (${error.cause})`);
  return error;
}

/** A write of the message at `seq`. */
export function message(
  conv: ConversationId,
  seq: number,
  changes: Partial<ItemWrite> = {},
): ItemWrite {
  const sender = changes.sender ?? anyUser();
  return {
    type: "item",
    conv,
    kind: "message",
    seq,
    id: anyId<ItemId>(),
    sender,
    timeMs: TEST_TIME.getTime() + seq,
    body: JSON.stringify(anyMessage({ conv, sender })),
    ...changes,
  };
}

export function control(
  conv: ConversationId,
  seq: number,
  changes: Partial<ItemWrite> = {},
): ItemWrite {
  const body = JSON.stringify({ record: `{"n":${seq}}`, sig: anyBlock() });
  return message(conv, seq, { kind: "control", body, ...changes });
}

function epochWrite(
  conv: ConversationId,
  seq: number,
  number: number,
  changes: Partial<ItemWrite> = {},
): ItemWrite & { id: ItemId & EpochId } {
  const id = (changes.id ?? anyId()) as ItemId & EpochId;
  const body = JSON.stringify({ manifest: "{}", sig: anyBlock() });
  const epoch = { number, id, control: conv };
  return { ...message(conv, seq, { kind: "epoch", body, epoch, ...changes }), id };
}

/** A room with these members, whose create record is its first item. */
export async function room(
  { writer }: ArchiveSubject,
  members: UserId[],
  { policy = "invite", name = "Kitchen" }: { policy?: RoomPolicy; name?: string } = {},
): Promise<ConversationId> {
  const conv = anyId<ConversationId>();
  const [sender] = members;
  await writer.commit([control(conv, 1, {
    creates: true,
    room: { name, policy },
    joined: members,
    ...(sender === undefined ? {} : { sender }),
  })]);
  return conv;
}

function itemsOf(page: StoredPage): Item[] {
  return page.items.map((text) => parseItem(JSON.parse(text)));
}

function seqsOf(page: StoredPage): number[] {
  return page.items.map((text) => (JSON.parse(text) as Item).seq);
}

function identityOf(user: UserId, at = 0, changes: Partial<NewIdentity> = {}): NewIdentity {
  return {
    user,
    statement: `{"of":"${user}","at":${at}}`,
    sig: anyBlock(),
    sign: anyId<Fingerprint>(),
    encrypt: anyId<Fingerprint>(),
    encryptNotAfterMs: TEST_TIME.getTime() + 1000,
    signCertificate: randomText(40),
    encryptCertificate: randomText(40),
    publishedAt: new Date(TEST_TIME.getTime() + at).toISOString(),
    ...changes,
  };
}

function wrapFor(user: UserId, changes: Partial<Wrap> = {}): Wrap {
  return { user, cert: anyId<Fingerprint>(), wrap: anyBlock(), ...changes };
}

function wrapsWrite(
  conv: ConversationId,
  epoch: EpochId,
  sender: UserId,
  wraps: Wrap[],
): WrapsWrite {
  return { type: "wraps", conv, epoch, sender, wraps };
}

const facts: Record<string, Fact> = {
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
      assert.deepEqual(await reader.conversationsOf(user), [summary]);
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
    const [lost, kept] = [anyId<ConversationId>(), anyId<ConversationId>()];
    const create = (conv: ConversationId, user: UserId) =>
      control(conv, 1, { creates: true, joined: [user], room: { name: "r", policy: "invite" } });
    const taken = await room(subject, [a]);
    await rejectsWith(
      writer.commit([create(lost, a), message(lost, 2), message(taken, 1)]),
      "conflict",
    );
    await writer.commit([create(kept, b)]);
    await writer.commit([create(lost, a)]);
    const meant = message(lost, 2);
    await writer.commit([meant]);
    assert.deepEqual(seqsOf(await reader.page(b, kept, { limit: 10 })), [1]);
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
      assert.deepEqual(await reader.conversationsOf(user), []);
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
      (await reader.openRooms(user)).filter(({ id }) => [zoo, attic, secret].includes(id));
    assert.deepEqual(await seenBy(stranger), [
      { id: attic, name: "Attic", members: 1, head: 1 },
      { id: zoo, name: "Zoo", members: 2, head: 1 },
    ]);
    assert.deepEqual((await seenBy(b)).map(({ id }) => id), [attic]);
    await writer.commit([control(zoo, 2, { room: { name: "Zoo", policy: "invite" } })]);
    assert.deepEqual((await seenBy(stranger)).map(({ id }) => id), [attic]);
  },

  "an epoch counts from its manifest on, and a page names the one its messages need": async (
    { reader, writer },
  ) => {
    const [conv, a] = [anyId<ConversationId>(), anyUser()];
    await reader.openDirect(conv, a, anyUser());
    const one = epochWrite(conv, 1, 1);
    await writer.commit([one, message(conv, 2)]);
    assert.deepEqual((await writer.load(conv))?.epoch, { number: 1, id: one.id, control: conv });
    const two = epochWrite(conv, 3, 2);
    await writer.commit([two, message(conv, 4), message(conv, 5)]);
    assert.deepEqual((await writer.load(conv))?.epoch, { number: 2, id: two.id, control: conv });
    const namedBefore = async (after: number) => {
      const { epochs } = await reader.page(a, conv, { after, limit: 1 });
      return epochs.map((text) => parseItem(JSON.parse(text)).id);
    };
    assert.deepEqual(await namedBefore(0), []);
    assert.deepEqual(await namedBefore(1), [one.id]);
    assert.deepEqual(await namedBefore(2), [one.id]);
    assert.deepEqual(await namedBefore(3), [two.id]);
    assert.deepEqual(await namedBefore(4), [two.id]);
  },

  "everybody gets only their own wrap, and only beside the manifest of its maker": async (
    { reader, writer },
  ) => {
    const [conv, a, b] = [anyId<ConversationId>(), anyUser(), anyUser()];
    await reader.openDirect(conv, a, b);
    const manifest = epochWrite(conv, 1, 1, { sender: a });
    const epoch = manifest.id;
    const [forA, forB, forged] = [wrapFor(a), wrapFor(b), wrapFor(b)];
    await writer.commit([
      wrapsWrite(conv, epoch, a, [forA, forB]),
      wrapsWrite(conv, epoch, b, [forged]),
    ]);
    assert.deepEqual(await reader.wraps(b, conv, [epoch]), [], "no manifest yet");
    assert.deepEqual(
      await writer.wrapsOf(epoch, a),
      new Map([[a, forA.cert], [b, forB.cert]]),
    );
    await writer.commit([manifest]);
    for (const { user, cert, wrap } of [forA, forB]) {
      assert.deepEqual(await reader.wraps(user, conv, [anyId(), epoch]), [{ epoch, cert, wrap }]);
    }
    const elsewhere = anyId<ConversationId>();
    await reader.openDirect(elsewhere, b, anyUser());
    assert.deepEqual(await reader.wraps(b, elsewhere, [epoch]), [], "asked in another room");
  },

  "wraps are replaced until their manifest stands, and never after": async (
    { reader, writer },
  ) => {
    const [conv, other, a, b] = [
      anyId<ConversationId>(),
      anyId<ConversationId>(),
      anyUser(),
      anyUser(),
    ];
    await reader.openDirect(conv, a, b);
    await reader.openDirect(other, a, anyUser());
    const manifest = epochWrite(conv, 1, 1, { sender: a });
    const [early, good] = [wrapFor(b), wrapFor(b)];
    await writer.commit([wrapsWrite(conv, manifest.id, a, [early])]);
    await writer.commit([wrapsWrite(conv, manifest.id, a, [good])]);
    await writer.commit([manifest]);
    for (const place of [conv, other]) {
      await writer.commit([wrapsWrite(place, manifest.id, a, [wrapFor(b), wrapFor(a)])]);
    }
    const { cert, wrap } = good;
    assert.deepEqual(await reader.wraps(b, conv, [manifest.id]), [{
      epoch: manifest.id,
      cert,
      wrap,
    }]);
    assert.deepEqual(await reader.wraps(a, conv, [manifest.id]), []);
  },

  "a manifest sweeps its maker's wraps that came to nothing, and no others": async (
    { reader, writer },
  ) => {
    const [conv, other, a, b] = [
      anyId<ConversationId>(),
      anyId<ConversationId>(),
      anyUser(),
      anyUser(),
    ];
    for (const one of [conv, other]) await reader.openDirect(one, a, b);
    const [first, second] = [
      epochWrite(conv, 1, 1, { sender: a }),
      epochWrite(conv, 2, 2, { sender: a }),
    ];
    const [stale, elsewhere, others] = [anyId<EpochId>(), anyId<EpochId>(), anyId<EpochId>()];
    const wraps = [wrapFor(b)];
    await writer.commit([wrapsWrite(conv, first.id, a, wraps), first]);
    await writer.commit([
      wrapsWrite(conv, stale, a, wraps),
      wrapsWrite(conv, second.id, a, wraps),
      wrapsWrite(other, elsewhere, a, wraps),
      wrapsWrite(conv, others, b, wraps),
    ]);
    await writer.commit([second]);
    const left = await Promise.all([
      writer.wrapsOf(stale, a),
      writer.wrapsOf(first.id, a),
      writer.wrapsOf(second.id, a),
      writer.wrapsOf(elsewhere, a),
      writer.wrapsOf(others, b),
    ]);
    assert.deepEqual(left.map(({ size }) => size), [0, 1, 1, 1, 1]);
  },

  "a new identity withdraws the earlier one and is the one to seal for": async (
    { reader, writer },
  ) => {
    const user = anyUser();
    const old = identityOf(user, 1);
    await reader.publishIdentity(old);
    const { sign: _sign, encrypt: _encrypt, encryptNotAfterMs: _end, ...record } = old;
    const now = TEST_TIME.getTime();
    assert.deepEqual(await reader.identity(old.sign), record);
    assert.deepEqual(await reader.identitiesOf([user, anyUser()]), [record]);
    assert.deepEqual(
      await reader.encryptionCertificates([user], now),
      new Map([[user, old.encrypt]]),
    );
    const next = identityOf(user, 2);
    await reader.publishIdentity(next);
    const [first, second] = await reader.identitiesOf([user]);
    assert.equal(first?.revokedAt, next.publishedAt);
    assert.deepEqual([second?.statement, second?.revokedAt], [next.statement, undefined]);
    assert.equal((await writer.identity(old.sign))?.revokedAt, next.publishedAt);
    assert.deepEqual(
      await reader.encryptionCertificates([user, anyUser()], now),
      new Map([[user, next.encrypt]]),
    );
    assert.equal(await reader.identity(anyId()), undefined);
    assert.ok((await reader.enrolledUsers()).includes(user));
    assert.equal((await reader.enrolledUsers()).filter((one) => one === user).length, 1);
  },

  "nobody has to seal for a certificate that is over": async ({ reader }) => {
    const identity = identityOf(anyUser());
    await reader.publishIdentity(identity);
    const { user, encrypt, encryptNotAfterMs } = identity;
    const last = await reader.encryptionCertificates([user], encryptNotAfterMs);
    assert.deepEqual(last, new Map([[user, encrypt]]));
    assert.equal((await reader.encryptionCertificates([user], encryptNotAfterMs + 1)).size, 0);
  },

  "withdrawn identities are sealed for no more, and spend the epochs once": async (
    { reader, writer },
  ) => {
    const [user, conv] = [anyUser(), anyId<ConversationId>()];
    await reader.openDirect(conv, user, anyUser());
    await reader.publishIdentity(identityOf(user));
    await writer.commit([epochWrite(conv, 1, 1)]);
    const now = TEST_TIME.getTime();
    assert.deepEqual(await reader.withdrawIdentities(user, now), { conversations: [conv] });
    assert.equal((await writer.load(conv))?.epochSpent, true);
    assert.equal((await reader.encryptionCertificates([user], now)).size, 0);
    assert.equal((await reader.identitiesOf([user]))[0]?.revokedAt, TEST_TIME.toISOString());
    assert.ok(!(await reader.enrolledUsers()).includes(user));
    assert.deepEqual(await reader.withdrawIdentities(user, now + 1), { conversations: [] });
  },

  "a new identity spends the epochs of its person's conversations, and of no others": async (
    subject,
  ) => {
    const { reader, writer } = subject;
    const [user, peer] = [anyUser(), anyUser()];
    const [conv, unsealed] = [anyId<ConversationId>(), anyId<ConversationId>()];
    const foreign = await room(subject, [peer]);
    for (const one of [conv, unsealed]) await reader.openDirect(one, user, peer);
    await writer.commit([epochWrite(conv, 1, 1), epochWrite(foreign, 2, 1)]);
    const spent = async () =>
      await Promise.all(
        [conv, unsealed, foreign].map(async (one) => (await writer.load(one))?.epochSpent),
      );
    assert.deepEqual(await spent(), [false, false, false]);
    const { conversations } = await reader.publishIdentity(identityOf(user, 1));
    assert.deepEqual(conversations.sort(), [conv, unsealed].sort());
    assert.deepEqual(await spent(), [true, false, false]);
    await writer.commit([epochWrite(conv, 2, 2)]);
    assert.deepEqual(await spent(), [false, false, false]);
  },

  "the same identity again changes nothing": async ({ reader, writer }) => {
    const [user, conv] = [anyUser(), anyId<ConversationId>()];
    await reader.openDirect(conv, user, anyUser());
    const identity = identityOf(user, 1);
    await reader.publishIdentity(identity);
    await writer.commit([epochWrite(conv, 1, 1)]);
    const again = { ...identity, publishedAt: new Date(TEST_TIME.getTime() + 9).toISOString() };
    assert.deepEqual(await reader.publishIdentity(again), { conversations: [] });
    assert.equal((await writer.load(conv))?.epochSpent, false);
    const [only, ...others] = await reader.identitiesOf([user]);
    assert.deepEqual([only?.publishedAt, only?.revokedAt, others], [
      identity.publishedAt,
      undefined,
      [],
    ]);
  },

  "the newest display name counts, and those before it are the person's history": async ({
    reader,
    writer,
  }) => {
    const [user, other] = [anyUser(), anyUser()];
    const [first, second] = [nameOf(user, 1), nameOf(user, 2)];
    for (const name of [first, second, nameOf(other, 3)]) await writer.addName(name);
    assert.deepEqual(await reader.namesOf(user), [recordOf(second), recordOf(first)]);
    assert.deepEqual((await reader.newestNames()).get(user), recordOf(second));
    assert.deepEqual(await reader.namesOf(anyUser()), []);
  },

  "a display name that is not newer than the last is refused, and changes nothing": async ({
    reader,
    writer,
  }) => {
    const user = anyUser();
    const newest = nameOf(user, 5);
    await writer.addName(newest);
    for (const name of [newest, nameOf(user, 5), nameOf(user, 4)]) {
      const { reason } = await rejectsWith(writer.addName(name), "conflict");
      assert.equal(reason, "not-newer");
    }
    assert.deepEqual(await reader.namesOf(user), [recordOf(newest)]);
  },

  "clearing leaves the present display name, and the other people's alone": async ({
    reader,
    writer,
  }) => {
    const [user, other] = [anyUser(), anyUser()];
    for (let at = 1; at <= 3; at++) {
      await writer.addName(nameOf(user, at));
      await writer.addName(nameOf(other, at));
    }
    const [newest] = await reader.namesOf(user);
    await reader.clearNames(user);
    assert.deepEqual(await reader.namesOf(user), [newest]);
    assert.equal((await reader.namesOf(other)).length, 3);
    await reader.clearNames(anyUser());
    await rejectsWith(writer.addName(nameOf(user, 2)), "conflict");
  },

  "of a person's display names the newest are kept": async ({ reader, writer }) => {
    const user = anyUser();
    const names = Array.from({ length: MAX_KEPT_NAMES + 2 }, (_, at) => nameOf(user, at));
    for (const name of names) await writer.addName(name);
    const kept = names.slice(2).reverse().map(recordOf);
    assert.deepEqual(await reader.namesOf(user), kept);
  },

  "it says that it is up": async ({ reader }) => {
    assert.equal(await reader.state(), "up");
  },
};
