/**
 * What the router decides about one submission: the item it becomes, or why it is refused. Pure
 * but for the look-ups that it is given.
 */

import { verifyRecord } from "../../e2ee/control_record.ts";
import { verifyManifest } from "../../e2ee/epoch.ts";
import type { RoomState } from "../../e2ee/control_log.ts";
import type { CertificateResolver } from "../../e2ee/resolver.ts";
import { AppError } from "../../protocol/errors.ts";
import type { EpochId, Fingerprint, ItemId, UserId } from "../../protocol/ids.ts";
import {
  CONTROL_BODY,
  EPOCH_BODY,
  MESSAGE_BODY,
  type RoomPolicy,
  WRAPS_BODY,
  type WrapsBody,
} from "../../protocol/items.ts";
import { parseJson, type Schema } from "../../protocol/strict.ts";
import type { CurrentEpoch } from "../archive/port.ts";
import { type Conversation, ofRoom } from "./conversation.ts";
import type { Submitted } from "./submission.ts";

export interface JudgeLookups {
  resolver: CertificateResolver;
  /** Which certificates the wraps that `sender` handed in for `epoch` are sealed to. */
  wrapsOf(epoch: EpochId, sender: UserId): Promise<Map<UserId, Fingerprint>>;
  /** The encryption certificates that people have now, and that are valid now. */
  encryptionCertificates(users: UserId[]): Promise<Map<UserId, Fingerprint>>;
}

/** What an accepted item changes beside the log. */
export interface Effects {
  creates?: boolean;
  room?: { name: string; policy: RoomPolicy };
  joined?: UserId[];
  departed?: UserId[];
  /** What the list of open rooms says has changed. */
  listed?: boolean;
  epoch?: CurrentEpoch;
}

/** The conversation after the item, its head not yet raised. */
export interface Accepted {
  after: Conversation;
  effects: Effects;
  /** Wraps get no place: they are stored apart. */
  wraps?: WrapsBody;
}

/**
 * @param conversation undefined when there is none yet: only a room's `create` can be accepted.
 * @throws {AppError} the refusal: `not-found`, `forbidden`, `stale` (sync, remake, retry) or
 * `invalid`.
 */
export async function judge(
  conversation: Conversation | undefined,
  submitted: Submitted,
  lookups: JudgeLookups,
): Promise<Accepted> {
  if (submitted.kind === "control") return await judgeControl(conversation, submitted, lookups);
  if (conversation === undefined) {
    throw new AppError("not-found", "There is no such conversation. Reload the page.");
  }
  if (!conversation.members.has(submitted.sender)) {
    throw new AppError("forbidden", "You are not in this conversation.", {
      reason: "not-a-member",
    });
  }
  switch (submitted.kind) {
    case "message":
      return judgeMessage(conversation, submitted);
    case "epoch":
      return await judgeEpoch(conversation, submitted, lookups);
    case "wraps":
      return judgeWraps(conversation, submitted);
  }
}

/** @throws {AppError} `invalid` when no gateway of ours wrote it. */
function bodyOf<T>(schema: Schema<T>, { body }: Submitted): T {
  return schema.parse(parseJson("a body", body));
}

function judgeMessage(conversation: Conversation, submitted: Submitted): Accepted {
  const { epoch } = submitted;
  const current = conversation.epoch;
  if (
    current === undefined || conversation.epochSpent || current.id !== epoch ||
    current.control !== conversation.control
  ) {
    throw new AppError("stale", "The conversation's key has changed since this was sealed.", {
      reason: "epoch",
    });
  }
  // What is archived is joined to pages as it stands: one bad body would spoil them for ever.
  bodyOf(MESSAGE_BODY, submitted);
  return { after: conversation, effects: {} };
}

async function judgeControl(
  conversation: Conversation | undefined,
  submitted: Submitted,
  { resolver }: JudgeLookups,
): Promise<Accepted> {
  if (conversation?.kind === "direct") {
    throw new AppError("forbidden", "A direct conversation cannot be changed.");
  }
  const { conv, id } = submitted;
  const before = conversation?.room;
  const verified = await verifyRecord(before, bodyOf(CONTROL_BODY, submitted), resolver);
  if (!verified.ok) {
    const { reason, detail } = verified;
    if (reason === "stale" || reason === "number") {
      throw new AppError("stale", "The room has changed meanwhile.", { reason: "control" });
    }
    throw new AppError("forbidden", `The room's rules refuse this: ${reason}.`, {
      reason,
      cause: detail,
    });
  }
  const { state } = verified;
  if (state.room !== conv) {
    throw new AppError("invalid", "A room's id is the hash of its first record.", {
      field: "conv",
    });
  }
  const creates = before === undefined;
  if (creates && id !== conv) {
    throw new AppError("invalid", "A room begins with its create record.", { field: "conv" });
  }
  const after: Conversation = {
    head: 0,
    epoch: undefined,
    epochSpent: false,
    ...conversation,
    ...ofRoom(state),
  };
  return {
    after,
    effects: {
      creates,
      room: { name: state.name, policy: state.policy },
      joined: [...state.members.keys()].filter((user) => !before?.members.has(user)),
      listed: isListed(before) !== isListed(state) ||
        isListed(state) && before?.name !== state.name,
      departed: [...before?.members.keys() ?? []].filter((user) => !state.members.has(user)),
    },
  };
}

/** Whether the list of open rooms holds a room. */
function isListed(room: RoomState | undefined): boolean {
  return room?.policy === "open";
}

async function judgeEpoch(
  conversation: Conversation,
  submitted: Submitted,
  lookups: JudgeLookups,
): Promise<Accepted> {
  const { id, sender } = submitted;
  const verified = await verifyManifest(bodyOf(EPOCH_BODY, submitted), lookups.resolver);
  if (!verified.ok) {
    throw new AppError("forbidden", `The epoch is refused: ${verified.reason}.`, {
      reason: verified.reason,
      cause: verified.detail,
    });
  }
  const { manifest } = verified;
  const next = (conversation.epoch?.number ?? 0) + 1;
  if (manifest.number !== next || manifest.control !== conversation.control) {
    throw new AppError("stale", "Somebody else made a new key, or the members changed.", {
      reason: "epoch",
    });
  }
  const epoch = id as ItemId & EpochId;
  await checkWraps(conversation, epoch, sender, lookups);
  const current = { number: manifest.number, id: epoch, control: manifest.control };
  return {
    after: { ...conversation, epoch: current, epochSpent: false },
    effects: { epoch: current },
  };
}

/** Every member must have a wrap, sealed to the certificate they have now. */
async function checkWraps(
  conversation: Conversation,
  epoch: EpochId,
  sender: UserId,
  lookups: JudgeLookups,
): Promise<void> {
  const members = [...conversation.members];
  const certificates = await lookups.encryptionCertificates(members);
  const wraps = await lookups.wrapsOf(epoch, sender);
  for (const member of members) {
    const certificate = certificates.get(member);
    // Somebody who has no keys now (certificate withdrawn, never signed in) is left out.
    if (certificate !== undefined && wraps.get(member) !== certificate) {
      throw new AppError("stale", "A member has new keys, or was not given this epoch's secret.", {
        reason: "wraps",
      });
    }
  }
}

function judgeWraps(conversation: Conversation, submitted: Submitted): Accepted {
  const wraps = bodyOf(WRAPS_BODY, submitted);
  if (!wraps.wraps.every(({ user }) => conversation.members.has(user))) {
    throw new AppError("stale", "The members changed meanwhile.", { reason: "members" });
  }
  return { after: conversation, effects: {}, wraps };
}
