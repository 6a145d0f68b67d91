/** Messages written here that are not in the chain yet, sealed under this browser's own key. */

import { parsePayload, type Payload, writePayload } from "../../e2ee/payload.ts";
import { fromUtf8, utf8 } from "../../protocol/encoding.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { PersonStore } from "../store/local_store.ts";
import type { LocallySealed, UnsentEntry } from "../store/tables.ts";

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
  return { key, conv, ...await sealLocally(key, payload, store), time, order };
}

/** Seals what a row says under this browser's own key. */
export async function sealLocally(
  key: string,
  payload: Payload,
  store: PersonStore,
): Promise<LocallySealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: utf8(key) },
    await store.localKey(),
    utf8(writePayload(payload)),
  );
  return { iv, sealed: new Uint8Array(sealed) };
}

/** Opens it again; undefined when it does not open any more. */
export async function openLocally(
  key: string,
  { iv, sealed }: LocallySealed,
  store: PersonStore,
): Promise<Payload | undefined> {
  try {
    const algorithm = { name: "AES-GCM", iv, additionalData: utf8(key) };
    const plain = await crypto.subtle.decrypt(algorithm, await store.localKey(), sealed);
    return parsePayload(fromUtf8(new Uint8Array(plain)));
  } catch {
    return undefined;
  }
}

/** What an earlier page left, oldest first. What does not open any more is left out. */
export async function openUnsent(
  conv: ConversationId,
  store: PersonStore,
): Promise<UnsentMessage[]> {
  const opened = await Promise.all((await store.unsent(conv)).map(async (entry) => {
    const payload = await openLocally(entry.key, entry, store);
    return payload === undefined ? [] : [{ entry, payload }];
  }));
  return opened.flat();
}
