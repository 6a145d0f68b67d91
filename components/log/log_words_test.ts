import assert from "node:assert/strict";
import type { EntryView } from "../../client/model/mod.ts";
import { messageView as message } from "../../tests/support/message_view.ts";
import { isOutdated, newMessages, wordsFor } from "./log_words.tsx";

const keys = (entries: readonly EntryView[]) => entries.map(({ key }) => key);

Deno.test("what came after the last message that was known is new, but not one's own", () => {
  const entries = [message("a"), message("b", { own: true }), message("c")];
  assert.deepEqual(keys(newMessages(entries, "a")), ["c"]);
});

Deno.test("an older page is not new", () => {
  assert.deepEqual(newMessages([message("old"), message("a")], "a"), []);
});

Deno.test("the first message of an empty conversation is new", () => {
  assert.deepEqual(keys(newMessages([message("a")], undefined)), ["a"]);
});

Deno.test("after a leap to other messages nothing is new", () => {
  assert.deepEqual(newMessages([message("a"), message("b")], "c"), []);
});

Deno.test("a few messages are said with their senders, many are counted", () => {
  assert.deepEqual(wordsFor([message("a")]), ["Ada Example: text of a"]);
  assert.deepEqual(wordsFor([message("a", { text: "**so** it\n- is" })]), [
    "Ada Example: so it - is",
  ]);
  assert.deepEqual(wordsFor(["a", "b", "c", "d"].map((key) => message(key))), ["4 new messages"]);
});

Deno.test("what was said is known to be taken back once its message is", () => {
  const said = [message("b")];
  assert.equal(isOutdated(said, [message("a", { deleted: true }), message("b")]), false);
  assert.equal(isOutdated(said, [message("a"), message("b", { deleted: true })]), true);
  assert.equal(isOutdated(said, [message("a"), message("b", { text: "other words" })]), true);
  assert.equal(isOutdated([], [message("a", { deleted: true })]), false);
});
