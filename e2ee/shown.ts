/** What the end-to-end core shows of an item: message, record, epoch, or why it was refused. */

import type { DeviceId, EpochId, Fingerprint, ItemId, UserId } from "../protocol/ids.ts";
import type { ControlRecord, ItemKind } from "../protocol/items.ts";
import type { ControlRefusal } from "./control_log.ts";
import type { EnvelopeRefusal } from "./envelope_open.ts";
import type { Payload } from "./payload.ts";

/** Why an item does not count. */
export type ItemRefusal =
  | EnvelopeRefusal
  | ControlRefusal
  | "wrong-id" // the server's id or conversation for it is not what its signed text gives
  | "wrong-place" // another item stands at this place, or it stands at another place already
  | "stale-control" // an epoch for members that were not those of its place
  | "epoch-number"; // an epoch whose number is taken or out of order

/** Where an item stands; `seq` is its place in the conversation. */
interface Placed {
  seq: number;
  id: ItemId;
}

/** A message that passed every check. */
export interface ShownMessage extends Placed {
  kind: "message";
  sender: UserId;
  device: DeviceId;
  /** The signing certificate that it was checked with. */
  cert: Fingerprint;
  /** Number of the epoch whose secret sealed it. */
  epoch: number;
  /** The sender's clock, ISO 8601. */
  time: string;
  /** The server's clock when it took the message, ISO 8601. */
  takenAt: string;
  payload: Payload;
  /** Messages of the same device that should stand before it and were not delivered. */
  missing: number;
}

/** A control record that counts. */
export interface ShownControl extends Placed {
  kind: "control";
  record: ControlRecord;
  /** The actor's clock, ISO 8601. */
  time: string;
  /** The server's clock when it took the record; absent in what earlier versions kept. */
  takenAt?: string;
  /** Who became admin with it because the last admin left. */
  promoted?: UserId;
}

/** An epoch that counts: from here on messages are sealed to it. */
export interface ShownEpoch extends Placed {
  kind: "epoch";
  epoch: EpochId;
  number: number;
  maker: UserId;
  time: string;
}

/** What stands where an item was refused; harmless, and never silent. */
export interface ShownPlaceholder extends Placed {
  kind: "placeholder";
  item: ItemKind;
  reason: ItemRefusal;
  /** For a details view and logs; holds nothing secret. */
  detail: string;
  /** Who sent it, where the signature was checked before the refusal. */
  sender?: UserId;
  /** The server's clock, ISO 8601. */
  time: string;
}

export type Shown = ShownMessage | ShownControl | ShownEpoch | ShownPlaceholder;
