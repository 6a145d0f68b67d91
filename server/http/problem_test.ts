import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { asAppError, problemResponse } from "./problem.ts";

Deno.test("an AppError is answered with its kind, message, field and status", async () => {
  const answer = problemResponse(new AppError("conflict", "Taken.", { field: "username" }));
  assert.equal(answer.status, 409);
  assert.deepEqual(await answer.json(), {
    error: { kind: "conflict", message: "Taken.", field: "username" },
  });
});

Deno.test("an unforeseen error says nothing of itself", async () => {
  const answer = problemResponse(new Error("password=hunter2 at /srv/secret.ts"));
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /hunter2|secret/);
});

Deno.test("the cause of an AppError is not answered", async () => {
  const cause = new Error("ldap://10.0.0.5 refused");
  const answer = problemResponse(new AppError("unavailable", "Try again later.", { cause }));
  assert.equal(answer.status, 503);
  assert.doesNotMatch(await answer.text(), /10\.0\.0\.5/);
});

Deno.test("an AppError of the other bundle keeps its kind", async () => {
  const { AppError: Copy } = await import(
    `../../protocol/errors.ts?copy=${crypto.randomUUID()}`
  ) as { AppError: typeof AppError };
  const foreign = new Copy("rate-limited", "Wait a minute.");
  assert.equal(foreign instanceof AppError, false);
  assert.equal(problemResponse(foreign).status, 429);
});

Deno.test("an error that only borrows the name is not an AppError", () => {
  const impostor = Object.assign(new Error("x"), { name: "AppError", kind: "made-up" });
  assert.equal(asAppError(impostor), null);
});
