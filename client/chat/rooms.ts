import { Conversation } from "../../e2ee/conversation.ts";
import type { RoomChange } from "../../e2ee/control_record.ts";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationSummary } from "../../protocol/frames/answers.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import type { RoomPolicy } from "../../protocol/items.ts";
import type { ChatContext } from "../conversations/context.ts";
import { fetchControlLog } from "../conversations/control_log_source.ts";
import type { ConversationLog } from "../conversations/conversation_log.ts";
import { signersOf } from "../conversations/signers.ts";

/** A change loses only to another that was accepted; after so many somebody is told. */
const MAX_TRIES = 6;

type Change = Exclude<RoomChange, { type: "create" }>;

/** Makes a room. @throws {AppError} the server's refusal, or `invalid` for the name. */
export async function createRoom(
  name: string,
  policy: RoomPolicy,
  { author: self, now: clock, random, ask }: ChatContext,
): Promise<ConversationSummary> {
  const { conv, body } = await Conversation.createRoom({ self, name, policy, clock, random });
  const { seq } = await ask({ type: "submit", conv, kind: "control", body });
  const members = [self.user];
  return { id: conv, kind: "room", members, name, policy, head: seq, since: seq };
}

/**
 * Joins an open room: its whole log is checked first, and the signed record follows its newest one.
 *
 * @throws {AppError} `forbidden` when the room is not open, or the server's refusal.
 */
export async function joinRoom(
  conv: ConversationId,
  context: ChatContext,
): Promise<ConversationSummary> {
  const { author, identities, now, random, ask } = context;
  for (let tries = 1;; tries++) {
    const room = new Conversation({
      self: author,
      conv,
      kind: "room",
      resolver: identities,
      unwrap: () => Promise.reject(new Error("Nothing is opened before one has joined")),
      clock: now,
      random,
    });
    const log = await fetchControlLog(conv, ask);
    await identities.ensure(signersOf(log));
    await room.addControl(log);
    const state = room.room;
    if (state === undefined) {
      throw new AppError(
        "forbidden",
        "The log of this room does not hold, so it cannot be joined. Tell your administrator.",
        { reason: "control-log" },
      );
    }
    try {
      const body = await room.makeControl({ type: "join" }).catch((error) => {
        throw inPlainWords(error);
      });
      const { seq } = await ask({ type: "submit", conv, kind: "control", body });
      const { name, policy } = state;
      const members = [...state.members.keys(), author.user];
      return { id: conv, kind: "room", members, name, policy, head: seq, since: seq };
    } catch (error) {
      if (!isStale(error) || tries === MAX_TRIES) throw error;
    }
  }
}

/** Changes a room one is in; made again when the room changed meanwhile. */
export async function changeRoom(
  log: ConversationLog,
  change: Change,
  { ask }: ChatContext,
): Promise<void> {
  for (let tries = 1;; tries++) {
    try {
      const body = await log.e2ee.makeControl(change).catch((error) => {
        throw inPlainWords(error);
      });
      await ask({ type: "submit", conv: log.conv, kind: "control", body });
      return;
    } catch (error) {
      if (!isStale(error) || tries === MAX_TRIES) throw error;
      await log.catchUp();
    }
  }
}

/** Rules of a room that a person can run into. */
const RULES: Readonly<Record<string, string>> = {
  "not-a-member": "You are not in this room.",
  "not-an-admin": "Only an admin of this room may do that.",
  "already-a-member": "This person is in the room already.",
  "no-such-member": "This person is not in the room any more.",
  "own-self": "You cannot remove yourself: leave the room.",
  "not-open": "This room is by invitation only. Ask one of its admins.",
  "no-change": "It is so already.",
  "last-admin": "A room needs an admin. Make somebody else one first.",
  "room-full": "This room is full.",
};

function inPlainWords(error: unknown): unknown {
  const message = error instanceof AppError ? RULES[error.reason ?? ""] : undefined;
  if (message === undefined) return error;
  const { kind, reason } = error as AppError;
  return new AppError(kind, message, { ...(reason === undefined ? {} : { reason }), cause: error });
}

function isStale(error: unknown): boolean {
  return error instanceof AppError && error.kind === "stale";
}
