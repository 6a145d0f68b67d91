import assert from "node:assert/strict";
import { PATH_REASONS } from "../../x509/reasons.ts";
import { refusalOf } from "./sign_in.ts";

Deno.test("every path reason has a sign-in reason", () => {
  const byRefusal = Object.groupBy(PATH_REASONS, refusalOf);
  assert.deepEqual(byRefusal["issuer-unknown"], ["issuer-unknown", "name-chaining", "signature"]);
  assert.deepEqual(byRefusal["wrong-usage"], [
    "ca-flagged-leaf",
    "key-usage",
    "extended-key-usage",
  ]);
  for (const own of ["expired", "not-yet-valid", "revoked", "wrong-person", "malformed"] as const) {
    assert.deepEqual(byRefusal[own], [own]);
  }
  assert.ok(byRefusal.unacceptable?.includes("crl-stale"));
});
