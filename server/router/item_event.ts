/** An archived item as it crosses the broker and reaches clients, and the place that it names. */

import type { BrokerEvent } from "../../broker/port.ts";
import { AppError } from "../../protocol/errors.ts";
import type { Receipt } from "../../protocol/frames/answers.ts";
import { conversationKey } from "./keys.ts";
import type { Submitted } from "./submission.ts";

/** The item as clients get it; `body` is JSON already. */
export function itemEvent(
  { conv, kind, body }: Submitted,
  { seq, id, time }: Receipt,
): BrokerEvent {
  return {
    key: conversationKey(conv),
    text: `{"conv":"${conv}","seq":${seq},"kind":"${kind}","id":"${id}","time":"${time}",` +
      `"body":${body}}`,
  };
}

const BEGINNING = /^\{"conv":"[^"]*","seq":(\d+),/;

/**
 * The place in its conversation of the item in an event's text, without reading the rest of it.
 *
 * @throws {AppError} `invalid`
 */
export function placeIn(text: string): number {
  const [, seq] = BEGINNING.exec(text) ?? [];
  if (seq !== undefined) return Number(seq);
  throw new AppError("invalid", "Cannot read an item: it names no place", { field: "seq" });
}
