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

Deno.test("a draft is on its way in the turn of each key, and waits for no pause and no other", async () => {
  const { history, begun } = slowHistory();
  const drafts = new Drafts(history, () => {});
  drafts.set(CONV, "D");
  await Promise.resolve();
  assert.deepEqual(begun, ["D"]);
  drafts.set(CONV, "De");
  await Promise.resolve();
  assert.deepEqual(begun, ["D", "De"], "the first has not ended");
});

Deno.test("changes of one turn are one write, of the newest", async () => {
  const { history, begun } = slowHistory();
  const drafts = new Drafts(history, () => {});
  for (const text of ["D", "De", "Dea", "Dear"]) drafts.set(CONV, text);
  await Promise.resolve();
  assert.deepEqual(begun, ["Dear"]);
  drafts.set(CONV, "Dear");
  await Promise.resolve();
  assert.equal(begun.length, 1, "nothing has changed");
});

Deno.test("drafts of several conversations do not wait for each other", async () => {
  const { history, begun } = slowHistory();
  const drafts = new Drafts(history, () => {});
  drafts.set(CONV, "here");
  drafts.set(OTHER, "there");
  await Promise.resolve();
  assert.deepEqual(begun, ["here", "there"]);
});

Deno.test("what could not be kept is tried again with the next change", async () => {
  const { history, begun, ends, turn } = slowHistory();
  const drafts = new Drafts(history, () => {});
  drafts.set(CONV, "a");
  await turn();
  ends[0]!.reject(new Error("no room"));
  await turn();
  drafts.set(CONV, "ab");
  await turn();
  assert.deepEqual(begun, ["a", "ab"]);
  assert.equal(drafts.of(CONV), "ab");
});

Deno.test("what was typed since the start counts more than what was kept", async () => {
  const drafts = new Drafts(slowHistory().history, () => {});
  drafts.set(CONV, "typed");
  await drafts.restore();
  assert.deepEqual([drafts.of(CONV), drafts.of(OTHER)], ["typed", "kept too"]);
});
