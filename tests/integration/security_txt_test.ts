/** Where a hole in the server is told, over HTTP. */

import assert from "node:assert/strict";
import { type Fixture, startFixture } from "../support/fixture.ts";

const PATH = "/.well-known/security.txt";

async function withServer(
  env: Record<string, string>,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const fixture: Fixture = await startFixture({ env });
  try {
    await work(fixture.server.origin);
  } finally {
    await fixture.close();
  }
}

Deno.test("security.txt names the operator's contact, and is public, plain text", async () => {
  const env = {
    TW_SECURITY_CONTACT: "https://chat.example/security",
    TW_PUBLIC_ORIGIN: "https://chat.example",
  };
  await withServer(env, async (origin) => {
    const response = await fetch(origin + PATH);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
    const text = await response.text();
    const fields = text.trimEnd().split("\n").map((line) => line.split(": ") as [string, string]);
    const { Expires: expires, ...rest } = Object.fromEntries(fields);
    assert.deepEqual(rest, {
      "Contact": "https://chat.example/security",
      "Canonical": "https://chat.example/.well-known/security.txt",
    });
    assert.ok(Date.parse(expires!) > Date.now(), text);
    const head = await fetch(origin + PATH, { method: "HEAD" });
    assert.equal(head.status, 200);
    const other = await fetch(`${origin}/.well-known/change-password`);
    assert.equal(other.status, 404);
    await other.body?.cancel();
  });
});

Deno.test("without a contact there is no security.txt", async () => {
  await withServer({}, async (origin) => {
    const response = await fetch(origin + PATH);
    assert.equal(response.status, 404);
    assert.equal((await response.json()).error.kind, "not-found");
  });
});
