import assert from "node:assert/strict";
import { makeAuthority, makeForeignAuthority } from "../../tests/support/authorities.ts";
import {
  authorityUnder,
  certificateFrom,
  flipBit,
  TEST_TIME,
} from "../../tests/support/certificates.ts";
import { testKeys } from "../../tests/support/test_keys.ts";
import { checkAuthority } from "./authority_check.ts";
import { DAY_MS, ISSUING_DAYS } from "./profile.ts";

const { chain, signer, root } = await makeAuthority();
const foreign = await makeForeignAuthority();
const signers = { issuing: signer, root: root.signer };

Deno.test("an authority as it was made is taken, with and without its root key", async () => {
  await checkAuthority(chain, signers, TEST_TIME);
  await checkAuthority(chain, { issuing: signer }, TEST_TIME);
});

Deno.test("parts that do not fit together are refused by what is wrong", async () => {
  const refuses = (message: RegExp, ...[parts, keys, now]: Parameters<typeof checkAuthority>) =>
    assert.rejects(checkAuthority(parts, keys, now), { kind: "internal", message });
  const spare = await authorityUnder(root, await testKeys("spare"));
  const person = await certificateFrom({ ...root, organisation: "Example" });
  const late = new Date(TEST_TIME.getTime() + ISSUING_DAYS * DAY_MS);
  const early = new Date(TEST_TIME.getTime() - DAY_MS);

  const mixed = { root: foreign.chain.root, issuing: chain.issuing };
  await refuses(/issuing certificate is not signed by the root/, mixed, signers, TEST_TIME);
  const other = { root: chain.root, issuing: spare.certificate };
  await refuses(/issuing key does not belong/, other, signers, TEST_TIME);
  const wrongRoot = { issuing: signer, root: foreign.root.signer };
  await refuses(/root key does not belong/, chain, wrongRoot, TEST_TIME);
  const leaf = { root: chain.root, issuing: person };
  await refuses(/not the certificate of an authority/, leaf, signers, TEST_TIME);
  const flipped = { ...chain, root: flipBit(chain.root, chain.root.length * 8 - 1) };
  await refuses(/root certificate is not signed by itself/, flipped, signers, TEST_TIME);
  await refuses(
    /issuing certificate expired .* If the clock is wrong, set it\./,
    chain,
    signers,
    late,
  );
  await refuses(/certificate begins at .* a new one is needed .*\)\.$/, chain, signers, early);
});
