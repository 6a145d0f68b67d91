/** What was opened, as JSON, and read back as strictly as if a stranger had written it. */

import { parsePayload } from "../../e2ee/payload.ts";
import type { Shown, ShownPlaceholder } from "../../e2ee/shown.ts";
import { AppError } from "../../protocol/errors.ts";
import { isDeviceId, isEpochId, isFingerprint, isItemId, isUserId } from "../../protocol/ids.ts";
import { CONTROL_RECORD } from "../../protocol/items.ts";
import {
  integer,
  isThere,
  isTime,
  object,
  only,
  optional,
  parseJson,
  text,
} from "../../protocol/strict.ts";

const MAX_REASON_CHARS = 100;
const MAX_DETAIL_CHARS = 10_000;
const isPlace = integer(1);
const WHAT = "a kept message";

const MESSAGE = object(WHAT, {
  kind: only("message"),
  seq: isPlace,
  id: isItemId,
  sender: isUserId,
  device: isDeviceId,
  cert: isFingerprint,
  epoch: integer(1),
  time: isTime,
  takenAt: isTime,
  /** `parsePayload` reads it. */
  payload: isThere,
  missing: integer(0),
});
const CONTROL = object(WHAT, {
  kind: only("control"),
  seq: isPlace,
  id: isItemId,
  record: CONTROL_RECORD,
  time: isTime,
  takenAt: optional(isTime),
  promoted: optional(isUserId),
});
const EPOCH = object(WHAT, {
  kind: only("epoch"),
  seq: isPlace,
  id: isItemId,
  epoch: isEpochId,
  number: integer(1),
  maker: isUserId,
  time: isTime,
});
const PLACEHOLDER = object(WHAT, {
  kind: only("placeholder"),
  seq: isPlace,
  id: isItemId,
  item: only("message", "control", "epoch"),
  reason: (value): value is ShownPlaceholder["reason"] => text(1, MAX_REASON_CHARS)(value),
  detail: text(0, MAX_DETAIL_CHARS),
  sender: optional(isUserId),
  time: isTime,
});

export function writeShown(shown: readonly Shown[]): string {
  return JSON.stringify(shown);
}

/** @throws {AppError} `invalid` */
export function readShown(written: string): Shown[] {
  const values = parseJson("stored messages", written);
  if (!Array.isArray(values)) throw new AppError("invalid", "Cannot read stored messages: no list");
  return values.map(readOne);
}

function readOne(value: unknown): Shown {
  switch ((value as { kind?: unknown } | null)?.kind) {
    case "message": {
      const shown = MESSAGE.parse(value);
      return { ...shown, payload: parsePayload(JSON.stringify(shown.payload)) };
    }
    case "control":
      return CONTROL.parse(value);
    case "epoch":
      return EPOCH.parse(value);
    default:
      return PLACEHOLDER.parse(value);
  }
}
