import assert from "node:assert/strict";
import type { MessageView } from "../../client/model/mod.ts";
import {
  composed,
  type ComposerAction,
  type ComposerState,
  EMPTY,
  type Outgoing,
  textOf,
} from "./composer_state.ts";

/** Only what the composer looks at. */
const message = (key: string, text: string) => ({ key, id: `id-${key}`, text }) as MessageView;
const THEIRS = message("theirs", "Are you there?");
const MINE = message("mine", "Yess");

const typed = (text: string, caret = text.length): ComposerAction => ({
  type: "typed",
  text,
  caret,
});
const attached = (...names: string[]): ComposerAction => ({
  type: "attached",
  files: names.map((name, index) => ({ key: index + 1, file: new File(["x"], name) })),
  refused: [],
});
const REPLY: ComposerAction = { type: "begun", mode: "reply", message: THEIRS };
const EDIT: ComposerAction = { type: "begun", mode: "edit", message: MINE };

function after(...actions: ComposerAction[]): ComposerState {
  return actions.reduce(composed, EMPTY);
}

/** What is in the field and its bar. */
function shown(state: ComposerState) {
  const { mode } = state;
  return {
    text: textOf(state),
    mode: mode.type,
    target: mode.type === "new" ? undefined : mode.message.key,
    files: state.files.map(({ file }) => file.name),
  };
}

const NOTHING = { text: "", mode: "new", target: undefined, files: [] };

/** What `state` hands over to be sent, and the state after that. */
function sending(state: ComposerState): { outgoing: Outgoing; rest: ComposerState } {
  const { files, mode } = state;
  const outgoing: Outgoing = { text: textOf(state), files, mode };
  return { outgoing, rest: composed(state, { type: "sending", outgoing }) };
}

Deno.test("what is typed stands in the field and is the draft", () => {
  const state = after(typed("Hel"), typed("Hello"));
  assert.deepEqual(shown(state), { ...NOTHING, text: "Hello" });
  assert.deepEqual([state.draft, state.caret], ["Hello", 5]);
});

Deno.test("an answer is written from the draft, and what was written stays when it is cancelled", () => {
  const begun = after(typed("Well"), REPLY);
  assert.deepEqual(shown(begun), { ...NOTHING, text: "Well", mode: "reply", target: "theirs" });
  const cancelled = [typed("Well, yes"), { type: "ended" } as const].reduce(composed, begun);
  assert.deepEqual(shown(cancelled), { ...NOTHING, text: "Well, yes" });
  assert.equal(composed(cancelled, { type: "ended" }), cancelled, "nothing is left to be ended");
});

Deno.test("an edit begins with the message's wording, and Escape gives the draft back", () => {
  const begun = after(typed("Half a th"), EDIT);
  assert.deepEqual(shown(begun), { ...NOTHING, text: "Yess", mode: "edit", target: "mine" });
  const changed = composed(begun, typed("Yes"));
  assert.deepEqual([textOf(changed), changed.draft], ["Yes", "Half a th"]);
  assert.deepEqual(shown(composed(changed, { type: "ended" })), { ...NOTHING, text: "Half a th" });
});

Deno.test("what stands in the field belongs to the message that the bar names", () => {
  const other = message("other", "Nooo");
  const edited = after(EDIT, typed("Yes"));
  assert.equal(textOf(composed(edited, EDIT)), "Yes", "the same message once more");
  const next = composed(edited, { type: "begun", mode: "edit", message: other });
  assert.deepEqual(shown(next), { ...NOTHING, text: "Nooo", mode: "edit", target: "other" });
  assert.deepEqual(shown(composed(next, REPLY)), { ...NOTHING, mode: "reply", target: "theirs" });
});

Deno.test("files that are pasted stand beside the text, one is taken out, names of refused ones go", () => {
  const pasted = after(typed("See"), attached("a.png", "b.png"), {
    type: "attached",
    files: [],
    refused: ["vast.iso"],
  });
  assert.deepEqual(shown(pasted), { ...NOTHING, text: "See", files: ["a.png", "b.png"] });
  assert.deepEqual(pasted.refused, ["vast.iso"]);
  const seen = composed(pasted, { type: "previewed", key: 2, url: "blob:b" });
  assert.deepEqual(seen.files.map(({ url }) => url), [undefined, "blob:b"]);
  const without = composed(seen, { type: "removed", key: 1 });
  assert.deepEqual([shown(without).files, without.refused], [["b.png"], []]);
});

Deno.test("what is sent leaves the field at once, and its answer ends when it stands in the log", () => {
  const { outgoing, rest } = sending(after(REPLY, typed("Yes"), attached("a.png")));
  assert.deepEqual(shown(rest), { ...NOTHING, mode: "reply", target: "theirs" });
  assert.equal(rest.draft, "");
  const sent = [typed("Now"), { type: "sent", outgoing } as const].reduce(composed, rest);
  assert.deepEqual(shown(sent), { ...NOTHING, text: "Now" });
  assert.deepEqual(sent.sending, []);
});

Deno.test("an answer that was begun while another one was sent goes on", () => {
  const { outgoing, rest } = sending(after(REPLY, typed("Yes")));
  const other: ComposerAction = { type: "begun", mode: "reply", message: message("2", "And?") };
  const sent = [other, { type: "sent", outgoing } as const].reduce(composed, rest);
  assert.deepEqual(shown(sent), { ...NOTHING, mode: "reply", target: "2" });
});

Deno.test("what could not be sent comes back before what was written and attached meanwhile", () => {
  const { outgoing, rest } = sending(after(REPLY, typed("Yes"), attached("a.png")));
  const meanwhile = [typed("and no"), attached("b.png")].reduce(composed, rest);
  const back = composed(meanwhile, { type: "not-sent", outgoing, problem: "No room." });
  assert.deepEqual(shown(back), {
    text: "Yes\nand no",
    mode: "reply",
    target: "theirs",
    files: ["a.png", "b.png"],
  });
  assert.equal(back.problem, "No room.");
  assert.equal(composed(back, typed("Yes")).problem, undefined, "typing goes past it");
});

Deno.test("what could not be sent comes back to the draft while a message is edited", () => {
  const { outgoing, rest } = sending(after(typed("Yes")));
  const editing = [EDIT, typed("Yeah")].reduce(composed, rest);
  const back = composed(editing, { type: "not-sent", outgoing, problem: "No room." });
  assert.deepEqual([textOf(back), back.draft], ["Yeah", "Yes"]);
});

Deno.test("a wording is kept in the field until it is saved", () => {
  const saving = after(EDIT, typed("Yes"), { type: "saving" });
  const refused = composed(saving, { type: "not-saved", problem: "No room." });
  assert.deepEqual([shown(refused).mode, textOf(refused), refused.saving], ["edit", "Yes", false]);
  assert.deepEqual(shown(composed(saving, { type: "saved" })), NOTHING);
});

Deno.test("a conversation that comes back has its draft and files, and nothing begun", () => {
  const { outgoing, rest } = sending(after(typed("First")));
  const left = [typed("Second"), attached("a.png"), REPLY].reduce(composed, rest);
  const back = composed(left, { type: "opened", draft: "Second" });
  assert.deepEqual(shown(back), { ...NOTHING, text: "Second", files: ["a.png"] });
  assert.deepEqual([back.caret, back.problem, back.sending], [-1, undefined, [outgoing]]);
  const refused = composed(back, { type: "not-sent", outgoing, problem: "No room." });
  assert.equal(refused.draft, "First\nSecond", "what was being sent still comes back");
});

Deno.test("a draft that was kept stands in the field when the conversation is opened", () => {
  assert.deepEqual(shown(after({ type: "opened", draft: "From before" })), {
    ...NOTHING,
    text: "From before",
  });
});

Deno.test("another word at the caret has its own suggestions, with the first one chosen", () => {
  const chosen = after(typed("hi @a"), { type: "pointed", active: 2 });
  assert.deepEqual([chosen.completion?.query, chosen.active], ["a", 2]);
  assert.equal(composed(chosen, typed("hi @a!", 5)).active, 2, "the word is the same");
  assert.equal(composed(chosen, typed("hi @ad")).active, 0);
  assert.equal(composed(chosen, { type: "caret-moved", caret: -1 }).completion, undefined);
});

Deno.test("suggestions that were sent away stay away until another word begins", () => {
  const away = after(typed("hi @a"), { type: "dismissed" }, typed("hi @ad"));
  assert.equal(away.dismissed, away.completion?.start);
  const again = [typed("hi "), typed("hi @b")].reduce(composed, away);
  assert.equal(again.completion?.start, away.completion?.start, "at the same place");
  assert.notEqual(again.dismissed, again.completion?.start);
});
