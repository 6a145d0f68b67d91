import assert from "node:assert/strict";
import { ERROR_KINDS } from "../protocol/errors.ts";
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
