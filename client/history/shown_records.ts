/** What was opened, as JSON, and read back as strictly as if a stranger had written it. */

import { parsePayload } from "../../e2ee/payload.ts";
import type {
  Shown,
  ShownControl,
  ShownEpoch,
  ShownMessage,
  ShownPlaceholder,
} from "../../e2ee/shown.ts";
import { AppError } from "../../protocol/errors.ts";
import { isDeviceId, isEpochId, isFingerprint, isItemId, isUserId } from "../../protocol/ids.ts";
import { CONTROL_RECORD, type ControlRecord } from "../../protocol/items.ts";
import {
  integer,
  isTime,
  only,
  parseJson,
  parseShape,
  type Shape,
  text,
} from "../../protocol/strict.ts";

const MAX_REASON_CHARS = 100;
const MAX_DETAIL_CHARS = 10_000;
const isPlace = integer(1);
/** Read by a reader of its own. */
const isObject = (value: unknown): value is never => typeof value === "object" && value !== null;

const MESSAGE: Shape<ShownMessage> = {
  kind: only("message"),
  seq: isPlace,
  id: isItemId,
  sender: isUserId,
  device: isDeviceId,
  cert: isFingerprint,
  epoch: integer(1),
  time: isTime,
  takenAt: isTime,
  payload: isObject,
  missing: integer(0),
};
const CONTROL: Shape<ShownControl> = {
  kind: only("control"),
  seq: isPlace,
  id: isItemId,
  record: isObject,
  time: isTime,
  takenAt: isTime,
  promoted: isUserId,
};
const EPOCH: Shape<ShownEpoch> = {
  kind: only("epoch"),
  seq: isPlace,
  id: isItemId,
  epoch: isEpochId,
  number: integer(1),
  maker: isUserId,
  time: isTime,
};
const PLACEHOLDER: Shape<ShownPlaceholder> = {
  kind: only("placeholder"),
  seq: isPlace,
  id: isItemId,
  item: only("message", "control", "epoch"),
  reason: (value): value is ShownPlaceholder["reason"] => text(1, MAX_REASON_CHARS)(value),
  detail: text(0, MAX_DETAIL_CHARS),
  sender: isUserId,
  time: isTime,
};

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
  const what = "a kept message";
  switch ((value as { kind?: unknown } | null)?.kind) {
    case "message": {
      const shown = parseShape(what, value, MESSAGE);
      return { ...shown, payload: parsePayload(JSON.stringify(shown.payload)) };
    }
    case "control": {
      const shown = parseShape(what, value, CONTROL, ["promoted", "takenAt"]);
      return { ...shown, record: parseShape<ControlRecord>(what, shown.record, CONTROL_RECORD) };
    }
    case "epoch":
      return parseShape(what, value, EPOCH);
    default:
      return parseShape(what, value, PLACEHOLDER, ["sender"]);
  }
}
