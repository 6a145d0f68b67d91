import assert from "node:assert/strict";
import { systemRandom } from "../../e2ee/environment.ts";
import type { FilePayload } from "../../e2ee/payload.ts";
import { type Bytes, equalBytes, toBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { FileStatus } from "../../protocol/files.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { MAX_FILE_BYTES } from "../../protocol/limits.ts";
import { workerPair } from "../../tests/support/workers/worker_pair.ts";
import { serveCalls } from "../../workers/serve.ts";
import type { FileHttp } from "./file_http.ts";
import type { SealedFile, UploadTicket } from "./port.ts";
import { httpFileTransport } from "./transport.ts";
import { localSealing, type Sealing, SealingError } from "./sealing.ts";
import { type FilesContract, SEALING_CALLS } from "./contract.ts";
import type { WorkerLike } from "../../workers/connect.ts";
import { workerSealing } from "./worker_sealing.ts";

const conv = toBase64Url(systemRandom(32)) as ConversationId;
const never = new AbortController().signal;
const CHUNK = 256 * 1024;

/** A server in memory, whose calls a test may change, and a transport to it that never waits. */
function newWorld(sealing: Sealing = localSealing(() => Promise.resolve({ width: 3, height: 2 }))) {
  const chunks = new Map<number, Bytes>();
  const log: string[] = [];
  let status: FileStatus | undefined;
  const http: FileHttp = {
    create(file) {
      status ??= { ...file, state: "uploading", have: [] };
      return Promise.resolve({ ...status, have: [...chunks.keys()].sort((a, b) => a - b) });
    },
    status: () => Promise.resolve(status!),
    put(_id, index, chunk) {
      log.push(`put ${index}`);
      chunks.set(index, chunk);
      return Promise.resolve();
    },
    complete: () => Promise.resolve(void log.push("complete")),
    keep: (_id, item) => Promise.resolve(void log.push(`keep ${item}`)),
    get: (_id, index) => Promise.resolve(chunks.get(index)!.slice()),
    remove: () => Promise.resolve(void log.push("remove")),
  };
  const slept: number[] = [];
  const transport = httpFileTransport({
    http,
    sealing,
    randomBytes: systemRandom,
    random: () => 0,
    sleep: (ms) => Promise.resolve(void slept.push(ms)),
  });
  return { transport, http, chunks, log, slept };
}

function fileOf(size: number, type = "text/plain"): File {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7) & 0xff);
  return new File([bytes], "a.txt", { type });
}

function payload(file: SealedFile): FilePayload {
  return { type: "file", ...file, target: "", caption: "" };
}

Deno.test("progress rises to the whole, up and down", async () => {
  const { transport } = newWorld();
  const seen: number[][] = [[], []];
  const file = fileOf(3 * CHUNK + 5);
  const sealed = await transport.upload(conv, file, {
    signal: never,
    onProgress: (bytes) => seen[0]!.push(bytes),
  });
  const got = await transport.download(conv, payload(sealed), {
    signal: never,
    onProgress: (bytes) => seen[1]!.push(bytes),
  });
  assert.ok(equalBytes(await got.bytes(), await file.bytes()));
  for (const steps of seen) {
    assert.deepEqual([...steps].sort((a, b) => a - b), steps);
    assert.equal(steps.at(-1), file.size);
  }
});

Deno.test("a chunk leaves only once its ticket is kept", async () => {
  const { transport, log } = newWorld();
  await transport.upload(conv, fileOf(2 * CHUNK), {
    signal: never,
    onTicket: async ({ chunks }) => {
      await new Promise((resolve) => setTimeout(resolve));
      log.push(`ticket ${chunks.length}`);
    },
  });
  for (const index of [0, 1]) {
    assert.ok(log.includes(`ticket ${index + 1}`), log.join());
    assert.ok(log.indexOf(`ticket ${index + 1}`) < log.indexOf(`put ${index}`), log.join());
  }
  assert.equal(log.at(-1), "complete");
});

Deno.test("what the server has is not sent again, and what it lost is", async () => {
  const { transport, chunks, log } = newWorld();
  const file = fileOf(4 * CHUNK);
  let ticket: UploadTicket | undefined;
  const first = await transport.upload(conv, file, {
    signal: never,
    onTicket: (next) => void (ticket = next),
  });
  chunks.delete(2);
  log.length = 0;
  assert.deepEqual(await transport.upload(conv, file, { ticket: ticket!, signal: never }), first);
  assert.deepEqual(log, ["put 2", "complete"]);
});

Deno.test("a changed file sends nothing under the old key", async () => {
  const { transport, log } = newWorld();
  let ticket: UploadTicket | undefined;
  await transport.upload(conv, fileOf(100), {
    signal: never,
    onTicket: (next) => void (ticket = next),
  });
  log.length = 0;
  const changed = new File([new Uint8Array(100).fill(9)], "a.txt");
  await assert.rejects(transport.upload(conv, changed, { ticket: ticket!, signal: never }), {
    kind: "conflict",
    reason: "file-changed",
  });
  assert.deepEqual(log, []);
});

Deno.test("what may pass is tried again, ever later; what will not is not", async () => {
  const { transport, http, slept } = newWorld();
  const put = http.put;
  let failures = 3;
  http.put = (...args) =>
    failures-- > 0 ? Promise.reject(new AppError("unavailable", "away")) : put(...args);
  await transport.upload(conv, fileOf(10), { signal: never });
  assert.deepEqual(slept, [500, 500, 1000]);
  let asked = 0;
  http.put = () => {
    asked++;
    return Promise.reject(new AppError("forbidden", "no"));
  };
  await assert.rejects(transport.upload(conv, fileOf(10), { signal: never }), {
    kind: "forbidden",
  });
  assert.equal(asked, 1);
  http.create = () => Promise.reject(new AppError("unavailable", "away for good"));
  await assert.rejects(transport.upload(conv, fileOf(10), { signal: never }), {
    kind: "unavailable",
  });
});

Deno.test("a failed chunk ends the others and the upload", async () => {
  const { transport, http, log } = newWorld();
  let aborted = 0;
  http.put = (_id, index, _chunk, _digest, signal) =>
    index === 1
      ? Promise.reject(new AppError("storage-full", "full"))
      : new Promise((_, reject) =>
        signal.addEventListener("abort", () => {
          aborted++;
          reject(new AppError("conflict", "cancelled", { reason: "cancelled" }));
        })
      );
  await assert.rejects(transport.upload(conv, fileOf(9 * CHUNK), { signal: never }), {
    kind: "storage-full",
  });
  assert.ok(aborted >= 1);
  assert.ok(!log.includes("complete"));
});

Deno.test("a file is never handed over when one byte of it differs", async () => {
  const { transport, chunks } = newWorld();
  const sealed = await transport.upload(conv, fileOf(2 * CHUNK), { signal: never });
  chunks.get(1)![5000]! ^= 1;
  const work = transport.download(conv, payload(sealed), { signal: never });
  await assert.rejects(work, { name: "AppError", kind: "invalid", reason: "altered" });
  const digest = toBase64Url(new Uint8Array(32));
  chunks.get(1)![5000]! ^= 1;
  await assert.rejects(
    transport.download(conv, { ...payload(sealed), digest }, { signal: never }),
    {
      reason: "wrong-digest",
    },
  );
});

Deno.test("a download goes on with the chunks that came in an earlier try, and trusts them no more", async () => {
  const { transport, http } = newWorld();
  const file = fileOf(5 * CHUNK + 1);
  const sealed = await transport.upload(conv, file, { signal: never });
  const get = http.get;
  const asked: number[] = [];
  const failFrom = (broken: number) => {
    asked.length = 0;
    http.get = (id, index, bytes, signal) => {
      asked.push(index);
      if (index < broken) return get(id, index, bytes, signal);
      return Promise.reject(new AppError("not-found", "Gone."));
    };
  };
  const received = new Map<number, Blob>();
  const steps: number[] = [];
  const download = () =>
    transport.download(conv, payload(sealed), {
      received,
      signal: never,
      onProgress: (bytes) => steps.push(bytes),
    });
  failFrom(3);
  await assert.rejects(download(), { kind: "not-found" });
  assert.deepEqual([...received.keys()].sort(), [0, 1, 2]);
  failFrom(Infinity);
  steps.length = 0;
  assert.ok(equalBytes(await (await download()).bytes(), await file.bytes()));
  assert.deepEqual(asked.toSorted(), [3, 4, 5]);
  assert.equal(steps.at(-1), file.size);
  // What was received is opened and compared like what comes.
  const bytes = await received.get(1)!.bytes();
  bytes[5000]! ^= 1;
  received.set(1, new Blob([bytes]));
  await assert.rejects(download(), { reason: "altered" });
});

Deno.test("who cancels is told so, and nothing goes on", async () => {
  const { transport, log } = newWorld();
  const stop = new AbortController();
  const work = transport.upload(conv, fileOf(20 * CHUNK), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await assert.rejects(work, { name: "AppError", kind: "conflict", reason: "cancelled" });
  assert.ok(log.length < 10, log.join());
  await assert.rejects(transport.upload(conv, fileOf(1), { signal: stop.signal }), {
    reason: "cancelled",
  });
});

Deno.test("a file over the bound is refused before it is read", async () => {
  const { transport, log } = newWorld();
  const huge = { size: MAX_FILE_BYTES + 1, name: "huge", type: "" } as File;
  await assert.rejects(transport.upload(conv, huge, { signal: never }), { kind: "too-large" });
  assert.deepEqual(log, []);
});

Deno.test("an image carries its size; a photo is cleaned, unless it is sent as it is", async () => {
  const { transport } = newWorld();
  const image = await transport.upload(conv, fileOf(10, "image/png"), { signal: never });
  assert.deepEqual([image.media, image.width, image.height], ["image/png", 3, 2]);
  const svg = await transport.upload(conv, fileOf(10, "image/svg+xml"), { signal: never });
  assert.deepEqual([svg.width, svg.height], [0, 0]);
  const scan = [0xff, 0xda, 0, 2, 1, 0xff, 0xd9];
  const photo = new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xfe, 0, 3, 65, ...scan)], "p.jpg");
  assert.equal((await transport.upload(conv, photo, { signal: never })).size, photo.size - 5);
  assert.equal(
    (await transport.upload(conv, photo, { signal: never, asIs: true })).size,
    photo.size,
  );
  const broken = new File([Uint8Array.of(0xff, 0xd8, 0xff, 1)], "p.jpg");
  await assert.rejects(transport.upload(conv, broken, { signal: never }), {
    reason: "unreadable-photo",
  });
});

Deno.test("without workers files fail clearly; a worker that dies fails what it did", async () => {
  const none = newWorld(workerSealing(() => {
    throw new ReferenceError("Worker is not defined");
  }));
  await assert.rejects(none.transport.upload(conv, fileOf(10), { signal: never }), {
    name: "AppError",
    kind: "internal",
    reason: "broken",
  });
  let started = 0;
  const dying = newWorld(workerSealing(() => {
    started++;
    const worker: WorkerLike = {
      postMessage: () =>
        queueMicrotask(() => worker.onerror?.(new ErrorEvent("error", { cancelable: true }))),
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => {},
    };
    return worker;
  }));
  for (const times of [1, 2]) {
    await assert.rejects(dying.transport.upload(conv, fileOf(10), { signal: never }), {
      reason: "broken",
    });
    assert.equal(started, times);
  }
});

Deno.test("who cancels does not wait for the worker, which hears of it", async () => {
  for (const method of ["prepare", "seal"] as const) {
    const { worker, scope } = workerPair();
    const heard = Promise.withResolvers<AbortSignal | undefined>();
    serveCalls<FilesContract>(scope, {
      names: SEALING_CALLS,
      open: () => ({
        calls: {
          ...localSealing(),
          [method]: (...args: unknown[]) => {
            heard.resolve(args.at(-1) as AbortSignal);
            return new Promise<never>(() => {});
          },
        },
      }),
    });
    const { transport, log } = newWorld(workerSealing(() => worker));
    const abort = new AbortController();
    const outcome = assert.rejects(
      transport.upload(conv, fileOf(10), { signal: abort.signal }),
      { kind: "conflict", reason: "cancelled" },
    );
    const signal = await heard.promise;
    assert.equal(signal?.aborted, false);
    abort.abort();
    await outcome;
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(signal?.aborted, true, method);
    assert.deepEqual(log, []);
  }
});

Deno.test("what was cancelled is not worked on any more", async () => {
  const sealing = localSealing();
  const signal = AbortSignal.abort();
  await assert.rejects(sealing.prepare(fileOf(10), false, signal), { name: "AbortError" });
  const place = { id: "", conv, size: 10, chunk: CHUNK };
  const chunk = { key: "not even read", place, index: 0, plain: fileOf(10) };
  await assert.rejects(sealing.seal(chunk, signal), { name: "AbortError" });
});

Deno.test("what the worker refuses is told with its reason", async () => {
  const { worker, scope } = workerPair();
  serveCalls<FilesContract>(scope, {
    names: SEALING_CALLS,
    open: () => ({ calls: localSealing() }),
  });
  const sealing = workerSealing(() => worker);
  const photo = new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 1)]);
  await assert.rejects(sealing.prepare(photo, false), (error) => {
    assert.ok(error instanceof SealingError);
    assert.equal(error.reason, "unreadable-photo");
    return true;
  });
  await assert.rejects(sealing.finish(7), { reason: "broken", cause: "no such job" });
  await assert.rejects(sealing.begin(1, undefined as never), {
    reason: "broken",
    cause: /TypeError/,
  });
});

Deno.test("the real worker seals and opens", async () => {
  let worker: Worker | undefined;
  const { transport } = newWorld(workerSealing(() => {
    worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    return worker;
  }));
  const file = fileOf(CHUNK + 1);
  try {
    const sealed = await transport.upload(conv, file, { signal: never });
    const got = await transport.download(conv, payload(sealed), { signal: never });
    assert.ok(equalBytes(await got.bytes(), await file.bytes()));
  } finally {
    worker?.terminate();
  }
});
