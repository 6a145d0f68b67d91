/** What the about dialog shows: the trusted root, and the certificate that signs here. */

import { parseCertificate } from "../../x509/certificate.ts";
import { describeName } from "../../x509/names.ts";
import { VERSION } from "../../protocol/version.ts";
import type { AboutView } from "../model/mod.ts";
import type { CertifiedPrivateKey, PinnedAuthority } from "../store/tables.ts";
import { fingerprintText } from "./details.ts";

/** What this browser runs, trusts, and signs with. */
export function aboutView(
  { root, fingerprint }: Pick<PinnedAuthority, "root" | "fingerprint">,
  sign: Pick<CertifiedPrivateKey, "certificate" | "fingerprint">,
): AboutView {
  return {
    version: VERSION,
    authority: fingerprintText(fingerprint),
    authorityName: describeName(parseCertificate(root).subject),
    certificate: fingerprintText(sign.fingerprint),
    certificateNotAfter: parseCertificate(sign.certificate).notAfter.toISOString(),
  };
}
