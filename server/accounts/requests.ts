import { checkPassword } from "../../directory/password_policy.ts";
import { checkPerson, normalizeFullName, normalizeMail } from "../../directory/person_rules.ts";
import type { KeyPairOf } from "../../ca/port.ts";
import { type Bytes, fromBase64Url, isBase64UrlOf } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type {
  CsrPair,
  EnrolRequest,
  LoginRequest,
  LogoutRequest,
  ProveRequest,
  RegisterRequest,
} from "../../protocol/http_api.ts";
import type { Uid } from "../../protocol/ids.ts";
import { isUid } from "../../protocol/ids.ts";
import { RSA_BLOCK_BYTES, SIGNED_STATEMENT, type SignedStatement } from "../../protocol/items.ts";
import { MAX_CERTIFICATE_BYTES, MAX_CSR_BYTES } from "../../protocol/limits.ts";
import { type Check, parseShape, text } from "../../protocol/strict.ts";
import type { NewPerson } from "../../directory/port.ts";

/** JSON bodies of the account endpoints as typed values, or the field and the reason. */

const anyText = text(0, 4096);
/** Longer than the base64url of any allowed number of bytes: `bytesOf` counts those. */
const anyEncoded = text(0, 2 * MAX_CERTIFICATE_BYTES);
const isObject: Check<object> = (value): value is object =>
  typeof value === "object" && value !== null;
const isLoginId: Check<string> = (value): value is string => isBase64UrlOf(value, 16);
const isSignature: Check<string> = (value): value is string =>
  isBase64UrlOf(value, RSA_BLOCK_BYTES);

export function parseRegister(body: unknown): { person: NewPerson; csrs: KeyPairOf<Bytes> } {
  const request = parseShape<Omit<RegisterRequest, "csrs"> & { csrs: object }>(
    "the registration",
    body,
    { uid: anyText, fullName: anyText, mail: anyText, password: anyText, csrs: isObject },
  );
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
    csrs: parseCsrs(request.csrs),
  };
}

/** An impossible name is a wrong name: it is answered like one, and told apart by nobody. */
export function parseLogin(body: unknown): { uid: Uid | undefined; password: string } {
  const { uid, password } = parseShape<LoginRequest>("the sign-in", body, {
    uid: anyText,
    password: anyText,
  });
  if (uid.trim() === "") throw new AppError("invalid", "Enter your username.", { field: "uid" });
  if (password === "") {
    throw new AppError("invalid", "Enter your password.", { field: "password" });
  }
  const normal = uid.trim().toLowerCase();
  return { uid: isUid(normal) ? normal : undefined, password };
}

export function parseEnrol(body: unknown): { loginId: string; csrs: KeyPairOf<Bytes> } {
  const { loginId, csrs } = parseShape<Omit<EnrolRequest, "csrs"> & { csrs: object }>(
    "the enrolment",
    body,
    { loginId: isLoginId, csrs: isObject },
  );
  return { loginId, csrs: parseCsrs(csrs) };
}

export interface Proof {
  loginId: string;
  certificate: Bytes;
  signature: Bytes;
  identity: SignedStatement | undefined;
}

export function parseProof(body: unknown): Proof {
  const proof = parseShape<Omit<ProveRequest, "identity"> & { identity: object }>(
    "the proof",
    body,
    { loginId: isLoginId, certificate: anyEncoded, signature: isSignature, identity: isObject },
    ["identity"],
  );
  return {
    loginId: proof.loginId,
    certificate: bytesOf(proof.certificate, "certificate", MAX_CERTIFICATE_BYTES),
    signature: fromBase64Url(proof.signature),
    identity: (proof as { identity?: object }).identity === undefined
      ? undefined
      : parseShape("the identity statement", proof.identity, SIGNED_STATEMENT),
  };
}

export function parseLogout(body: unknown): LogoutRequest {
  return parseShape<LogoutRequest>("the sign-out", body, {
    everywhere: (value): value is boolean => typeof value === "boolean",
  });
}

function parseCsrs(value: object): KeyPairOf<Bytes> {
  const { sign, encrypt } = parseShape<CsrPair>("the certification requests", value, {
    sign: anyEncoded,
    encrypt: anyEncoded,
  });
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
