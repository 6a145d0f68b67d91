/** Who may see what only the operator is to see: by a token, or from this very machine. */

import { createHash, timingSafeEqual } from "node:crypto";

export interface OperatorRules {
  /** `TW_OPERATOR_TOKEN`; undefined where none is set. */
  token: string | undefined;
  /**
   * A proxy may stand before this server without being named: then a request that comes from this
   * machine may be anybody's.
   */
  mayHideBehindProxy: boolean;
}

/**
 * Whether a request is the operator's.
 *
 * @param request.authorization the header of that name, `Bearer <token>`.
 * @param request.isLocal whether it certainly came from this machine, as far as headers tell.
 */
export function isOperator(
  { authorization, isLocal }: { authorization: string | null; isLocal: boolean },
  { token, mayHideBehindProxy }: OperatorRules,
): boolean {
  if (isLocal && !mayHideBehindProxy) return true;
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined || given === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
