import assert from "node:assert/strict";
import type { ConversationId, Fingerprint, ItemId, Uid, UserId } from "../../protocol/ids.ts";
import { LocalStore } from "./local_store.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import type { Keyring, OutboxEntry } from "./tables.ts";

const ANNA = "00000000-0000-4000-8000-000000000001" as UserId;
const BEN = "00000000-0000-4000-8000-000000000002" as UserId;
const CONV = "c".repeat(43) as ConversationId;
const OTHER = "d".repeat(43) as ConversationId;
const NONE = { n: -1, hash: "" };

function fingerprint(letter: string): Fingerprint {
  return letter.repeat(43) as Fingerprint;
}

function entry(seq: number, rest: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    key: `own:${seq}`,
    conv: CONV,
    id: `id${seq}` as ItemId,
    body: { hdr: "{}", com: "", ct: "", sig: "" },
    manifest: {} as OutboxEntry["manifest"],
    before: { seq: seq - 1, prev: "" },
    time: "2026-11-22T10:00:00.000Z",
    ...rest,
  };
}

function startPerson(user = ANNA) {
  const database = memoryDatabase();
  return {
    database,
    store: new LocalStore(database),
    person: new LocalStore(database).person(user),
  };
}

Deno.test("the first root is pinned and another one is refused", async () => {
  const { store } = startPerson();
  const [root, first, second] = [1, 2, 3].map((n) => new Uint8Array([n]));
  await store.pinAuthority(fingerprint("a"), root!, first!);
  await store.pinAuthority(fingerprint("a"), root!, second!);
  await store.pinAuthority(fingerprint("a"), root!, first!);
  await assert.rejects(store.pinAuthority(fingerprint("b"), second!, second!), {
    kind: "certificate",
    reason: "root-changed",
  });
  assert.deepEqual(await store.authority(), {
    fingerprint: fingerprint("a"),
    root,
    issuing: [first, second],
  });
});

Deno.test("the device keeps its name", async () => {
  const { person } = startPerson();
  const { id, isNew } = await person.device();
  assert.equal(id.length, 22);
  assert.equal(isNew, true);
  assert.deepEqual(await person.device(), { id, isNew: false });
});

Deno.test("a chain and its outbox entry are written together and read back in order", async () => {
  const { person } = startPerson();
  assert.deepEqual(await person.chain(CONV), { seq: 0, prev: "" });
  await person.storeSealed(CONV, [entry(10)], { seq: 10, prev: "x" });
  await person.storeSealed(CONV, [entry(9)], { seq: 11, prev: "y" });
  await person.storeSealed(OTHER, [entry(1, { conv: OTHER })], { seq: 1, prev: "z" });
  assert.deepEqual((await person.outbox(CONV)).map(({ id }) => id), ["id9", "id10"]);
  assert.deepEqual(await person.chain(CONV), { seq: 11, prev: "y" });
  assert.equal((await person.wholeOutbox()).length, 3);
});

Deno.test("a refused entry leaves its place to the next and stays in the outbox", async () => {
  const { person } = startPerson();
  await person.storeSealed(CONV, [entry(1)], { seq: 1, prev: "x" });
  const refused = entry(1, { problem: "No." });
  await person.storeSealed(CONV, [refused], { seq: 0, prev: "" }, [entry(1)]);
  await person.storeSealed(CONV, [entry(1, { key: "own:new" })], { seq: 1, prev: "y" });
  assert.deepEqual((await person.outbox(CONV)).map(({ key, problem }) => [key, problem]), [
    ["own:new", undefined],
    ["own:1", "No."],
  ]);
  await person.dropSealed([refused]);
  assert.deepEqual((await person.outbox(CONV)).map(({ key }) => key), ["own:new"]);
});

Deno.test("what was seen of a conversation never falls", async () => {
  const { person } = startPerson();
  await person.raiseHead(CONV, { seq: 5, id: "e" as ItemId, control: { n: 2, hash: "two" } });
  await person.raiseHead(CONV, { seq: 7, id: "g" as ItemId, control: NONE });
  await person.raiseHead(CONV, { seq: 3, id: "c" as ItemId, control: { n: 1, hash: "one" } });
  assert.deepEqual(await person.head(CONV), {
    seq: 7,
    id: "g",
    control: { n: 2, hash: "two" },
  });
});

Deno.test("read positions only rise", async () => {
  const { person } = startPerson();
  await person.markRead(CONV, 4);
  await person.markRead(CONV, 2);
  assert.equal(await person.readUpTo(CONV), 4);
  assert.equal(await person.readUpTo(OTHER), 0);
});

Deno.test("the first pin wins; an accepted identity becomes the newest", async () => {
  const { person } = startPerson();
  const at = (letter: string) => ({
    key: letter,
    fingerprint: fingerprint(letter),
    firstSeenAt: "2026-11-22T10:00:00.000Z",
    acceptedAt: "2026-11-22T10:00:00.000Z",
  });
  await person.pinFirst(BEN, [at("a")]);
  const second = await person.pinFirst(BEN, [at("b")]);
  assert.deepEqual(second.accepted.map((one) => one.fingerprint), [fingerprint("a")]);
  await person.acceptIdentity(BEN, at("b"));
  await person.acceptIdentity(BEN, at("b"));
  const [pin] = await person.pins();
  assert.deepEqual(pin?.accepted.map((one) => one.fingerprint), [
    fingerprint("a"),
    fingerprint("b"),
  ]);
});

Deno.test("forgetting a person removes all that is theirs and nothing of another", async () => {
  const { store, person } = startPerson();
  const other = store.person(BEN);
  const keyring = { user: ANNA } as Keyring;
  await store.saveKeyring(keyring, "anna" as Uid);
  for (const one of [person, other]) {
    await one.device();
    await one.storeSealed(CONV, [entry(1)], { seq: 1, prev: "x" });
    await one.markRead(CONV, 3);
    await one.setLastOpened(CONV);
  }
  await person.forget();
  assert.equal(await person.keyring(), undefined);
  assert.deepEqual(await person.chain(CONV), { seq: 0, prev: "" });
  assert.deepEqual(await person.wholeOutbox(), []);
  assert.equal(await person.lastOpened(), undefined);
  assert.equal((await other.chain(CONV)).seq, 1);
  assert.equal((await other.wholeOutbox()).length, 1);
});

Deno.test("saved keys are no longer pending", async () => {
  const { store } = startPerson();
  const uid = "anna" as Uid;
  for (const madeAt of ["1", "2", "3", "4", "5"]) {
    await store.addPendingKeys(uid, { madeAt } as never);
  }
  assert.deepEqual((await store.pendingKeys(uid)).map(({ madeAt }) => madeAt), [
    "5",
    "4",
    "3",
    "2",
  ]);
  await store.saveKeyring({ user: ANNA } as Keyring, uid);
  assert.deepEqual(await store.pendingKeys(uid), []);
  assert.equal((await store.keyring(ANNA))?.user, ANNA);
  await store.markRefused(ANNA, "revoked");
  assert.equal((await store.keyring(ANNA))?.refused, "revoked");
});

Deno.test("who was signed in last is known until the session ends or somebody else comes", async () => {
  const { store, person } = startPerson();
  assert.equal(await store.lastUser(), undefined);
  await person.markSignedIn(1);
  assert.equal(await store.lastUser(), ANNA);
  await store.person(BEN).markSignedIn(2);
  assert.equal(await store.lastUser(), BEN);
  await store.person(BEN).markSignedOut();
  assert.equal(await store.lastUser(), undefined);
  await store.person(BEN).markSignedIn(3);
  await store.markSignedOut();
  assert.equal(await store.lastUser(), undefined, "the server ended the session");
  await person.markSignedIn(4);
  await person.forget();
  assert.equal(await store.lastUser(), undefined);
});
