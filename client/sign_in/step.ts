import { type Bytes, fromBase64Url, isBase64UrlOf } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import type { SignedIn, SignInStep } from "../../protocol/http_api.ts";
import { isUid, isUserId } from "../../protocol/ids.ts";
import { MAX_CERTIFICATE_BYTES } from "../../protocol/limits.ts";
import { parseShape, type Shape, text } from "../../protocol/strict.ts";

/** Bytes of the server's texts in a sign-in step. */
export interface ReadStep extends Omit<SignInStep, "certificates" | "chain"> {
  certificates?: { sign: Bytes; encrypt: Bytes };
  chain: { root: Bytes; issuing: Bytes };
}

const anything = (value: unknown): value is never => value !== undefined;
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isCertificate = text(1, Math.ceil((MAX_CERTIFICATE_BYTES * 4) / 3));
const is16Bytes = (value: unknown): value is string => isBase64UrlOf(value, 16);
const is32Bytes = (value: unknown): value is string => isBase64UrlOf(value, 32);

type StepFields = {
  user: never;
  loginId: string;
  nonce: string;
  certificates: never;
  chain: never;
  statementKnown: boolean;
};

/** What the server answered to a right password. @throws {AppError} `invalid` */
export function parseSignInStep(value: unknown): ReadStep {
  const step = parseShape<StepFields>("a sign-in step", value, {
    user: anything,
    loginId: is16Bytes,
    nonce: is32Bytes,
    certificates: anything,
    chain: anything,
    statementKnown: isBoolean,
  }, ["certificates"]);
  return {
    user: parseShape<SignInStep["user"]>("the person", step.user, {
      id: isUserId,
      uid: isUid,
      fullName: text(1, 200),
      mail: text(0, 320),
    }),
    loginId: step.loginId,
    nonce: step.nonce,
    statementKnown: step.statementKnown,
    chain: parseCertificates("the chain", step.chain, {
      root: isCertificate,
      issuing: isCertificate,
    }),
    ...(step.certificates === undefined ? {} : {
      certificates: parseCertificates("the certificates", step.certificates, {
        sign: isCertificate,
        encrypt: isCertificate,
      }),
    }),
  };
}

export function parseSignedIn(value: unknown): SignedIn {
  const { user } = parseShape<{ user: never }>("the sign-in", value, { user: anything });
  return {
    user: parseShape<SignedIn["user"]>("the person", user, {
      id: isUserId,
      uid: isUid,
      fullName: text(1, 200),
    }),
  };
}

function parseCertificates<Names extends string>(
  what: string,
  value: unknown,
  shape: Shape<Record<Names, string>>,
): Record<Names, Bytes> {
  const texts = parseShape<Record<Names, string>>(what, value, shape);
  const read: Partial<Record<Names, Bytes>> = {};
  for (const name of Object.keys(texts) as Names[]) {
    try {
      read[name] = fromBase64Url(texts[name]);
    } catch (cause) {
      throw new AppError("invalid", `Cannot read ${what}: ${name} is not base64url`, { cause });
    }
  }
  return read as Record<Names, Bytes>;
}
