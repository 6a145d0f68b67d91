/** Opens one's own message that waits in the outbox, sealed as it is. */

import { decryptEnvelope, verifyEnvelope } from "../../e2ee/envelope_open.ts";
import type { Payload } from "../../e2ee/payload.ts";
import { AppError } from "../../protocol/errors.ts";
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
  const stored = written && await openLocally(key, written, store);
  if (stored !== undefined) return stored;
  const { sender, cert, epoch } = parseEnvelopeHeader(body.hdr);
  await identities.ensure([{ user: sender, cert }]);
  const verified = await verifyEnvelope(body, conv, identities);
  if (!verified.ok) return undefined;
  const secret = await log.wraps.unwrap({ id: epoch, manifest });
  if (!secret.ok) return undefined;
  const opened = await decryptEnvelope(verified, secret.key);
  return opened.ok ? opened.payload : undefined;
}

/**
 * As `openOwn`, for one that an earlier page left: `later` where only the server could help, as with
 * receipts, and cannot be asked. Such a one waits without a row, and holds nothing else up.
 */
export async function openWaiting(
  entry: OutboxEntry,
  log: ConversationLog,
  context: ChatContext,
): Promise<Payload | undefined | "later"> {
  if (entry.written === undefined && log.stored) return "later";
  try {
    return await openOwn(entry, log, context);
  } catch (error) {
    if (error instanceof AppError && error.kind === "unavailable") return "later";
    throw error;
  }
}
