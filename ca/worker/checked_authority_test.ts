import assert from "node:assert/strict";
import { openMemoryAuthority } from "../../tests/support/authorities.ts";
import { ADA } from "../../tests/support/certificates.ts";
import { checkedAuthority } from "./checked_authority.ts";

const subject = { id: ADA.id, uid: "ada", fullName: "Ada", mail: "ada@example.org" };
const bytes = new Uint8Array(1);
const proof = { subject: ADA.id, certificate: bytes, challenge: bytes, signature: bytes };
const MALFORMED: [field: string, method: string, ...args: unknown[]][] = [
  ["subject", "issue"],
  ["subject", "issue", [], {}],
  ["id", "issue", { ...subject, id: "ada" }, {}],
  ["uid", "issue", { ...subject, uid: "a\u202e" }, {}],
  ["fullName", "issue", { ...subject, fullName: undefined }, {}],
  ["mail", "issue", { ...subject, mail: 1 }, {}],
  ["csrs", "issue", subject],
  ["csrs.sign", "issue", subject, { sign: "a+b=" }],
  ["csrs.encrypt", "issue", subject, { sign: bytes, encrypt: [1] }],
  ["proof", "verifySignIn", null],
  ["subject", "verifySignIn", {}],
  ["certificate", "verifySignIn", { ...proof, certificate: 1 }],
  ["challenge", "verifySignIn", { ...proof, challenge: "AQ" }],
  ["signature", "verifySignIn", { ...proof, signature: undefined }],
  ["subject", "revokeAll", "ada", "superseded"],
  ["reason", "revokeAll", ADA.id, "whim"],
  ["keep", "revokeAll", ADA.id, "superseded", [1]],
  ["keep", "revokeAll", ADA.id, "superseded", "all"],
];

for (const [field, method, ...args] of MALFORMED) {
  const given = JSON.stringify(args).slice(0, 70);
  Deno.test(`${method} with ${given} is refused for its ${field}`, async () => {
    const { authority } = await openMemoryAuthority();
    const calls = checkedAuthority(authority) as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    await assert.rejects(calls[method]!(...args), { name: "AppError", kind: "invalid", field });
    await authority.close();
  });
}

Deno.test("revoking needs no list of what to keep", async () => {
  const { authority } = await openMemoryAuthority();
  assert.deepEqual(await checkedAuthority(authority).revokeAll(ADA.id, "superseded"), []);
  await authority.close();
});
