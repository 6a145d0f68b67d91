import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { fingerprintOf } from "../../e2ee/keys.ts";
import { openMemoryAuthority } from "../../tests/support/authorities.ts";
import { ADA, requestsFor } from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import { aboutView } from "./about.ts";
import { certificateDetails } from "./details.ts";

Deno.test("what is shown of certificates is what another program reads in them", async () => {
  const { authority, issuer } = await openMemoryAuthority();
  const keys = await testKeys("adaSign");
  const { sign } = await authority.issue(
    ADA,
    await requestsFor(keys, await testKeys("adaEncrypt")),
  );
  const { root } = issuer.chain;
  await authority.close();
  const [theirs, theRoot] = [new X509Certificate(sign), new X509Certificate(root)];

  const shown = certificateDetails(sign, await fingerprintOf(sign));
  assert.equal(shown.sha256, theirs.fingerprint256);
  assert.equal(shown.serial.replaceAll(":", ""), theirs.serialNumber.toUpperCase());
  assert.equal(shown.notBefore, theirs.validFromDate.toISOString());
  assert.equal(shown.notAfter, theirs.validToDate.toISOString());
  assert.match(shown.subject, /CN=ada/);

  const about = aboutView(
    { root, fingerprint: await fingerprintOf(root) },
    { certificate: sign, fingerprint: await fingerprintOf(sign) },
  );
  assert.equal(about.authority, theRoot.fingerprint256);
  assert.equal(about.certificate, theirs.fingerprint256);
  assert.equal(about.certificateNotAfter, theirs.validToDate.toISOString());
});
