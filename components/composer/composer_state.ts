/**
 * What is being written in one conversation, all of it in one value: an action goes in, the next
 * state comes out. What comes back late, such as a refusal, finds the state as it is by then.
 */

import { editOf, NOTHING_BEGUN } from "../../client/model/draft.ts";
import type { Draft } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";
import type { AttachedFile, Refused } from "./attached_files.ts";
import { caretAfter, type Completion, completionAt } from "./composer_completion.ts";

/** What was handed over to be sent, until it stands in the log or comes back. */
export interface Outgoing {
  text: string;
  files: readonly AttachedFile[];
  replyTo: ItemId | "";
}

/** Something that the person is told of once, until they write on. */
export type ComposerNotice =
  /** The message that is answered, or gets another wording, was taken back. */
  | { type: "target-gone"; mode: "reply" | "edit" }
  /** What was to be sent stays, since another tab has changed it. */
  | { type: "changed-elsewhere" }
  | { type: "refused"; refused: Refused };

export interface ComposerState {
  /** What is kept of it, the same in all tabs. */
  draft: Draft;
  /** In UTF-16 units; -1 while something is selected, or the field has no focus. */
  caret: number;
  /** Counts the times that somebody else changed what is in the field: the caret is put anew then. */
  moved: number;
  /** What is being typed at the caret that can be completed. */
  completion: Completion | undefined;
  /** Which suggestion is chosen with Enter. */
  active: number;
  /** Start of a completion whose list was sent away; -1 when another word has begun. */
  dismissed: number;
  /** What is attached. */
  files: readonly AttachedFile[];
  sending: readonly Outgoing[];
  /** Another wording is being handed over. */
  saving: boolean;
  /** Why something was not sent or saved, in words for the person. */
  problem: string | undefined;
  notice: ComposerNotice | undefined;
  /**
   * What another tab has given up that was begun here, too: saved, left alone, or lost to its
   * message's being taken back, which this tab may hear of only after the draft.
   */
  dropped: Dropped | undefined;
}

interface Dropped {
  mode: "reply" | "edit";
  target: ItemId;
}

export type ComposerAction =
  /** The conversation comes to the screen, with what was left unsent there. */
  | { type: "opened"; draft: Draft }
  /** Another tab has changed what is being written; this is what came of both. */
  | { type: "shared"; draft: Draft }
  | { type: "typed"; text: string; caret: number }
  | { type: "caret-moved"; caret: number }
  /** A message shall be answered, or get another wording. */
  | { type: "begun"; mode: "reply" | "edit"; target: ItemId; text: string }
  /** The answer or the other wording is given up: the field is for what it was before. */
  | { type: "ended" }
  /** Its sender took a message back, for everybody. */
  | { type: "taken-back"; target: ItemId }
  | { type: "attached"; files: readonly AttachedFile[]; refused: Refused }
  /** A small picture of an attached image is there. */
  | { type: "previewed"; key: number; url: string }
  | { type: "removed"; key: number }
  | { type: "sending"; outgoing: Outgoing }
  /** @param outgoing it stands in the log, or what came of it stands in the field again. */
  | { type: "sent"; outgoing: Outgoing }
  | { type: "changed-elsewhere"; outgoing: Outgoing }
  | { type: "not-sent"; outgoing: Outgoing; problem: string }
  | { type: "saving" }
  | { type: "saved"; target: ItemId }
  | { type: "not-saved"; problem: string }
  | { type: "pointed"; active: number }
  | { type: "dismissed" };

export const EMPTY: ComposerState = {
  draft: NOTHING_BEGUN,
  caret: -1,
  moved: 0,
  completion: undefined,
  active: 0,
  dismissed: -1,
  files: [],
  sending: [],
  saving: false,
  problem: undefined,
  notice: undefined,
  dropped: undefined,
};

/** What stands in the field. */
export function textOf({ draft }: Pick<ComposerState, "draft">): string {
  return editOf(draft)?.text ?? draft.text;
}

export function composed(state: ComposerState, action: ComposerAction): ComposerState {
  return withCompletion(state, next(state, action));
}

function next(state: ComposerState, action: ComposerAction): ComposerState {
  const { draft } = state;
  switch (action.type) {
    case "opened": {
      // Files stay where they were attached; what is being sent may still come back.
      const { files, sending } = state;
      return { ...EMPTY, draft: action.draft, files, sending };
    }
    case "shared":
      return {
        ...state,
        draft: action.draft,
        caret: caretAfter(textOf(state), textOf(action), state.caret),
        moved: state.moved + 1,
        dropped: droppedIn(state, action.draft),
      };
    case "typed":
      return { ...state, ...QUIET, draft: withText(draft, action.text), caret: action.caret };
    case "caret-moved":
      return { ...state, caret: action.caret };
    case "begun":
      return begun(state, action);
    case "ended":
      if (draft.editing !== "") return withoutEdit(state, draft.editing);
      return draft.replyTo === "" ? state : elsewhere(state, { ...draft, replyTo: "" });
    case "taken-back":
      return takenBack(state, action.target);
    case "attached": {
      const { files, refused } = action;
      const notice = refused.length > 0 ? { type: "refused" as const, refused } : undefined;
      return { ...state, files: [...state.files, ...files], notice, problem: undefined };
    }
    case "previewed": {
      const { key, url } = action;
      const files = state.files.map((one) => one.key === key ? { ...one, url } : one);
      return { ...state, files };
    }
    case "removed": {
      const files = state.files.filter(({ key }) => key !== action.key);
      return { ...state, files, notice: undefined };
    }
    case "sending": {
      const sending = [...state.sending, action.outgoing];
      const left: Draft = { ...draft, text: "", replyTo: "" };
      return { ...elsewhere(state, left), files: [], sending };
    }
    case "sent":
      return { ...state, sending: without(state.sending, action.outgoing) };
    case "changed-elsewhere": {
      const { files } = action.outgoing;
      const back = { ...state, files: [...files, ...state.files] };
      const sending = without(state.sending, action.outgoing);
      // Nothing is left where the other tab has sent it.
      const isLeft = draft.text.trim() !== "";
      return { ...back, sending, notice: isLeft ? { type: "changed-elsewhere" } : undefined };
    }
    case "not-sent": {
      const { outgoing, problem } = action;
      return {
        ...state,
        // What was written, answered or attached meanwhile stays, after what comes back.
        draft: {
          ...draft,
          text: [outgoing.text, draft.text].filter(Boolean).join("\n"),
          replyTo: draft.replyTo || outgoing.replyTo,
        },
        files: [...outgoing.files, ...state.files],
        sending: without(state.sending, outgoing),
        problem,
      };
    }
    case "saving":
      return { ...state, ...QUIET, dropped: undefined, saving: true };
    case "saved":
      return { ...withoutEdit(state, action.target), saving: false };
    case "not-saved":
      return { ...state, saving: false, problem: action.problem };
    case "pointed":
      return { ...state, active: action.active };
    case "dismissed":
      return { ...state, dismissed: state.completion?.start ?? -1 };
  }
}

/** What was said of something before is over. */
const QUIET = { problem: undefined, notice: undefined };

/** Another text comes into the field. */
function elsewhere(state: ComposerState, draft: Draft): ComposerState {
  return { ...state, ...QUIET, dropped: undefined, draft, caret: -1 };
}

/** What is in `state` and no more in what another tab has made of its draft. */
function droppedIn({ draft, dropped }: ComposerState, shared: Draft): Dropped | undefined {
  const { editing, replyTo } = draft;
  if (editing !== "" && !shared.edits.some(({ target }) => target === editing)) {
    return { mode: "edit", target: editing };
  }
  // An answer whose words are gone with it was sent.
  const isLeft = shared.text.trim() !== "";
  if (replyTo !== "" && shared.replyTo !== replyTo && isLeft) {
    return { mode: "reply", target: replyTo };
  }
  return dropped;
}

function withText(draft: Draft, text: string): Draft {
  if (editOf(draft) === undefined) return { ...draft, text };
  const edits = draft.edits.map((one) => one.target === draft.editing ? { ...one, text } : one);
  return { ...draft, edits };
}

function begun(
  state: ComposerState,
  { mode, target, text }: Extract<ComposerAction, { type: "begun" }>,
): ComposerState {
  const { draft } = state;
  if (mode === "reply") {
    const isSame = draft.replyTo === target && draft.editing === "";
    return isSame ? state : elsewhere(state, { ...draft, replyTo: target, editing: "" });
  }
  if (draft.editing === target) return state;
  // Words that were found for it before are there again.
  const isKnown = draft.edits.some((one) => one.target === target);
  const edits = isKnown ? draft.edits : [...draft.edits, { target, text }];
  return elsewhere(state, { ...draft, edits, editing: target });
}

function withoutEdit(state: ComposerState, target: ItemId): ComposerState {
  const { draft } = state;
  const edits = draft.edits.filter((one) => one.target !== target);
  if (edits.length === draft.edits.length) return state;
  return draft.editing === target
    ? elsewhere(state, { ...draft, edits, editing: "" })
    : { ...state, draft: { ...draft, edits } };
}

function takenBack(state: ComposerState, target: ItemId): ComposerState {
  const { draft, dropped } = state;
  const mode = draft.editing === target
    ? "edit"
    : draft.replyTo === target
    ? "reply"
    : dropped?.target === target
    ? dropped.mode
    : undefined;
  const after = withoutEdit(state, target);
  if (mode === undefined) return after;
  const replyTo = draft.replyTo === target ? "" : after.draft.replyTo;
  return {
    ...after,
    draft: { ...after.draft, replyTo },
    saving: mode !== "edit" && after.saving,
    notice: { type: "target-gone", mode },
    dropped: undefined,
  };
}

function without(sending: readonly Outgoing[], outgoing: Outgoing): readonly Outgoing[] {
  return sending.filter((one) => one !== outgoing);
}

/** Another word at the caret has its own list, with the first suggestion chosen. */
function withCompletion(before: ComposerState, after: ComposerState): ComposerState {
  const { caret } = after;
  if (caret === before.caret && textOf(after) === textOf(before)) return after;
  const completion = caret < 0 ? undefined : completionAt(textOf(after), caret);
  if (completion === undefined) return { ...after, completion, active: 0, dismissed: -1 };
  const known = before.completion;
  const isSame = known?.start === completion.start && known.query === completion.query;
  return isSame ? after : { ...after, completion, active: 0 };
}
