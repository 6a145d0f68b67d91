/** Checks the certificates that the server made of new keys, and makes the keyring. */

import { type KeyUse, validatePath } from "../../x509/mod.ts";
import type { RevocationList } from "../../x509/revocation_list.ts";
import { makeStatement } from "../../e2ee/identity.ts";
import { type Bytes, equalBytes } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { CertifiedPrivateKey, Keyring, PendingKeys } from "../store/tables.ts";
import type { ReadStep } from "./step.ts";

/**
 * The keyring that the server's certificates make of pending keys, with the identity statement that
 * names them, or undefined when the certificates are for other keys.
 *
 * @throws {AppError} `certificate` when a certificate is not a good one of this person.
 */
export async function certifiedKeyring(options: {
  step: ReadStep;
  pending: PendingKeys;
  /** As `fetchRevocationList` answers. */
  crl: RevocationList | Bytes;
  now: () => number;
  /** The keyring before this one: its encryption keys still open what was sealed to them. */
  before?: Keyring | undefined;
}): Promise<Keyring | undefined> {
  const { step, pending, crl, now, before } = options;
  const { certificates, user } = step;
  if (certificates === undefined) return undefined;
  const time = new Date(now());
  const certified = async (use: KeyUse): Promise<CertifiedPrivateKey | undefined> => {
    const verdict = await validatePath({
      leaf: certificates[use],
      intermediates: [step.chain.issuing],
      anchor: step.chain.root,
      crls: [crl],
      time,
      now: time,
      purpose: use,
      subject: user.id,
    });
    if (!verdict.ok) throw badCertificate(verdict.reason, verdict.detail);
    if (verdict.certificate.uid !== user.uid) {
      throw badCertificate("wrong-person", `It names ${verdict.certificate.uid}`);
    }
    if (!equalBytes(verdict.certificate.publicKey, pending[use].publicKey)) return undefined;
    return {
      privateKey: pending[use].privateKey,
      certificate: certificates[use],
      fingerprint: verdict.certificate.fingerprint,
    };
  };
  const [sign, encrypt] = await Promise.all([certified("sign"), certified("encrypt")]);
  if (sign === undefined || encrypt === undefined) return undefined;
  const { signed } = await makeStatement({
    user: user.id,
    uid: user.uid,
    sign: sign.fingerprint,
    encrypt: encrypt.fingerprint,
    signKey: sign.privateKey,
    clock: now,
  });
  const oldEncrypt = before === undefined ? [] : [before.encrypt, ...before.oldEncrypt];
  return { user: user.id, sign, encrypt, oldEncrypt, statement: signed };
}

function badCertificate(reason: string, detail: string): AppError {
  return new AppError(
    "certificate",
    "The server answered with a certificate that does not hold for you, so it was not used. " +
      "Check the clock of this device, and tell your administrator if it is right.",
    { reason, cause: detail },
  );
}
