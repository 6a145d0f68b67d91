import assert from "node:assert/strict";
import type { Connection } from "./connection.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Of a connection only the keys are looked at. */
function connection(): Connection {
  return { keys: new Set<string>() } as unknown as Connection;
}

/** A broker's bindings, each of which is confirmed when the test says so. */
function make() {
  const calls: string[] = [];
  const pending: { confirm: () => void; fail: (error: Error) => void }[] = [];
  const subscriptions = new Subscriptions({
    bind: (keys) => {
      calls.push(`bind ${keys.join(" ")}`);
      return new Promise((confirm, fail) => pending.push({ confirm, fail }));
    },
    unbind: (keys) => void calls.push(`unbind ${keys.join(" ")}`),
  });
  return {
    subscriptions,
    calls,
    confirm: () => pending.shift()!.confirm(),
    fail: () => pending.shift()!.fail(new Error("not bound")),
  };
}

/** Whether `promise` has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  return await Promise.race([promise.catch(() => {}), Promise.resolve(open)]) !== open;
}

Deno.test("a key is bound for its first subscriber and unbound after its last", async () => {
  const { subscriptions, calls, confirm } = make();
  const [one, two] = [connection(), connection()];
  const added = subscriptions.add(one, ["a", "b"]);
  confirm();
  assert.equal(await added, true);
  assert.equal(await subscriptions.add(two, ["a"]), false);
  assert.deepEqual([...subscriptions.of("a")], [one, two]);
  subscriptions.remove(one);
  assert.deepEqual([...subscriptions.of("a")], [two]);
  assert.deepEqual(calls, ["bind a b", "unbind b"]);
  subscriptions.remove(two, ["a"]);
  subscriptions.remove(two, ["a"]);
  assert.deepEqual(calls, ["bind a b", "unbind b", "unbind a"]);
  assert.deepEqual([...one.keys, ...two.keys, ...subscriptions.of("a")], []);
});

Deno.test("the same subscription twice counts once", async () => {
  const { subscriptions, calls, confirm } = make();
  const one = connection();
  const added = subscriptions.add(one, ["a"]);
  confirm();
  await added;
  assert.equal(await subscriptions.add(one, ["a"]), false);
  subscriptions.remove(one, ["a"]);
  assert.deepEqual(calls, ["bind a", "unbind a"]);
});

Deno.test("only the named keys are left", async () => {
  const { subscriptions, calls, confirm } = make();
  const one = connection();
  const added = subscriptions.add(one, ["a", "b", "c"]);
  confirm();
  await added;
  subscriptions.remove(one, ["b", "never"]);
  assert.deepEqual([...one.keys], ["a", "c"]);
  subscriptions.remove(one);
  assert.deepEqual(calls, ["bind a b c", "unbind b", "unbind a c"]);
});

Deno.test("who comes while a key is being bound waits for it, and may have read too early", async () => {
  const { subscriptions, calls, confirm } = make();
  const first = subscriptions.add(connection(), ["a"]);
  const second = subscriptions.add(connection(), ["a"]);
  assert.ok(!await isSettled(second));
  confirm();
  assert.deepEqual([await first, await second], [true, true]);
  assert.deepEqual(calls, ["bind a"]);
  assert.equal(await subscriptions.add(connection(), ["a"]), false);
});

Deno.test("a key that was left and taken again is bound by its second binding", async () => {
  const { subscriptions, calls, confirm } = make();
  const [one, two, three] = [connection(), connection(), connection()];
  const first = subscriptions.add(one, ["a"]);
  subscriptions.remove(one);
  const second = subscriptions.add(two, ["a"]);
  confirm();
  await first;
  const third = subscriptions.add(three, ["a"]);
  assert.ok(!await isSettled(second) && !await isSettled(third), "the second is not confirmed");
  confirm();
  assert.deepEqual([await second, await third], [true, true]);
  assert.deepEqual(calls, ["bind a", "unbind a", "bind a"]);
});

Deno.test("a key that could not be bound has no subscribers, and the next one binds it anew", async () => {
  const { subscriptions, calls, confirm, fail } = make();
  const [one, two] = [connection(), connection()];
  const bound = subscriptions.add(one, ["old"]);
  confirm();
  await bound;
  const first = subscriptions.add(one, ["a", "b"]);
  const second = subscriptions.add(two, ["a"]);
  fail();
  await assert.rejects(first, /not bound/);
  await assert.rejects(second, /not bound/);
  assert.deepEqual([[...one.keys], [...two.keys]], [["old"], []]);
  assert.deepEqual([...subscriptions.of("a"), ...subscriptions.of("b")], []);
  assert.deepEqual(calls.slice(1), ["bind a b", "unbind a b"]);
  const again = subscriptions.add(two, ["a"]);
  confirm();
  assert.equal(await again, true);
  assert.deepEqual(calls.at(-1), "bind a");
});

Deno.test("a binding that fails after everybody has left takes nothing from its successor", async () => {
  const { subscriptions, confirm, fail } = make();
  const [one, two] = [connection(), connection()];
  const first = subscriptions.add(one, ["a"]);
  subscriptions.remove(one);
  const second = subscriptions.add(two, ["a"]);
  fail();
  await assert.rejects(first);
  confirm();
  await second;
  assert.deepEqual([...subscriptions.of("a")], [two]);
});

Deno.test("nothing to add binds nothing", async () => {
  const { subscriptions, calls } = make();
  assert.equal(await subscriptions.add(connection(), []), false);
  assert.deepEqual([calls, [...subscriptions.of("a")]], [[], []]);
});

Deno.test("an item is told once, and none that stands before it afterwards", async () => {
  const { subscriptions, confirm } = make();
  const [one, two] = [connection(), connection()];
  const added = subscriptions.add(one, ["a", "b"]);
  confirm();
  await added;
  await subscriptions.add(two, ["a"]);
  const told = (key: string, ...places: number[]) =>
    places.map((place) => subscriptions.next(key, place).size);
  // What a broker that died hands over again comes from its beginning, or backwards.
  assert.deepEqual(told("a", 4, 5, 7, 4, 5, 7, 8), [2, 2, 2, 0, 0, 0, 2]);
  assert.deepEqual(told("a", 8, 7, 6, 9), [0, 0, 0, 2]);
  assert.deepEqual(told("b", 1, 1, 2), [1, 0, 1], "each conversation for itself");
  assert.deepEqual(told("c", 1), [0], "nobody wants it");
  subscriptions.remove(one);
  subscriptions.remove(two);
  const again = subscriptions.add(one, ["a"]);
  confirm();
  await again;
  assert.deepEqual(told("a", 9), [1], "whoever left it all is remembered no more");
});
