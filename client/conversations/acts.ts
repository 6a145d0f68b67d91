/** Messages that act on messages: what they come to for the one that they name. */

import type { ShownMessage } from "../../e2ee/shown.ts";
import type { ActPayload, ContentPayload, MarkPayload } from "../../e2ee/payload.ts";
import { type Act, type Outcome, saying } from "../kinds/kind.ts";
import { actKind, isAct, isContent, isMark, wordsOf } from "../kinds/table.ts";
import { shownTime } from "./shown_time.ts";

/** A message that is a row of its own. */
export type Content = ShownMessage & { payload: ContentPayload };
/** A message that changes how another one looks. */
export type ActMessage = ShownMessage & { payload: ActPayload };
/** A message that says how far its sender has come. */
export type MarkMessage = ShownMessage & { payload: MarkPayload };

export function isContentMessage(message: ShownMessage): message is Content {
  return isContent(message.payload);
}

export function isActMessage(message: ShownMessage): message is ActMessage {
  return isAct(message.payload);
}

export function isMarkMessage(message: ShownMessage): message is MarkMessage {
  return isMark(message.payload);
}

/**
 * What `acts` make of `target`. Those that amend it count from its own sender only (`amends`: both
 * stand in one conversation here), the newest word of a person counts, and what was taken back
 * stays so.
 *
 * @param acts in order of place; those that do not stand after the target were never meant for it.
 */
export function outcomeOf(
  target: Pick<Content, "sender" | "time" | "takenAt" | "seq" | "payload">,
  acts: readonly Act[],
): Outcome {
  const outcome = saying(wordsOf(target.payload), shownTime(target));
  for (const act of acts) {
    if (act.seq <= target.seq) continue;
    const kind = actKind(act.payload.type);
    if (kind.amends && act.sender !== target.sender) continue;
    kind.apply(outcome, act, () => shownTime(act));
  }
  return outcome.deleted ? { ...saying("", outcome.since), deleted: true } : outcome;
}
