import assert from "node:assert/strict";
import { RepeatedLines } from "./repeated_lines.ts";

function start() {
  const lines: string[] = [];
  const timers: { at: number; call: () => void }[] = [];
  let now = 0;
  const textOf = (fields: Record<string, unknown>) => JSON.stringify(fields);
  const log = new RepeatedLines({
    write: (level, message, fields) => void lines.push(`${level} ${message} ${textOf(fields)}`),
    textOf,
    now: () => now,
    after: (ms, call) => void timers.push({ at: now + ms, call }),
  });
  const pass = (ms: number) => {
    const end = now + ms;
    for (;;) {
      const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      timers.splice(timers.indexOf(due), 1);
      now = Math.max(now, due.at);
      due.call();
    }
    now = end;
  };
  return { log, lines, pass, timers };
}

Deno.test("what is said once is written once, at once, and leaves no timer behind", () => {
  const { log, lines, pass, timers } = start();
  log.log("info", "stopping", { signal: "SIGTERM" });
  log.log("info", "stopped");
  assert.deepEqual(lines, ['info stopping {"signal":"SIGTERM"}', "info stopped {}"]);
  pass(60_000);
  assert.deepEqual([lines.length, timers.length], [2, 0]);
});

Deno.test("what is said again is counted, and summed up in one line", () => {
  const { log, lines, pass } = start();
  for (let i = 0; i < 1_000; i++) log.log("warn", "not taken", { error: "down" });
  assert.equal(lines.length, 1);
  pass(10_000);
  assert.deepEqual(lines.slice(1), ['warn not taken {"error":"down","repeated":999,"overS":10}']);
});

Deno.test("an outage of an hour with ten refusals a second is two dozen lines, and none is lost", () => {
  const { log, lines, pass } = start();
  for (let i = 0; i < 36_000; i++) {
    log.log("warn", "not taken", { error: "down" });
    pass(100);
  }
  log.flush();
  assert.ok(lines.length <= 24, `${lines.length} lines`);
  const repeated = lines.slice(1).map((line) => JSON.parse(line.slice(line.indexOf("{"))).repeated);
  assert.equal(1 + repeated.reduce((sum, one) => sum + one, 0), 36_000);
});

Deno.test("when it is over and comes again, it is written at once again", () => {
  const { log, lines, pass } = start();
  log.log("warn", "not taken");
  log.log("warn", "not taken");
  pass(60_000);
  assert.equal(lines.length, 2);
  log.log("warn", "not taken");
  assert.equal(lines.length, 3);
});

Deno.test("another level, another message and another field are other lines", () => {
  const { log, lines } = start();
  log.log("warn", "a", { uid: "ada" });
  log.log("warn", "a", { uid: "bob" });
  log.log("error", "a", { uid: "ada" });
  log.log("warn", "b", { uid: "ada" });
  assert.equal(lines.length, 4);
});

Deno.test("lines that never are the same are counted together beyond twenty", () => {
  const { log, lines, pass } = start();
  for (let i = 0; i < 5_000; i++) log.log("error", "failed", { where: `/${i}` });
  assert.equal(lines.length, 20);
  pass(10_000);
  assert.deepEqual(lines.slice(20), [
    'error failed {"differing":true,"repeated":4980,"overS":10}',
  ]);
  // The next ones are told apart again.
  pass(20_000);
  log.log("error", "failed", { where: "/x" });
  assert.equal(lines.at(-1), 'error failed {"where":"/x"}');
});

Deno.test("what is remembered is bounded, and what is forgotten is summed up first", () => {
  const { log, lines } = start();
  log.log("warn", "first");
  log.log("warn", "first");
  for (let i = 0; i < 5_000; i++) log.log("warn", `message ${i}`);
  assert.ok(lines.includes('warn first {"repeated":1,"overS":0}'));
  log.log("warn", "first");
  assert.equal(lines.filter((line) => line === "warn first {}").length, 2);
});

Deno.test("at the end of the process what was counted is written", () => {
  const { log, lines, pass } = start();
  log.log("warn", "not taken");
  log.log("warn", "not taken");
  pass(2_000);
  log.flush();
  assert.equal(lines[1], 'warn not taken {"repeated":1,"overS":2}');
  log.flush();
  assert.equal(lines.length, 2);
});

const of = (address: string, fields: Record<string, unknown>) =>
  ["warn", "refused", { address, ...fields }, {
    same: { address, reason: fields["reason"] },
    of: { address },
  }] as const;

Deno.test("what a sender chose makes no line of its own, and stands in no sum", () => {
  const { log, lines, pass } = start();
  for (let i = 0; i < 50; i++) log.log(...of("::1", { reason: "origin", origin: `https://${i}` }));
  assert.deepEqual(lines, [
    'warn refused {"address":"::1","reason":"origin","origin":"https://0"}',
  ]);
  pass(10_000);
  assert.deepEqual(lines.slice(1), [
    'warn refused {"address":"::1","reason":"origin","repeated":49,"overS":10}',
  ]);
});

Deno.test("lines of one do not crowd out another's", () => {
  const { log, lines, pass } = start();
  for (let i = 0; i < 500; i++) log.log(...of("203.0.113.9", { reason: `${i}` }));
  assert.equal(lines.length, 20);
  log.log(...of("198.51.100.7", { reason: "forbidden" }));
  assert.equal(lines.at(-1), 'warn refused {"address":"198.51.100.7","reason":"forbidden"}');
  pass(10_000);
  assert.deepEqual(lines.slice(21), [
    'warn refused {"address":"203.0.113.9","differing":true,"repeated":480,"overS":10}',
  ]);
});

Deno.test("lines of more than fifty are counted together, and people apart from addresses", () => {
  const { log, lines, pass } = start();
  for (let i = 0; i < 500; i++) log.log(...of(`10.0.0.${i}`, { reason: "origin" }));
  assert.equal(lines.length, 50);
  const uid = { uid: "mallory" };
  log.log("warn", "refused", uid, { same: uid, of: uid });
  assert.equal(lines.at(-1), 'warn refused {"uid":"mallory"}');
  pass(10_000);
  assert.deepEqual(lines.slice(51), ['warn refused {"differing":true,"repeated":450,"overS":10}']);
  // When they are over, the next ones are told apart again.
  pass(60_000);
  log.log(...of("10.0.1.1", { reason: "origin" }));
  assert.match(lines.at(-1)!, /10\.0\.1\.1/);
});
