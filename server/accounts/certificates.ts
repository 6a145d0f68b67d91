/** The certificates on a directory entry: those valid now, and those of other authorities. */

import type { KeyPairOf } from "../../ca/port.ts";
import type { Authority } from "../../ca/port.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { sameName } from "../../x509/names.ts";
import { type CertifiedKey, validatePath } from "../../x509/mod.ts";
import { importVerifyingKey, importWrappingKey } from "../../e2ee/keys.ts";
import type { CertificateResolver, Resolution } from "../../e2ee/resolver.ts";
import type { Person } from "../../directory/port.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Fingerprint } from "../../protocol/ids.ts";

/** A certificate of a person that is valid now. */
interface Valid extends CertifiedKey {
  der: Bytes;
}

/** The certificates on a directory entry that are valid now, told apart by their use. */
export async function validCertificates(
  person: Person,
  authority: Authority,
  now: Date,
): Promise<Partial<KeyPairOf<Valid>>> {
  if (person.certificates.length === 0) return {};
  const [{ root, issuing }, crl] = await Promise.all([authority.chain(), authority.crl()]);
  const found: Partial<KeyPairOf<Valid>> = {};
  for (const der of person.certificates) {
    for (const purpose of ["sign", "encrypt"] as const) {
      const verdict = await validatePath({
        leaf: der,
        intermediates: [issuing],
        anchor: root,
        crls: [crl],
        time: now,
        now,
        purpose,
        subject: person.id,
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
export function resolverOf(certificates: KeyPairOf<Valid>): CertificateResolver {
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
