/** The certificates on a directory entry: a person's own, and those of other authorities. */

import type { CurrentCertificate, KeyPairOf } from "../../ca/port.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { sameName } from "../../x509/names.ts";
import { importVerifyingKey, importWrappingKey } from "../../e2ee/keys.ts";
import type { CertificateResolver, Resolution } from "../../e2ee/resolver.ts";
import type { Person } from "../../directory/port.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Fingerprint } from "../../protocol/ids.ts";

/**
 * Certificates on an entry that another authority issued, for mail or smart cards, say. They are
 * not ours to remove.
 */
export function foreignCertificates(
  { certificates }: Pick<Person, "certificates">,
  issuing: Bytes,
): Bytes[] {
  const { subject } = parseCertificate(issuing);
  return certificates.filter((der) => {
    try {
      return !sameName(parseCertificate(der).issuer, subject);
    } catch {
      return true;
    }
  });
}

/** Resolves exactly the two certificates of one person; nothing else is known to it. */
export function resolverOf(certificates: KeyPairOf<CurrentCertificate>): CertificateResolver {
  return {
    async resolve(fingerprint: Fingerprint, { purpose }): Promise<Resolution> {
      const certificate = certificates[purpose];
      if (certificate.fingerprint !== fingerprint) {
        return { ok: false, reason: "unknown", detail: "it is not on the directory entry" };
      }
      const { userId: user, uid, publicKey } = certificate;
      const key = purpose === "sign"
        ? await importVerifyingKey(publicKey)
        : await importWrappingKey(publicKey);
      return { ok: true, certificate: { user, uid, fingerprint, publicKey, key } };
    },
    acceptsIdentity: () => true,
  };
}
