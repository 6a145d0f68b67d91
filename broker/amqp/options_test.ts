import assert from "node:assert/strict";
import { resolveOptions } from "./options.ts";

const options = { url: "amqp://localhost", shards: 4, log: () => {} };

Deno.test("what is not given has a default, what is given stays", () => {
  const resolved = resolveOptions({ ...options, prefetch: 7 });
  assert.equal(resolved.prefetch, 7);
  assert.equal(resolved.deliveryLimit, 20);
  assert.equal(resolved.namespace, "tw");
});

Deno.test("numbers that make no sense are named", () => {
  for (const name of ["shards", "confirmTimeoutMs", "heartbeatS", "deliveryLimit"]) {
    assert.throws(() => resolveOptions({ ...options, [name]: 0 }), new RegExp(`as ${name} must`));
  }
  assert.throws(() => resolveOptions({ ...options, shards: 1.5 }), RangeError);
});
