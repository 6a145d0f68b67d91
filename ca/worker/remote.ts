import { fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";
import { AppError, fromProblem } from "../../protocol/errors.ts";
import type { Fingerprint } from "../../protocol/ids.ts";
import type {
  AuthorityMethod,
  AuthorityParams,
  AuthorityRequest,
  AuthorityResponse,
  AuthorityResults,
} from "./messages.ts";
import type { Authority } from "../port.ts";

/** A way to an authority elsewhere: a worker here, a queue on another machine. */
export interface AuthorityTransport {
  /**
   * Carries one request and answers what `serveRequest` answered.
   *
   * @throws {AppError} `unavailable` when no answer came.
   */
  call(request: AuthorityRequest): Promise<unknown>;
  close(): Promise<void>;
}

/** The port over a transport. Fails closed: without an answer every call throws. */
export function remoteAuthority(transport: AuthorityTransport): Authority {
  async function ask<Method extends AuthorityMethod>(
    method: Method,
    params: AuthorityParams[Method],
  ): Promise<AuthorityResults[Method]> {
    const answer = await transport.call({ method, params } as AuthorityRequest);
    const response = answer as AuthorityResponse<Method> | undefined;
    if (response?.ok === true) return response.result;
    if (response?.ok === false) throw fromProblem(response.problem);
    throw new AppError("internal", "The authority gave an answer that is not understood.");
  }

  return {
    async chain() {
      const { root, issuing } = await ask("chain", {});
      return { root: fromBase64Url(root), issuing: fromBase64Url(issuing) };
    },
    async crl() {
      return fromBase64Url(await ask("crl", {}));
    },
    async issue(subject, csrs) {
      const { id, uid, fullName, mail } = subject;
      const issued = await ask("issue", {
        subject: { id, uid, fullName, mail },
        csrs: { sign: toBase64Url(csrs.sign), encrypt: toBase64Url(csrs.encrypt) },
      });
      return { sign: fromBase64Url(issued.sign), encrypt: fromBase64Url(issued.encrypt) };
    },
    async verifySignIn({ subject, certificate, challenge, signature }) {
      const verdict = await ask("verifySignIn", {
        subject,
        certificate: toBase64Url(certificate),
        challenge: toBase64Url(challenge),
        signature: toBase64Url(signature),
      });
      if (!verdict.ok) return verdict;
      const { fingerprint, notAfter } = verdict;
      return { ok: true, fingerprint: fingerprint as Fingerprint, notAfter: new Date(notAfter) };
    },
    async revokeAll(subject, reason, keep = []) {
      return await ask("revokeAll", { subject, reason, keep }) as Fingerprint[];
    },
    async state() {
      try {
        return await ask("state", {});
      } catch {
        return "down";
      }
    },
    close: () => transport.close(),
  };
}
