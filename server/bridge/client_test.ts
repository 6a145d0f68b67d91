import assert from "node:assert/strict";
import { AppError, type ErrorKind } from "../../protocol/errors.ts";
import type { Log } from "../log.ts";
import { openSqliteArchive } from "../archive/sqlite/archive.ts";
import { Collector } from "../../tests/conformance/broker_support.ts";
import { anyId, directOf, enrolAda, enrolBob } from "../../tests/support/members.ts";
import { within } from "../../tests/support/patience.ts";
import type { BrokerEvent } from "../../broker/port.ts";
import { startBridge, WorkerBridge } from "./client.ts";

// The worker goes by the real clock.
const notAfter = new Date("2049-01-01T00:00:00Z");
const [ada, bob] = await Promise.all([enrolAda({ notAfter }), enrolBob({ notAfter })]);
const STUBBORN = new URL("../../tests/support/workers/stubborn_bridge_worker.ts", import.meta.url);

function recorded(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    log: (level, message, fields) => void lines.push(`${level} ${message} ${fields?.["detail"]}`),
  };
}

async function rejectsWith(work: Promise<unknown>, kind: ErrorKind): Promise<void> {
  const error = await within(work.then(() => undefined, (error) => error), "an answer", 5000);
  assert.ok(error instanceof AppError && error.kind === kind, `expected ${kind}, not ${error}`);
}

/** A bridge over a worker with this habit; what is overdue is found in milliseconds. */
function stubborn(habit: string, log: Log = () => {}) {
  const worker = new Worker(STUBBORN, { type: "module" });
  const bridge = new WorkerBridge(worker, { nodeId: habit, archivePath: "" }, log, {
    answerTimeoutMs: 60,
    callTimeoutMs: 400,
    closeTimeoutMs: 60,
    sweepIntervalMs: 10,
  });
  return { worker, bridge, start: () => bridge.started() };
}

/** A bridge with its real worker, on an archive where ada and bob have identities. */
async function withBridge(
  test: (bridge: Awaited<ReturnType<typeof startBridge>>, path: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "talkywalky-bridge-" });
  const path = `${folder}/archive.db`;
  const bridge = await startBridge({ nodeId: "n1", archivePath: path }, () => {});
  try {
    await test(bridge, path);
  } finally {
    await bridge.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a message goes through the worker and comes back as receipt and event", () =>
  withBridge(async (bridge, path) => {
    assert.equal(bridge.brokerState, "up");
    const conv = await directOf(ada, bob);
    await bridge.archive.openDirect(conv, ada.id, bob.id);
    const events = new Collector<BrokerEvent>();
    bridge.onEvents = (some) => events.push(...some);
    await bridge.bind([`conv.${conv}`]);
    for (const { identity } of [ada, bob]) await bridge.publishIdentity(identity);
    const { id, wraps, manifest } = await ada.epoch(conv, { recipients: [ada, bob] });
    const message = ada.message(conv, id);
    const receipts = await Promise.all([wraps, manifest, message].map((one) => bridge.submit(one)));
    assert.deepEqual(receipts.map(({ seq }) => seq), [0, 1, 2]);
    await events.until((all) => all.some(({ text }) => text.includes(message.id)), "the event");
    assert.deepEqual(
      events.items.map(({ key }) => key),
      ["identity", "identity", `conv.${conv}`, `conv.${conv}`],
    );
    await rejectsWith(bridge.submit(ada.message(conv, anyId())), "stale");
    const other = openSqliteArchive(path);
    assert.equal((await other.load(conv))?.head, 2);
    await other.close();
  }));

Deno.test("requests that are made at once are told apart", () =>
  withBridge(async (bridge) => {
    const conv = await directOf(ada, bob);
    const [opened, again, refused, people] = await Promise.allSettled([
      bridge.archive.openDirect(conv, ada.id, bob.id),
      bridge.archive.openDirect(conv, ada.id, bob.id),
      bridge.archive.page(crypto.randomUUID() as typeof ada.id, conv, { limit: 1 }),
      bridge.archive.enrolledUsers(),
    ]);
    assert.deepEqual(opened, { status: "fulfilled", value: { created: true } });
    assert.deepEqual(again, { status: "fulfilled", value: { created: false } });
    assert.ok(refused.status === "rejected" && refused.reason.kind === "forbidden");
    assert.deepEqual(people, { status: "fulfilled", value: [] });
  }));

Deno.test("no number of an earlier run is used again, for its answers may still be on the way", async () => {
  const { bridge: first, start } = stubborn("echoing");
  await start();
  const conv = await directOf(ada, bob);
  const submit = (bridge: WorkerBridge) => bridge.submit(ada.message(conv, anyId()));
  const [one, two] = await Promise.all([submit(first), submit(first)]);
  first.stop();
  const { bridge: second, start: startAgain } = stubborn("echoing");
  await startAgain();
  const later = await submit(second);
  second.stop();
  // This worker's receipts hold the number of the request.
  const numbers = [one, two, later].map(({ seq }) => seq);
  assert.equal(new Set(numbers).size, 3, `${numbers}`);
  assert.ok(numbers.every((number) => Number.isSafeInteger(number)));
});

Deno.test("a worker that answers nothing is unavailable, each request at its own time", async () => {
  const { bridge, start } = stubborn("silent");
  await start();
  const conv = await directOf(ada, bob);
  const call = bridge.archive.enrolledUsers();
  let callSettled = false;
  call.catch(() => {}).finally(() => callSettled = true);
  await rejectsWith(bridge.submit(ada.message(conv, anyId())), "unavailable");
  assert.equal(callSettled, false, "a look-up may take longer");
  await rejectsWith(call, "unavailable");
  bridge.stop();
});

Deno.test("closing a worker that does not drain takes no longer than a close may", async () => {
  const { log, lines } = recorded();
  const { worker, bridge, start } = stubborn("silent", log);
  await start();
  // Waits longer than the close, and came before it.
  const call = bridge.archive.enrolledUsers();
  let callSettled = false;
  call.catch(() => {}).finally(() => callSettled = true);
  let waitedAtTheEnd: boolean | undefined;
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    waitedAtTheEnd ??= !callSettled;
    terminate();
  };
  await within(bridge.close(), "the close", 5000);
  assert.equal(waitedAtTheEnd, true);
  await rejectsWith(call, "unavailable");
  assert.match(lines.join(), /did not drain/);
});

Deno.test("when the worker dies everything that waits is unavailable, and what comes later", async () => {
  const { log, lines } = recorded();
  const { bridge, start } = stubborn("crashing", log);
  await start();
  assert.equal(bridge.brokerState, "up");
  let deaths = 0;
  const died = new Promise<void>((resolve) =>
    bridge.onDied = () => {
      deaths++;
      resolve();
    }
  );
  const conv = await directOf(ada, bob);
  const waiting = [
    bridge.submit(ada.message(conv, anyId())),
    bridge.archive.enrolledUsers(),
    bridge.bind(["a"]),
  ];
  await Promise.all(waiting.map((one) => rejectsWith(one, "unavailable")));
  await within(died, "the news of its death", 5000);
  assert.equal(bridge.brokerState, "down");
  await rejectsWith(bridge.submit(ada.message(conv, anyId())), "unavailable");
  await rejectsWith(bridge.archive.state(), "unavailable");
  bridge.publish([]);
  bridge.unbind(["a"]);
  await bridge.close();
  assert.equal(deaths, 1);
  assert.match(lines.join(), /worker died/);
});

Deno.test("a worker that cannot start says why, or dies, and is not waited for", async () => {
  const { log, lines } = recorded();
  const failing = stubborn("failing", log);
  await rejectsWith(failing.start(), "storage-full");
  failing.bridge.stop();
  assert.match(lines.join(), /did not start AppError: No room\. \(because: disk full\)/);
  const dead = stubborn("dead");
  await rejectsWith(dead.start(), "unavailable");
  dead.bridge.stop();
});
