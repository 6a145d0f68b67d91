// Browser-safe: runs in the page.

import { parsePayload, type Payload, writePayload } from "../../e2ee/payload.ts";
import { fromUtf8, utf8 } from "../../protocol/encoding.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { PersonStore } from "../local_store.ts";
import type { UnsentEntry } from "../store/tables.ts";

/** What was written and has no place in the chain yet. */
export interface UnsentMessage {
  entry: UnsentEntry;
  payload: Payload;
}

let lastOrder = 0;

/** Seals `payload` under this browser's own key, as the newest of what waits. */
export async function sealUnsent(
  { key, conv, time, payload }: {
    key: string;
    conv: ConversationId;
    time: string;
    payload: Payload;
  },
  store: PersonStore,
): Promise<UnsentEntry> {
  // Before anything is waited for: two that are written in a row keep their order.
  const order = lastOrder = Math.max(lastOrder + 1, Date.parse(time));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: utf8(key) },
    await store.localKey(),
    utf8(writePayload(payload)),
  );
  return { key, conv, iv, sealed: new Uint8Array(sealed), time, order };
}

/** What an earlier page left, oldest first. What does not open any more is left out. */
export async function openUnsent(
  conv: ConversationId,
  store: PersonStore,
): Promise<UnsentMessage[]> {
  const entries = await store.unsent(conv);
  if (entries.length === 0) return [];
  const localKey = await store.localKey();
  const opened = await Promise.all(entries.map(async (entry) => {
    try {
      const { key, iv, sealed } = entry;
      const algorithm = { name: "AES-GCM", iv, additionalData: utf8(key) };
      const plain = await crypto.subtle.decrypt(algorithm, localKey, sealed);
      return [{ entry, payload: parsePayload(fromUtf8(new Uint8Array(plain))) }];
    } catch {
      return [];
    }
  }));
  return opened.flat();
}
