/** Parses the JSON bodies of the account endpoints: typed values, or the field and the reason. */

import { checkPassword } from "../../directory/password_policy.ts";
import { checkPerson, normalizeFullName, normalizeMail } from "../../directory/person_rules.ts";
import type { KeyPairOf } from "../../ca/port.ts";
import { type Bytes, fromBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import {
  type CsrPair,
  ENROL_REQUEST,
  LOGIN_REQUEST,
  PROVE_REQUEST,
  REGISTER_REQUEST,
} from "../../protocol/http_api.ts";
import { isUid, spellUid, type Uid } from "../../protocol/ids.ts";
import type { SignedStatement } from "../../protocol/items.ts";
import { MAX_CERTIFICATE_BYTES, MAX_CSR_BYTES } from "../../protocol/limits.ts";
import type { NewPerson } from "../../directory/port.ts";

export function parseRegister(body: unknown): { person: NewPerson; csrs: KeyPairOf<Bytes> } {
  const request = REGISTER_REQUEST.parse(body);
  const owner = {
    uid: request.uid,
    fullName: normalizeFullName(request.fullName),
    mail: normalizeMail(request.mail),
  };
  const problem = checkPerson(owner)[0] ?? checkPassword(request.password, owner);
  if (problem !== undefined) {
    throw new AppError("invalid", problem.message, { field: problem.field });
  }
  return {
    person: { ...owner, uid: owner.uid as Uid, password: request.password },
    csrs: csrBytes(request.csrs),
  };
}

/** An impossible name is a wrong name: it is answered like one, and told apart by nobody. */
export function parseLogin(
  body: unknown,
): { uid: Uid | undefined; typed: string; password: string } {
  const { uid, password } = LOGIN_REQUEST.parse(body);
  const normal = spellUid(uid);
  if (normal === "") throw new AppError("invalid", "Enter your username.", { field: "uid" });
  if (password === "") {
    throw new AppError("invalid", "Enter your password.", { field: "password" });
  }
  return { uid: isUid(normal) ? normal : undefined, typed: normal, password };
}

export function parseEnrol(body: unknown): { loginId: string; csrs: KeyPairOf<Bytes> } {
  const { loginId, csrs } = ENROL_REQUEST.parse(body);
  return { loginId, csrs: csrBytes(csrs) };
}

export interface Proof {
  loginId: string;
  certificate: Bytes;
  signature: Bytes;
  identity: SignedStatement | undefined;
}

export function parseProof(body: unknown): Proof {
  const proof = PROVE_REQUEST.parse(body);
  return {
    loginId: proof.loginId,
    certificate: bytesOf(proof.certificate, "certificate", MAX_CERTIFICATE_BYTES),
    signature: fromBase64Url(proof.signature),
    identity: proof.identity,
  };
}

function csrBytes({ sign, encrypt }: CsrPair): KeyPairOf<Bytes> {
  return {
    sign: bytesOf(sign, "csrs.sign", MAX_CSR_BYTES),
    encrypt: bytesOf(encrypt, "csrs.encrypt", MAX_CSR_BYTES),
  };
}

function bytesOf(encoded: string, field: string, maxBytes: number): Bytes {
  let bytes: Bytes;
  try {
    bytes = fromBase64Url(encoded);
  } catch (cause) {
    throw new AppError("invalid", `Cannot read ${field}: it is not base64url.`, { field, cause });
  }
  if (bytes.length === 0 || bytes.length > maxBytes) {
    throw new AppError("invalid", `Cannot read ${field}: it must have 1 to ${maxBytes} bytes.`, {
      field,
    });
  }
  return bytes;
}
