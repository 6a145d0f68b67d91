/** Comparing keys, in the gallery: one number for everybody, marked until the page is left. */

import type { KeysModel, SafetyView } from "../../client/model/mod.ts";

const DIGITS = "043758291646022173905518274460361927583301749258061337420985";

export function fixtureSafety(
  pause: () => Promise<void>,
  accepted: boolean,
): Pick<KeysModel, "safety" | "verify" | "unverify"> {
  let safety: SafetyView = { digits: DIGITS, key: "made-up", accepted };
  return {
    safety: () => Promise.resolve(safety),
    async verify() {
      await pause();
      safety = { ...safety, accepted: true, verifiedAt: new Date().toISOString() };
    },
    async unverify() {
      await pause();
      const { verifiedAt: _, ...unmarked } = safety;
      safety = unmarked;
    },
  };
}
