import assert from "node:assert/strict";
import { securityTxt } from "./security_txt.ts";

const contact = "mailto:security@chat.example";
const nowMs = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
const YEAR_MS = 365 * 86_400_000;

Deno.test("the file names contact, end and its own address, a line each", async () => {
  const response = securityTxt({ contact, publicOrigin: "https://chat.example", nowMs });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(
    await response.text(),
    "Contact: mailto:security@chat.example\n" +
      "Expires: 2027-05-29T00:00:00Z\n" +
      "Canonical: https://chat.example/.well-known/security.txt\n",
  );
});

Deno.test("it always ends later than now, and within a year", async () => {
  for (const now of [nowMs, nowMs + 1, nowMs + YEAR_MS]) {
    const text = await securityTxt({ contact, publicOrigin: "https://a.example", nowMs: now })
      .text();
    const expires = Date.parse(/^Expires: (.*)$/m.exec(text)![1]!);
    assert.ok(expires > now && expires < now + YEAR_MS, text);
  }
});

Deno.test("without https there is no address of its own, as it would have to be one", async () => {
  const text = await securityTxt({ contact, publicOrigin: "http://localhost:8000", nowMs }).text();
  assert.doesNotMatch(text, /Canonical/);
});
