/** Makes two new key pairs and their certification requests. */

import { makeCsr } from "../../e2ee/csr.ts";
import { exportPublicKey, generateKeys, withoutExtraction } from "../../e2ee/keys.ts";
import { toBase64Url } from "../../protocol/encoding.ts";
import type { CsrPair } from "../../protocol/http_api.ts";
import type { PendingKeys } from "../store/tables.ts";

/**
 * Two new key pairs, their certification requests, and the private halves as they are kept: not to
 * be exported by any code.
 */
export async function makeNewKeys(
  now: () => number,
): Promise<{ csrs: CsrPair; pending: PendingKeys }> {
  const made = await generateKeys({ extractable: true });
  const [signRequest, encryptRequest] = await Promise.all([
    makeCsr(made.sign, "sign"),
    makeCsr(made.encrypt, "encrypt"),
  ]);
  const stored = await withoutExtraction(made);
  return {
    csrs: { sign: toBase64Url(signRequest), encrypt: toBase64Url(encryptRequest) },
    pending: {
      sign: {
        privateKey: stored.sign.privateKey,
        publicKey: await exportPublicKey(made.sign.publicKey),
      },
      encrypt: {
        privateKey: stored.encrypt.privateKey,
        publicKey: await exportPublicKey(made.encrypt.publicKey),
      },
      madeAt: new Date(now()).toISOString(),
    },
  };
}
