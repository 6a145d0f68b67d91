import assert from "node:assert/strict";
import { contentSecurityPolicy, newNonce, withSecurityHeaders } from "./security_headers.ts";

const PLAIN = {
  nonce: "bm9uY2U=",
  url: new URL("http://localhost:8000/chat"),
  origin: "http://localhost:8000",
};
const TLS = {
  nonce: "bm9uY2U=",
  url: new URL("https://chat.example.org/chat"),
  origin: "https://chat.example.org",
};

Deno.test("each nonce is new and has 128 bits", () => {
  const nonces = new Set(Array.from({ length: 100 }, newNonce));
  assert.equal(nonces.size, 100);
  for (const nonce of nonces) assert.equal(atob(nonce).length, 16);
});

Deno.test("the policy allows no inline code, no eval and no other host", () => {
  const policy = contentSecurityPolicy(TLS);
  assert.doesNotMatch(policy, /unsafe|\*|strict-dynamic/);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'nonce-bm9uY2U='(;|$)/);
  assert.match(policy, /frame-ancestors 'none'/);
  const hosts = policy.match(/[a-z]+:\/\/\S+?(?=;|\s|$)/g);
  assert.deepEqual(hosts, ["wss://chat.example.org"]);
});

Deno.test("over plain HTTP the page may open ws: to its own host, and HSTS is not sent", () => {
  const { headers } = withSecurityHeaders(new Response("x"), PLAIN);
  assert.match(
    headers.get("content-security-policy") ?? "",
    /connect-src 'self' ws:\/\/localhost:8000;/,
  );
  assert.equal(headers.has("strict-transport-security"), false);
});

Deno.test("over TLS HSTS is sent", () => {
  const { headers } = withSecurityHeaders(new Response("x"), TLS);
  assert.equal(headers.get("strict-transport-security"), "max-age=31536000");
});

Deno.test("the other protections are on every answer", () => {
  const { headers } = withSecurityHeaders(Response.json({}), PLAIN);
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
  assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
  assert.match(headers.get("permissions-policy") ?? "", /camera=\(\)/);
});

function cacheControl(path: string, response: Response): string | null {
  const url = new URL(path, "http://localhost:8000");
  const options = { nonce: "x", url, origin: url.origin };
  return withSecurityHeaders(response, options).headers.get("cache-control");
}

Deno.test("hashed assets are kept, static files asked for again, pages not stored", () => {
  const file = () => new Response("x", { headers: { etag: '"1"' } });
  assert.equal(cacheControl("/assets/a-1.js", file()), "public, max-age=31536000, immutable");
  assert.equal(cacheControl("/styles/main.css", file()), "no-cache");
  assert.equal(cacheControl("/chat", new Response("<html>")), "no-store");
});

Deno.test("a missing asset is not kept", () => {
  assert.equal(cacheControl("/assets/gone.js", new Response("", { status: 404 })), "no-store");
});

Deno.test("an answer may bring its own cache policy", () => {
  const crl = new Response("x", { headers: { "cache-control": "max-age=60" } });
  assert.equal(cacheControl("/ca/crl.der", crl), "max-age=60");
});

Deno.test("every cookie of the answer is kept", () => {
  const response = new Response("x");
  response.headers.append("set-cookie", "a=1");
  response.headers.append("set-cookie", "b=2");
  assert.deepEqual(withSecurityHeaders(response, PLAIN).headers.getSetCookie(), ["a=1", "b=2"]);
});
