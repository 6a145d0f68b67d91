import assert from "node:assert/strict";
import {
  AdminLimitExceededError,
  BusyError,
  ConstraintViolationError,
  InsufficientAccessError,
  InvalidCredentialsError,
  InvalidSyntaxError,
  TimeLimitExceededError,
  UnavailableError,
  UnknownStatusCodeError,
  UnwillingToPerformError,
} from "ldapts";
import { AppError, withCauses } from "../../protocol/errors.ts";
import { isRefusal, toDirectoryError } from "./errors.ts";

Deno.test("each answer of a server to a write has its kind", () => {
  const kinds: [Error, AppError["kind"], string | undefined][] = [
    [new InvalidSyntaxError("mail: value #0 invalid per syntax"), "invalid", "mail"],
    [new ConstraintViolationError("cn: length"), "invalid", "fullName"],
    [new ConstraintViolationError("no idea"), "invalid", undefined],
    [new InsufficientAccessError(), "internal", undefined],
    [new UnknownStatusCodeError(80, "entry store failed"), "storage-full", undefined],
    [new UnwillingToPerformError("operation restricted"), "unavailable", undefined],
    // Windows, on a password that its policy refuses.
    [
      new UnwillingToPerformError(
        "0000052D: SvcErr: DSID-031A1236, problem 5003 (WILL_NOT_PERFORM), data 0",
      ),
      "invalid",
      "password",
    ],
    [
      new ConstraintViolationError("0000052D: Constraint violation - the password is too short"),
      "invalid",
      "password",
    ],
    [new ConstraintViolationError("Password fails quality checking policy"), "invalid", "password"],
    [new AdminLimitExceededError(), "unavailable", undefined],
    [new BusyError(), "unavailable", undefined],
    [new UnavailableError(), "unavailable", undefined],
    [new TimeLimitExceededError(), "unavailable", undefined],
    // The service account's own password is wrong.
    [new InvalidCredentialsError(), "unavailable", undefined],
    [new Error("Operation timed out"), "unavailable", undefined],
  ];
  for (const [cause, kind, field] of kinds) {
    const error = toDirectoryError(cause);
    assert.deepEqual([error.kind, error.field], [kind, field], cause.message);
    assert.equal(error.cause, cause);
    assert.ok(!error.message.includes(cause.message));
  }
});

Deno.test("an error of ours passes through", () => {
  const error = new AppError("conflict", "taken");
  assert.equal(toDirectoryError(error), error);
});

Deno.test("a bind without an answer is not a refusal", () => {
  assert.ok(isRefusal(new InvalidCredentialsError()));
  assert.ok(isRefusal(new UnwillingToPerformError("account inactivated")));
  for (const error of [new Error("Connection timeout"), new BusyError(), new UnavailableError()]) {
    assert.equal(isRefusal(error), false, error.message);
  }
});

Deno.test("the log reads what was asked of whom, the result code and the server's words", () => {
  const dn = "uid=ada,ou=people,dc=example";
  const cases: [unknown, RegExp][] = [
    [
      new InsufficientAccessError("no write access"),
      /result code 50 \(InsufficientAccess\): no write/,
    ],
    [new UnwillingToPerformError("read-only"), /result code 53 \(UnwillingToPerform\): read-only/],
    [
      new ConstraintViolationError("mail: bad"),
      /result code 19 \(ConstraintViolation\): mail: bad/,
    ],
    [new Error("connect ECONNREFUSED"), /connect ECONNREFUSED/],
  ];
  for (const [error, said] of cases) {
    const line = withCauses(toDirectoryError(error, `writing ${dn}`));
    assert.ok(line.includes(`writing ${dn}: `), line);
    assert.match(line, said);
  }
});
