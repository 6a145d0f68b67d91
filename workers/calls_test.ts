import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import { FakeTime } from "../tests/support/fake_time.ts";
import { workerPair } from "../tests/support/workers/worker_pair.ts";
import { moved, type WorkerContract } from "./calls.ts";
import { type ConnectOptions, type Unanswered, WorkerConnection } from "./connect.ts";
import { serveCalls, type Served } from "./serve.ts";

interface Kitchen extends WorkerContract {
  settings: { name: string };
  calls: {
    echo(value: unknown): Promise<unknown>;
    boil(what: string, signal?: AbortSignal): Promise<string>;
  };
  notices: { note(line: string): void };
  events: { ready(dish: string, plates: Uint8Array): void };
}
const NAMES = ["echo", "boil"] as const;

interface Given {
  calls?: Partial<Kitchen["calls"]>;
  served?: Partial<Served<Kitchen>>;
  open?: () => Promise<void>;
  options?: Partial<ConnectOptions<Kitchen>>;
  timeoutMs?: number;
  time?: FakeTime;
}

/** A kitchen that echoes and does what else is given, and what was seen of it. */
function kitchen({ calls = {}, served = {}, open, options, timeoutMs, time }: Given = {}) {
  const pair = workerPair();
  const seen = { notes: [] as string[], errors: [] as string[], deaths: [] as string[] };
  let emit: Parameters<Parameters<typeof serveCalls<Kitchen>>[1]["open"]>[1] | undefined;
  serveCalls<Kitchen>(pair.scope, {
    names: NAMES,
    async open({ name }, emitToOwner) {
      emit = emitToOwner;
      await open?.();
      return {
        calls: {
          echo: (value) => Promise.resolve(value),
          boil: (what) => Promise.resolve(`${what} by ${name}`),
          ...calls,
        },
        notices: { note: (line) => void seen.notes.push(line) },
        ...served,
      };
    },
    onError: (error, what) => void seen.errors.push(`${what}: ${error}`),
  });
  const connection = new WorkerConnection<Kitchen>(pair.worker, {
    settings: { name: "Ada" },
    refusal: ({ died, detail }: Unanswered) =>
      new AppError("unavailable", died ? "It is gone." : "It is slow.", { cause: detail }),
    onDeath: (why) => void seen.deaths.push(why),
    clock: () => time?.now ?? 0,
    ...options,
  });
  const limits = timeoutMs === undefined ? {} : { timeoutMs };
  const { echo, boil } = connection.methods(NAMES, limits);
  return { ...pair, connection, seen, echo, boil, emit: () => emit! };
}

const never = () => new Promise<never>(() => {});
/** Until everything that is on its way has arrived. */
const arrived = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("bytes, dates, maps and blobs are themselves on the other side", async () => {
  const seen: unknown[] = [];
  const { echo } = kitchen({
    calls: {
      echo(value) {
        seen.push(value);
        return Promise.resolve(value);
      },
    },
  });
  const values = [Uint8Array.of(0, 255), new Date(1), new Map([["a", { b: undefined }]])];
  for (const value of values) assert.deepEqual(await echo(value), value);
  assert.deepEqual(seen, values);
  const blob = await echo(new Blob(["tea"], { type: "text/plain" })) as Blob;
  assert.deepEqual([await blob.text(), blob.type], ["tea", "text/plain"]);
});

Deno.test("what is moved leaves its side, there and back; the rest is copied", async () => {
  let held: Uint8Array | undefined;
  const { echo } = kitchen({
    calls: {
      echo(value) {
        held = value as Uint8Array<ArrayBuffer>;
        return Promise.resolve(moved(held, held.buffer as ArrayBuffer));
      },
    },
  });
  const copied = Uint8Array.of(1, 2, 3);
  assert.deepEqual(await echo(copied), copied);
  assert.equal(copied.length, 3);
  assert.equal(held?.length, 0, "the worker kept what it moved");
  const given = Uint8Array.of(4, 5);
  assert.deepEqual(await echo(moved(given, given.buffer)), Uint8Array.of(4, 5));
  assert.equal(given.length, 0, "the caller kept what it moved");
});

Deno.test("each answer finds its call, in whatever order they come", async () => {
  const pots = new Map<string, PromiseWithResolvers<string>>();
  const { boil } = kitchen({
    calls: {
      boil(what) {
        pots.set(what, Promise.withResolvers());
        return pots.get(what)!.promise;
      },
    },
  });
  const [egg, rice] = [boil("egg"), boil("rice")];
  await arrived();
  pots.get("rice")!.resolve("rice, boiled");
  assert.equal(await rice, "rice, boiled");
  pots.get("egg")!.resolve("egg, boiled");
  assert.equal(await egg, "egg, boiled");
});

Deno.test("an error keeps its kind, words, field and reason, and the text of its causes", async () => {
  const cause = new Error("no answer", { cause: "ECONNREFUSED" });
  const thrown = [
    new AppError("conflict", "Taken.", { field: "uid", reason: "taken" }),
    new AppError("unavailable", "Down.", { cause }),
    new TypeError("not a pot"),
  ];
  const { boil, seen } = kitchen({ calls: { boil: () => Promise.reject(thrown.shift()) } });
  await assert.rejects(boil("egg"), (error) => {
    assert.ok(error instanceof AppError);
    const { kind, message, field, reason } = error;
    assert.deepEqual([kind, message, field, reason], ["conflict", "Taken.", "uid", "taken"]);
    assert.equal(error.cause, undefined);
    return true;
  });
  await assert.rejects(boil("egg"), {
    kind: "unavailable",
    cause: "Error: no answer (because: ECONNREFUSED)",
  });
  await assert.rejects(boil("egg"), { kind: "internal", cause: "TypeError: not a pot" });
  assert.deepEqual(seen.errors, [
    "boil: AppError: Taken.",
    "boil: AppError: Down.",
    "boil: TypeError: not a pot",
  ]);
});

Deno.test("only the names that are served can be called", async () => {
  const { connection } = kitchen({ served: { close: () => Promise.resolve() } });
  for (const name of ["toString", "constructor", "__proto__", "close", "open", "note", ""]) {
    const table = connection.methods([name as "echo"]);
    await assert.rejects((table as unknown as Record<string, () => Promise<unknown>>)[name]!(), {
      kind: "internal",
      cause: /is not served/,
    });
  }
});

Deno.test("a value that cannot cross fails its own call only, there and back", async () => {
  const { echo } = kitchen({
    calls: { echo: (value) => Promise.resolve(value === "a function" ? () => {} : value) },
  });
  await assert.rejects(echo(() => {}), { name: "DataCloneError" });
  await assert.rejects(echo("a function"), { kind: "internal", cause: /could not be cloned/ });
  assert.equal(await echo("tea"), "tea");
});

Deno.test("a call is late at its time, the worker hears of it, and the answer does no harm", async () => {
  using time = new FakeTime();
  const signals: AbortSignal[] = [];
  let finish = (_: string) => {};
  const { boil, echo, toWorker } = kitchen({
    time,
    timeoutMs: 20,
    calls: {
      boil(_what, signal) {
        if (signal !== undefined) signals.push(signal);
        return new Promise((resolve) => finish = resolve);
      },
    },
  });
  const outcome = assert.rejects(boil("egg", new AbortController().signal), {
    kind: "unavailable",
    message: "It is slow.",
    cause: "did not answer within 20 ms",
  });
  await time.pass(19);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [false]);
  await time.pass(1);
  await outcome;
  await time.settle();
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true]);
  finish("egg, boiled");
  assert.equal(await echo("tea"), "tea");
  const sent = toWorker.length;
  await time.pass(100);
  assert.equal(toWorker.length, sent, "an answered call is not late afterwards");
});

Deno.test("each call has its own time, however others come and go", async () => {
  using time = new FakeTime();
  const { connection, worker, boil, echo } = kitchen({
    time,
    timeoutMs: 20,
    calls: { boil: never },
    served: { close: never },
  });
  const outcomes: string[] = [];
  const noted = (name: string, call: Promise<unknown>) =>
    void call.then(
      () => outcomes.push(`${name} answered`),
      ({ cause }) => outcomes.push(`${name} ${cause}`),
    );
  noted("first", boil("egg"));
  await time.pass(15);
  noted("second", boil("rice"));
  noted("third", echo("tea"));
  await time.pass(4);
  assert.deepEqual(outcomes, ["third answered"]);
  await time.pass(1);
  assert.deepEqual(outcomes, ["third answered", "first did not answer within 20 ms"]);
  noted("fourth", boil("beans"));
  await time.pass(15);
  assert.deepEqual(outcomes.slice(2), ["second did not answer within 20 ms"]);
  // Less time than a call that waits already.
  noted("close", connection.close(new Error("closed"), 4));
  noted("too late", echo("tea"));
  await time.pass(3);
  assert.deepEqual(outcomes.slice(3), ["too late undefined"]);
  assert.equal(worker.terminated, false);
  await time.pass(1);
  assert.equal(worker.terminated, true);
  assert.deepEqual(outcomes.slice(4).sort(), [
    "close did not end within 4 ms",
    "fourth undefined",
  ]);
});

Deno.test("a call that is aborted ends with the reason, here and in the worker", async () => {
  let heard: AbortSignal | undefined;
  const { boil, toWorker } = kitchen({
    calls: {
      boil(_what, signal) {
        heard = signal;
        return never();
      },
    },
  });
  const abort = new AbortController();
  const outcome = assert.rejects(boil("egg", abort.signal), /hungry no more/);
  await arrived();
  abort.abort(new Error("hungry no more"));
  await outcome;
  await arrived();
  assert.equal(heard?.aborted, true);
  const sent = toWorker.length;
  await assert.rejects(boil("egg", abort.signal), /hungry no more/);
  assert.equal(toWorker.length, sent, "it was asked all the same");
});

Deno.test("a signal that aborts after the answer is not heard of", async () => {
  const { boil, toWorker } = kitchen();
  const abort = new AbortController();
  const listeners = new Set<unknown>();
  const { signal } = abort;
  const [add, remove] = [signal.addEventListener, signal.removeEventListener];
  signal.addEventListener = (type: string, listener: EventListener) => {
    listeners.add(listener);
    add.call(signal, type, listener);
  };
  signal.removeEventListener = (type: string, listener: EventListener) => {
    listeners.delete(listener);
    remove.call(signal, type, listener);
  };
  const boiled = boil("egg", signal);
  assert.equal(listeners.size, 1);
  assert.equal(await boiled, "egg by Ada");
  assert.equal(listeners.size, 0, "a signal that lives on would hold every call");
  const sent = toWorker.length;
  abort.abort();
  assert.equal(toWorker.length, sent);
});

Deno.test("without a time limit and a signal a call may take as long as it likes", async () => {
  using time = new FakeTime();
  let finish = (_: string) => {};
  const { boil } = kitchen({ time, calls: { boil: () => new Promise((done) => finish = done) } });
  const boiled = boil("egg");
  await time.pass(86_400_000);
  finish("egg");
  assert.equal(await boiled, "egg");
});

for (
  const [death, why] of [
    ["error", "out of memory"],
    ["messageerror", "sent something unreadable"],
  ]
) {
  Deno.test(`a worker's ${death} refuses all that waits and comes, and is told once`, async () => {
    const { worker, echo, boil, crash, connection, seen, toWorker, emit } = kitchen({
      calls: { boil: never },
      options: { events: { ready: () => assert.fail("an event from the dead") } },
    });
    await connection.opened;
    const waiting = [boil("egg"), boil("rice", new AbortController().signal)];
    const outcomes = Promise.allSettled(waiting);
    emit()("ready", "soup", new Uint8Array());
    const die = () =>
      death === "error"
        ? crash("out of memory")
        : worker.onmessageerror?.(new MessageEvent("messageerror"));
    die();
    for (const outcome of await outcomes) {
      assert.ok(outcome.status === "rejected");
      assert.deepEqual([outcome.reason.message, outcome.reason.cause], [
        "It is gone.",
        `died: ${why}`,
      ]);
    }
    assert.equal(worker.terminated, true);
    const sent = toWorker.length;
    await assert.rejects(echo("tea"), { kind: "unavailable", message: "It is gone." });
    connection.notify("note", "salt");
    await connection.close(new Error("closed"), 10);
    connection.end(new Error("ended"));
    assert.equal(toWorker.length, sent, "the dead was spoken to");
    die();
    await arrived();
    assert.deepEqual(seen.deaths, [why]);
  });
}

Deno.test("a worker that is ended refuses what waits and comes, and did not die", async () => {
  const { worker, boil, echo, connection, seen, crash } = kitchen({ calls: { boil: never } });
  const outcome = assert.rejects(boil("egg"), /closed for today/);
  connection.end(new Error("closed for today"));
  await outcome;
  connection.end(new Error("twice"));
  await assert.rejects(echo("tea"), /closed for today/);
  assert.equal(worker.terminated, true);
  crash("too late");
  assert.deepEqual(seen.deaths, []);
});

Deno.test("closing finishes what was asked before, refuses what comes after, and ends it", async () => {
  const done: string[] = [];
  let finish = (_: string) => {};
  const { worker, boil, echo, connection, seen } = kitchen({
    calls: { boil: () => new Promise((resolve) => finish = resolve) },
    served: {
      async close(idle) {
        done.push("closing");
        await idle;
        done.push("idle");
      },
    },
  });
  const boiled = boil("egg");
  await arrived();
  const closed = connection.close(new Error("closed for today"), 1000);
  await assert.rejects(echo("tea"), /closed for today/);
  await arrived();
  assert.deepEqual(done, ["closing"]);
  finish("egg, boiled");
  assert.equal(await boiled, "egg, boiled");
  assert.equal(worker.terminated, false);
  await closed;
  assert.deepEqual(done, ["closing", "idle"]);
  assert.equal(worker.terminated, true);
  assert.deepEqual(seen, { notes: [], errors: [], deaths: [] });
});

Deno.test("a worker that has nothing to close is just ended", async () => {
  const { worker, connection } = kitchen();
  await connection.close(new Error("closed"), 1000);
  assert.equal(worker.terminated, true);
});

Deno.test("a worker that does not close in time, or fails to, is ended all the same", async () => {
  using time = new FakeTime();
  const slow = kitchen({ time, served: { close: never } });
  const waiting = assert.rejects(slow.connection.close(new Error("closed"), 20), {
    cause: "did not end within 20 ms",
  });
  await time.pass(20);
  await waiting;
  assert.equal(slow.worker.terminated, true);
  const failing = kitchen({ served: { close: () => Promise.reject(new Error("disk full")) } });
  await assert.rejects(failing.connection.close(new Error("closed"), 20), {
    cause: "Error: disk full",
  });
  assert.equal(failing.worker.terminated, true);
  assert.deepEqual(failing.seen.errors, ["close: Error: disk full"]);
});

Deno.test("what comes while the worker opens waits for it, and keeps its order", async () => {
  const opening = Promise.withResolvers<void>();
  const { connection, boil, seen } = kitchen({ open: () => opening.promise });
  let opened = false;
  void connection.opened.then(() => opened = true);
  const boiled = boil("egg");
  for (const line of ["salt", "pepper"]) connection.notify("note", line);
  await arrived();
  assert.deepEqual([opened, seen.notes], [false, []]);
  opening.resolve();
  assert.equal(await boiled, "egg by Ada");
  connection.notify("note", "thyme");
  await arrived();
  assert.deepEqual([opened, seen.notes], [true, ["salt", "pepper", "thyme"]]);
});

Deno.test("a worker that cannot open refuses every call with the reason, and is ended", async () => {
  const { connection, worker, boil, echo, seen } = kitchen({
    open: () => Promise.reject(new AppError("storage-full", "No room.", { cause: "ENOSPC" })),
  });
  const error = { kind: "storage-full", message: "No room.", cause: "ENOSPC" } as const;
  const outcome = assert.rejects(boil("egg"), error);
  await assert.rejects(connection.opened, error);
  await outcome;
  await assert.rejects(echo("tea"), error);
  assert.equal(worker.terminated, true);
  assert.deepEqual(seen.deaths, []);
  assert.equal(seen.errors[0], "open: AppError: No room.");
});

Deno.test("a worker that does not open in time is ended", async () => {
  using time = new FakeTime();
  const { connection, worker, boil } = kitchen({
    time,
    open: never,
    options: { openTimeoutMs: 20 },
  });
  const late = { message: "It is slow.", cause: "did not start within 20 ms" };
  const outcomes = [connection.opened, boil("egg")].map((one) => assert.rejects(one, late));
  await time.pass(20);
  await Promise.all(outcomes);
  assert.equal(worker.terminated, true);
});

Deno.test("a notice and an event are one message each, and nothing answers them", async () => {
  const ready: [string, Uint8Array][] = [];
  const { connection, seen, toWorker, fromWorker, emit } = kitchen({
    options: { events: { ready: (dish, plates) => void ready.push([dish, plates]) } },
  });
  await connection.opened;
  const [sent, received] = [toWorker.length, fromWorker.length];
  connection.notify("note", "salt");
  await arrived();
  assert.deepEqual(seen.notes, ["salt"]);
  const plates = Uint8Array.of(7);
  emit()("ready", "soup", moved(plates, plates.buffer));
  await arrived();
  assert.deepEqual(ready, [["soup", Uint8Array.of(7)]]);
  assert.equal(plates.length, 0);
  assert.deepEqual([toWorker.length - sent, fromWorker.length - received], [1, 1]);
});

Deno.test("a notice that throws, and a message that cannot be read, are a worker's end", async () => {
  const { connection, seen, scope } = kitchen({
    served: {
      notices: {
        note() {
          throw new Error("no more salt");
        },
      },
    },
  });
  await connection.opened;
  connection.notify("note", "salt");
  await arrived();
  assert.deepEqual(seen.deaths, ["no more salt"]);
  assert.throws(() => scope.onmessageerror?.(new MessageEvent("messageerror")), /Cannot read/);
});

Deno.test("a call before the worker was opened is refused", async () => {
  const { worker, scope, fromWorker } = workerPair();
  serveCalls<Kitchen>(scope, { names: NAMES, open: () => assert.fail("it was opened") });
  worker.postMessage({ type: "call", id: 1, method: "echo", args: [] });
  await arrived();
  const [{ problem, cause }] = fromWorker as [{ problem: { kind: string }; cause: string }];
  assert.equal(problem.kind, "internal");
  assert.match(cause, /before the worker is opened/);
});
