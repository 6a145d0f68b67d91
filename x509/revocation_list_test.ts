import assert from "node:assert/strict";
import { makeAuthority } from "../tests/support/authorities.ts";
import { crlFrom, TEST_TIME } from "../tests/support/certificates.ts";
import { writeSigned } from "../tests/support/x509/certificate_writer.ts";
import { writeTbsCrl } from "../tests/support/x509/crl_writer.ts";
import { extension } from "../tests/support/x509/extension_writer.ts";
import { parseCertificate } from "./certificate.ts";
import { DerError } from "./der_tags.ts";
import { integer } from "./der_writer.ts";
import { ExtensionId } from "./oids.ts";
import { parseRevocationList, type RevocationReason } from "./revocation_list.ts";

const authority = await makeAuthority();

Deno.test("a revocation list comes back as it was written", async () => {
  const reasons: RevocationReason[] = ["unspecified", "keyCompromise", "cessationOfOperation"];
  const revoked = reasons.map((reason, index) => ({
    serial: `4${index}`.padEnd(32, "0"),
    date: TEST_TIME,
    reason,
  }));
  const list = parseRevocationList(await crlFrom(authority, { number: 4711n, revoked }));
  assert.equal(list.number, 4711n);
  assert.deepEqual(
    [...list.revoked],
    revoked.map(({ serial, date, reason }) => [serial, { date, reason }]),
  );
  assert.ok(list.thisUpdate < TEST_TIME && list.nextUpdate > TEST_TIME);
});

Deno.test("an empty revocation list is read", async () => {
  assert.equal(parseRevocationList(await crlFrom(authority)).revoked.size, 0);
});

Deno.test("a serial that is listed twice is refused", async () => {
  const entry = { serial: "4a", date: TEST_TIME, reason: "superseded" } as const;
  const der = await crlFrom(authority, { revoked: [entry, entry] });
  assert.throws(() => parseRevocationList(der), DerError);
});

Deno.test("a second number is refused", async () => {
  const second = extension(ExtensionId.CRL_NUMBER, integer(2));
  const der = await crlFrom(authority, { extensions: [second] });
  assert.throws(() => parseRevocationList(der), DerError);
});

Deno.test("a delta list is refused by its critical indicator", async () => {
  const indicator = extension("2.5.29.27", integer(1), true);
  const tbs = await writeTbsCrl({
    issuer: parseCertificate(authority.certificate),
    number: 2n,
    thisUpdate: TEST_TIME,
    nextUpdate: TEST_TIME,
    revoked: [],
  }, [indicator]);
  assert.throws(() => parseRevocationList(writeSigned(tbs, new Uint8Array(384))), {
    reason: "unknown-critical-extension",
  });
});
