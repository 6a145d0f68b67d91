/** The number by which a client knows what was answered to which of its requests. */

import { integer } from "../strict.ts";

/** Chosen by the client, unique among its open requests. */
export const isRef = integer(0, 2 ** 31);

/** The `ref` of a frame that `parseClientFrame` refused, where it has one. */
export function refOf(text: string): number | undefined {
  try {
    const ref = (JSON.parse(text) as { ref?: unknown } | null)?.ref;
    return isRef(ref) ? ref : undefined;
  } catch {
    return undefined;
  }
}
