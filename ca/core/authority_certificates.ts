import type { Bytes } from "../../protocol/encoding.ts";
import { type Name, nameOf } from "../path/names.ts";
import { Attribute } from "../path/oids.ts";
import { keyIdentifierOf } from "../path/public_key.ts";
import {
  type CertificateTemplate,
  wholeSeconds,
  writeSigned,
  writeTbsCertificate,
} from "./certificate_writer.ts";
import {
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from "./extension_writer.ts";
import { BACKDATE_MS, DAY_MS, ISSUING_DAYS, ROOT_DAYS } from "./profile.ts";
import { newSerial } from "./serial.ts";
import type { Clock, Random, Signer } from "./sources.ts";

/** Root path length: one authority below. Issuing path length: none. */
export const ROOT_PATH_LENGTH = 1;
export const ISSUING_PATH_LENGTH = 0;

/** The organisation's root and issuing names. */
export function authorityNames(organisation: string): { root: Name; issuing: Name } {
  const named = (commonName: string): Name =>
    nameOf([
      { type: Attribute.ORGANIZATION, value: organisation },
      { type: Attribute.COMMON_NAME, value: commonName },
    ]);
  return { root: named("TalkyWalky Root CA"), issuing: named("TalkyWalky Issuing CA") };
}

export interface NewAuthority {
  organisation: string;
  rootSpki: Bytes;
  issuingSpki: Bytes;
  /** Signs with the root key. */
  signer: Signer;
  clock: Clock;
  random: Random;
}

/** Makes the self-signed root certificate and the issuing certificate under it, DER. */
export async function makeAuthorityCertificates(
  { organisation, rootSpki, issuingSpki, signer, clock, random }: NewAuthority,
): Promise<{ root: Bytes; issuing: Bytes }> {
  const names = authorityNames(organisation);
  const now = clock();
  const notBefore = wholeSeconds(new Date(now.getTime() - BACKDATE_MS));
  const rootId = await keyIdentifierOf(rootSpki);
  const issuingId = await keyIdentifierOf(issuingSpki);
  const usage = keyUsage(["keyCertSign", "cRLSign"]);
  const sign = async (template: CertificateTemplate): Promise<Bytes> => {
    const tbs = writeTbsCertificate(template);
    return writeSigned(tbs, await signer(tbs));
  };

  const root = await sign({
    serial: newSerial(random),
    issuer: names.root,
    subject: names.root,
    notBefore,
    notAfter: new Date(notBefore.getTime() + ROOT_DAYS * DAY_MS),
    spki: rootSpki,
    extensions: [
      basicConstraints(true, ROOT_PATH_LENGTH),
      usage,
      subjectKeyIdentifier(rootId),
    ],
  });
  const issuing = await sign({
    serial: newSerial(random),
    issuer: names.root,
    subject: names.issuing,
    notBefore,
    notAfter: new Date(notBefore.getTime() + ISSUING_DAYS * DAY_MS),
    spki: issuingSpki,
    extensions: [
      basicConstraints(true, ISSUING_PATH_LENGTH),
      usage,
      subjectKeyIdentifier(issuingId),
      authorityKeyIdentifier(rootId),
    ],
  });
  return { root, issuing };
}
