// Browser-safe: runs in the page.

import { t } from "../../i18n/i18n.ts";
import { decryptEnvelope, verifyEnvelope } from "../../e2ee/envelope_open.ts";
import type { Payload } from "../../e2ee/payload.ts";
import type { OutboxEntry } from "../store/tables.ts";
import type { ChatContext } from "./context.ts";
import type { ConversationLog } from "./conversation_log.ts";
import { parseEnvelopeHeader } from "../../protocol/items.ts";
import { openLocally } from "./unsent_messages.ts";

/**
 * What a message says of one's own that waits in the outbox, sealed as it is: as this browser kept
 * it, else with one's own wrap of its epoch. Undefined when this browser cannot open it any more.
 *
 * @throws {AppError} `unavailable` when the server cannot be asked for the wrap.
 */
export async function openOwn(
  { key, body, conv, manifest, written }: OutboxEntry,
  log: ConversationLog,
  { identities, store }: ChatContext,
): Promise<Payload | undefined> {
  const kept = written && await openLocally(key, written, store);
  if (kept !== undefined) return kept;
  const { sender, cert, epoch } = parseEnvelopeHeader(body.hdr);
  await identities.ensure([{ user: sender, cert }]);
  const verified = await verifyEnvelope(body, conv, identities);
  if (!verified.ok) return undefined;
  const secret = await log.wraps.unwrap({ id: epoch, manifest });
  if (!secret.ok) return undefined;
  const opened = await decryptEnvelope(verified, secret.key);
  return opened.ok ? opened.payload : undefined;
}

/** Stands for what this browser cannot open any more. */
export function unreadable(): Payload {
  return { type: "text", text: t("(This message cannot be read in this browser any more.)") };
}
