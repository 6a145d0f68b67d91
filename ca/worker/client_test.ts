import assert from "node:assert/strict";
import { join } from "node:path";
import { seedAuthority } from "../../tests/support/authorities.ts";
import { ADA, requestsFor } from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import { AUTHORITY_FILES, authorityDir } from "../files/authority_files.ts";
import { type AuthorityWorkerOptions, startAuthorityWorker } from "./client.ts";
import { fingerprintOf } from "../../x509/mod.ts";
import { parseRevocationList } from "../../x509/revocation_list.ts";

const optionsFor = (dataDir: string): AuthorityWorkerOptions => ({
  dataDir,
  organisation: "Example",
  publicOrigin: "http://localhost:8000",
  certificateDays: 90,
  crlHours: 24,
});

Deno.test("a new data folder gets an authority that a second start keeps", async () => {
  const dataDir = await Deno.makeTempDir();
  const first = await startAuthorityWorker(optionsFor(dataDir));
  const chain = await first.chain();
  const [sign, encrypt] = [await testKeys("adaSign"), await testKeys("adaEncrypt")];
  const issued = await first.issue(ADA, await requestsFor(sign, encrypt));
  await first.revokeAll(ADA.id, "superseded", [await fingerprintOf(issued.encrypt)]);
  const { number } = parseRevocationList(await first.crl());
  await first.close();

  const second = await startAuthorityWorker(optionsFor(dataDir));
  assert.deepEqual(await second.chain(), chain);
  const crl = parseRevocationList(await second.crl());
  assert.equal(crl.revoked.size, 1);
  assert.ok(crl.number > number);
  await assert.rejects(second.issue(ADA, await requestsFor(sign, encrypt)), {
    reason: "known-key",
  });
  await second.close();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("closing answers what was asked before it", async () => {
  const dataDir = await Deno.makeTempDir();
  await seedAuthority(dataDir);
  const authority = await startAuthorityWorker(optionsFor(dataDir));
  const requests = await requestsFor(await testKeys("adaSign"), await testKeys("adaEncrypt"));
  const issuing = authority.issue(ADA, requests);
  await authority.close();
  assert.ok((await issuing).sign.length > 0);
  assert.equal(await authority.state(), "down");
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("a broken file and a wrong setting stop the start with their message", async () => {
  const dataDir = await Deno.makeTempDir();
  await seedAuthority(dataDir);
  await assert.rejects(startAuthorityWorker({ ...optionsFor(dataDir), crlHours: 0 }), {
    kind: "invalid",
    field: "crlHours",
  });
  await Deno.writeTextFile(join(authorityDir(dataDir), AUTHORITY_FILES.issuingKey), "");
  await assert.rejects(startAuthorityWorker(optionsFor(dataDir)), {
    kind: "internal",
    message: /issuing\.key/,
  });
  await Deno.remove(dataDir, { recursive: true });
});
