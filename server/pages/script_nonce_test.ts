import assert from "node:assert/strict";
import { withScriptNonce } from "./script_nonce.ts";

const NONCE = "c2VjcmV0LW5vbmNl";

function html(body: string, init: ResponseInit = {}): Response {
  return new Response(body, {
    ...init,
    headers: { "content-type": "text/html; charset=utf-8", ...init.headers },
  });
}

Deno.test("the inline module script in the head gets the nonce", async () => {
  const page = `<html><head><script type="module">boot()</script></head><body></body></html>`;
  const answer = await withScriptNonce(html(page), NONCE);
  assert.equal(
    await answer.text(),
    `<html><head><script type="module" nonce="${NONCE}">boot()</script></head><body></body></html>`,
  );
});

Deno.test("a script in the body gets no nonce", async () => {
  const page = `<html><head></head><body><script type="module">evil()</script></body></html>`;
  assert.equal(await (await withScriptNonce(html(page), NONCE)).text(), page);
});

Deno.test("a document without a head gets no nonce", async () => {
  const page = `<script type="module">evil()</script>`;
  assert.equal(await (await withScriptNonce(html(page), NONCE)).text(), page);
});

Deno.test("status and headers are kept, the stale length is not", async () => {
  const answer = await withScriptNonce(
    html("<head></head>", { status: 404, headers: { "content-length": "13", "x-kept": "yes" } }),
    NONCE,
  );
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get("x-kept"), "yes");
  assert.equal(answer.headers.has("content-length"), false);
});

Deno.test("an answer that is not HTML is handed back untouched", async () => {
  const json = Response.json({ text: `<head><script type="module"></head>` });
  assert.equal(await withScriptNonce(json, NONCE), json);
});

Deno.test("an answer without a body is handed back untouched", async () => {
  const redirect = new Response(null, { status: 302, headers: { "content-type": "text/html" } });
  assert.equal(await withScriptNonce(redirect, NONCE), redirect);
});
