import assert from "node:assert/strict";
import { endsSession, strategyFor } from "./strategy.ts";

const ORIGIN = "https://chat.example.org";

function of(path: string, { method = "GET", mode = "navigate" } = {}) {
  return strategyFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN);
}

Deno.test("what programs ask for goes to the server as if there were no worker", () => {
  for (const path of ["/api/login", "/ws", "/ca/crl.der", "/healthz", "/service-worker.js"]) {
    assert.equal(of(path, { mode: "cors" }), "pass", path);
    assert.equal(of(path), "pass", path);
  }
  assert.equal(of("/chat", { method: "POST" }), "pass");
  assert.equal(of("https://elsewhere.example/assets/a.js", { mode: "no-cors" }), "pass");
  assert.equal(of("/chat", { mode: "cors" }), "pass");
});

Deno.test("files with a hash come from the cache, other files from the server first", () => {
  assert.equal(of("/assets/islands/Chat-BPtlXgaI.js", { mode: "cors" }), "cache-first");
  for (const path of ["/icons/icon.svg", "/manifest.webmanifest"]) {
    assert.equal(of(path, { mode: "no-cors" }), "network-first", path);
  }
});

Deno.test("pages that open offline are kept, others are not", () => {
  for (const path of ["/chat", "/chat?from=app#c=x", "/help", "/about"]) {
    assert.equal(of(path), "cached-page", path);
  }
  for (const path of ["/", "/login", "/register", "/refused?reason=expired", "/chat/deeper"]) {
    assert.equal(of(path), "other-page", path);
  }
});

Deno.test("only logging out here ends the session here", () => {
  const asked = { method: "POST", mode: "cors", url: `${ORIGIN}/api/logout` };
  assert.equal(endsSession(asked, ORIGIN), true);
  assert.equal(endsSession({ ...asked, method: "GET" }, ORIGIN), false);
  assert.equal(endsSession({ ...asked, url: `${ORIGIN}/api/login` }, ORIGIN), false);
  assert.equal(
    endsSession({ ...asked, url: "https://elsewhere.example/api/logout" }, ORIGIN),
    false,
  );
});
