/**
 * What is being written in one conversation, all of it in one value: an action goes in, the next
 * state comes out. What comes back late, such as a refusal, finds the state as it is by then.
 */

import type { MessageView } from "../../client/model/mod.ts";
import type { AttachedFile } from "./attached_files.ts";
import { type Completion, completionAt } from "./composer_completion.ts";
import { type Composing, NEW } from "./composing.ts";

/** What was handed over to be sent, until it stands in the log or comes back. */
export interface Outgoing {
  text: string;
  files: readonly AttachedFile[];
  mode: Composing;
}

export interface ComposerState {
  /** What stands in the field unless a message is edited. */
  draft: string;
  mode: Composing;
  /** In UTF-16 units; -1 while something is selected, or the field has no focus. */
  caret: number;
  /** What is being typed at the caret that can be completed. */
  completion: Completion | undefined;
  /** Which suggestion is chosen with Enter. */
  active: number;
  /** Start of a completion whose list was sent away; -1 when another word has begun. */
  dismissed: number;
  /** What is attached. */
  files: readonly AttachedFile[];
  /** Names of files that were too large to be attached just now. */
  refused: readonly string[];
  sending: readonly Outgoing[];
  /** Another wording is being handed over. */
  saving: boolean;
  /** Why something was not sent or saved, in words for the person. */
  problem: string | undefined;
}

export type ComposerAction =
  /** The conversation comes to the screen, with what was left unsent there. */
  | { type: "opened"; draft: string }
  | { type: "typed"; text: string; caret: number }
  | { type: "caret-moved"; caret: number }
  /** A message shall be answered, or get another wording. */
  | { type: "begun"; mode: "reply" | "edit"; message: MessageView }
  /** The answer or the other wording is given up: the field is for something new again. */
  | { type: "ended" }
  | { type: "attached"; files: readonly AttachedFile[]; refused: readonly string[] }
  /** A small picture of an attached image is there. */
  | { type: "previewed"; key: number; url: string }
  | { type: "removed"; key: number }
  | { type: "sending"; outgoing: Outgoing }
  | { type: "sent"; outgoing: Outgoing }
  | { type: "not-sent"; outgoing: Outgoing; problem: string }
  | { type: "saving" }
  | { type: "saved" }
  | { type: "not-saved"; problem: string }
  | { type: "pointed"; active: number }
  | { type: "dismissed" };

export const EMPTY: ComposerState = {
  draft: "",
  mode: NEW,
  caret: -1,
  completion: undefined,
  active: 0,
  dismissed: -1,
  files: [],
  refused: [],
  sending: [],
  saving: false,
  problem: undefined,
};

/** What stands in the field. */
export function textOf({ mode, draft }: Pick<ComposerState, "mode" | "draft">): string {
  return mode.type === "edit" ? mode.text : draft;
}

export function composed(state: ComposerState, action: ComposerAction): ComposerState {
  return withCompletion(state, next(state, action));
}

function next(state: ComposerState, action: ComposerAction): ComposerState {
  switch (action.type) {
    case "opened": {
      // Files stay where they were attached; what is being sent may still come back.
      const { files, sending } = state;
      return { ...EMPTY, draft: action.draft, files, sending };
    }
    case "typed": {
      const { text, caret } = action;
      const { mode } = state;
      const written = mode.type === "edit" ? { mode: { ...mode, text } } : { draft: text };
      return { ...state, ...written, caret, problem: undefined };
    }
    case "caret-moved":
      return { ...state, caret: action.caret };
    case "begun":
      return begun(state, action);
    case "ended":
      return ended(state);
    case "attached": {
      const { files, refused } = action;
      return { ...state, files: [...state.files, ...files], refused, problem: undefined };
    }
    case "previewed": {
      const { key, url } = action;
      const files = state.files.map((one) => one.key === key ? { ...one, url } : one);
      return { ...state, files };
    }
    case "removed": {
      const files = state.files.filter(({ key }) => key !== action.key);
      return { ...state, files, refused: [] };
    }
    case "sending": {
      const sending = [...state.sending, action.outgoing];
      return { ...state, ...NOTHING_WRITTEN, sending };
    }
    case "sent": {
      const { outgoing } = action;
      const after = { ...state, sending: without(state.sending, outgoing) };
      // Something else may have been begun meanwhile.
      return state.mode === outgoing.mode ? ended(after) : after;
    }
    case "not-sent": {
      const { outgoing, problem } = action;
      return {
        ...state,
        // What was written or attached meanwhile stays, after what comes back.
        draft: [outgoing.text, state.draft].filter(Boolean).join("\n"),
        files: [...outgoing.files, ...state.files],
        sending: without(state.sending, outgoing),
        problem,
      };
    }
    case "saving":
      return { ...state, saving: true, problem: undefined };
    case "saved":
      return { ...ended(state), saving: false };
    case "not-saved":
      return { ...state, saving: false, problem: action.problem };
    case "pointed":
      return { ...state, active: action.active };
    case "dismissed":
      return { ...state, dismissed: state.completion?.start ?? -1 };
  }
}

const NOTHING_WRITTEN: Partial<ComposerState> = {
  draft: "",
  caret: -1,
  files: [],
  refused: [],
  problem: undefined,
};

function begun(
  state: ComposerState,
  { mode, message }: Extract<ComposerAction, { type: "begun" }>,
): ComposerState {
  const before = state.mode;
  const isSame = before.type === mode && before.message.key === message.key;
  const text = isSame && before.type === "edit" ? before.text : message.text;
  const after: Composing = mode === "reply" ? { type: mode, message } : {
    type: mode,
    message,
    text,
  };
  if (isSame) return { ...state, mode: after };
  return { ...state, mode: after, caret: -1, problem: undefined };
}

function ended(state: ComposerState): ComposerState {
  if (state.mode.type === "new") return state;
  return { ...state, mode: NEW, caret: -1, problem: undefined };
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
