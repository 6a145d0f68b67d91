import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import { CONV } from "../../tests/support/talk.ts";
import { Drafts } from "./drafts.ts";

const OTHER = "D".repeat(43) as ConversationId;

/** A history whose writes end when the test says so. */
function slowHistory() {
  const begun: string[] = [];
  const ends: PromiseWithResolvers<void>[] = [];
  const history = {
    setDraft: (_conv: ConversationId, text: string) => {
      begun.push(text);
      const end = Promise.withResolvers<void>();
      ends.push(end);
      return end.promise;
    },
    drafts: () => Promise.resolve(new Map([[CONV, "kept"], [OTHER, "kept too"]])),
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return { history, begun, ends, turn };
}

Deno.test("a draft is being written as soon as anything was typed, and never waits for a pause", async () => {
  const { history, begun, ends, turn } = slowHistory();
  const drafts = new Drafts(history, () => {});
  drafts.set(CONV, "D");
  assert.deepEqual(begun, ["D"]);
  for (const text of ["De", "Dea", "Dear"]) drafts.set(CONV, text);
  assert.deepEqual(begun, ["D"], "one write at a time");
  ends[0]!.resolve();
  await turn();
  assert.deepEqual(begun, ["D", "Dear"], "then the newest, without what lies between");
  ends[1]!.resolve();
  await turn();
  assert.equal(begun.length, 2);
  drafts.set(CONV, "Dear Ada");
  assert.equal(begun.at(-1), "Dear Ada");
});

Deno.test("drafts of several conversations do not wait for each other", () => {
  const { history, begun } = slowHistory();
  const drafts = new Drafts(history, () => {});
  drafts.set(CONV, "here");
  drafts.set(OTHER, "there");
  assert.deepEqual(begun, ["here", "there"]);
});

Deno.test("what could not be kept is tried again with the next change", async () => {
  const { history, begun, ends, turn } = slowHistory();
  const drafts = new Drafts(history, () => {});
  drafts.set(CONV, "a");
  ends[0]!.reject(new Error("no room"));
  await turn();
  drafts.set(CONV, "ab");
  assert.deepEqual(begun, ["a", "ab"]);
  assert.equal(drafts.of(CONV), "ab");
});

Deno.test("what was typed since the start counts more than what was kept", async () => {
  const drafts = new Drafts(slowHistory().history, () => {});
  drafts.set(CONV, "typed");
  await drafts.restore();
  assert.deepEqual([drafts.of(CONV), drafts.of(OTHER)], ["typed", "kept too"]);
});
