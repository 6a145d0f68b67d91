import assert from "node:assert/strict";
import { unsupported } from "./unsupported.ts";

const WHOLE = { isSecureContext: true, crypto: { subtle: {} }, indexedDB: {}, WebSocket: {} };

Deno.test("a current browser on a secure page can take part", () => {
  assert.equal(unsupported(WHOLE), undefined);
});

Deno.test("a plain http page is told to use https", () => {
  assert.match(unsupported({ ...WHOLE, isSecureContext: false, crypto: {} })!, /https/);
  assert.match(unsupported({ ...WHOLE, crypto: {} })!, /https/);
});

Deno.test("a browser that keeps nothing is told so", () => {
  assert.match(unsupported({ ...WHOLE, indexedDB: null })!, /keep your keys/);
});

Deno.test("a browser without sockets is too old", () => {
  assert.match(unsupported({ ...WHOLE, WebSocket: undefined })!, /too old/);
});
