/** Which of a person's certificates hold now, told apart by their use. */

import type { Bytes } from "../../protocol/encoding.ts";
import type { UserId } from "../../protocol/ids.ts";
import type { RevocationList } from "../../x509/revocation_list.ts";
import { validatePath } from "../../x509/validate_path.ts";
import type { CurrentCertificate, KeyPairOf } from "../port.ts";

/** Of `certificates` (DER) those that hold now for `subject`, the newest for each use. */
export async function currentCertificates(
  certificates: readonly Bytes[],
  { subject, chain, crl, now }: {
    subject: UserId;
    chain: { root: Bytes; issuing: Bytes };
    crl: RevocationList;
    now: Date;
  },
): Promise<Partial<KeyPairOf<CurrentCertificate>>> {
  const found: Partial<KeyPairOf<CurrentCertificate>> = {};
  for (const der of certificates) {
    for (const purpose of ["sign", "encrypt"] as const) {
      const verdict = await validatePath({
        leaf: der,
        intermediates: [chain.issuing],
        anchor: chain.root,
        crls: [crl],
        time: now,
        now,
        purpose,
        subject,
      });
      if (!verdict.ok) continue;
      const known = found[purpose];
      if (known === undefined || known.notBefore < verdict.certificate.notBefore) {
        found[purpose] = { ...verdict.certificate, der };
      }
    }
  }
  return found;
}
