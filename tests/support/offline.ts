/** Visitors without a network, and what their pages have kept in their browsers. */

import type { SharedBrowser, Visitor } from "./browser.ts";
import { settleIn } from "./browser_keys.ts";

/** Somebody who is signed in and whose service worker has installed itself. */
export async function settled(
  browser: SharedBrowser,
  origin: string,
  uid: string,
  fullName: string,
): Promise<Visitor> {
  const visitor = await browser.visitor(origin);
  await settleIn(visitor, origin, uid, fullName);
  await visitor.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return visitor;
}

/**
 * Resolves once the stored lists hold so many conversations, and all that the page has opened is
 * written: from here on it can be opened without the server as it is now.
 */
export async function untilOpensOffline({ page }: Visitor, conversations: number): Promise<void> {
  await page.waitForFunction(async (least) => {
    const opening = indexedDB.open("talkywalky");
    await new Promise((resolve) => opening.onsuccess = resolve);
    const database = opening.result;
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => request.onsuccess = () => resolve(request.result));
    const table = (name: string) => database.transaction(name).objectStore(name);
    try {
      const [user] = await answer(table("overviews").getAllKeys());
      if (user === undefined) return false;
      const key: CryptoKey = await answer(table("localKeys").get(user));
      const sealed: Uint8Array<ArrayBuffer> = await answer(table("overviews").get(user));
      // As `SealedRecords` writes it.
      const place = JSON.stringify(["talkywalky/kept/1", user, "overview"]);
      const opened = await crypto.subtle.decrypt(
        {
          name: "AES-GCM",
          iv: sealed.slice(0, 12),
          additionalData: new TextEncoder().encode(place),
        },
        key,
        sealed.slice(12),
      );
      const listed = JSON.parse(new TextDecoder().decode(opened)).conversations;
      const { held = [], pending = [] } = await navigator.locks.query();
      const isWriting = [...held, ...pending].some(({ name }) =>
        name?.startsWith("talkywalky/history/")
      );
      return listed.length >= least && !isWriting;
    } finally {
      database.close();
    }
  }, conversations);
}

/**
 * Resolves once so many things that were written lie in the browser and wait to leave; for none,
 * once everything has left.
 *
 * @param options.sealed what has its place in the chain counts as well; receipts only for none.
 */
export async function untilWaiting(
  { page }: Visitor,
  count: number,
  { sealed = count === 0 } = {},
): Promise<void> {
  await page.waitForFunction(async ({ count, tables }) => {
    const opening = indexedDB.open("talkywalky");
    await new Promise((resolve) => opening.onsuccess = resolve);
    const counts = await Promise.all(tables.map((name) => {
      const asking = opening.result.transaction(name).objectStore(name).getAll();
      return new Promise<number>((resolve) =>
        asking.onsuccess = () => {
          // Receipts are sealed as well, and are written nowhere in words.
          const isMessage = (one: { written?: unknown }) =>
            name === "unsent" || one.written !== undefined || count === 0;
          resolve(asking.result.filter(isMessage).length);
        }
      );
    }));
    opening.result.close();
    const waiting = counts.reduce((sum, one) => sum + one, 0);
    return count === 0 ? waiting === 0 : waiting >= count;
  }, { count, tables: sealed ? ["unsent", "outbox"] : ["unsent"] });
}
