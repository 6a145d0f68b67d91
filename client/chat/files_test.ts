import assert from "node:assert/strict";
import type { FilePayload } from "../../e2ee/payload.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ItemId } from "../../protocol/ids.ts";
import { MAX_TEXT_BYTES } from "../../protocol/limits.ts";
import type { FileTransport, SealedFile, UploadOptions } from "../files/port.ts";
import { ADA, idAt, message, NOOR } from "../../tests/support/shown_items.ts";
import { CONV, Talk } from "../../tests/support/talk.ts";
import { pageLocks } from "../store/locks.ts";
import { FileMessages } from "./file_messages.ts";
import { SentFiles } from "./sent_files.ts";
import { Uploads } from "./uploads.ts";

const SEALED: SealedFile = {
  id: "A".repeat(22),
  name: "plan.png",
  media: "image/png",
  size: 3,
  chunk: 1024,
  key: "A".repeat(43),
  digest: "A".repeat(43),
  width: 2,
  height: 1,
};
const FILE: FilePayload = { type: "file", ...SEALED, target: "", caption: "the plan" };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const away = () => new AppError("unavailable", "The server cannot be reached.");

function start(transport: Partial<FileTransport>) {
  const talk = new Talk();
  const calls: string[] = [];
  const whole: FileTransport = {
    upload: () => Promise.reject(away()),
    keep: (_, id, item) => Promise.resolve(void calls.push(`keep ${id} ${item}`)),
    download: () => Promise.reject(away()),
    seal: () => Promise.reject(away()),
    uploadSealed: () => Promise.reject(away()),
    isThere: () => Promise.resolve(true),
    remove: (_, id) => Promise.resolve(void calls.push(`remove ${id}`)),
    ...transport,
  };
  const saved: string[] = [];
  const world = { isOnline: true };
  const files = new FileMessages({
    transport: whole,
    sent: new SentFiles({ transport: whole, now: () => 0 }),
    self: ADA,
    onChange() {},
    save: (name) => saved.push(name),
  });
  const uploads = new Uploads({
    transport: whole,
    locks: pageLocks(),
    isWritten: () => Promise.resolve(false),
    isOnline: () => world.isOnline,
    now: () => 0,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    load: () => Promise.resolve(talk.open),
    onDone: (conv, sealed, file) => files.uploaded(conv, sealed, file),
    onChange() {},
  });
  return { talk, files, uploads, calls, saved, world };
}

Deno.test("a file is a row while it goes, and a message once the server holds it", async () => {
  const uploading = Promise.withResolvers<SealedFile>();
  let options: UploadOptions | undefined;
  const { talk, uploads, files } = start({
    upload: (_conv, _file, given) => {
      options = given;
      return uploading.promise;
    },
  });
  const chosen = [new File(["abc"], "plan.png", { type: "image/png" }), new File(["d"], "b.txt")];
  uploads.send(CONV, chosen, { caption: "the plan\r\n", replyTo: idAt(1) });
  await settled();
  options!.onProgress!(2);
  const [row, next] = uploads.rows(CONV);
  assert.deepEqual([row?.caption, row?.replyTo, next?.caption], ["the plan", idAt(1), ""]);
  assert.deepEqual(row?.file.transfer, { state: "uploading", doneBytes: 2 });
  uploading.resolve(SEALED);
  await settled();
  assert.deepEqual(talk.posted[0], { ...FILE, target: idAt(1) });
  assert.equal(files.transferOf(SEALED).state, "ready");
  files.release();
  assert.equal(files.transferOf(SEALED).state, "remote");
});

Deno.test("a broken upload goes on where it ended, and a discarded one is removed", async () => {
  const tickets: unknown[] = [];
  const ticket = { id: SEALED.id, key: "k", chunks: ["c"] };
  const { uploads, calls } = start({
    upload: async (_conv, _file, { ticket: given, onTicket }) => {
      tickets.push(given);
      await onTicket?.(ticket);
      throw away();
    },
  });
  uploads.send(CONV, [new File(["abc"], "plan.png")], { caption: "" });
  await settled();
  const { key, problem } = uploads.rows(CONV)[0]!;
  assert.equal(problem, "The server cannot be reached.");
  uploads.retry(key);
  await settled();
  const [first, second] = tickets as { id: string; chunks: unknown[] }[];
  assert.deepEqual([first?.chunks, second], [[], ticket]);
  uploads.discard(key);
  assert.deepEqual(uploads.rows(CONV), []);
  assert.deepEqual(calls, [`remove ${first?.id}`]);
});

Deno.test("without a network a file is not tried, and goes when it is tried again", async () => {
  const uploaded: string[] = [];
  const { uploads, world, talk } = start({
    upload: (_conv, file) => {
      uploaded.push(file.name);
      return Promise.resolve(SEALED);
    },
  });
  world.isOnline = false;
  uploads.send(CONV, [new File(["abc"], "plan.png")], { caption: "" });
  await settled();
  const [row] = uploads.rows(CONV);
  assert.match(row!.problem!, /^Not sent: this device is not connected/);
  assert.deepEqual(uploaded, []);
  world.isOnline = true;
  uploads.retry(row!.key);
  await settled();
  assert.deepEqual(uploaded, ["plan.png"]);
  assert.equal(talk.posted.length, 1);
});

Deno.test("an upload can be stopped, and says so", async () => {
  const { uploads } = start({
    upload: (_conv, _file, { signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(away()))),
  });
  uploads.send(CONV, [new File(["abc"], "plan.png")], { caption: "" });
  await settled();
  uploads.cancel(uploads.rows(CONV)[0]!.key);
  await settled();
  assert.equal(uploads.rows(CONV)[0]?.problem, "Stopped.");
});

Deno.test("a file is fetched once, shown, saved under its name, and let go", async () => {
  let downloads = 0;
  const { talk, files, saved } = start({
    download: (_conv, _file, { onProgress }) => {
      downloads++;
      onProgress?.(1);
      return Promise.resolve(new Blob(["abc"]));
    },
  });
  talk.put(message(1, NOOR, FILE));
  await files.fetch(talk.open, "m1");
  await files.save(talk.open, "m1");
  assert.deepEqual([downloads, saved], [1, ["plan.png"]]);
  assert.equal(files.transferOf(FILE).state, "ready");
});

Deno.test("a download that failed says why and whether it may be tried again", async () => {
  const { talk, files } = start({
    download: () => Promise.reject(new AppError("invalid", "The file is damaged.")),
  });
  talk.put(message(1, NOOR, FILE));
  await assert.rejects(files.fetch(talk.open, "m1"), { message: "The file is damaged." });
  assert.deepEqual(files.transferOf(FILE), {
    state: "failed",
    problem: "The file is damaged.",
    final: true,
  });
});

Deno.test("a download that broke off ends, when retried, in what it was asked for", async () => {
  const transport = { isThere: false };
  const { talk, files, saved } = start({
    download: () => transport.isThere ? Promise.resolve(new Blob(["abc"])) : Promise.reject(away()),
  });
  const shown = { ...FILE, id: `${"A".repeat(21)}Q` };
  talk.put(message(1, NOOR, FILE), message(2, NOOR, shown));
  await assert.rejects(files.save(talk.open, "m1"), { kind: "unavailable" });
  await assert.rejects(files.fetch(talk.open, "m2"), { kind: "unavailable" });
  await assert.rejects(files.retry(talk.open, "m1"), { kind: "unavailable" });
  transport.isThere = true;
  await files.retry(talk.open, "m2");
  assert.deepEqual([files.transferOf(shown).state, saved], ["ready", []]);
  await files.retry(talk.open, "m1");
  assert.deepEqual(saved, ["plan.png"]);
});

Deno.test("a retried download goes on where it ended, unless what came was not the file", async () => {
  let failure: AppError | undefined = away();
  const had: number[] = [];
  const { talk, files } = start({
    download: (_conv, _file, { received }) => {
      had.push(received!.size);
      received!.set(received!.size, new Blob(["sealed"]));
      return failure === undefined ? Promise.resolve(new Blob(["abc"])) : Promise.reject(failure);
    },
  });
  talk.put(message(1, NOOR, FILE));
  await assert.rejects(files.fetch(talk.open, "m1"));
  await assert.rejects(files.retry(talk.open, "m1"));
  failure = new AppError("invalid", "Altered.", { reason: "altered" });
  await assert.rejects(files.retry(talk.open, "m1"));
  failure = undefined;
  await files.retry(talk.open, "m1");
  assert.deepEqual(had, [0, 1, 2, 0]);
});

Deno.test("a download whose conversation is let go of leaves nothing behind", async () => {
  const { talk, files } = start({
    download: (_conv, _file, { received, signal }) => {
      received!.set(0, new Blob(["sealed"]));
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(away())));
    },
  });
  talk.put(message(1, NOOR, FILE));
  const fetching = files.fetch(talk.open, "m1");
  assert.equal(files.transferOf(FILE).state, "downloading");
  files.release(CONV);
  await assert.rejects(fetching);
  assert.equal(files.transferOf(FILE).state, "remote");
});

Deno.test("what is held of downloads that broke off is bounded, and the newest is kept", async () => {
  const had: number[] = [];
  const { talk, files } = start({
    download: (_conv, _file, { received }) => {
      had.push(received!.size);
      received!.set(0, { size: 200 * 1024 * 1024 } as Blob);
      return Promise.reject(away());
    },
  });
  talk.put(message(1, NOOR, FILE), message(2, NOOR, { ...FILE, id: `${"A".repeat(21)}Q` }));
  for (const key of ["m1", "m2", "m2", "m1"]) await assert.rejects(files.fetch(talk.open, key));
  assert.deepEqual(had, [0, 0, 1, 0]);
});

Deno.test("a sent file is kept; that of a deleted message is removed, one's own only", async () => {
  const { talk, files, calls } = start({});
  talk.put(message(1, ADA, FILE), message(2, NOOR, { ...FILE, id: "B".repeat(22) }));
  await files.handedIn(CONV, FILE, "m1" as ItemId, talk.fold);
  for (const target of [idAt(2), idAt(1), idAt(9)]) {
    await files.handedIn(CONV, { type: "delete", target }, "m3" as ItemId, talk.fold);
  }
  assert.deepEqual(calls, [`keep ${SEALED.id} m1`, `remove ${SEALED.id}`]);
});

Deno.test("a message that names another one's file does not get its bytes as its own", async () => {
  const fetched: string[] = [];
  const { talk, files } = start({
    download: (_conv, { digest }) => {
      fetched.push(digest);
      return Promise.resolve(new Blob([digest]));
    },
  });
  const forged: FilePayload = { ...FILE, name: "contract.png", digest: "B".repeat(42) + "A" };
  talk.put(message(1, NOOR, FILE), message(2, NOOR, forged));
  await files.fetch(talk.open, "m1");
  assert.equal(files.transferOf(forged).state, "remote");
  assert.equal(await (await files.fetch(talk.open, "m2")).text(), forged.digest);
  assert.deepEqual(fetched, [FILE.digest, forged.digest]);
});

Deno.test("a caption that is too long is refused before anything goes, and no file is lost", async () => {
  const { talk, uploads } = start({ upload: () => Promise.resolve(SEALED) });
  const chosen = [new File(["abc"], "plan.png")];
  const caption = "x".repeat(MAX_TEXT_BYTES + 1);
  assert.throws(() => uploads.send(CONV, chosen, { caption }), { kind: "too-large" });
  assert.deepEqual(uploads.rows(CONV), []);
  talk.open.sender.post = () => {
    throw new AppError("invalid", "This cannot be said.");
  };
  uploads.send(CONV, chosen, { caption: "" });
  await settled();
  assert.equal(uploads.rows(CONV)[0]?.problem, "This cannot be said.");
});

Deno.test("a name that turns its writing round is shown and saved straight", async () => {
  const { talk, files, saved } = start({ download: () => Promise.resolve(new Blob(["abc"])) });
  talk.put(message(1, NOOR, { ...FILE, name: "plan\u202egpj.exe" }));
  assert.equal(talk.fold.messageAt(1)?.file?.name, "plangpj.exe");
  await files.save(talk.open, "m1");
  assert.deepEqual(saved, ["plangpj.exe"]);
});

Deno.test("a file whose message was taken back elsewhere goes from the server, and is tried again", async () => {
  const asked: string[] = [];
  const world = { left: ["one", "gone", "two"], fails: undefined as AppError | undefined };
  const transport: Partial<FileTransport> = {
    remove: (_, id) => {
      asked.push(id);
      if (world.fails !== undefined) return Promise.reject(world.fails);
      return id === "gone"
        ? Promise.reject(new AppError("forbidden", "Only who uploads a file can do this."))
        : Promise.resolve();
    },
  };
  const files = new FileMessages({
    transport: transport as FileTransport,
    history: {
      releases: () => Promise.resolve([...world.left]),
      released: (_, done) =>
        Promise.resolve(void (world.left = world.left.filter((one) => !done.includes(one)))),
    },
    self: ADA,
    onChange() {},
    save() {},
  });
  world.fails = away();
  await files.letGoOf([CONV]);
  assert.deepEqual([asked, world.left], [["one"], ["one", "gone", "two"]]);
  world.fails = undefined;
  await files.letGoOf([CONV]);
  assert.deepEqual([asked, world.left], [["one", "one", "gone", "two"], []]);
});

Deno.test("an image that is larger than its message says, or is none, is not shown", async () => {
  const head = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  const vast = Uint8Array.from(`${head}\0\0\x4e\x20\0\0\x4e\x20`, (one) => one.charCodeAt(0));
  const none = new TextEncoder().encode("<svg/>");
  for (const [bytes, why] of [[vast, "too-large"], [none, "unreadable"]] as const) {
    const { talk, files } = start({ download: () => Promise.resolve(new Blob([bytes])) });
    talk.put(message(1, NOOR, FILE));
    await files.fetch(talk.open, "m1");
    const { state, ...rest } = files.transferOf(FILE);
    assert.deepEqual([state, "notShown" in rest && rest.notShown], ["ready", why]);
  }
  const { talk } = start({});
  talk.put(message(1, NOOR, { ...FILE, width: 20_000, height: 20_000 }));
  assert.equal(talk.fold.messageAt(1)?.file?.image, undefined);
  talk.put(message(2, NOOR, { ...FILE, size: 0 }));
  assert.equal(talk.fold.messageAt(2)?.file?.image, undefined, "an empty one is none");
});
