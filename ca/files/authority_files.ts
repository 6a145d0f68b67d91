/** The authority's keys and certificates on disk: loads them, or makes them the first time. */

import { join } from "node:path";
import type { Bytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { makeAuthorityCertificates } from "../core/authority_certificates.ts";
import { checkAuthority } from "../core/authority_check.ts";
import type { Clock, Random, Signer } from "../core/sources.ts";
import { makeFolderAtOnce } from "./atomic_folder.ts";
import { fromPem, type PemLabel, toPem } from "./pem.ts";
import { generateAuthorityKey, signerOf } from "./signer.ts";

/** Files under `<dataDir>/ca/`. */
export const AUTHORITY_FILES = {
  rootKey: "root.key",
  rootCertificate: "root.pem",
  issuingKey: "issuing.key",
  issuingCertificate: "issuing.pem",
  database: "authority.sqlite",
} as const;

/** Alone in the folder, it asks for an authority where there was one, and goes once that is made. */
export const RENEWAL_FILE = "make-new-authority";

export interface LoadedAuthority {
  chain: { root: Bytes; issuing: Bytes };
  /** Signs with the issuing key. */
  signer: Signer;
}

/** The authority's folder under the data folder. */
export function authorityDir(dataDir: string): string {
  return join(dataDir, "ca");
}

/**
 * Loads the authority of `dataDir`, or makes it where there is none yet. The root key is used once
 * only and may be taken away to a safe place; everything else must be there and fit.
 *
 * @throws {AppError} `internal`, with a message for the operator.
 */
export async function openAuthorityFiles(options: {
  dataDir: string;
  organisation: string;
  clock: Clock;
  random: Random;
}): Promise<LoadedAuthority> {
  const dir = authorityDir(options.dataDir);
  if (await isMissingOrEmpty(dir)) await makeAuthority(dir, options);
  else await expectDatabase(dir);
  return await loadAuthority(dir, options.clock());
}

/** Keys without the database would forget every revocation, so nothing starts on them alone. */
async function expectDatabase(dir: string): Promise<void> {
  try {
    await Deno.lstat(join(dir, AUTHORITY_FILES.database));
  } catch (error) {
    if (isForbidden(error)) throw forbidden(dir, error);
    throw unusable(
      join(dir, AUTHORITY_FILES.database),
      "it is missing, and every revocation with it",
      error,
    );
  }
}

async function isMissingOrEmpty(dir: string): Promise<boolean> {
  try {
    for await (const { name } of Deno.readDir(dir)) if (name !== RENEWAL_FILE) return false;
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    if (isForbidden(error)) throw forbidden(dir, error);
    throw unusable(dir, "it cannot be read", error);
  }
}

/** A machine whose clock has no battery begins in 1970; an authority of then would have expired. */
const NO_EARLIER = new Date("2026-01-01T00:00:00Z");

async function makeAuthority(
  dir: string,
  { organisation, clock, random }: { organisation: string; clock: Clock; random: Random },
): Promise<void> {
  if (clock() < NO_EARLIER) {
    throw new AppError(
      "internal",
      `The authority is not made: the clock of this machine says ${clock().toISOString()}, which ` +
        "is before this program was written. Set the clock and start again.",
    );
  }
  const rootKey = await generateAuthorityKey();
  const issuingKey = await generateAuthorityKey();
  const { root, issuing } = await makeAuthorityCertificates({
    organisation,
    rootSpki: rootKey.spki,
    issuingSpki: issuingKey.spki,
    signer: await signerOf(rootKey.pkcs8),
    clock,
    random,
  });
  try {
    await Deno.remove(join(dir, RENEWAL_FILE)).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    await makeFolderAtOnce(dir, {
      [AUTHORITY_FILES.rootKey]: toPem("PRIVATE KEY", rootKey.pkcs8),
      [AUTHORITY_FILES.rootCertificate]: toPem("CERTIFICATE", root),
      [AUTHORITY_FILES.issuingKey]: toPem("PRIVATE KEY", issuingKey.pkcs8),
      [AUTHORITY_FILES.issuingCertificate]: toPem("CERTIFICATE", issuing),
      // An empty file is an empty database to SQLite; there from the first, it can be missed.
      [AUTHORITY_FILES.database]: "",
    });
  } catch (error) {
    throw new AppError(
      "internal",
      `The authority cannot start: its folder ${dir} cannot be written. Is the disk full, and may ` +
        "this user write there? The cause is in this line.",
      { cause: error },
    );
  }
}

async function loadAuthority(dir: string, now: Date): Promise<LoadedAuthority> {
  const chain = {
    root: await readPem(join(dir, AUTHORITY_FILES.rootCertificate), "CERTIFICATE"),
    issuing: await readPem(join(dir, AUTHORITY_FILES.issuingCertificate), "CERTIFICATE"),
  };
  const signer = await readKey(join(dir, AUTHORITY_FILES.issuingKey));
  const rootKeyPath = join(dir, AUTHORITY_FILES.rootKey);
  const rootSigner = await exists(rootKeyPath) ? await readKey(rootKeyPath) : undefined;
  const signers = { issuing: signer, ...(rootSigner ? { root: rootSigner } : {}) };
  await checkAuthority(chain, signers, now);
  return { chain, signer };
}

async function readPem(path: string, label: PemLabel): Promise<Bytes> {
  let text: string;
  try {
    // A pipe in its place would keep the start waiting for ever.
    if (!(await Deno.stat(path)).isFile) throw unusable(path, "it is no file");
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (isForbidden(error)) throw forbidden(path, error);
    const missing = error instanceof Deno.errors.NotFound;
    throw unusable(path, missing ? "it is missing" : "it cannot be read", error);
  }
  try {
    return fromPem(label, text);
  } catch (error) {
    throw unusable(path, `it does not hold one PEM block of ${label}`, error);
  }
}

async function readKey(path: string): Promise<Signer> {
  const pkcs8 = await readPem(path, "PRIVATE KEY");
  const { mode } = await Deno.stat(path);
  // Windows has no mode.
  if (mode !== null && (mode & 0o077) !== 0) {
    throw closable(path);
  }
  try {
    return await signerOf(pkcs8);
  } catch (error) {
    throw unusable(path, "it does not hold an RSA private key", error);
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Deno.errors.PermissionDenied ||
    (error as { code?: string } | undefined)?.code === "EACCES";
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (isForbidden(error)) throw forbidden(path, error);
    throw unusable(path, "it cannot be read", error);
  }
}

/** The key is there and good: nothing is to be brought back. */
function closable(path: string): AppError {
  return new AppError(
    "internal",
    `The authority cannot start: others on this machine may read ${path}. Allow its owner only: ` +
      `chmod 600 ${path}`,
  );
}

/** The file is there, and this user may not open it. */
function forbidden(path: string, cause: unknown): AppError {
  return new AppError(
    "internal",
    `The authority cannot start: this user may not read ${path}. Give it to the user that the ` +
      "server runs as (chown, chmod).",
    { cause },
  );
}

function unusable(path: string, why: string, cause?: unknown): AppError {
  return new AppError(
    "internal",
    `The authority cannot start: ${path} cannot be used, as ${why}. Restore it from a backup of ` +
      "the data folder; without one, everybody has to enrol with a new authority.",
    { cause },
  );
}
