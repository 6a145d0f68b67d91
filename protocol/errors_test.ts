import assert from "node:assert/strict";
import { AppError, ERROR_KINDS, fromProblem, toProblem, withCauses } from "./errors.ts";

Deno.test("every kind of error comes back as it was, without its cause", () => {
  for (const kind of ERROR_KINDS) {
    const error = new AppError(kind, "What happened.", {
      field: "uid",
      reason: "taken",
      cause: new Error("secret"),
    });
    const sent = JSON.stringify(toProblem(error));
    assert.ok(!sent.includes("secret"));
    const back = fromProblem(JSON.parse(sent));
    assert.deepEqual(
      [back.kind, back.message, back.field, back.reason, back.cause],
      [kind, "What happened.", "uid", "taken", undefined],
    );
  }
});

Deno.test("field and reason that are not there are not sent", () => {
  assert.deepEqual(toProblem(new AppError("stale", "Again.")), {
    kind: "stale",
    message: "Again.",
  });
});

Deno.test("what is not ours is shown as internal, and none of its words", () => {
  for (const thrown of [new Error("at /srv/db.ts"), "at /srv/db.ts", null, { kind: "stale" }]) {
    const problem = toProblem(thrown);
    assert.equal(problem.kind, "internal");
    assert.ok(!JSON.stringify(problem).includes("/srv"));
  }
});

Deno.test("a problem of no known shape is internal", () => {
  const strange = [null, undefined, 5, "x", {}, { kind: "new-kind" }, { kind: 1, message: 2 }];
  for (const value of strange) {
    const error = fromProblem(value);
    assert.deepEqual([error.kind, error.field, error.reason], ["internal", undefined, undefined]);
    assert.match(error.message, /does not understand/);
  }
  const half = fromProblem({ kind: "stale", message: "m", field: 1, reason: {} });
  assert.deepEqual([half.kind, half.field, half.reason], ["stale", undefined, undefined]);
});

Deno.test("a cause that was told beside the problem is the error's", () => {
  assert.equal(
    fromProblem({ kind: "stale", message: "Again." }, "Error: no row").cause,
    "Error: no row",
  );
  assert.equal("cause" in fromProblem({ kind: "stale", message: "Again." }), false);
});

Deno.test("the text of an error has everything that caused it", () => {
  const cause = new Error("no answer", { cause: "ECONNREFUSED" });
  assert.equal(
    withCauses(new AppError("unavailable", "Try again.", { cause })),
    "AppError: Try again. (because: Error: no answer (because: ECONNREFUSED))",
  );
  assert.equal(withCauses("text"), "text");
});
