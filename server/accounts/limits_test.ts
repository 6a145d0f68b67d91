import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { SignInLimits } from "./limits.ts";

function make() {
  const clock = { ms: 0 };
  const limits = new SignInLimits({
    signInsPerMinute: 3,
    registrationsPerHour: 2,
    clock: () => clock.ms,
  });
  /** How many of `count` are let through. */
  const allowed = (count: number, attempt: (i: number) => void) => {
    let through = 0;
    for (let i = 0; i < count; i++) {
      try {
        attempt(i);
        through++;
      } catch (error) {
        assert.ok(error instanceof AppError && error.kind === "rate-limited", String(error));
      }
    }
    return through;
  };
  return { clock, limits, allowed };
}

Deno.test("one address may try a few times a minute, whatever the names", () => {
  const { clock, limits, allowed } = make();
  assert.equal(allowed(9, (i) => limits.signIn("10.0.0.1", `name${i}`)), 3);
  assert.equal(allowed(1, () => limits.signIn("10.0.0.2", "other")), 1);
  clock.ms += 20_001;
  assert.equal(allowed(9, (i) => limits.signIn("10.0.0.1", `new${i}`)), 1);
});

Deno.test("one name may be tried a few times a minute, from however many addresses", () => {
  const { limits, allowed } = make();
  assert.equal(allowed(9, (i) => limits.signIn(`10.0.0.${i}`, "ada")), 3);
});

Deno.test("a refused try from one address still counts against the name", () => {
  const { limits, allowed } = make();
  allowed(3, (i) => limits.signIn("10.0.0.1", `name${i}`));
  allowed(3, () => limits.signIn("10.0.0.1", "ada"));
  assert.equal(allowed(1, () => limits.signIn("10.0.0.2", "ada")), 0);
});

Deno.test("after a success the name is free again, the address is not", () => {
  const { limits, allowed } = make();
  allowed(3, () => limits.signIn("10.0.0.1", "ada"));
  limits.succeeded("ada");
  assert.equal(allowed(1, () => limits.signIn("10.0.0.2", "ada")), 1);
  assert.equal(allowed(1, () => limits.signIn("10.0.0.1", "ada")), 0);
});

Deno.test("one address may register a few people an hour", () => {
  const { clock, limits, allowed } = make();
  assert.equal(allowed(5, () => limits.registration("10.0.0.1")), 2);
  assert.equal(allowed(1, () => limits.registration("10.0.0.2")), 1);
  clock.ms += 30 * 60_000 + 1;
  assert.equal(allowed(5, () => limits.registration("10.0.0.1")), 1);
});
