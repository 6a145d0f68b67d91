import assert from "node:assert/strict";
import { EventRun } from "./event_run.ts";

Deno.test("sockets that are pushed the same items share one run and its bytes", () => {
  const start = new EventRun();
  const [one, other] = [start, start].map((run) => run.then("1").then("2"));
  assert.equal(one, other);
  assert.equal(one!.isShared, true);
  assert.equal(one!.text, '{"type":"events","events":[1,2]}');
  assert.equal(one!.bytes.toString(), one!.text);
});

Deno.test("a socket that missed an item or got another has a run of its own", () => {
  const start = new EventRun();
  const all = start.then("1").then("2");
  const late = start.then("2");
  assert.notEqual(all, late);
  assert.equal(late.isShared, false);
  assert.equal(late.text, '{"type":"events","events":[2]}');
  assert.equal(all.text, '{"type":"events","events":[1,2]}');
});
