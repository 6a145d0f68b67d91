/** RSA keys for the people of the benchmark: slow to make, so they are kept between runs. */

import {
  exportPrivateKey,
  exportPublicKey,
  generateKeys,
  importSigningKey,
  importUnwrappingKey,
  importVerifyingKey,
  importWrappingKey,
  type PersonKeys,
} from "../e2ee/keys.ts";
import { fromBase64Url, toBase64Url } from "../protocol/encoding.ts";

/** DER, base64url. */
interface StoredKeys {
  sign: { privateKey: string; publicKey: string };
  encrypt: { privateKey: string; publicKey: string };
}

/** Keys for `count` people, from `file` as far as it holds them. */
export async function keptKeys(file: string, count: number): Promise<PersonKeys[]> {
  const text = await Deno.readTextFile(file).catch(() => "[]");
  const stored = JSON.parse(text) as StoredKeys[];
  const missing = Math.max(0, count - stored.length);
  if (missing > 0) {
    console.error(`Making ${missing * 2} RSA-3072 keys; they are kept in ${file}`);
    const fresh = await Promise.all(
      Array.from({ length: missing }, async () => exported(await generateKeys(EXTRACTABLE))),
    );
    stored.push(...fresh);
    await Deno.writeTextFile(file, JSON.stringify(stored), { mode: 0o600 });
  }
  return await Promise.all(stored.slice(0, count).map(imported));
}

const EXTRACTABLE = { extractable: true };

async function exported({ sign, encrypt }: PersonKeys): Promise<StoredKeys> {
  const pair = async ({ privateKey, publicKey }: CryptoKeyPair) => ({
    privateKey: toBase64Url(await exportPrivateKey(privateKey)),
    publicKey: toBase64Url(await exportPublicKey(publicKey)),
  });
  return { sign: await pair(sign), encrypt: await pair(encrypt) };
}

async function imported({ sign, encrypt }: StoredKeys): Promise<PersonKeys> {
  return {
    sign: {
      privateKey: await importSigningKey(fromBase64Url(sign.privateKey), true),
      publicKey: await importVerifyingKey(fromBase64Url(sign.publicKey)),
    },
    encrypt: {
      privateKey: await importUnwrappingKey(fromBase64Url(encrypt.privateKey), true),
      publicKey: await importWrappingKey(fromBase64Url(encrypt.publicKey)),
    },
  };
}
