/** Where the authority's revocation list comes from, how large it may be, and its one reading. */

import type { Bytes } from "../../protocol/encoding.ts";
import { parseRevocationList, type RevocationList } from "../../x509/revocation_list.ts";
import type { HttpClient } from "../net/http.ts";

/** Where the revocation list is served. */
export const CRL_PATH = "/ca/crl.der";
/** A revocation list of more than this is not read. */
export const MAX_CRL_BYTES = 16 * 1024 * 1024;

/**
 * The newest list, read once for all certificates that are held against it; its bytes where it
 * cannot be read, and then the path check says why.
 *
 * @throws {AppError} when it cannot be fetched.
 */
export async function fetchRevocationList(
  http: Pick<HttpClient, "bytes">,
): Promise<RevocationList | Bytes> {
  const der = await http.bytes(CRL_PATH, MAX_CRL_BYTES);
  try {
    return parseRevocationList(der);
  } catch {
    return der;
  }
}
