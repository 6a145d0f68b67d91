/** What the authority is asked with, checked in the thread that holds its key. */

import { AppError } from "../../protocol/errors.ts";
import { isFingerprint, isUid, isUserId } from "../../protocol/ids.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Authority, KeyPairOf } from "../port.ts";
import type { AuthorityContract } from "./contract.ts";

type RevokeReason = Parameters<Authority["revokeAll"]>[1];
const REVOKE_REASONS: readonly unknown[] = [
  "superseded",
  "keyCompromise",
  "cessationOfOperation",
] satisfies RevokeReason[];

/**
 * `authority` behind a check of every argument. The types of the caller's thread promise nothing
 * here, and what is signed here cannot be taken back.
 *
 * Its calls throw {AppError} `invalid` with the name of the `field` that is wrong, beside what the
 * authority's own throw.
 */
export function checkedAuthority(authority: Authority): AuthorityContract["calls"] {
  return {
    chain: () => authority.chain(),
    crl: () => authority.crl(),
    async issue(subject, csrs) {
      check("subject", isFields(subject));
      const { id, uid, fullName, mail } = subject;
      check("id", isUserId(id));
      check("uid", isUid(uid));
      check("fullName", typeof fullName === "string");
      check("mail", typeof mail === "string");
      return await authority.issue({ id, uid, fullName, mail }, checkedRequests(csrs));
    },
    async issued(subject, csrs) {
      check("subject", isUserId(subject));
      return await authority.issued(subject, checkedRequests(csrs));
    },
    async current(subject, certificates) {
      check("subject", isUserId(subject));
      const areBytes = Array.isArray(certificates) &&
        certificates.every((der) => der instanceof Uint8Array);
      check("certificates", areBytes);
      return await authority.current(subject, certificates);
    },
    async verifySignIn(proof) {
      check("proof", isFields(proof));
      const { subject, certificate, challenge, signature } = proof;
      check("subject", isUserId(subject));
      check("certificate", certificate instanceof Uint8Array);
      check("challenge", challenge instanceof Uint8Array);
      check("signature", signature instanceof Uint8Array);
      return await authority.verifySignIn({ subject, certificate, challenge, signature });
    },
    async revokeAll(subject, reason, keep = []) {
      check("subject", isUserId(subject));
      check("reason", REVOKE_REASONS.includes(reason));
      check("keep", Array.isArray(keep) && keep.every(isFingerprint));
      return await authority.revokeAll(subject, reason, keep);
    },
    state: () => authority.state(),
  };
}

function checkedRequests(csrs: KeyPairOf<Bytes>): KeyPairOf<Bytes> {
  check("csrs", isFields(csrs));
  const { sign, encrypt } = csrs;
  check("csrs.sign", sign instanceof Uint8Array);
  check("csrs.encrypt", encrypt instanceof Uint8Array);
  return { sign, encrypt };
}

function check(field: string, isRight: boolean): void {
  if (isRight) return;
  throw new AppError("invalid", `The authority was asked with a wrong ${field}.`, { field });
}

function isFields(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
