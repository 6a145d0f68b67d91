/** Makes the self-signed root certificate and the issuing certificate under it. */

import { type Bytes, toHex } from "../../protocol/encoding.ts";
import { parseTbsCertificate } from "../../x509/certificate.ts";
import { Attribute } from "../../x509/oids.ts";
import { keyIdentifierOf } from "../../x509/public_key.ts";
import { nameFrom } from "./name_from.ts";
import { BACKDATE_MS, DAY_MS, ISSUING_DAYS, ROOT_DAYS } from "./profile.ts";
import { newSerial, serialText } from "./serial.ts";
import { type CertificateContent, signCertificate } from "./signing.ts";
import type { Clock, Random, Signer } from "./sources.ts";
import { wholeSeconds } from "./whole_seconds.ts";
import { x509 } from "./x509.ts";

/** Root path length: one authority below. Issuing path length: none. */
const ROOT_PATH_LENGTH = 1;
const ISSUING_PATH_LENGTH = 0;

function authorityName(organisation: string, commonName: string): x509.Name {
  return nameFrom([
    [Attribute.ORGANIZATION, organisation],
    [Attribute.COMMON_NAME, commonName],
  ]);
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
  const rootName = authorityName(organisation, "TalkyWalky Root CA");
  const issuingName = authorityName(organisation, "TalkyWalky Issuing CA");
  const rootId = toHex(await keyIdentifierOf(rootSpki));
  const issuingId = toHex(await keyIdentifierOf(issuingSpki));
  const notBefore = wholeSeconds(new Date(clock().getTime() - BACKDATE_MS));
  const usage = new x509.KeyUsagesExtension(
    x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
    true,
  );
  // What the certificates of an authority must be is checked at every start (authority_check.ts).
  const sign = (content: CertificateContent): Promise<Bytes> =>
    signCertificate(content, { spki: rootSpki, signer }, parseTbsCertificate);

  const root = await sign({
    serialNumber: serialText(newSerial(random)),
    issuer: rootName,
    subject: rootName,
    notBefore,
    notAfter: new Date(notBefore.getTime() + ROOT_DAYS * DAY_MS),
    publicKey: rootSpki,
    extensions: [
      new x509.BasicConstraintsExtension(true, ROOT_PATH_LENGTH, true),
      usage,
      new x509.SubjectKeyIdentifierExtension(rootId),
    ],
  });
  const issuing = await sign({
    serialNumber: serialText(newSerial(random)),
    issuer: rootName,
    subject: issuingName,
    notBefore,
    notAfter: new Date(notBefore.getTime() + ISSUING_DAYS * DAY_MS),
    publicKey: issuingSpki,
    extensions: [
      new x509.BasicConstraintsExtension(true, ISSUING_PATH_LENGTH, true),
      usage,
      new x509.SubjectKeyIdentifierExtension(issuingId),
      new x509.AuthorityKeyIdentifierExtension(rootId),
    ],
  });
  return { root, issuing };
}
