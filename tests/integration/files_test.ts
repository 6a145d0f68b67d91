/** Files over the running server, sealed and opened by the code that ships. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { UploadTicket } from "../../client/files/port.ts";
import { equalBytes, toBase64Url, utf8 } from "../../protocol/encoding.ts";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import { writeContentDigest } from "../../protocol/files.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { register } from "../support/account.ts";
import { Bot } from "../support/bot.ts";
import { payloadOf, testFileTransport, type TestTransport } from "../support/file_transport.ts";
import { type Fixture, killAndRestart, startFixture } from "../support/fixture.ts";
import { anyId } from "../support/members.ts";

const MB = 1024 * 1024;
const SECRET = "the recipe of the secret sauce";
const never = new AbortController().signal;

let fixture: Fixture;
let origin: string;
let ana: Bot;
let bo: Bot;
let cy: Bot;
let anasTransport: TestTransport;
let bosTransport: TestTransport;
let cysTransport: TestTransport;

Deno.test.beforeAll(async () => {
  fixture = await startFixture({ env: { TW_FILES_MAX_MB: "700" } });
  ({ origin } = fixture.server);
  const join = async (uid: string) => Bot.connect(origin, await register(origin, uid));
  [ana, bo, cy] = await Promise.all([join("ana"), join("bo"), join("cy")]);
  [anasTransport, bosTransport, cysTransport] = [ana, bo, cy].map((bot) =>
    testFileTransport(origin, bot.account)
  ) as [
    TestTransport,
    TestTransport,
    TestTransport,
  ];
});
Deno.test.afterAll(async () => {
  await Promise.all([ana, bo, cy].map((bot) => bot.wire.close()));
  await fixture.close();
});

/** A file of `size` bytes that says a secret in its beginning. */
function fileOf(size: number, name = "sauce.txt"): File {
  const block = crypto.getRandomValues(new Uint8Array(64 * 1024));
  block.set(utf8(SECRET).subarray(0, size));
  const parts = Array.from({ length: Math.ceil(size / block.length) }, () => block);
  return new File([new Blob(parts).slice(0, size)], name, { type: "text/plain" });
}

async function sameBytes(a: Blob, b: Blob): Promise<boolean> {
  const [one, other] = await Promise.all([a.bytes(), b.bytes()]);
  return equalBytes(one, other);
}

async function refusal(work: Promise<unknown>, kind: ErrorKind): Promise<AppError> {
  const error = await work.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `expected ${kind}, not ${error}`);
  assert.equal(error.kind, kind, error.message);
  return error;
}

/** A small file of ana's that bo may read. */
async function sentByAna(conv: ConversationId, size = 1000) {
  const file = fileOf(size);
  const sealed = await anasTransport.upload(conv, file, { signal: never });
  const { id } = await ana.send(conv, "a file");
  await anasTransport.keep(conv, sealed.id, id as ItemId);
  return { file, sealed };
}

for (const size of [0, 1, 5 * MB + 17, 100 * MB]) {
  Deno.test(`another member gets a file of ${size} bytes as it was sent`, async () => {
    const dm = await ana.openDirect(bo.id);
    let progress = 0;
    const file = fileOf(size);
    const sealed = await anasTransport.upload(dm, file, {
      signal: never,
      onProgress: (bytes) => progress = bytes,
    });
    assert.equal(progress, size);
    assert.deepEqual([sealed.name, sealed.media, sealed.size], ["sauce.txt", "text/plain", size]);
    const { id } = await ana.send(dm, "a file");
    await anasTransport.keep(dm, sealed.id, id as ItemId);
    const got = await bosTransport.download(dm, payloadOf(sealed), { signal: never });
    assert.ok(await sameBytes(got, file));
    assert.equal(got.type, "application/octet-stream");
    await anasTransport.remove(dm, sealed.id);
    await refusal(bosTransport.download(dm, payloadOf(sealed), { signal: never }), "not-found");
  });
}

Deno.test("the server's disk holds no plaintext and no key", async () => {
  const dm = await ana.openDirect(bo.id);
  const { sealed } = await sentByAna(dm, 3 * MB);
  const needles = [utf8(SECRET), utf8(sealed.name), utf8(sealed.key)];
  for await (const path of filesUnder(fixture.dataDir)) {
    const content = Buffer.from(await Deno.readFile(path));
    for (const needle of needles) assert.ok(!content.includes(needle), path);
  }
});

Deno.test("an outsider reads nothing of a file, and changes nothing", async () => {
  const dm = await ana.openDirect(bo.id);
  const { sealed } = await sentByAna(dm);
  await refusal(cysTransport.download(dm, payloadOf(sealed), { signal: never }), "forbidden");
  await refusal(cysTransport.remove(dm, sealed.id), "forbidden");
  await refusal(cysTransport.keep(dm, sealed.id, anyId()), "forbidden");
  await refusal(cysTransport.upload(dm, fileOf(10), { signal: never }), "forbidden");
  const response = await fetch(`${origin}/api/files/${sealed.id}/chunks/0`);
  assert.equal(response.status, 401);
  await response.body?.cancel();
});

Deno.test("another member may read a file and do nothing else with it", async () => {
  const dm = await ana.openDirect(bo.id);
  const { sealed } = await sentByAna(dm);
  const { id } = sealed;
  const chunk = new Uint8Array(4096 + 38);
  const digest = toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", chunk)));
  await refusal(bosTransport.http.put(id, 0, chunk, digest, never), "forbidden");
  await refusal(bosTransport.http.complete(id, never), "forbidden");
  await refusal(bosTransport.remove(dm, id), "forbidden");
  await bo.openDirect(ana.id);
  const { id: item } = await bo.send(dm, "mine");
  await refusal(bosTransport.keep(dm, id, item as ItemId), "forbidden");
  assert.ok(await bosTransport.http.get(id, 0, chunk.length, never));
});

Deno.test("a member who left a room is refused its files, old ones too", async () => {
  const room = await ana.createRoom("Kitchen", "open");
  await bo.join(room);
  await ana.sync(room);
  const { file, sealed } = await sentByAna(room);
  const payload = payloadOf(sealed);
  assert.ok(await sameBytes(await bosTransport.download(room, payload, { signal: never }), file));
  const body = await (await bo.open(room)).makeControl({ type: "leave" });
  await bo.wire.ask({ type: "submit", conv: room, kind: "control", body });
  await refusal(bosTransport.download(room, payload, { signal: never }), "forbidden");
});

Deno.test("a file is kept by a message of its uploader in its conversation only", async () => {
  const [dm, room] = [await ana.openDirect(bo.id), await ana.createRoom("Pantry", "open")];
  const sealed = await anasTransport.upload(dm, fileOf(10), { signal: never });
  await bo.openDirect(ana.id);
  const { id: bos } = await bo.send(dm, "not ana's");
  const { id: elsewhere } = await ana.send(room, "not here");
  for (const item of [bos, elsewhere, anyId<ItemId>()]) {
    await refusal(anasTransport.keep(dm, sealed.id, item as ItemId), "not-found");
  }
  const { id: right } = await ana.send(dm, "this one");
  await anasTransport.keep(dm, sealed.id, right as ItemId);
  await anasTransport.keep(dm, sealed.id, right as ItemId);
  const second = await anasTransport.upload(dm, fileOf(10), { signal: never });
  const taken = await refusal(anasTransport.keep(dm, second.id, right as ItemId), "conflict");
  assert.equal(taken.reason, "item-taken");
});

Deno.test("whoever left right after sending a file still keeps it for the others", async () => {
  const room = await ana.createRoom("Cellar", "open");
  await bo.join(room);
  await ana.sync(room);
  const file = fileOf(1000);
  const sealed = await anasTransport.upload(room, file, { signal: never });
  const { id } = await ana.send(room, "a file");
  const promote = await (await ana.open(room)).makeControl({
    type: "role",
    subject: bo.id,
    role: "admin",
  });
  await ana.wire.ask({ type: "submit", conv: room, kind: "control", body: promote });
  await ana.sync(room);
  const leave = await (await ana.open(room)).makeControl({ type: "leave" });
  await ana.wire.ask({ type: "submit", conv: room, kind: "control", body: leave });
  await refusal(
    anasTransport.http.create({
      id: anyId<ItemId>().slice(0, 21) + "A",
      conv: room,
      sealed: 5000,
      chunk: 256 * 1024,
    }, never),
    "forbidden",
  );
  await anasTransport.keep(room, sealed.id, id as ItemId);
  const got = await bosTransport.download(room, payloadOf(sealed), { signal: never });
  assert.ok(await sameBytes(got, file));
});

/** Uploads until `chunks` of them are there, and stops. */
async function begin(conv: ConversationId, file: File, chunks: number): Promise<UploadTicket> {
  const stop = new AbortController();
  let ticket: UploadTicket | undefined;
  const error = await refusal(
    anasTransport.upload(conv, file, {
      signal: stop.signal,
      onTicket: (next) => void (ticket = next),
      onProgress: (bytes) => bytes >= chunks * 256 * 1024 && stop.abort(),
    }),
    "conflict",
  );
  assert.equal(error.reason, "cancelled");
  return ticket!;
}

Deno.test("an upload that was cancelled goes on where it was", async () => {
  const dm = await ana.openDirect(bo.id);
  const file = fileOf(5 * MB);
  const ticket = await begin(dm, file, 6);
  await refusal(bosTransport.http.get(ticket.id, 0, 256 * 1024 + 38, never), "not-found");
  const seen: number[] = [];
  const sealed = await anasTransport.upload(dm, file, {
    ticket,
    signal: never,
    onTicket: ({ chunks }) => void seen.push(chunks.length),
  });
  assert.equal(sealed.id, ticket.id);
  assert.equal(seen[0], ticket.chunks.length + 1, "what left before is not sealed as new");
  assert.ok(
    await sameBytes(await bosTransport.download(dm, payloadOf(sealed), { signal: never }), file),
  );
});

Deno.test("a file that changed since is not sealed with the same key", async () => {
  const dm = await ana.openDirect(bo.id);
  const ticket = await begin(dm, fileOf(3 * MB), 3);
  for (const changed of [fileOf(3 * MB), fileOf(2 * MB)]) {
    const error = await refusal(
      anasTransport.upload(dm, changed, { ticket, signal: never }),
      "conflict",
    );
    assert.equal(error.reason, "file-changed");
  }
});

Deno.test("an upload survives the server's death, and so do the chunks that were taken", async () => {
  const dm = await ana.openDirect(bo.id);
  const file = fileOf(20 * MB);
  let ticket: UploadTicket | undefined;
  let restarted: Promise<void> | undefined;
  const sealed = await anasTransport.upload(dm, file, {
    signal: never,
    onTicket: (next) => void (ticket = next),
    onProgress: (bytes) => {
      if (bytes > 5 * MB) restarted ??= killAndRestart(fixture, { TW_FILES_MAX_MB: "700" });
    },
  });
  await restarted;
  assert.ok(restarted !== undefined);
  await reconnect();
  assert.equal(ticket?.chunks.length, 80);
  assert.ok(
    await sameBytes(await bosTransport.download(dm, payloadOf(sealed), { signal: never }), file),
  );
});

Deno.test("a damaged or foreign chunk is refused, and what is not a chunk's address too", async () => {
  const dm = await ana.openDirect(bo.id);
  const { id } = await begin(dm, fileOf(3 * MB), 1);
  const put = async (path: string, body: Uint8Array<ArrayBuffer>, digest: string) => {
    const response = await fetch(`${origin}/api/files/${path}`, {
      method: "PUT",
      headers: { origin, cookie: ana.account.cookie, "content-digest": digest },
      body,
    });
    const { error } = await response.json().catch(() => ({ error: undefined }));
    return [response.status, error?.field ?? error?.reason];
  };
  const digestOf = async (bytes: Uint8Array<ArrayBuffer>) =>
    writeContentDigest(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  const full = new Uint8Array(256 * 1024 + 38);
  const right = await digestOf(full);
  assert.deepEqual(await put(`${id}/chunks/11`, full, await digestOf(full.slice(1))), [
    400,
    "content-digest",
  ]);
  assert.deepEqual(await put(`${id}/chunks/0`, full, right), [409, "other-chunk"]);
  assert.deepEqual(await put(`${id}/chunks/11`, full.slice(1), right), [400, "body"]);
  assert.deepEqual((await put(`${id}/chunks/99`, full, right))[0], 404);
  for (const bad of ["-1", "01", "x", "1e1", "9999"]) {
    assert.equal((await put(`${id}/chunks/${bad}`, new Uint8Array(10), right))[0], 400, bad);
  }
  assert.equal((await put(`${"A".repeat(21)}/chunks/0`, new Uint8Array(9), right))[0], 400);
  assert.equal((await put(`${id}/chunks/11`, new Uint8Array(2 * MB), right))[0], 413);
  const foreign = await fetch(`${origin}/api/files/${id}`, {
    method: "DELETE",
    headers: { origin: "https://elsewhere.example", cookie: ana.account.cookie },
  });
  assert.equal(foreign.status, 403);
  await foreign.body?.cancel();
});

Deno.test("what a person has under way is bounded, and so is everything together", async () => {
  const dm = await cy.openDirect(bo.id);
  const sealed = 100 * MB + 400 * 38;
  const declare = () =>
    cysTransport.http.create(
      {
        id: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
        conv: dm,
        sealed,
        chunk: 256 * 1024,
      },
      never,
    );
  const first = await declare();
  for (let files = 1; files < 4; files++) await declare();
  const mine = await refusal(declare(), "rate-limited");
  assert.equal(mine.reason, "files-pending");
  await cysTransport.remove(dm, first.id);
  await declare();
  const room = await ana.openDirect(bo.id);
  const reserve = () =>
    anasTransport.http.create(
      {
        id: toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
        conv: room,
        sealed,
        chunk: 256 * 1024,
      },
      never,
    );
  let full: AppError | undefined;
  for (let files = 0; files < 5 && full === undefined; files++) {
    full = await reserve().then(() => undefined, (error) => error);
  }
  assert.deepEqual([full?.kind, full?.reason], ["storage-full", "files-total"]);
});

Deno.test("uploads that were never kept are swept at the next start after a day", async () => {
  const dm = await ana.openDirect(bo.id);
  await sweepPending();
  const pair = await ana.openDirect(bo.id);
  assert.equal(pair, dm);
  const stored = await sentByAna(dm);
  const dropped = await anasTransport.upload(dm, fileOf(10), { signal: never });
  await sweepPending();
  await refusal(anasTransport.http.get(dropped.id, 0, 4096 + 38, never), "not-found");
  const got = await bosTransport.download(dm, payloadOf(stored.sealed), { signal: never });
  assert.ok(await sameBytes(got, stored.file));
});

/** Makes every file older than a day, and starts the server again. */
async function sweepPending(): Promise<void> {
  await fixture.server.kill();
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(`${fixture.dataDir}/files.db`);
  database.exec("UPDATE file SET created = created - 90000000");
  database.close();
  await killAndRestart(fixture, { TW_FILES_MAX_MB: "700" });
  await reconnect();
}

/** The bots' sockets ended with the server. */
async function reconnect(): Promise<void> {
  [ana, bo, cy] = await Promise.all([ana, bo, cy].map(async (bot) => {
    await bot.wire.close();
    return await Bot.connect(origin, bot.account);
  })) as [Bot, Bot, Bot];
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesUnder(`${folder}/${name}`);
    else yield `${folder}/${name}`;
  }
}
