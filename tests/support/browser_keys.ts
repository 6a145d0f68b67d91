/** Keys in a browser's profile: what lies there, and keys carried there from elsewhere. */

import { makeStatement } from "../../e2ee/identity.ts";
import { exportPrivateKey, fingerprintOf } from "../../e2ee/keys.ts";
import type { Bytes } from "../../protocol/encoding.ts";
import type { Uid } from "../../protocol/ids.ts";
import { TABLE_NAMES } from "../../client/store/tables.ts";
import { type Account, register } from "./account.ts";
import type { Visitor } from "./browser.ts";

const NOWHERE_PATH = "/nowhere";
const NOWHERE = `**${NOWHERE_PATH}`;
/** As in `client/store/indexed_db.ts`. */
const DATABASE = { name: "talkywalky", version: 3, tables: [...TABLE_NAMES] };

/**
 * Puts a person's keys into a browser, as somebody does who carries a profile from one computer to
 * another. They cannot be exported there, like keys that were made in it.
 *
 * @param presented certificate and signing key that the browser takes for the person's, good or bad.
 */
export async function carryKeys(
  visitor: Visitor,
  account: Account,
  presented: { certificate: Bytes; signKey: CryptoKey } = {
    certificate: account.certificates.sign,
    signKey: account.keys.sign.privateKey,
  },
): Promise<void> {
  const { user, keys, certificates, fingerprints } = account;
  const { signed } = await makeStatement({
    user: user.id,
    uid: user.uid as Uid,
    ...fingerprints,
    signKey: keys.sign.privateKey,
    clock: Date.now,
  });
  const half = async (privateKey: CryptoKey, certificate: Bytes) => ({
    pkcs8: (await exportPrivateKey(privateKey)).toBase64(),
    certificate: certificate.toBase64(),
    fingerprint: await fingerprintOf(certificate),
  });
  // An empty page: no code of ours that opens the database meanwhile, and nothing to draw.
  const body = '<!doctype html><link rel="icon" href="data:,">';
  await visitor.page.route(NOWHERE, (route) => route.fulfill({ contentType: "text/html", body }));
  await visitor.page.goto(NOWHERE_PATH);
  await visitor.page.unroute(NOWHERE);
  await visitor.page.evaluate(async ({ database, user, statement, sign, encrypt }) => {
    const bytes = (text: string) => Uint8Array.fromBase64(text);
    const stored = async (from: typeof sign, name: string, usage: KeyUsage) => ({
      privateKey: await crypto.subtle.importKey(
        "pkcs8",
        bytes(from.pkcs8),
        { name, hash: "SHA-256" },
        false,
        [usage],
      ),
      certificate: bytes(from.certificate),
      fingerprint: from.fingerprint,
    });
    const keyring = {
      user,
      sign: await stored(sign, "RSA-PSS", "sign"),
      encrypt: await stored(encrypt, "RSA-OAEP", "decrypt"),
      oldEncrypt: [],
      statement,
    };
    const opening = indexedDB.open(database.name, database.version);
    opening.onupgradeneeded = () => {
      for (const table of database.tables) opening.result.createObjectStore(table);
    };
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = () => reject(opening.error);
    });
    const transaction = opening.result.transaction("keyrings", "readwrite");
    transaction.objectStore("keyrings").put(keyring, user);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    opening.result.close();
  }, {
    database: DATABASE,
    user: user.id,
    statement: signed,
    sign: await half(presented.signKey, presented.certificate),
    encrypt: await half(keys.encrypt.privateKey, certificates.encrypt),
  });
}

/**
 * Opens the chat with the keys and the session of `account`, as when somebody who signed in here
 * comes back. Nothing is made or proved for it in the browser, which takes a busy machine minutes.
 */
export async function comeIn(visitor: Visitor, account: Account): Promise<void> {
  await carryKeys(visitor, account);
  const { page, context } = visitor;
  const { root, issuing } = account.chain;
  // Who signs in meets the authority there.
  await page.evaluate(async ({ database, fingerprint, root, issuing }) => {
    const opening = indexedDB.open(database.name, database.version);
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = () => reject(opening.error);
    });
    const transaction = opening.result.transaction("authorities", "readwrite");
    const bytes = (text: string) => Uint8Array.fromBase64(text);
    const authority = { fingerprint, root: bytes(root), issuing: [bytes(issuing)] };
    transaction.objectStore("authorities").put(authority, "authority");
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    opening.result.close();
  }, {
    database: DATABASE,
    fingerprint: await fingerprintOf(root),
    root: root.toBase64(),
    issuing: issuing.toBase64(),
  });
  const [name, value] = account.cookie.split("=") as [string, string];
  const url = new URL(page.url()).origin;
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Strict" }]);
  await page.goto("/chat");
  await visitor.ready();
}

/** Gives somebody an account at `origin`, and opens their chat in this browser. */
export async function settleIn(
  visitor: Visitor,
  origin: string,
  uid: string,
  fullName: string,
): Promise<Account> {
  const account = await register(origin, uid, { fullName });
  await comeIn(visitor, account);
  return account;
}

/** Everything that lies in the profile, as `table/key`. */
export async function storedInBrowser({ page }: Visitor): Promise<string[]> {
  return await page.evaluate(async ({ name, version }) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opened = await done(indexedDB.open(name, version));
    const tables = [...opened.objectStoreNames];
    const found = await Promise.all(tables.map(async (table) => {
      const keys = await done(opened.transaction(table).objectStore(table).getAllKeys());
      return keys.map((key) => `${table}/${key}`);
    }));
    opened.close();
    return found.flat();
  }, DATABASE);
}
