import assert from "node:assert/strict";
import { openMemoryAuthority } from "../../tests/support/authorities.ts";
import { ADA } from "../../tests/support/certificates.ts";
import { remoteAuthority } from "./remote.ts";
import { serveRequest } from "./service.ts";

const subject = { id: ADA.id, uid: "ada", fullName: "Ada", mail: "ada@example.org" };
const MALFORMED: [string, unknown][] = [
  ["method", undefined],
  ["method", "chain"],
  ["method", []],
  ["method", { method: "chain" }],
  ["method", { method: "close", params: {} }],
  ["method", { method: "toString", params: {} }],
  ["method", { method: "__proto__", params: {} }],
  ["csrs", { method: "issue", params: { subject } }],
  ["subject", { method: "issue", params: { csrs: {} } }],
  ["uid", { method: "issue", params: { subject: { ...subject, uid: "*" }, csrs: {} } }],
  ["csrs.sign", { method: "issue", params: { subject, csrs: { sign: "a+b=" } } }],
  ["subject", { method: "verifySignIn", params: {} }],
  ["certificate", { method: "verifySignIn", params: { subject: ADA.id, certificate: 1 } }],
  ["reason", { method: "revokeAll", params: { subject: ADA.id, reason: "whim", keep: [] } }],
  ["keep", { method: "revokeAll", params: { subject: ADA.id, reason: "superseded", keep: [1] } }],
];

for (const [field, request] of MALFORMED) {
  Deno.test(`a request like ${JSON.stringify(request)?.slice(0, 70)} is refused`, async () => {
    const { authority } = await openMemoryAuthority();
    const response = await serveRequest(authority, request);
    assert.ok(!response.ok);
    assert.deepEqual([response.problem.kind, response.problem.field], ["invalid", field]);
    await authority.close();
  });
}

Deno.test("an unexpected error is told to the log and not to the asker", async () => {
  const { authority } = await openMemoryAuthority({
    signer: () => Promise.reject(new Error("secret detail")),
  });
  const logged: unknown[] = [];
  const request = { method: "crl", params: {} };
  const response = await serveRequest(authority, request, (error) => logged.push(error));
  assert.ok(!response.ok && response.problem.kind === "internal");
  assert.ok(!JSON.stringify(response).includes("secret detail"));
  assert.match(String(logged[0]), /secret detail/);
  await authority.close();
});

Deno.test("an answer that is none is an error, and down for the state", async () => {
  for (const answer of [undefined, null, {}, "up"]) {
    const remote = remoteAuthority({
      call: () => Promise.resolve(answer),
      close: () => Promise.resolve(),
    });
    await assert.rejects(remote.crl(), { kind: "internal" });
    assert.equal(await remote.state(), "down");
  }
});
