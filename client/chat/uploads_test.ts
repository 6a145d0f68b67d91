import assert from "node:assert/strict";
import type { FilePayload } from "../../e2ee/payload.ts";
import { utf8 } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { openStoredUploads, type StoredUploads } from "../files/stored_uploads.ts";
import type { FileTransport } from "../files/port.ts";
import { pageLocks } from "../store/locks.ts";
import { memoryDatabase } from "../../tests/support/memory_database.ts";
import { ADA } from "../../tests/support/shown_items.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { serverFiles } from "../../tests/support/server_files.ts";
import { CONV, Talk } from "../../tests/support/talk.ts";
import { FileMessages } from "./file_messages.ts";
import { SentFiles } from "./sent_files.ts";
import { Uploads } from "./uploads.ts";

const HOUR_MS = 60 * 60 * 1000;
const SECRET = "The recipe needs saffron and patience";
const CHUNK = 256 * 1024;

/** One profile, the pages in it one after the other or together, and the server's own files. */
async function profile({ maxPersonBytes = 1e12, room = Infinity } = {}) {
  const world = { nowMs: Date.UTC(2026, 10, 22), isOnline: true, room };
  const now = () => world.nowMs;
  const server = await serverFiles({ now, user: ADA, maxPersonBytes });
  const database = memoryDatabase();
  const locks = pageLocks();
  const written = new Set<string>();
  const posted: FilePayload[] = [];

  const page = async (transport: Partial<FileTransport> = {}) => {
    const talk = new Talk();
    const stored = await openStoredUploads({
      database,
      user: ADA,
      room: () => Promise.resolve(world.room),
    });
    const whole: FileTransport = { ...server.transport, ...transport };
    const sent = new SentFiles({ transport: whole, stored, now });
    const files = new FileMessages({
      transport: whole,
      sent,
      self: ADA,
      onChange() {},
      save() {},
    });
    talk.open.sender.post = (payload, key) => {
      posted.push(payload as FilePayload);
      written.add(key!);
      return Promise.resolve();
    };
    const again: (() => void)[] = [];
    const uploads = new Uploads({
      transport: whole,
      stored,
      locks,
      isWritten: (key) => Promise.resolve(written.has(key)),
      isOnline: () => world.isOnline,
      now,
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      after: (_ms, work) => {
        again.push(work);
        return () => {};
      },
      load: () => Promise.resolve(talk.open),
      onDone: (conv, sealed, file) => files.uploaded(conv, sealed, file),
      onChange() {},
    });
    const states = () => uploads.rows(CONV).map(({ file }) => file.transfer.state);
    return { uploads, files, sent, stored, talk, again, states };
  };
  return { world, server, database, written, posted, page, locks };
}
type Profile = Awaited<ReturnType<typeof profile>>;

function fileOf(size: number, name = "saffron.txt"): File {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7) & 0xff);
  bytes.set(utf8(SECRET).subarray(0, size));
  return new File([bytes], name, { type: "text/plain" });
}

/** Calls, with those of chunks, which may overtake each other, by their number. */
function inOrder([first = "", ...calls]: string[]): string[] {
  return [first, ...calls.slice(0, -1).sort(), ...calls.slice(-1)];
}

/** Everything that stands in the tables of files, as one text. */
async function everythingStored({ database }: Profile): Promise<string> {
  const records = await database.list("uploads", "");
  const chunks = await database.list("uploadChunks", "");
  const bytes = [...records.map(({ sealed }) => sealed), ...chunks];
  const plain = records.map((record) => ({ ...record, sealed: 0 }));
  return JSON.stringify(plain) +
    bytes.map((part) => String.fromCharCode(...part.slice(0, 2_000))).join("");
}

async function isEmpty({ database }: Profile): Promise<boolean> {
  const left = [...await database.list("uploads", ""), ...await database.list("uploadChunks", "")];
  return left.length === 0;
}

/** Chooses a file without a transport, and waits until it is kept. */
async function left(
  one: Profile,
  files: readonly File[],
  caption = "",
): Promise<{ stored: StoredUploads }> {
  const isOnline = one.world.isOnline;
  one.world.isOnline = false;
  const page = await one.page();
  page.uploads.send(CONV, files, { caption });
  await eventually(() => assert.deepEqual(page.states(), files.map(() => "waiting")));
  one.world.isOnline = isOnline;
  return page;
}

Deno.test("what was chosen in one page goes on its way in the next, in order and once", async () => {
  const one = await profile();
  const { server, posted, page } = one;
  await left(one, [fileOf(3 * CHUNK), fileOf(10, "b.txt")], "the **recipe**");
  const next = await page();
  await next.uploads.restore();
  assert.deepEqual(next.states(), ["waiting", "waiting"]);
  assert.deepEqual(next.uploads.rows(CONV).map(({ caption }) => caption), ["the **recipe**", ""]);
  await next.uploads.resume();
  await eventually(() => assert.equal(posted.length, 2));
  assert.deepEqual(posted.map(({ name, caption }) => [name, caption]), [
    ["saffron.txt", "the **recipe**"],
    ["b.txt", ""],
  ]);
  const never = new AbortController().signal;
  const got = await server.transport.download(CONV, posted[0]!, { signal: never });
  assert.deepEqual(await got.bytes(), await fileOf(3 * CHUNK).bytes());
  // A third page finds nothing that was not written.
  const third = await page();
  await third.uploads.resume();
  assert.deepEqual([third.states(), posted.length], [[], 2]);
  for (const payload of posted) {
    await third.files.handedIn(CONV, payload, "m1" as ItemId, third.talk.fold).catch(() => {});
  }
  assert.ok(await isEmpty(one));
  await server.close();
});

Deno.test("an upload that a page took half of goes on where the server stands", async () => {
  const one = await profile();
  const { server, posted, page } = one;
  const put = server.http.put;
  const taken: Promise<unknown>[] = [];
  server.http.put = async (...args) => {
    if (taken.length < 2) {
      const taking = put(...args);
      taken.push(taking);
      return await taking;
    }
    // What breaks ends the chunks that are under way with it.
    await Promise.all(taken);
    throw new AppError("unavailable", "Gone.", { reason: "offline" });
  };
  const first = await page();
  first.uploads.send(CONV, [fileOf(5 * CHUNK)], { caption: "" });
  await eventually(() => assert.deepEqual(first.states(), ["waiting"]));
  first.uploads.stop();
  server.http.put = put;
  // Chunks overtake each other: it may be any two that are there.
  const there = new Set(server.log.splice(0).filter((call) => call.startsWith("put ")));
  assert.equal(there.size, 2);
  const missing = new Set(Array.from({ length: 5 }, (_, at) => `put ${at}`)).difference(there);
  const next = await page();
  await next.uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  assert.deepEqual(inOrder(server.log), ["create", ...missing, "complete"]);
  await server.close();
});

Deno.test("what waits goes on by itself, and nothing overtakes it", async () => {
  const one = await profile();
  const { world, server, posted, page } = one;
  world.isOnline = false;
  const { uploads, again, states } = await page();
  uploads.send(CONV, [fileOf(10, "a.txt")], { caption: "" });
  uploads.send(CONV, [fileOf(10, "b.txt")], { caption: "" });
  await eventually(() => assert.deepEqual(states(), ["waiting", "waiting"]));
  world.isOnline = true;
  again.at(-1)!();
  await eventually(() => assert.equal(posted.length, 2));
  assert.deepEqual(posted.map(({ name }) => name), ["a.txt", "b.txt"]);
  await server.close();
});

Deno.test("nothing that is kept can be read, neither contents nor words", async () => {
  const one = await profile();
  await left(one, [fileOf(1_000)], "bring saffron");
  const stored = await everythingStored(one);
  assert.ok(stored.length > 2_000);
  for (const word of [SECRET.slice(0, 12), "saffron", "text/plain"]) {
    assert.ok(!stored.includes(word), word);
  }
  await one.server.close();
});

Deno.test("two tabs send a file once", async () => {
  const one = await profile();
  const { server, posted, page } = one;
  await left(one, [fileOf(2 * CHUNK)]);
  const tabs = [await page(), await page()];
  await Promise.all(tabs.map(({ uploads }) => uploads.resume()));
  await eventually(() => assert.deepEqual(tabs.flatMap(({ states }) => states()), []));
  assert.equal(posted.length, 1);
  assert.equal(server.log.filter((call) => call === "put 0").length, 1);
  await server.close();
});

Deno.test("what is cancelled or given up leaves nothing in the browser", async () => {
  const one = await profile();
  const { world, server, page } = one;
  world.isOnline = false;
  const { uploads, states } = await page();
  uploads.send(CONV, [fileOf(10), fileOf(20)], { caption: "" });
  await eventually(() => assert.deepEqual(states(), ["waiting", "waiting"]));
  const [first, second] = uploads.rows(CONV);
  uploads.cancel(first!.key);
  assert.equal(uploads.rows(CONV)[0]!.problem, "Stopped.");
  uploads.discard(second!.key);
  await eventually(async () => assert.ok(await isEmpty(one)));
  const next = await page();
  await next.uploads.restore();
  assert.deepEqual(next.states(), []);
  // In its own page it can still be sent.
  world.isOnline = true;
  uploads.retry(first!.key);
  await eventually(() => assert.equal(one.posted.length, 1));
  await server.close();
});

Deno.test("what an earlier page left is cancelled for good", async () => {
  const one = await profile();
  const { world, server, page } = one;
  await left(one, [fileOf(10)]);
  world.isOnline = false;
  const { uploads } = await page();
  await uploads.restore();
  uploads.cancel(uploads.rows(CONV)[0]!.key);
  assert.deepEqual(uploads.rows(CONV)[0]!.file.transfer, {
    state: "failed",
    problem: "Stopped. Choose the file again to send it.",
    final: true,
  });
  await eventually(async () => assert.ok(await isEmpty(one)));
  await server.close();
});

Deno.test("a file that another tab gave up is not sent by this one", async () => {
  const one = await profile();
  const { server, posted, page } = one;
  const { stored } = await left(one, [fileOf(10)]);
  const { uploads, states } = await page({
    uploadSealed: async (conv, file, options) => {
      await stored.drop(file.id);
      await server.transport.uploadSealed(conv, file, options).catch(() => {});
    },
  });
  await uploads.resume();
  await eventually(() => assert.deepEqual(states(), []));
  assert.deepEqual(posted, []);
  await server.close();
});

Deno.test("without room on the device a file goes up from its page, which says so", async () => {
  const one = await profile({ room: 1_000 });
  const { server, posted, page } = one;
  const begun = Promise.withResolvers<void>();
  const { uploads } = await page({
    upload: async (conv, file, options) => {
      await begun.promise;
      return await server.transport.upload(conv, file, options);
    },
  });
  uploads.send(CONV, [fileOf(10)], { caption: "" });
  await eventually(() =>
    assert.deepEqual(uploads.rows(CONV)[0]?.file.transfer, {
      state: "uploading",
      doneBytes: 0,
      pageOnly: true,
    })
  );
  begun.resolve();
  await eventually(() => assert.equal(posted.length, 1));
  assert.ok(await isEmpty(one));
  await server.close();
});

Deno.test("all that one person keeps is bounded", async () => {
  const one = await profile();
  const { stored } = await left(one, [fileOf(10)]);
  const [small] = await stored.all();
  for (let count = 0; count < 6; count++) {
    const payload = {
      ...small!.payload,
      id: String.fromCharCode(97 + count).repeat(21) + "A",
      size: 100 * 1024 * 1024,
    };
    const begun = stored.begin({ ...small!, payload });
    if (count < 5) await begun;
    else await assert.rejects(begun, { kind: "storage-full" });
  }
  await one.server.close();
});

Deno.test("a file whose page died before it was sealed asks to be chosen again", async () => {
  const one = await profile();
  const { server, page } = one;
  const sealing = Promise.withResolvers<never>();
  const { stored } = await left(one, [fileOf(10)]);
  const [whole] = await stored.all();
  await stored.drop(whole!.payload.id);
  await stored.begin({ ...whole!, whole: false });
  const { uploads } = await page({ seal: () => sealing.promise });
  await uploads.resume();
  await eventually(() =>
    assert.match(uploads.rows(CONV)[0]?.problem ?? "", /not kept whole.*Choose it again/)
  );
  assert.ok(await isEmpty(one));
  await server.close();
});

Deno.test("a chunk that is not as it was kept is not sent", async () => {
  const one = await profile();
  const { server, database, posted, page } = one;
  await left(one, [fileOf(10)]);
  const [record] = await database.list("uploads", "");
  const key = `${ADA}/${record!.id}/0000`;
  await database.write([{ table: "uploadChunks", key, value: new Uint8Array(4096 + 38) }]);
  const { uploads } = await page();
  await uploads.resume();
  await eventually(() => assert.match(uploads.rows(CONV)[0]?.problem ?? "", /not kept whole/));
  assert.deepEqual([server.log.filter((call) => call.startsWith("put")), posted], [[], []]);
  await server.close();
});

Deno.test("whose share is used up is told what to do, and may try again", async () => {
  const one = await profile({ maxPersonBytes: 1024 * 1024 });
  const { server, page } = one;
  const { uploads } = await page();
  uploads.send(CONV, [fileOf(5 * CHUNK)], { caption: "" });
  await eventually(() =>
    assert.deepEqual(uploads.rows(CONV)[0]?.file.transfer, {
      state: "failed",
      problem: "Your share of 1 MiB for files is used up. Delete messages with files you no " +
        "longer need.",
      final: false,
    })
  );
  await server.close();
});

Deno.test("a message that waited for days leaves with its file, which goes up anew", async () => {
  const one = await profile();
  const { world, server, posted, page } = one;
  await left(one, [fileOf(2 * CHUNK)]);
  const { uploads, files } = await page();
  await uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  world.nowMs += 30 * HOUR_MS;
  await server.files.sweep();
  await assert.rejects(server.http.status(posted[0]!.id), { kind: "not-found" });
  server.log.length = 0;
  await files.handingIn(CONV, posted[0]!);
  assert.deepEqual(inOrder(server.log), ["create", "put 0", "put 1", "complete"]);
  await files.handedIn(CONV, posted[0]!, "A".repeat(43) as ItemId, new Talk().fold);
  world.nowMs += 30 * HOUR_MS;
  await server.files.sweep();
  assert.equal((await server.http.status(posted[0]!.id)).state, "kept");
  assert.ok(await isEmpty(one));
  await server.close();
});

Deno.test("a message that leaves at once asks the server nothing, later it has the file renewed", async () => {
  const one = await profile();
  const { world, server, posted, page } = one;
  await left(one, [fileOf(10)]);
  const { uploads, files } = await page();
  await uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  server.log.length = 0;
  await files.handingIn(CONV, posted[0]!);
  assert.deepEqual(server.log, []);
  world.nowMs += 23 * HOUR_MS;
  await files.handingIn(CONV, posted[0]!);
  assert.deepEqual(server.log, ["create", "complete"]);
  world.nowMs += 2 * HOUR_MS;
  await server.files.sweep();
  assert.equal((await server.http.status(posted[0]!.id)).state, "stored");
  await server.close();
});

Deno.test("a file that goes between the message and its keeping goes up anew as well", async () => {
  const one = await profile();
  const { server, posted, page } = one;
  await left(one, [fileOf(10)]);
  const { uploads, files } = await page();
  await uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  await server.http.remove(posted[0]!.id);
  await files.handedIn(CONV, posted[0]!, "A".repeat(43) as ItemId, new Talk().fold);
  assert.equal((await server.http.status(posted[0]!.id)).state, "kept");
  await server.close();
});

Deno.test("a message whose file is nowhere any more is not sent", async () => {
  const one = await profile();
  const { world, server, posted, stored, page } = { ...one, ...await left(one, [fileOf(10)]) };
  const { uploads } = await page();
  await uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  await stored.drop(posted[0]!.id);
  const { files } = await page();
  await files.handingIn(CONV, posted[0]!);
  world.nowMs += 30 * HOUR_MS;
  await server.files.sweep();
  await assert.rejects(files.handingIn(CONV, posted[0]!), { reason: "file-gone" });
  await server.close();
});

Deno.test("a message that was given up takes along what was kept for it", async () => {
  const one = await profile();
  const { server, posted, written, page } = one;
  await left(one, [fileOf(10)]);
  const { uploads } = await page();
  await uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  assert.ok(!await isEmpty(one));
  await uploads.forget([...written][0]!);
  assert.ok(await isEmpty(one));
  await eventually(() => assert.equal(server.log.at(-1), "remove"));
  await server.close();
});

Deno.test("a page that ends while files are on their way ends at once, and leaves them kept", async () => {
  const one = await profile();
  const { server, page } = one;
  const { uploads, states } = await page({
    uploadSealed: (_conv, _file, { signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  });
  uploads.send(CONV, [fileOf(10), fileOf(20)], { caption: "" });
  await eventually(async () =>
    assert.equal((await one.database.list("uploads", "")).filter(({ whole }) => whole).length, 2)
  );
  uploads.stop();
  // Whatever it still does must leave room for this.
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(states().length, 2);
  assert.equal((await one.database.list("uploads", "")).length, 2);
  await server.close();
});

Deno.test("what waits is counted in whichever page it was chosen, but for what was stopped", async () => {
  const one = await profile();
  const { server, world, page } = one;
  await left(one, [fileOf(10), fileOf(20)]);
  world.isOnline = false;
  const { uploads, states } = await page();
  assert.equal(await uploads.waiting(), 2);
  uploads.send(CONV, [fileOf(30), fileOf(40)], { caption: "" });
  await eventually(() => assert.deepEqual(states(), ["waiting", "waiting"]));
  assert.equal(await uploads.waiting(), 4);
  uploads.cancel(uploads.rows(CONV)[0]!.key);
  await eventually(async () => assert.equal((await one.database.list("uploads", "")).length, 3));
  assert.equal(await uploads.waiting(), 3);
  await uploads.restore();
  assert.equal(await uploads.waiting(), 3);
  uploads.stop();
  await server.close();
});

Deno.test("a file that could not be kept waits as well, until its page ends", async () => {
  const one = await profile({ room: 0 });
  one.world.isOnline = false;
  const { uploads, states } = await one.page();
  uploads.send(CONV, [fileOf(10)], { caption: "" });
  await eventually(() => assert.deepEqual(states(), ["failed"]));
  assert.equal(await uploads.waiting(), 1);
  await one.server.close();
});

Deno.test("with the session go the files that wait, and not those of messages that do", async () => {
  const one = await profile();
  const { server, world, posted, page } = one;
  await left(one, [fileOf(10)]);
  const first = await page();
  await first.uploads.resume();
  await eventually(() => assert.equal(posted.length, 1));
  world.isOnline = false;
  await left(one, [fileOf(20)]);
  assert.equal((await one.database.list("uploads", "")).length, 2);
  assert.equal(await first.uploads.waiting(), 1);
  await first.uploads.end();
  const stored = await one.database.list("uploads", "");
  assert.deepEqual(stored.map(({ id }) => id), [posted[0]!.id]);
  assert.ok((await one.database.list("uploadChunks", "")).length > 0);
  await server.close();
});
