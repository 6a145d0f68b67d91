/** Messages that act on messages: what they come to for the one that they name. */

import type { ShownMessage } from "../../e2ee/shown.ts";
import type { FilePayload, Payload, ReplyPayload, TextPayload } from "../../e2ee/payload.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import { MAX_MESSAGE_EMOJI, MAX_PERSON_EMOJI } from "../../protocol/limits.ts";
import { shownTime } from "./shown_time.ts";

/** What is a row of its own. */
export type ContentPayload = TextPayload | ReplyPayload | FilePayload;
export type Content = ShownMessage & { payload: ContentPayload };

/** What changes how another message looks. */
export type ActPayload = Exclude<Payload, ContentPayload>;

/** An act, in the log or on its way there. */
export interface Act {
  sender: UserId;
  /** ISO time by the sender's clock. */
  time: string;
  /** By the server's; absent while it is on its way. */
  takenAt?: string;
  payload: Payload;
  /** Place in the log; `Infinity` while it is on its way. */
  seq: number;
}

/** What a message has become. */
export interface Outcome {
  text: string;
  deleted: boolean;
  /** ISO time of the newest edit, by the clock that is shown. */
  editedAt?: string;
  /** Earlier wordings, oldest first. */
  wordings: { text: string; time: string }[];
  /** Who put which emoji under it, each in the order in which they came. */
  reactions: Map<string, UserId[]>;
  /** Place of the act that pinned it; absent when it is not pinned. */
  pinnedAt?: number;
}

export function isContent(payload: Payload): payload is ContentPayload {
  return payload.type === "text" || payload.type === "reply" || payload.type === "file";
}

export function isContentMessage(message: ShownMessage): message is Content {
  return isContent(message.payload);
}

/** The message that `payload` answers. */
export function answeredBy(payload: ContentPayload): ItemId | undefined {
  if (payload.type === "text" || payload.target === "") return undefined;
  return payload.target;
}

/** What its sender wrote: beside a file, its caption. */
export function wordsOf(payload: ContentPayload): string {
  return payload.type === "file" ? payload.caption : payload.text;
}

/**
 * What `acts` make of `target`. Edits and deletes count from its own sender only (`amends`: both
 * stand in one conversation here), the newest word of a person counts, and what was taken back
 * stays so.
 *
 * @param acts in order of place; those that do not stand after the target were never meant for it.
 */
export function outcomeOf(
  target: Pick<Content, "sender" | "time" | "takenAt" | "seq" | "payload">,
  acts: readonly Act[],
): Outcome {
  const first = wordsOf(target.payload);
  const outcome: Outcome = { text: first, deleted: false, wordings: [], reactions: new Map() };
  let since = shownTime(target);
  for (const act of acts) {
    const { sender, payload, seq } = act;
    if (seq <= target.seq) continue;
    switch (payload.type) {
      case "edit":
        if (sender !== target.sender || outcome.deleted || payload.text === outcome.text) break;
        outcome.wordings.push({ text: outcome.text, time: since });
        outcome.text = payload.text;
        outcome.editedAt = since = shownTime(act);
        break;
      case "delete":
        if (sender === target.sender) outcome.deleted = true;
        break;
      case "reaction":
        react(outcome.reactions, payload.emoji, sender, payload.action === "add");
        break;
      case "pin":
        if (payload.action === "add") outcome.pinnedAt = seq;
        else delete outcome.pinnedAt;
        break;
    }
  }
  if (!outcome.deleted) return outcome;
  return { text: "", deleted: true, wordings: [], reactions: new Map() };
}

/**
 * Why `user` can put no `emoji` under a message that has these already. It follows from what stands
 * before in the conversation, so that every member leaves out the same.
 */
export function reactionRefusal(
  reactions: Outcome["reactions"],
  emoji: string,
  user: UserId,
): "message-full" | "person-full" | undefined {
  let own = 0;
  for (const users of reactions.values()) if (users.includes(user)) own++;
  if (own >= MAX_PERSON_EMOJI) return "person-full";
  return reactions.size >= MAX_MESSAGE_EMOJI && !reactions.has(emoji) ? "message-full" : undefined;
}

function react(
  reactions: Outcome["reactions"],
  emoji: string,
  user: UserId,
  added: boolean,
): void {
  const users = reactions.get(emoji) ?? [];
  if (users.includes(user) === added) return;
  if (added && reactionRefusal(reactions, emoji, user) !== undefined) return;
  const after = added ? [...users, user] : users.filter((one) => one !== user);
  if (after.length > 0) reactions.set(emoji, after);
  else reactions.delete(emoji);
}
