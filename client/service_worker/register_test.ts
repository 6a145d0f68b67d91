import assert from "node:assert/strict";
import { newVersion, registerWith } from "./register.ts";

class FakeWorker extends EventTarget {
  state = "installing";
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class FakeRegistration extends EventTarget {
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  updates = 0;
  update(): Promise<void> {
    this.updates++;
    return Promise.resolve();
  }
  find(worker: FakeWorker): void {
    this.installing = worker;
    this.dispatchEvent(new Event("updatefound"));
  }
}

class FakeContainer extends EventTarget {
  controller: object | null = null;
  readonly registration = new FakeRegistration();
  readonly asked: unknown[] = [];
  register(...args: unknown[]): Promise<FakeRegistration> {
    this.asked.push(args);
    return Promise.resolve(this.registration);
  }
}

async function start(prepare: (container: FakeContainer) => void = () => {}) {
  const container = new FakeContainer();
  prepare(container);
  let reloads = 0;
  let tick = () => {};
  await registerWith({
    container: container as unknown as ServiceWorkerContainer,
    address: "/service-worker.js",
    reload: () => reloads++,
    every: (_ms, work) => tick = work,
  });
  return { container, reloads: () => reloads, tick: () => tick() };
}

Deno.test("the first worker of all is no new version, and reloads nothing", async () => {
  const { container, reloads } = await start();
  const worker = new FakeWorker();
  container.registration.find(worker);
  worker.become("installed");
  assert.equal(newVersion.value, undefined);
  container.controller = {};
  container.dispatchEvent(new Event("controllerchange"));
  assert.equal(reloads(), 0);
  assert.deepEqual(container.asked, [
    ["/service-worker.js", { scope: "/", updateViaCache: "none" }],
  ]);
});

Deno.test("a newer version is offered, and starts when it is asked to", async () => {
  const { container, reloads } = await start((one) => one.controller = {});
  const worker = new FakeWorker();
  container.registration.find(worker);
  worker.become("installed");
  assert.deepEqual(worker.posted, []);
  newVersion.value!.start();
  assert.deepEqual(worker.posted, [{ type: "take-over" }]);
  assert.equal(reloads(), 0);
  container.dispatchEvent(new Event("controllerchange"));
  assert.equal(reloads(), 1);
});

Deno.test("one that waited before the page was opened is offered too", async () => {
  const waiting = new FakeWorker();
  waiting.state = "installed";
  const { reloads } = await start((container) => {
    container.controller = {};
    container.registration.waiting = waiting;
  });
  // Another tab started it.
  waiting.state = "activated";
  newVersion.value!.start();
  assert.equal(reloads(), 1);
  assert.deepEqual(waiting.posted, []);
});

Deno.test("a page that stays open looks for newer versions", async () => {
  const { container, tick } = await start();
  tick();
  assert.equal(container.registration.updates, 1);
});
