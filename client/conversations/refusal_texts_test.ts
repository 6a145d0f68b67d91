import assert from "node:assert/strict";
import { ENVELOPE_REFUSALS } from "../../e2ee/envelope_open.ts";
import { changeRefusalText, refusalText } from "./refusal_texts.ts";

const ROOM_RULE = refusalText("no-change", "");

Deno.test("every reason an envelope is refused for has words of its own", () => {
  for (const reason of ENVELOPE_REFUSALS) {
    assert.notEqual(refusalText(reason, ""), ROOM_RULE, reason);
  }
});

Deno.test("a certificate's own reason is told", () => {
  assert.match(refusalText("certificate", "revoked: at noon"), /withdrawn/);
  assert.match(refusalText("certificate", "weak-key: 1024 bits"), /does not hold/);
});

Deno.test("a refused change of a room is not called a message", () => {
  for (const reason of ENVELOPE_REFUSALS) {
    assert.doesNotMatch(changeRefusalText(reason, "revoked"), /this message/i, reason);
  }
});
