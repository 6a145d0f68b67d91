import assert from "node:assert/strict";
import type { SignInRefusal } from "../../ca/port.ts";
import { refusal, REFUSAL_REASONS } from "./refusals.ts";

// Fails to compile when the authority learns a reason that is missing here.
const REASONS: Record<SignInRefusal, true> = {
  "malformed": true,
  "issuer-unknown": true,
  "not-yet-valid": true,
  "expired": true,
  "revoked": true,
  "wrong-usage": true,
  "wrong-person": true,
  "unacceptable": true,
  "proof-failed": true,
};

Deno.test("every reason of the authority has words of its own, and no other has", () => {
  assert.deepEqual(REFUSAL_REASONS.toSorted(), Object.keys(REASONS).toSorted());
});

for (const reason of [null, "", "<b>", "toString", "__proto__", "revoked "]) {
  Deno.test(`the reason ${JSON.stringify(reason)} is not repeated`, () => {
    assert.equal(refusal(reason).reason, undefined);
    assert.match(refusal(reason).what, /refused/);
  });
}
