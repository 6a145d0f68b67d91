import assert from "node:assert/strict";
import { isOperator, type OperatorRules } from "./operator.ts";

const TOKEN = "a-token-of-thirty-two-characters";
const DIRECT: OperatorRules = { token: undefined, mayHideBehindProxy: false };

function asks(authorization: string | null, isLocal: boolean, rules: Partial<OperatorRules> = {}) {
  return isOperator({ authorization, isLocal }, { ...DIRECT, ...rules });
}

Deno.test("whoever asks on this machine is the operator, and nobody else without a token", () => {
  assert.equal(asks(null, true), true);
  assert.equal(asks(null, false), false);
  assert.equal(asks(`Bearer ${TOKEN}`, false), false, "no token is set");
  assert.equal(asks("Bearer undefined", false), false);
});

Deno.test("where a proxy may be in between, this machine's address proves nothing", () => {
  assert.equal(asks(null, true, { mayHideBehindProxy: true }), false);
  assert.equal(asks(`Bearer ${TOKEN}`, true, { mayHideBehindProxy: true, token: TOKEN }), true);
});

Deno.test("the token is the whole token", () => {
  const ok = (authorization: string | null) => asks(authorization, false, { token: TOKEN });
  assert.equal(ok(`Bearer ${TOKEN}`), true);
  assert.equal(ok(`bearer  ${TOKEN}`), true);
  const bad = [null, "", "Bearer", "Bearer ", TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`];
  for (const one of [...bad, `Bearer ${TOKEN.slice(1)}`, `Bearer ${TOKEN} x`]) {
    assert.equal(ok(one), false, String(one));
  }
});
