import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { certificateFingerprint } from "../../client/window/fingerprint.ts";
import { makeAuthority } from "../../tests/support/authorities.ts";
import { certificatePem } from "./authority_files.ts";
import { authorityFacts } from "./authority_facts.ts";

Deno.test("server and page say the same fingerprint of the root, and it is openssl's", async () => {
  const { chain: { root } } = await makeAuthority();
  const facts = await authorityFacts(root);
  const pairs = createHash("sha256").update(root).digest("hex").toUpperCase().match(/../g);
  assert.equal(facts.sha256, pairs?.join(":"));
  assert.equal(await certificateFingerprint(await certificatePem(root).text()), facts.sha256);
  assert.match(facts.name, /CN=/);
});
