import assert from "node:assert/strict";
import { remoteAuthority } from "./remote.ts";
import { type WorkerLike, WorkerLink } from "./worker_link.ts";
import type { FromWorker, ToWorker } from "./worker_messages.ts";

/** A worker that does what the test says; `answer` is what it replies to each message. */
class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onmessageerror: WorkerLike["onmessageerror"] = null;
  onerror: WorkerLike["onerror"] = null;
  terminated = false;
  readonly received: ToWorker[] = [];
  readonly #answer: (message: ToWorker) => FromWorker | undefined;

  constructor(answer: (message: ToWorker) => FromWorker | undefined = () => undefined) {
    this.#answer = answer;
  }
  postMessage(message: ToWorker): void {
    this.received.push(message);
    const answer = this.#answer(message);
    if (answer) queueMicrotask(() => this.say(answer));
  }
  say(data: FromWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromWorker>);
  }
  die(): void {
    const event = new ErrorEvent("error", { message: "out of memory", cancelable: true });
    this.onerror?.(event);
    assert.ok(event.defaultPrevented, "the program would die with its worker");
  }
  terminate(): void {
    this.terminated = true;
  }
}

const timeouts = { startTimeoutMs: 20, callTimeoutMs: 20, closeTimeoutMs: 20 };
const settings = {
  dataDir: "data",
  organisation: "Example",
  publicOrigin: "http://localhost:8000",
  certificateDays: 90,
  crlHours: 24,
};

const polite = (message: ToWorker): FromWorker | undefined => {
  if (message.type === "start") return { type: "started" };
  if (message.type === "stop") return { type: "stopped" };
  if (message.request.method !== "state") return undefined;
  return { type: "response", id: message.id, response: { ok: true, result: "up" } };
};

async function started(worker: FakeWorker) {
  const link = new WorkerLink(worker, timeouts);
  await link.start(settings);
  return remoteAuthority(link);
}

Deno.test("requests at once get each its own answer", async () => {
  const worker = new FakeWorker((message) =>
    message.type === "start" ? polite(message) : undefined
  );
  const authority = await started(worker);
  const crl = authority.crl();
  const state = authority.state();
  const ids = worker.received.flatMap((message) => message.type === "request" ? [message.id] : []);
  worker.say({ type: "response", id: ids[1]!, response: { ok: true, result: "up" } });
  worker.say({ type: "response", id: ids[0]!, response: { ok: true, result: "AQI" } });
  assert.equal(await state, "up");
  assert.deepEqual(await crl, new Uint8Array([1, 2]));
});

Deno.test("a silent worker is unavailable, and a late answer does no harm", async () => {
  const worker = new FakeWorker(polite);
  const authority = await started(worker);
  await assert.rejects(authority.crl(), { kind: "unavailable" });
  const request = worker.received.at(-1)!;
  assert.ok(request.type === "request");
  worker.say({ type: "response", id: request.id, response: { ok: true, result: "AQI" } });
  assert.equal(await authority.state(), "up");
});

Deno.test("a worker that dies takes its calls with it, and every later one", async () => {
  const worker = new FakeWorker(polite);
  const authority = await started(worker);
  const waiting = assert.rejects(authority.crl(), { kind: "unavailable", message: /is down/ });
  worker.die();
  await waiting;
  const sent = worker.received.length;
  await assert.rejects(authority.chain(), { kind: "unavailable" });
  assert.equal(await authority.state(), "down");
  assert.equal(worker.received.length, sent);
  assert.equal(worker.terminated, true);
  await authority.close();
});

Deno.test("a worker that dies, fails or is silent at the start is told from each other", async () => {
  const silent = new WorkerLink(new FakeWorker(), timeouts);
  await assert.rejects(silent.start(settings), { kind: "unavailable", message: /did not start/ });
  const problem = { kind: "internal", message: "The key is missing." } as const;
  const failing = new FakeWorker(() => ({ type: "failed", problem }));
  await assert.rejects(new WorkerLink(failing, timeouts).start(settings), problem);
  assert.equal(failing.terminated, true);
  const dying = new FakeWorker();
  const start = new WorkerLink(dying, timeouts).start(settings);
  dying.die();
  await assert.rejects(start, { kind: "unavailable", message: /is down/ });
});

Deno.test("closing waits for what is under way, and refuses what comes after", async () => {
  const worker = new FakeWorker((message) =>
    message.type === "start" ? polite(message) : undefined
  );
  const authority = await started(worker);
  const crl = authority.crl();
  const closed = authority.close();
  await assert.rejects(authority.chain(), { kind: "unavailable", message: /closed/ });
  worker.say({ type: "response", id: 1, response: { ok: true, result: "AQI" } });
  assert.deepEqual(await crl, new Uint8Array([1, 2]));
  assert.equal(worker.terminated, false);
  worker.say({ type: "stopped" });
  await closed;
  assert.equal(worker.terminated, true);
});

Deno.test("a worker that does not end by itself is ended", async () => {
  const worker = new FakeWorker((message) =>
    message.type === "start" ? polite(message) : undefined
  );
  const authority = await started(worker);
  await authority.close();
  assert.equal(worker.terminated, true);
});
