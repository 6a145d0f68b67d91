import assert from "node:assert/strict";
import { makeAuthority } from "../tests/support/authorities.ts";
import { authorityUnder, certificateFrom } from "../tests/support/certificates.ts";
import { testKeys } from "../tests/support/test_keys.ts";
import { parseCertificate } from "./certificate.ts";
import { buildPaths, MAX_PATHS } from "./path_builder.ts";

const authority = await makeAuthority();
const root = parseCertificate(authority.chain.root);

Deno.test("a path is found among certificates in any order", async () => {
  const leaf = parseCertificate(await certificateFrom(authority));
  const issuing = parseCertificate(authority.chain.issuing);
  const other = parseCertificate(
    (await authorityUnder(authority.root, await testKeys("spare"))).certificate,
  );
  assert.deepEqual(buildPaths(leaf, [other, issuing], root), [[root, issuing, leaf]]);
});

Deno.test("no more paths than the bound are tried", async () => {
  const leaf = parseCertificate(await certificateFrom(authority));
  const copies = Array.from({ length: 40 }, () => parseCertificate(authority.chain.issuing));
  assert.equal(buildPaths(leaf, copies, root).length, MAX_PATHS);
});
