/**
 * Keys of people for tests and benchmarks. RSA keys take seconds to make, so each is made once in
 * this checkout and kept; none of them is used by anything but a test.
 */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  exportPrivateKey,
  exportPublicKey,
  generateKeys,
  importSigningKey,
  importUnwrappingKey,
  importVerifyingKey,
  importWrappingKey,
  type PersonKeys,
} from "../../e2ee/keys.ts";
import { fromBase64Url, toBase64Url } from "../../protocol/encoding.ts";

/** DER, base64url. */
interface StoredKeys {
  sign: { privateKey: string; publicKey: string };
  encrypt: { privateKey: string; publicKey: string };
}

const TEST_KEYS = fileURLToPath(new URL("../../.build/test_keys/", import.meta.url));

let taken = 0;

/**
 * Keys that this test file has not had before, extractable. Another file has the same ones, which
 * is no matter: each file has people, and a server, of its own.
 */
export function nextKeys(): Promise<PersonKeys> {
  return keptKeys(TEST_KEYS, taken++);
}

/** The keys of that number in `folder`, made there when they are missing; extractable. */
export async function keptKeys(folder: string, number: number): Promise<PersonKeys> {
  const file = join(folder, `${number}.json`);
  const text = await Deno.readTextFile(file).catch(() => undefined);
  if (text !== undefined) return await imported(JSON.parse(text) as StoredKeys);
  const keys = await generateKeys({ extractable: true });
  await keep(file, await exported(keys));
  return keys;
}

/** Two files may want the same keys at once: one pair stays, and nobody reads half of one. */
async function keep(file: string, keys: StoredKeys): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const written = await Deno.makeTempFile({ dir: dirname(file) });
  await Deno.writeTextFile(written, JSON.stringify(keys));
  await Deno.rename(written, file);
}

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
