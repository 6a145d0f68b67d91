/** Authorities for tests, as the program makes them, in memory and in a data folder. */

import { type AuthorityOptions, IssuingAuthority } from "../../ca/core/authority.ts";
import { makeAuthorityCertificates } from "../../ca/core/authority_certificates.ts";
import { makeFolderAtOnce } from "../../ca/files/atomic_folder.ts";
import { AUTHORITY_FILES, authorityDir } from "../../ca/files/authority_files.ts";
import { toPem } from "../../ca/files/pem.ts";
import { signerOf } from "../../ca/files/signer.ts";
import { SqliteAuthorityStore } from "../../ca/files/sqlite_store.ts";
import { systemRandom } from "../../e2ee/environment.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import { TEST_TIME, type TestIssuer } from "./certificates.ts";
import { type TestKeys, testKeys } from "./test_keys.ts";

export interface TestAuthority extends TestIssuer {
  chain: { root: Bytes; issuing: Bytes };
  /** The root, to issue other authorities from. */
  root: TestIssuer;
}

interface AuthorityOverrides {
  organisation?: string;
  rootKeys?: TestKeys;
  issuingKeys?: TestKeys;
  now?: Date;
}

/** A root and an issuing authority under it, as the program makes them. */
export async function makeAuthority(overrides: AuthorityOverrides = {}): Promise<TestAuthority> {
  const { organisation = "Example", now = TEST_TIME } = overrides;
  const rootKeys = overrides.rootKeys ?? await testKeys("root");
  const issuingKeys = overrides.issuingKeys ?? await testKeys("issuing");
  const rootSigner = await signerOf(rootKeys.pkcs8);
  const chain = await makeAuthorityCertificates({
    organisation,
    rootSpki: rootKeys.spki,
    issuingSpki: issuingKeys.spki,
    signer: rootSigner,
    clock: () => now,
    random: systemRandom,
  });
  return {
    organisation,
    chain,
    certificate: chain.issuing,
    signer: await signerOf(issuingKeys.pkcs8),
    root: { organisation, certificate: chain.root, signer: rootSigner },
  };
}

/** Another authority that bears the same names and has other keys. */
export async function makeForeignAuthority(
  overrides: Omit<AuthorityOverrides, "rootKeys" | "issuingKeys"> = {},
): Promise<TestAuthority> {
  return makeAuthority({
    ...overrides,
    rootKeys: await testKeys("foreignRoot"),
    issuingKeys: await testKeys("foreignIssuing"),
  });
}

/**
 * Puts an authority with stored keys into a data folder, so that a server starts without making
 * RSA keys first.
 */
export async function seedAuthority(
  dataDir: string,
  overrides: AuthorityOverrides = {},
): Promise<TestAuthority> {
  const rootKeys = overrides.rootKeys ?? await testKeys("root");
  const issuingKeys = overrides.issuingKeys ?? await testKeys("issuing");
  const authority = await makeAuthority({ now: new Date(), ...overrides, rootKeys, issuingKeys });
  await makeFolderAtOnce(authorityDir(dataDir), {
    [AUTHORITY_FILES.rootKey]: toPem("PRIVATE KEY", rootKeys.pkcs8),
    [AUTHORITY_FILES.rootCertificate]: toPem("CERTIFICATE", authority.chain.root),
    [AUTHORITY_FILES.issuingKey]: toPem("PRIVATE KEY", issuingKeys.pkcs8),
    [AUTHORITY_FILES.issuingCertificate]: toPem("CERTIFICATE", authority.chain.issuing),
    [AUTHORITY_FILES.database]: "",
  });
  return authority;
}

/** The authority itself in this thread: stored keys, a database in memory, a clock to turn. */
export interface MemoryAuthority {
  authority: IssuingAuthority;
  /** The same authority's keys, to make certificates beside its rules. */
  issuer: TestAuthority;
  store: SqliteAuthorityStore;
  clock: { now: Date };
}

/** An authority for tests, ready in milliseconds. Close its `authority` at the end. */
export async function openMemoryAuthority(
  overrides: Partial<
    Pick<AuthorityOptions, "signer" | "random" | "certificateDays" | "enrolmentsPerDay">
  > = {},
): Promise<MemoryAuthority> {
  const issuer = await makeAuthority();
  const clock = { now: TEST_TIME };
  const store = new SqliteAuthorityStore(":memory:");
  const authority = new IssuingAuthority({
    chain: issuer.chain,
    organisation: issuer.organisation,
    publicOrigin: "http://localhost:8000",
    certificateDays: 90,
    crlHours: 24,
    store,
    signer: issuer.signer,
    clock: () => clock.now,
    random: systemRandom,
    ...overrides,
  });
  return { authority, issuer, store, clock };
}
