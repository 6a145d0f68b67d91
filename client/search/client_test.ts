import assert from "node:assert/strict";
import type { UserId } from "../../protocol/ids.ts";
import { openSearchIndex, type SearchWorker } from "./client.ts";
import type { SearchAnswer, SearchCall } from "./worker_calls.ts";

const USER = "00000000-0000-4000-8000-000000000001" as UserId;

class FakeWorker implements SearchWorker {
  readonly calls: SearchCall[] = [];
  onmessage: SearchWorker["onmessage"] = null;
  onerror: SearchWorker["onerror"] = null;
  terminated = false;

  postMessage(call: SearchCall): void {
    this.calls.push(call);
  }
  terminate(): void {
    this.terminated = true;
  }
  answer(answer: SearchAnswer): void {
    this.onmessage?.({ data: answer } as MessageEvent<SearchAnswer>);
  }
}

Deno.test("answers go to the calls that they are for, in whatever order they come", async () => {
  const worker = new FakeWorker();
  const index = openSearchIndex(USER, worker);
  const covered = index.covered();
  const added = index.add([]);
  assert.deepEqual(worker.calls.map(({ method }) => method), ["open", "covered", "add"]);
  worker.answer({ number: 3, ok: true, value: undefined });
  worker.answer({ number: 2, ok: true, value: new Map() });
  await added;
  assert.deepEqual(await covered, new Map());
});

Deno.test("a refusal of the worker keeps its kind and its words", async () => {
  const worker = new FakeWorker();
  const removed = openSearchIndex(USER, worker).remove([]);
  worker.answer({ number: 2, ok: false, problem: { kind: "storage-full", message: "No room." } });
  await assert.rejects(removed, { kind: "storage-full", message: "No room." });
});

Deno.test("when the store does not open, every call is told why", async () => {
  const worker = new FakeWorker();
  const index = openSearchIndex(USER, worker);
  const before = index.covered();
  worker.answer({ number: 1, ok: false, problem: { kind: "unavailable", message: "Blocked." } });
  await assert.rejects(before, { message: "Blocked." });
  await assert.rejects(index.covered(), { message: "Blocked." });
});

Deno.test("after the worker died or was closed nothing waits for ever", async () => {
  const died = new FakeWorker();
  const waiting = openSearchIndex(USER, died).covered();
  died.onerror?.({} as ErrorEvent);
  await assert.rejects(waiting, { kind: "unavailable" });

  const closed = new FakeWorker();
  const index = openSearchIndex(USER, closed);
  const asked = index.covered();
  index.close();
  await assert.rejects(asked, { kind: "unavailable" });
  assert.equal(closed.terminated, true);
});
