import assert from "node:assert/strict";
import { NOTHING_BEGUN } from "../../client/model/draft.ts";
import type { Draft } from "../../client/model/mod.ts";
import type { ItemId } from "../../protocol/ids.ts";
import {
  composed,
  type ComposerAction,
  type ComposerState,
  EMPTY,
  type Outgoing,
  textOf,
} from "./composer_state.ts";
import { composingOf } from "./composing.ts";

const [THEIRS, MINE, OTHER] = ["A", "E", "I"].map((one) => "b".repeat(42) + one) as [
  ItemId,
  ItemId,
  ItemId,
];

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
const reply = (target: ItemId): ComposerAction => ({
  type: "begun",
  mode: "reply",
  target,
  text: "?",
});
const edit = (target: ItemId, text: string): ComposerAction => ({
  type: "begun",
  mode: "edit",
  target,
  text,
});
const REPLY = reply(THEIRS);
const EDIT = edit(MINE, "Yess");
const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  ...NOTHING_BEGUN,
  text,
  ...more,
});

function after(...actions: ComposerAction[]): ComposerState {
  return actions.reduce(composed, EMPTY);
}

/** What is in the field and its bar. */
function shown(state: ComposerState) {
  const mode = composingOf(state.draft);
  return {
    text: textOf(state),
    mode: mode.type,
    target: mode.type === "new" ? undefined : mode.target,
    files: state.files.map(({ file }) => file.name),
  };
}

const NOTHING = { text: "", mode: "new", target: undefined, files: [] };

/** What `state` hands over to be sent, and the state after that. */
function sending(state: ComposerState): { outgoing: Outgoing; rest: ComposerState } {
  const { files, draft: { replyTo } } = state;
  const outgoing: Outgoing = { text: textOf(state), files, replyTo };
  return { outgoing, rest: composed(state, { type: "sending", outgoing }) };
}

Deno.test("what is typed stands in the field and is the draft", () => {
  const state = after(typed("Hel"), typed("Hello"));
  assert.deepEqual(shown(state), { ...NOTHING, text: "Hello" });
  assert.deepEqual([state.draft.text, state.caret], ["Hello", 5]);
});

Deno.test("an answer is written from the draft, and what was written stays when it is cancelled", () => {
  const begun = after(typed("Well"), REPLY);
  assert.deepEqual(shown(begun), { ...NOTHING, text: "Well", mode: "reply", target: THEIRS });
  const cancelled = [typed("Well, yes"), { type: "ended" } as const].reduce(composed, begun);
  assert.deepEqual(shown(cancelled), { ...NOTHING, text: "Well, yes" });
  assert.equal(composed(cancelled, { type: "ended" }), cancelled, "nothing is left to be ended");
});

Deno.test("an edit begins with the message's wording, and Escape gives the draft back", () => {
  const begun = after(typed("Half a th"), EDIT);
  assert.deepEqual(shown(begun), { ...NOTHING, text: "Yess", mode: "edit", target: MINE });
  const changed = composed(begun, typed("Yes"));
  assert.deepEqual([textOf(changed), changed.draft.text], ["Yes", "Half a th"]);
  assert.deepEqual(shown(composed(changed, { type: "ended" })), { ...NOTHING, text: "Half a th" });
});

Deno.test("what stands in the field belongs to the message that the bar names", () => {
  const edited = after(EDIT, typed("Yes"));
  assert.equal(textOf(composed(edited, EDIT)), "Yes", "the same message once more");
  const next = composed(edited, edit(OTHER, "Nooo"));
  assert.deepEqual(shown(next), { ...NOTHING, text: "Nooo", mode: "edit", target: OTHER });
  const back = composed(next, EDIT);
  assert.equal(textOf(back), "Yes", "the words that were found for it before");
  const answering = composed(next, REPLY);
  assert.deepEqual(shown(answering), { ...NOTHING, mode: "reply", target: THEIRS });
  assert.equal(textOf(composed(answering, EDIT)), "Yes");
});

Deno.test("an answer keeps its target beneath an edit, and has it again with its words", () => {
  const answering = after(REPLY, typed("Well"));
  const editing = [EDIT, typed("Yes")].reduce(composed, answering);
  assert.deepEqual(shown(editing), { ...NOTHING, text: "Yes", mode: "edit", target: MINE });
  for (const end of [{ type: "ended" }, { type: "saved", target: MINE }] as const) {
    const back = composed(editing, end);
    assert.deepEqual(shown(back), { ...NOTHING, text: "Well", mode: "reply", target: THEIRS });
    assert.deepEqual(back.draft.edits, []);
  }
});

Deno.test("of a message that was taken back nothing stays in the field and its bar, and it is said", () => {
  const gone: ComposerAction = { type: "taken-back", target: MINE };
  const edited = [EDIT, typed("Yes"), gone].reduce(composed, after(typed("Half a th")));
  assert.deepEqual(shown(edited), { ...NOTHING, text: "Half a th" });
  assert.deepEqual(edited.draft.edits, []);
  assert.deepEqual(edited.notice, { type: "target-gone", mode: "edit" });
  const answered = after(REPLY, typed("Well"), { type: "taken-back", target: THEIRS });
  assert.deepEqual(shown(answered), { ...NOTHING, text: "Well" });
  assert.deepEqual(answered.notice, { type: "target-gone", mode: "reply" });
  assert.equal(composed(answered, typed("Well,")).notice, undefined, "typing goes past it");
  const other = after(REPLY, gone);
  assert.deepEqual([shown(other).mode, other.notice], ["reply", undefined]);
  const beneath = after(EDIT, typed("Yes"), REPLY, gone);
  assert.deepEqual([shown(beneath).mode, beneath.draft.edits], ["reply", []]);
});

Deno.test("what another tab made of the draft stands in the field, with the caret at its word", () => {
  const shared = (state: ComposerState, draft: Draft) => composed(state, { type: "shared", draft });
  const here = after(typed("Dear  and Omar", 5));
  const both = shared(here, draft("Dear  and Omar\nSee you"));
  assert.deepEqual([textOf(both), both.caret, both.moved], ["Dear  and Omar\nSee you", 5, 1]);
  const before = shared(both, draft("My\nDear  and Omar\nSee you"));
  assert.equal(before.caret, 8);
  const sent = shared(before, draft(""));
  assert.deepEqual([textOf(sent), sent.caret], ["", 0]);
  const edited = shared(
    after(typed("x")),
    draft("x", {
      edits: [{ target: MINE, text: "Yes" }],
      editing: MINE,
    }),
  );
  assert.deepEqual(shown(edited), { ...NOTHING, text: "Yes", mode: "edit", target: MINE });
});

Deno.test("files that are pasted stand beside the text, one is taken out, names of refused ones go", () => {
  const pasted = after(typed("See"), attached("a.png", "b.png"), {
    type: "attached",
    files: [],
    refused: [{ name: "vast.iso", why: "too-large" }],
  });
  assert.deepEqual(shown(pasted), { ...NOTHING, text: "See", files: ["a.png", "b.png"] });
  assert.deepEqual(pasted.notice, {
    type: "refused",
    refused: [{ name: "vast.iso", why: "too-large" }],
  });
  const seen = composed(pasted, { type: "previewed", key: 2, url: "blob:b" });
  assert.deepEqual(seen.files.map(({ url }) => url), [undefined, "blob:b"]);
  const without = composed(seen, { type: "removed", key: 1 });
  assert.deepEqual([shown(without).files, without.notice], [["b.png"], undefined]);
});

Deno.test("what is sent leaves the field at once, with what it answers", () => {
  const { outgoing, rest } = sending(after(REPLY, typed("Yes"), attached("a.png")));
  assert.deepEqual(shown(rest), NOTHING);
  const sent = [typed("Now"), { type: "sent", outgoing } as const].reduce(composed, rest);
  assert.deepEqual(shown(sent), { ...NOTHING, text: "Now" });
  assert.deepEqual(sent.sending, []);
});

Deno.test("an answer that was begun while another one was sent goes on", () => {
  const { outgoing, rest } = sending(after(REPLY, typed("Yes")));
  const sent = [reply(OTHER), { type: "sent", outgoing } as const].reduce(composed, rest);
  assert.deepEqual(shown(sent), { ...NOTHING, mode: "reply", target: OTHER });
  const back = [reply(OTHER), { type: "not-sent", outgoing, problem: "No." } as const]
    .reduce(composed, rest);
  assert.deepEqual(shown(back), { ...NOTHING, text: "Yes", mode: "reply", target: OTHER });
});

Deno.test("what another tab has sent meanwhile comes back without its words, what it changed with them", () => {
  for (
    const [left, notice] of [["", undefined], ["Yes!", { type: "changed-elsewhere" }]] as const
  ) {
    const { outgoing, rest } = sending(after(typed("Yes"), attached("a.png")));
    const back = ([
      { type: "shared", draft: draft(left) },
      { type: "changed-elsewhere", outgoing },
    ] as const).reduce<ComposerState>(composed, rest);
    assert.deepEqual(shown(back), { ...NOTHING, text: left, files: ["a.png"] });
    assert.deepEqual([back.sending, back.notice], [[], notice]);
  }
});

Deno.test("a message whose deletion another tab heard of first is told of here, too", () => {
  const gone = (mode: "reply" | "edit") => ({ type: "target-gone", mode });
  const taken = (target: ItemId) => ({ type: "taken-back", target }) as const;
  const edited = after(EDIT, typed("Yes"), { type: "shared", draft: draft("") });
  assert.equal(edited.notice, undefined, "it may have been saved there");
  assert.deepEqual(composed(edited, taken(MINE)).notice, gone("edit"));
  assert.equal(composed(edited, taken(OTHER)).notice, undefined);

  const replied = after(REPLY, typed("Yes"), { type: "shared", draft: draft("Yes") });
  assert.deepEqual(composed(replied, taken(THEIRS)).notice, gone("reply"));
  const sent = after(REPLY, typed("Yes"), { type: "shared", draft: draft("") });
  assert.equal(composed(sent, taken(THEIRS)).notice, undefined, "it was sent there");
  const over = composed(edited, reply(OTHER));
  assert.equal(composed(over, taken(MINE)).notice, undefined, "something else was begun since");
});

Deno.test("what could not be sent comes back before what was written and attached meanwhile", () => {
  const { outgoing, rest } = sending(after(REPLY, typed("Yes"), attached("a.png")));
  const meanwhile = [typed("and no"), attached("b.png")].reduce(composed, rest);
  const back = composed(meanwhile, { type: "not-sent", outgoing, problem: "No room." });
  assert.deepEqual(shown(back), {
    text: "Yes\nand no",
    mode: "reply",
    target: THEIRS,
    files: ["a.png", "b.png"],
  });
  assert.equal(back.problem, "No room.");
  assert.equal(composed(back, typed("Yes")).problem, undefined, "typing goes past it");
});

Deno.test("what could not be sent comes back to the draft while a message is edited", () => {
  const { outgoing, rest } = sending(after(typed("Yes")));
  const editing = [EDIT, typed("Yeah")].reduce(composed, rest);
  const back = composed(editing, { type: "not-sent", outgoing, problem: "No room." });
  assert.deepEqual([textOf(back), back.draft.text], ["Yeah", "Yes"]);
});

Deno.test("a wording is kept in the field until it is saved", () => {
  const saving = after(EDIT, typed("Yes"), { type: "saving" });
  const refused = composed(saving, { type: "not-saved", problem: "No room." });
  assert.deepEqual([shown(refused).mode, textOf(refused), refused.saving], ["edit", "Yes", false]);
  assert.deepEqual(shown(composed(saving, { type: "saved", target: MINE })), NOTHING);
});

Deno.test("a conversation that comes back has its draft and files, and what was begun", () => {
  const { outgoing, rest } = sending(after(typed("First")));
  const left = [typed("Second"), attached("a.png"), EDIT, typed("Yes")].reduce(composed, rest);
  const back = composed(left, { type: "opened", draft: left.draft });
  assert.deepEqual(shown(back), {
    text: "Yes",
    mode: "edit",
    target: MINE,
    files: ["a.png"],
  });
  assert.deepEqual([back.caret, back.problem, back.sending], [-1, undefined, [outgoing]]);
  const refused = composed(back, { type: "not-sent", outgoing, problem: "No room." });
  assert.equal(refused.draft.text, "First\nSecond", "what was being sent still comes back");
});

Deno.test("a draft that was kept stands in the field when the conversation is opened", () => {
  const kept = draft("From before", { replyTo: THEIRS });
  assert.deepEqual(shown(after({ type: "opened", draft: kept })), {
    ...NOTHING,
    text: "From before",
    mode: "reply",
    target: THEIRS,
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
