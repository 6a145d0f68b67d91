import assert from "node:assert/strict";
import { requestContext } from "../services.ts";
import { site } from "./site.ts";

const ORIGIN = "http://localhost:8000";
const INFO = { clientAddress: "192.0.2.7", isLocal: false };

function siteOver(pages: (request: Request) => Response) {
  return site({ pages, allowedOrigins: new Set([ORIGIN]), publicOrigin: () => ORIGIN });
}

Deno.test("the page is rendered with the nonce that the policy names", async () => {
  const fetch = siteOver((request) => new Response(requestContext(request).nonce));
  const response = await fetch(new Request(`${ORIGIN}/login`), INFO);
  const nonce = await response.text();
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.ok(policy.includes(`'nonce-${nonce}'`));
});

Deno.test("the page sees the peer's address and no header can change it", async () => {
  const fetch = siteOver((request) => new Response(requestContext(request).clientAddress));
  const forged = { "x-forwarded-for": "203.0.113.9", "forwarded": "for=203.0.113.9" };
  const response = await fetch(new Request(`${ORIGIN}/`, { headers: forged }), INFO);
  assert.equal(await response.text(), "192.0.2.7");
});

Deno.test("a foreign origin and a hidden path never reach the pages", async () => {
  const fetch = siteOver(() => assert.fail("reached the pages"));
  const post = new Request(`${ORIGIN}/api/rooms`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  assert.equal((await fetch(post, INFO)).status, 403);
  assert.equal((await fetch(new Request(`${ORIGIN}/.vite/manifest.json`), INFO)).status, 404);
});

Deno.test("refusals carry the security headers too", async () => {
  const fetch = siteOver(() => new Response("x"));
  const response = await fetch(new Request(`${ORIGIN}/x`, { method: "DELETE" }), INFO);
  assert.equal(response.status, 403);
  assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/);
});

Deno.test("a host that is not ours reaches no header of the answer", async () => {
  const fetch = siteOver(() => new Response("x"));
  for (const host of ["evil.example", "localhost:8001", "localhost", "192.0.2.1:8000"]) {
    const { headers } = await fetch(new Request(`http://${host}/login`), INFO);
    const all = [...headers].flat().join(" ");
    assert.ok(!all.includes(`//${host} `) && !all.includes(`//${host};`), `${host}: ${all}`);
    assert.match(
      headers.get("content-security-policy")!,
      /connect-src 'self' ws:\/\/localhost:8000;/,
    );
  }
});

Deno.test("behind a proxy that ends TLS the policy names the socket as browsers open it", async () => {
  const origins = new Set(["http://127.0.0.1:8000", "https://chat.example.org"]);
  const fetch = site({
    pages: () => new Response("x"),
    allowedOrigins: origins,
    publicOrigin: () => "https://chat.example.org",
  });
  const policy = async (url: string) =>
    (await fetch(new Request(url), INFO)).headers.get("content-security-policy")!;
  assert.match(await policy("http://chat.example.org/login"), / wss:\/\/chat\.example\.org;/);
  assert.match(await policy("http://127.0.0.1:8000/login"), / ws:\/\/127\.0\.0\.1:8000;/);
});
