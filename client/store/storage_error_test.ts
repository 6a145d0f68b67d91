import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { storageError } from "./storage_error.ts";
import { isStorageProblem } from "./storage_problem.ts";

const failed = (name: string) => new DOMException("as the browser has it", name);

Deno.test("each cause has a sentence of its own, and says what to do", () => {
  const causes = [
    storageError(failed("QuotaExceededError"), "working"),
    storageError(failed("SecurityError"), "opening"),
    storageError(failed("VersionError"), "opening"),
    storageError(failed("InvalidStateError"), "working"),
    storageError(failed("UnknownError"), "opening"),
    storageError("held", "opening"),
    storageError("silent", "opening"),
  ];
  assert.equal(new Set(causes.map(({ message }) => message)).size, causes.length);
  for (const error of causes) {
    assert.ok(isStorageProblem(error), error.message);
    assert.match(error.message, /Free|Reload|Restart|reload|restart|try again/, error.message);
  }
});

Deno.test("private windows are named where the browser keeps nothing, and nowhere else", () => {
  const isPrivate = (cause: unknown, step: "opening" | "working") =>
    /Private windows/.test(storageError(cause, step).message);
  for (const name of ["SecurityError", "InvalidStateError"]) {
    assert.ok(isPrivate(failed(name), "opening"), name);
  }
  assert.ok(isPrivate(new TypeError("indexedDB is undefined"), "opening"));
  const others = [
    "QuotaExceededError",
    "InvalidStateError",
    "UnknownError",
    "NotReadableError",
    "NotFoundError",
    "AbortError",
    "DataCloneError",
    "TimeoutError",
    "VersionError",
  ];
  for (const name of others) assert.ok(!isPrivate(failed(name), "working"), name);
  for (const cause of [null, undefined, {}, "broken", new TypeError("a bug")]) {
    assert.ok(!isPrivate(cause, "working"), String(cause));
  }
});

Deno.test("what has no sentence is told by the name that the browser gives it", () => {
  assert.match(storageError(failed("DataCloneError"), "working").message, /\(DataCloneError\)/);
  assert.match(storageError(null, "working").message, /\(AbortError\)/);
});

Deno.test("a database that is gone from under the page was removed", () => {
  const { message } = storageError(failed("InvalidStateError"), "working");
  assert.equal(message, storageError("removed", "working").message);
  assert.match(message, /removed while the page was open/);
});

Deno.test("an error with words of its own keeps them", () => {
  const own = new AppError("conflict", "As it was.");
  assert.equal(storageError(own, "working"), own);
});
