import assert from "node:assert/strict";
import { ERROR_KINDS } from "../protocol/errors.ts";
import { RepeatedLines } from "./repeated_lines.ts";
import { AUDIT_EVENTS, type AuditEvent, auditTo, refusalEvent, typedName } from "./audit.ts";

Deno.test("each event is written by its name and level; only what may flood is counted", () => {
  const written: string[] = [];
  const counted: string[] = [];
  const audit = auditTo(
    (level, message, fields) => void written.push(`${level} ${message} ${fields["uid"]}`),
    (level, message) => void counted.push(`${level} ${message}`),
  );
  for (const event of Object.keys(AUDIT_EVENTS) as AuditEvent[]) audit(event, { uid: "ada" });
  assert.deepEqual(counted, ["warn audit: not allowed", "warn audit: limit met"]);
  assert.equal(written.length, Object.keys(AUDIT_EVENTS).length - 2);
  assert.ok(written.includes("warn audit: sign-in refused ada"));
});

Deno.test("a refusal for want of rights and a limit are events, other refusals are not", () => {
  const events = ERROR_KINDS.map((kind) => [kind, refusalEvent(kind)] as const)
    .filter(([, event]) => event !== undefined);
  assert.deepEqual(events, [
    ["forbidden", "not allowed"],
    ["rate-limited", "limit met"],
    ["origin", "not allowed"],
  ]);
});

Deno.test("a typed name that is nobody's may be a password, and is not to be read", () => {
  assert.deepEqual(typedName("ada", true), { uid: "ada" });
  const [one] = Object.values(typedName("hunter2", false));
  assert.match(one!, /^[0-9a-f]{16}$/);
  assert.deepEqual(typedName("hunter2", false), typedName("hunter2", false));
  assert.notDeepEqual(typedName("hunter2", false), typedName("hunter3", false));
});

function counted() {
  const lines: string[] = [];
  const textOf = (fields: Record<string, unknown>) => JSON.stringify(fields);
  const repeated = new RepeatedLines({
    write: (_level, message, fields) => void lines.push(`${message} ${textOf(fields)}`),
    textOf,
    now: () => 0,
    after: () => {},
  });
  const audit = auditTo(() => {}, (...line) => repeated.log(...line));
  return { audit, lines, repeated };
}

Deno.test("nobody crowds out what is noted of others, whatever is chosen", () => {
  const { audit, lines, repeated } = counted();
  const address = "203.0.113.9";
  for (let i = 0; i < 100; i++) {
    const origin = `https://e${i}.example`;
    audit("not allowed", { where: "POST", address, reason: "origin", origin });
    audit("limit met", { where: `GET /a/${i}`, address, reason: "Too many requests." });
    audit("not allowed", { uid: "eve", frame: `f${i}`, reason: "not-a-member" });
    audit("limit met", { uid: "eve", limit: `l${i}` });
  }
  const before = lines.length;
  const others = [
    { uid: "mallory", frame: "submit", reason: "not-a-member" },
    { where: "POST", address: "198.51.100.7", reason: "origin", origin: "https://real.example" },
    { where: "/ws", address: "2001:db8::1", reason: "origin", origin: "https://real.example" },
    { where: "/ws", reason: "origin", origin: "https://real.example" },
  ];
  for (const fields of others) audit("not allowed", fields);
  audit("limit met", { uid: "mallory", limit: "open windows" });
  assert.deepEqual(lines.slice(before), [
    ...others.map((fields) => `audit: not allowed ${JSON.stringify(fields)}`),
    'audit: limit met {"uid":"mallory","limit":"open windows"}',
  ]);
  assert.equal(lines.filter((line) => line.includes(address)).length, 2);
  repeated.flush();
  const sums = lines.filter((line) => line.includes("repeated"));
  assert.ok(
    sums.includes(
      `audit: not allowed {"address":"${address}","reason":"origin","repeated":99,"overS":0}`,
    ),
    sums.join("\n"),
  );
});

Deno.test("the addresses of one network are one sender", () => {
  const { audit, lines } = counted();
  for (let i = 0; i < 100; i++) {
    const address = `2001:db8:0:1::${i.toString(16)}`;
    audit("not allowed", { where: "POST", address, reason: "origin", origin: "https://e.example" });
  }
  assert.equal(lines.length, 20);
  const address = "2001:db8:0:2::1";
  audit("not allowed", { where: "POST", address, reason: "origin", origin: "https://e.example" });
  assert.match(lines.at(-1)!, /2001:db8:0:2::1/);
});
