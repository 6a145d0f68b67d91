/**
 * The server that the pictures are taken of has the real time, and its people are days ahead. A
 * page shows both where they do not agree (decision 0020); in the gallery they shall agree.
 */

import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";

/** What a browser has kept of conversations, with the server's times in it. */
const KEPT_TABLES = ["kept", "history", "search"];

/** Gives every message of an archive the time that its sender's clock had. */
export function agreeWithSenders(archivePath: string): void {
  const archive = new DatabaseSync(archivePath);
  try {
    const messages = archive.prepare("SELECT rowid, body FROM item WHERE kind = 'message'").all();
    const update = archive.prepare("UPDATE item SET time = ? WHERE rowid = ?");
    for (const { rowid, body } of messages) {
      const { hdr } = JSON.parse(body as string) as { hdr: string };
      const { time } = JSON.parse(hdr) as { time: string };
      update.run(Date.parse(time), rowid as number);
    }
  } finally {
    archive.close();
  }
}

/** Has a browser read its conversations anew. @param page at the site, on any page but the chat. */
export async function forgetConversations(page: Page): Promise<void> {
  await page.evaluate(async (tables) => {
    const opening = indexedDB.open("talkywalky");
    await new Promise((resolve) => opening.onsuccess = resolve);
    const emptying = opening.result.transaction(tables, "readwrite");
    for (const table of tables) emptying.objectStore(table).clear();
    await new Promise((resolve) => emptying.oncomplete = resolve);
    opening.result.close();
  }, KEPT_TABLES);
}
