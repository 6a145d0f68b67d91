import { type Bytes, fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError, toProblem } from "../../protocol/errors.ts";
import { type Fingerprint, isFingerprint, isUid, isUserId } from "../../protocol/ids.ts";
import type { AuthorityMethod, AuthorityResponse, AuthorityResults } from "./messages.ts";
import type { Authority, CertificateSubject } from "../port.ts";

type Fields = Record<string, unknown>;

/** One function for each method of the port: reads the parameters, asks, writes the answer. */
const METHODS: {
  [Method in AuthorityMethod]: (
    authority: Authority,
    params: Fields,
  ) => Promise<AuthorityResults[Method]>;
} = {
  async chain(authority) {
    const { root, issuing } = await authority.chain();
    return { root: toBase64Url(root), issuing: toBase64Url(issuing) };
  },
  async crl(authority) {
    return toBase64Url(await authority.crl());
  },
  async issue(authority, params) {
    const csrs = fields(params, "csrs");
    const { sign, encrypt } = await authority.issue(subjectOf(fields(params, "subject")), {
      sign: bytes(csrs, "sign", "csrs.sign"),
      encrypt: bytes(csrs, "encrypt", "csrs.encrypt"),
    });
    return { sign: toBase64Url(sign), encrypt: toBase64Url(encrypt) };
  },
  async verifySignIn(authority, params) {
    const verdict = await authority.verifySignIn({
      subject: checked(params, "subject", isUserId),
      certificate: bytes(params, "certificate"),
      challenge: bytes(params, "challenge"),
      signature: bytes(params, "signature"),
    });
    if (!verdict.ok) return verdict;
    return { ...verdict, notAfter: verdict.notAfter.toISOString() };
  },
  async revokeAll(authority, params) {
    return await authority.revokeAll(
      checked(params, "subject", isUserId),
      checked(params, "reason", isReason),
      checked(params, "keep", isFingerprints),
    );
  },
  async state(authority) {
    return await authority.state();
  },
};

/**
 * Answers one request, as it arrived, in JSON-safe form. Never throws: what goes wrong is answered
 * as a problem, and told to `onError` with its cause, for the log.
 */
export async function serveRequest(
  authority: Authority,
  request: unknown,
  onError: (error: unknown) => void = () => undefined,
): Promise<AuthorityResponse> {
  try {
    const { method, params } = isFields(request) ? request : {};
    if (typeof method !== "string" || !Object.hasOwn(METHODS, method) || !isFields(params)) {
      throw new AppError("invalid", "The authority does not know this request.", {
        field: "method",
      });
    }
    return { ok: true, result: await METHODS[method as AuthorityMethod](authority, params) };
  } catch (error) {
    onError(error);
    return { ok: false, problem: toProblem(error) };
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(field: string): never {
  throw new AppError("invalid", `The authority was asked with a wrong ${field}.`, { field });
}

function fields(params: Fields, name: string): Fields {
  const value = params[name];
  return isFields(value) ? value : refuse(name);
}

function checked<T>(params: Fields, name: string, is: (value: unknown) => value is T): T {
  const value = params[name];
  return is(value) ? value : refuse(name);
}

function bytes(params: Fields, name: string, field = name): Bytes {
  try {
    return fromBase64Url(checked(params, name, isString));
  } catch {
    return refuse(field);
  }
}

function subjectOf(subject: Fields): CertificateSubject {
  return {
    id: checked(subject, "id", isUserId),
    uid: checked(subject, "uid", isUid),
    fullName: checked(subject, "fullName", isString),
    mail: checked(subject, "mail", isString),
  };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

type RevokeReason = Parameters<Authority["revokeAll"]>[1];
const REVOKE_REASONS: readonly unknown[] = [
  "superseded",
  "keyCompromise",
  "cessationOfOperation",
] satisfies RevokeReason[];

function isReason(value: unknown): value is RevokeReason {
  return REVOKE_REASONS.includes(value);
}

function isFingerprints(value: unknown): value is Fingerprint[] {
  return Array.isArray(value) && value.every(isFingerprint);
}
