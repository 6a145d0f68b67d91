import { createHash } from "node:crypto";
import { AppError } from "../../protocol/errors.ts";
import type { SubmitFrame } from "../../protocol/frames/client_frames.ts";
import type { ConversationId, EpochId, ItemId, UserId } from "../../protocol/ids.ts";
import {
  parseControlRecord,
  parseEnvelopeHeader,
  parseEpochManifest,
} from "../../protocol/items.ts";
import type { Submitted } from "../router/submission.ts";

/**
 * A submit frame as the router takes it: the person and the conversation that the signed text
 * names must be the ones of the socket and the frame, so that nobody hands in for another.
 *
 * @throws {AppError} `invalid`, `too-large` or `forbidden`.
 */
export function toSubmitted(
  frame: SubmitFrame,
  sender: UserId,
): Omit<Submitted, "node" | "route"> {
  const { conv, kind } = frame;
  const body = JSON.stringify(frame.body);
  switch (frame.kind) {
    case "message": {
      const header = parseEnvelopeHeader(frame.body.hdr);
      expectSame(header.sender, sender, header.conv, conv);
      return { conv, kind, id: hashOf(frame.body.hdr), sender, epoch: header.epoch, body };
    }
    case "control": {
      const record = parseControlRecord(frame.body.record);
      const id = hashOf(frame.body.record);
      // A room is named by the hash of its create record.
      const room = record.type === "create" ? (id as string as ConversationId) : record.room;
      expectSame(record.actor, sender, room, conv);
      return { conv, kind, id, sender, epoch: "", body };
    }
    case "epoch": {
      const manifest = parseEpochManifest(frame.body.manifest);
      expectSame(manifest.maker, sender, manifest.conv, conv);
      return { conv, kind, id: hashOf(frame.body.manifest), sender, epoch: "", body };
    }
    case "wraps": {
      const epoch: EpochId = frame.body.epoch;
      return { conv, kind, id: "", sender, epoch, body };
    }
  }
}

function expectSame(
  signer: UserId,
  sender: UserId,
  named: ConversationId | "",
  conv: ConversationId,
): void {
  if (signer !== sender) {
    throw new AppError("forbidden", "This is signed by somebody else.", { reason: "sender" });
  }
  if (named !== conv) {
    throw new AppError("invalid", "This belongs to another conversation.", { field: "conv" });
  }
}

function hashOf(text: string): ItemId {
  return createHash("sha256").update(text, "utf8").digest("base64url") as ItemId;
}
