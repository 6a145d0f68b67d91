// Needs the build, which `deno task ok` makes before it runs this.
import assert from "node:assert/strict";
import { provideServices, type Services, setRequestContext } from "../services.ts";
import { loadPages } from "./load.ts";

const ORIGIN = "http://localhost:8000";
const NONCE = "dGVzdC1ub25jZQ==";

/** A visitor without a session; nothing here may go wrong on the server's side. */
provideServices({
  sessionOf: () => Promise.resolve(undefined),
  reportError: (error, where) => assert.fail(`${where}: ${error}`),
} as Partial<Services> as Services);

async function answer(path: string, headers: HeadersInit = {}): Promise<Response> {
  const request = new Request(ORIGIN + path, { headers });
  setRequestContext(request, { clientAddress: "192.0.2.1", isLocal: false, nonce: NONCE });
  return await (await loadPages()).fetch(request);
}

Deno.test("the request context reaches the built pages with the very request object", async () => {
  const request = new Request(`${ORIGIN}/login`);
  await assert.rejects((await loadPages()).fetch(request), /Cannot find the context/);
  assert.equal((await answer("/login")).status, 200);
});

Deno.test("the scripts of a built page have the nonce or are files of ours", async () => {
  const html = await (await answer("/login", { accept: "text/html" })).text();
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  assert.ok(scripts.length > 0, "the page has no script: it cannot have an island");
  for (const script of scripts) {
    assert.match(script, new RegExp(`nonce="${NONCE}"|src="/assets/`));
  }
});

Deno.test("an unknown address is a page for people and a problem for programs", async () => {
  const page = await answer("/no-such-page", { accept: "text/html" });
  assert.equal(page.status, 404);
  assert.match(await page.text(), /<h1[^>]*>Page not found<\/h1>/);
  const problem = await answer("/no-such-page");
  assert.equal(problem.status, 404);
  assert.equal((await problem.json()).error.kind, "not-found");
});

Deno.test("the build's own manifest is not among the files that are served", async () => {
  const response = await answer("/.vite/manifest.json");
  assert.equal(response.status, 404);
  await response.body?.cancel();
});
