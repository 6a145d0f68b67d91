import { AppError, fromProblem } from "../../protocol/errors.ts";
import type {
  CatchUpFrame,
  ConversationFrame,
  EventsFrame,
  IdentityFrame,
  LeftFrame,
  NamePush,
  PresenceChange,
  PresenceFrame,
  RoomsChangedFrame,
  SignedOutFrame,
  TypingPush,
  WelcomeFrame,
} from "../../protocol/frames.ts";
import { isConversationId, isUid, isUserId } from "../../protocol/ids.ts";
import { integer, isTime, list, only, parseJson, parseShape, text } from "../../protocol/strict.ts";
import {
  isPresence,
  MAX_LISTED,
  parseItems,
  parseList,
  parseNameRecord,
  parseSummaries,
  parseSummary,
} from "./answers.ts";

/** Frames that nobody asked for. */
export type PushFrame =
  | WelcomeFrame
  | EventsFrame
  | PresenceFrame
  | TypingPush
  | NamePush
  | IdentityFrame
  | ConversationFrame
  | LeftFrame
  | RoomsChangedFrame
  | CatchUpFrame
  | SignedOutFrame;

/** A frame as the socket sorts it: the end of a request, or a push. */
export type ReadFrame =
  | { type: "answer"; ref: number; result: unknown }
  | { type: "refused"; ref: number; error: AppError }
  | { type: "push"; frame: PushFrame };

const MAX_EVENTS = 10_000;
const isRef = integer(0, 2 ** 31);
const anything = (value: unknown): value is never => value !== undefined;

/** A message that holds more frames than this is not read. */
const MAX_FRAMES = 100_000;

/**
 * What a message of the server holds: one frame, or several in order. A frame that is not of the
 * grammar is answered as its error, in its place, so that it does not take the others with it.
 *
 * @throws {AppError} `invalid` when the message as a whole cannot be read.
 */
export function readServerMessage(data: unknown): (ReadFrame | AppError)[] {
  if (typeof data !== "string") throw new AppError("invalid", "Cannot read a frame: no text");
  const value = parseJson("a frame", data);
  const frames = Array.isArray(value) ? value : [value];
  return parseList("a message", frames, MAX_FRAMES, (frame) => {
    try {
      return readServerFrame(frame);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  });
}

function readServerFrame(value: unknown): ReadFrame {
  const type = (value as { type?: unknown } | null)?.type;
  const isType = (given: unknown): given is never => given === type;
  switch (type) {
    case "answer": {
      const { ref, result } = parseShape<{ type: never; ref: number; result: never }>(
        "an answer",
        value,
        { type: isType, ref: isRef, result: anything },
      );
      return { type, ref, result };
    }
    case "refused": {
      const { ref, problem } = parseShape<{ type: never; ref: number; problem: never }>(
        "a refusal",
        value,
        { type: isType, ref: isRef, problem: anything },
      );
      return { type, ref, error: fromProblem(problem) };
    }
    default:
      return { type: "push", frame: readPush(type, value) };
  }
}

function readPush(type: unknown, value: unknown): PushFrame {
  const isType = (given: unknown): given is never => given === type;
  switch (type) {
    case "welcome":
      return readWelcome(value);
    case "events": {
      const { events } = parseShape<{ type: never; events: never }>("events", value, {
        type: isType,
        events: anything,
      });
      return { type, events: parseItems(events, MAX_EVENTS) };
    }
    case "presence": {
      const { changes } = parseShape<{ type: never; changes: never }>("a presence", value, {
        type: isType,
        changes: anything,
      });
      return { type, changes: parseList("the presence", changes, MAX_LISTED, readChange) };
    }
    case "typing":
      return parseShape<TypingPush>("a typing hint", value, {
        type: isType,
        conv: isConversationId,
        user: isUserId,
        time: isTime,
      });
    case "name": {
      const { user, name } = parseShape<Omit<NamePush, "name"> & { name: never }>(
        "a name notice",
        value,
        { type: isType, user: isUserId, name: anything },
      );
      return { type, user, name: parseNameRecord(name) };
    }
    case "identity":
      return parseShape<IdentityFrame>("an identity notice", value, {
        type: isType,
        user: isUserId,
      });
    case "conversation": {
      const { conversation } = parseShape<{ type: never; conversation: never }>(
        "a conversation notice",
        value,
        { type: isType, conversation: anything },
      );
      return { type, conversation: parseSummary(conversation) };
    }
    case "left":
      return parseShape<LeftFrame>("a notice", value, { type: isType, conv: isConversationId });
    case "rooms-changed":
      return parseShape<RoomsChangedFrame>("a notice", value, { type: isType });
    case "catch-up":
      return parseShape<CatchUpFrame>("a notice", value, { type: isType });
    case "signed-out":
      return parseShape<SignedOutFrame>("a notice", value, {
        type: isType,
        message: text(0, 1000),
      });
    default:
      throw new AppError("invalid", "Cannot read a frame: its type is not known", {
        field: "type",
      });
  }
}

function readChange(value: unknown): PresenceChange {
  return parseShape<PresenceChange>("a presence", value, {
    user: isUserId,
    presence: isPresence,
    time: isTime,
  }, ["time"]);
}

function readWelcome(value: unknown): WelcomeFrame {
  const frame = parseShape<Omit<WelcomeFrame, "user" | "conversations"> & { [k: string]: unknown }>(
    "the welcome",
    value,
    {
      type: only("welcome"),
      version: integer(1),
      user: anything,
      time: isTime,
      conversations: anything,
      online: list(isUserId, 0, MAX_LISTED),
      away: list(isUserId, 0, MAX_LISTED),
    },
  );
  return {
    type: "welcome",
    version: frame.version,
    user: parseShape<WelcomeFrame["user"]>("the welcomed person", frame["user"], {
      id: isUserId,
      uid: isUid,
      fullName: text(1, 200),
    }),
    time: frame.time,
    conversations: parseSummaries(frame["conversations"]),
    online: frame.online,
    away: frame.away,
  };
}
