import assert from "node:assert/strict";
import { isAllowedOrigin, ownOrigins, refuseForeignOrigin } from "./origin.ts";

const ALLOWED = new Set(["https://chat.example.org"]);

function request(method: string, origin?: string): Request {
  return new Request("https://chat.example.org/api/x", {
    method,
    headers: origin === undefined ? {} : { origin },
  });
}

for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
  Deno.test(`${method} passes from our own page only`, async () => {
    assert.equal(refuseForeignOrigin(request(method, "https://chat.example.org"), ALLOWED), null);
    for (
      const origin of [
        undefined,
        "null",
        "https://evil.example",
        "http://chat.example.org",
        "https://chat.example.org:8443",
        "https://chat.example.org.evil.example",
        "https://chat.example.org/",
      ]
    ) {
      const refusal = refuseForeignOrigin(request(method, origin), ALLOWED);
      assert.equal(refusal?.status, 403, `${origin} must be refused`);
      const body = await refusal?.json();
      assert.equal(body.error.kind, "origin");
      assert.equal(typeof body.error.message, "string");
    }
  });
}

Deno.test("reading needs no origin", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    assert.equal(refuseForeignOrigin(request(method), ALLOWED), null);
  }
});

Deno.test("an upgrade without an origin is not allowed", () => {
  assert.equal(isAllowedOrigin(undefined, ALLOWED), false);
  assert.equal(isAllowedOrigin("null", new Set(["null"])), false);
  assert.equal(isAllowedOrigin("https://chat.example.org", ALLOWED), true);
});

Deno.test("a loopback server is known under each loopback name, with its own port", () => {
  assert.deepEqual([...ownOrigins("http://localhost:8000")], [
    "http://localhost:8000",
    "http://127.0.0.1:8000",
    "http://[::1]:8000",
  ]);
  assert.deepEqual([...ownOrigins("https://chat.example.org")], ["https://chat.example.org"]);
});
