/** What was begun in a conversation and not sent: words, what they answer, other wordings. */

import { isItemId } from "../../protocol/ids.ts";
import {
  type Infer,
  listOf,
  object,
  orEmpty,
  parseJson,
  writeSigned,
} from "../../protocol/strict.ts";

const WHAT = "a draft";
/** Anything that can be typed, halves of characters too: what is sent is checked then. */
const isTyped = (value: unknown): value is string => typeof value === "string";

/** Another wording for a message of one's own, in progress. */
const EDIT = object(WHAT, { target: isItemId, text: isTyped });
const DRAFT = object(WHAT, {
  /** Of something new, or of the answer to `replyTo`. */
  text: isTyped,
  replyTo: orEmpty(isItemId),
  /** Wordings in progress, each message once. */
  edits: listOf(WHAT, EDIT, Infinity),
  /** The message whose wording stands in the field; empty where something new does. */
  editing: orEmpty(isItemId),
});

export type DraftEdit = Infer<typeof EDIT>;
/** Messages are named by their ids: what they say is looked up when it is shown. */
export type Draft = Readonly<Infer<typeof DRAFT>>;

export const NOTHING_BEGUN: Draft = { text: "", replyTo: "", edits: [], editing: "" };

/** The wording in progress that stands in the field. */
export function editOf({ edits, editing }: Pick<Draft, "edits" | "editing">) {
  return edits.find(({ target }) => target === editing);
}

export function isSameDraft(one: Draft, other: Draft): boolean {
  return one === other || writeDraft(one) === writeDraft(other);
}

export function writeDraft(draft: Draft): string {
  return writeSigned(DRAFT, draft);
}

/** Undefined where it is none, or one of another version of this program. */
export function readDraft(written: string): Draft | undefined {
  try {
    return DRAFT.parse(parseJson(WHAT, written));
  } catch {
    return undefined;
  }
}
