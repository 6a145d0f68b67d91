/** What the server answered to a right password, with its certificates as bytes. */

import { type Bytes, fromBase64Url } from "../../protocol/encoding.ts";
import { AppError } from "../../protocol/errors.ts";
import { SIGN_IN_STEP, type SignInStep } from "../../protocol/http_api.ts";

/** A sign-in step whose texts of bytes are read. */
export interface ReadStep extends Omit<SignInStep, "certificates" | "chain"> {
  certificates?: { sign: Bytes; encrypt: Bytes };
  chain: { root: Bytes; issuing: Bytes };
}

/** @throws {AppError} `invalid` */
export function parseSignInStep(value: unknown): ReadStep {
  const { certificates, chain, ...step } = SIGN_IN_STEP.parse(value);
  return {
    ...step,
    chain: bytesOf("the chain", chain),
    ...(certificates === undefined ? {} : {
      certificates: bytesOf("the certificates", certificates),
    }),
  };
}

function bytesOf<Names extends string>(
  what: string,
  texts: Record<Names, string>,
): Record<Names, Bytes> {
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
