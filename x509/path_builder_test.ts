import assert from "node:assert/strict";
import { makeAuthority } from "../tests/support/authorities.ts";
import { authorityUnder, certificateFrom } from "../tests/support/certificates.ts";
import { testKeys } from "../tests/support/test_keys.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
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

Deno.test("certificates that lead nowhere cost their links, however many share one name", async () => {
  const leaf = parseCertificate(await certificateFrom(authority));
  // Each may have issued every other, by name and without key identifiers, and none the anchor's.
  const lone = await authorityUnder(authority, await testKeys("spare"), {
    subjectName: parseCertificate(authority.chain.issuing).subject,
    extensions: { subjectKeyIdentifier: null, authorityKeyIdentifier: null },
  });
  const tangle = Array.from({ length: 400 }, () => parseCertificate(lone.certificate));
  const looked = counted(tangle);
  const work = { steps: 0 };
  assert.deepEqual(buildPaths(leaf, looked.certificates, root, work), []);
  assert.ok(looked.reads() < 10 * tangle.length, `${looked.reads()} looks at extensions`);
  assert.ok(work.steps <= tangle.length, `${work.steps} steps`);
});

Deno.test("however many of one name the anchor issued, the ways up end with the bound of paths", async () => {
  const issuing = parseCertificate(authority.chain.issuing);
  const named = { subjectName: root.subject, issuerName: root.subject };
  const bare = { extensions: { subjectKeyIdentifier: null, authorityKeyIdentifier: null } };
  const one = await authorityUnder(authority.root, await testKeys("spare"), { ...named, ...bare });
  const leaf = parseCertificate(
    await certificateFrom(authority, {
      issuerName: root.subject,
      extensions: { authorityKeyIdentifier: null },
    }),
  );
  for (const count of [50, 500]) {
    const tangle = Array.from({ length: count }, () => parseCertificate(one.certificate));
    const work = { steps: 0 };
    const paths = buildPaths(leaf, [issuing, ...tangle], root, work);
    assert.equal(paths.length, MAX_PATHS);
    assert.ok(work.steps <= count * MAX_PATHS, `${work.steps} steps among ${count}`);
  }
});

Deno.test("a path is found beside hundreds that lead nowhere", async () => {
  const leaf = parseCertificate(await certificateFrom(authority));
  const issuing = parseCertificate(authority.chain.issuing);
  const lone = await authorityUnder(authority, await testKeys("spare"), {
    subjectName: issuing.subject,
    extensions: { subjectKeyIdentifier: null, authorityKeyIdentifier: null },
  });
  const tangle = Array.from({ length: 400 }, () => parseCertificate(lone.certificate));
  const paths = buildPaths(leaf, [...tangle, issuing], root);
  assert.ok(paths.some((path) => path.length === 3 && path[1] === issuing));
});

/** The certificates, with a count of how often the extensions of any of them are looked at. */
function counted(originals: readonly Certificate[]) {
  let reads = 0;
  const certificates = originals.map((original) => ({
    ...original,
    get extensions() {
      reads++;
      return original.extensions;
    },
  }));
  return { certificates, reads: () => reads };
}
