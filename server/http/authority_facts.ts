/** The root certificate's name and fingerprint, for people to compare. */

import { parseCertificate } from "../../x509/certificate.ts";
import { describeName } from "../../x509/names.ts";
import type { Bytes } from "../../protocol/encoding.ts";

/** What people compare of the authority. */
export interface AuthorityFacts {
  /** Its root certificate's subject, such as `O=Example, CN=Example Root`. */
  name: string;
  /** SHA-256 of the root certificate, as other programs print it: `AB:CD:...`. */
  sha256: string;
}

/** The facts of the root certificate `root` (DER). */
export async function authorityFacts(root: Bytes): Promise<AuthorityFacts> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", root));
  const pairs = [...digest].map((byte) => byte.toString(16).padStart(2, "0"));
  return {
    name: describeName(parseCertificate(root).subject),
    sha256: pairs.join(":").toUpperCase(),
  };
}
