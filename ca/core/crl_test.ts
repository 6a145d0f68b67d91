import assert from "node:assert/strict";
import { makeAuthority } from "../../tests/support/authorities.ts";
import { TEST_TIME } from "../../tests/support/certificates.ts";
import { writeTbsCrl } from "../../tests/support/x509/crl_writer.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { parseRevocationList, REVOCATION_REASONS } from "../../x509/revocation_list.ts";
import { type CrlTemplate, lintCrl, type ListedReason, makeCrl, type Revocation } from "./crl.ts";
import { DAY_MS } from "./profile.ts";

const { certificate, chain, signer } = await makeAuthority();
const later = new Date(TEST_TIME.getTime() + DAY_MS);
const { unspecified: _, ...listed } = REVOCATION_REASONS;
const revoked = Object.keys(listed).map((reason, index): Revocation => ({
  serial: `4${index}${"0".repeat(30)}`,
  date: new Date(TEST_TIME.getTime() - index * DAY_MS),
  reason: reason as ListedReason,
}));
const template: CrlTemplate = {
  issuer: parseCertificate(certificate),
  number: 4711n,
  thisUpdate: TEST_TIME,
  nextUpdate: later,
  revoked,
};

const CASES: [string, Partial<CrlTemplate>][] = [
  ["with every reason", {}],
  ["that is empty", { revoked: [] }],
  ["with a number whose first bit is set", { number: 128n }],
  ["of the next half century", { nextUpdate: new Date("2051-01-01T00:00:00Z") }],
];

for (const [what, changes] of CASES) {
  Deno.test(`an independent writer makes the same bytes for a list ${what}`, async () => {
    const wanted = { ...template, ...changes };
    const { tbs } = parseRevocationList(await makeCrl(wanted, signer));
    assert.equal(tbs.toHex(), (await writeTbsCrl(wanted)).toHex());
  });
}

Deno.test("a list that lists a serial twice is not made", async () => {
  const twice = { ...template, revoked: [revoked[0]!, revoked[0]!] };
  await assert.rejects(makeCrl(twice, signer));
});

const [first, ...rest] = revoked;
const FAULTS: [string, Partial<CrlTemplate>][] = [
  ["another issuer", { issuer: parseCertificate(chain.root) }],
  ["another number", { number: 4712n }],
  ["another beginning", { thisUpdate: later }],
  ["another end", { nextUpdate: TEST_TIME }],
  ["a serial too few", { revoked: rest }],
  ["a serial too many", { revoked: [...revoked, { ...first!, serial: "7f" }] }],
  ["another serial", { revoked: [...rest, { ...first!, serial: "7f" }] }],
  ["another reason", { revoked: [...rest, { ...first!, reason: "aACompromise" }] }],
  ["another date", { revoked: [...rest, { ...first!, date: later }] }],
];

for (const [what, changes] of FAULTS) {
  Deno.test(`a list with ${what} than asked for is not signed`, async () => {
    const tbs = await writeTbsCrl({ ...template, ...changes });
    assert.throws(() => lintCrl(tbs, template), { kind: "internal" });
    lintCrl(await writeTbsCrl(template), template);
  });
}
