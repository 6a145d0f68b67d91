import assert from "node:assert/strict";
import { AppError } from "../protocol/errors.ts";
import { logLine } from "./log.ts";

const TIME = new Date("2026-11-22T12:00:00.000Z");

Deno.test("a line has time, level, message and the fields", () => {
  assert.equal(
    logLine(TIME, "warn", "a sign-in failed", { uid: "ada", address: "::1", tries: 3 }),
    "2026-11-22T12:00:00.000Z warn  a sign-in failed uid=ada address=::1 tries=3",
  );
});

Deno.test("an error is written with everything that caused it", () => {
  const error = new AppError("unavailable", "Try again.", { cause: new Error("no answer") });
  assert.match(
    logLine(TIME, "error", "m", { error }),
    / error="AppError: Try again\. \(because: Error: no answer\)"/,
  );
});

Deno.test("what somebody else wrote cannot begin a line, hide one or move the cursor", () => {
  const hostile =
    "x\n2026 info  all is well\r\u001b[2J\u009b2J\u0085\u2028\u2029\u202e\u200b\ud800";
  const lines = [
    logLine(TIME, "info", hostile),
    logLine(TIME, "info", "m", { value: hostile, error: new Error(hostile), list: [hostile] }),
  ];
  for (const line of lines) {
    assert.ok(!/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(line), JSON.stringify(line));
    assert.match(line, /all is well/);
  }
});

Deno.test("a value with blanks or quotes is quoted, so that fields stay apart", () => {
  assert.equal(
    logLine(TIME, "info", "m", { a: 'b" c=d', empty: "", none: undefined }),
    '2026-11-22T12:00:00.000Z info  m a="b\\" c=d" empty="" none=undefined',
  );
});

Deno.test("a value of any length leaves a line that one can read", () => {
  const line = logLine(TIME, "warn", "audit: not allowed", { origin: "x".repeat(1_000_000), a: 1 });
  assert.ok(line.length < 3_000);
  assert.match(line, /x\.\.\. a=1$/);
});
