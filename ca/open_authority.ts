/** Opens the certificate authority of a data folder in this thread; makes it at first start. */

import { join } from "node:path";
import type { Bytes } from "../protocol/encoding.ts";
import { AUTHORITY_FILES, authorityDir, openAuthorityFiles } from "./files/authority_files.ts";
import { IssuingAuthority } from "./core/authority.ts";
import { type AuthoritySettings, checkSettings } from "./core/settings.ts";
import type { Clock, Random } from "./core/sources.ts";
import type { Authority } from "./port.ts";
import { SqliteAuthorityStore } from "./files/sqlite_store.ts";

const systemClock: Clock = () => new Date();
const systemRandom: Random = (length): Bytes => crypto.getRandomValues(new Uint8Array(length));

/**
 * Opens the authority of the data folder in this thread, and makes it on the first start. Answers
 * only once there is a CRL, so that whoever has it can verify.
 *
 * @throws {AppError} `invalid` on a wrong setting; otherwise with a message for the operator.
 */
export async function openAuthority(
  settings: AuthoritySettings,
  { clock = systemClock, random = systemRandom }: { clock?: Clock; random?: Random } = {},
): Promise<Authority> {
  checkSettings(settings);
  const { dataDir, organisation, publicOrigin, certificateDays, crlHours } = settings;
  const { enrolmentsPerDay } = settings;
  const { chain, signer } = await openAuthorityFiles({ dataDir, organisation, clock, random });
  const databasePath = join(authorityDir(dataDir), AUTHORITY_FILES.database);
  const store = new SqliteAuthorityStore(databasePath);
  try {
    if (Deno.build.os !== "windows") await Deno.chmod(databasePath, 0o600);
    const authority = new IssuingAuthority({
      chain,
      organisation,
      publicOrigin,
      certificateDays,
      crlHours,
      ...(enrolmentsPerDay === undefined ? {} : { enrolmentsPerDay }),
      store,
      signer,
      clock,
      random,
    });
    await authority.crl();
    return authority;
  } catch (error) {
    store.close();
    throw error;
  }
}
