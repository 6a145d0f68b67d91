import assert from "node:assert/strict";
import {
  ADA,
  joined,
  message,
  nameOf,
  pin,
  react,
  reply,
  SAM,
} from "../../tests/support/shown_items.ts";
import { workMs } from "../../tests/support/work_time.ts";
import { Fold } from "./fold.ts";
import { lineOf } from "./rows.ts";

Deno.test("the one line of a message is made in the time that its length allows", () => {
  // A list draws it for every change: what takes seconds here stops the page of all members.
  for (const text of ["\n".repeat(64_000), "\u2028".repeat(64_000), "> ".repeat(32_000)]) {
    let line = "";
    const tookMs = workMs(() => line = lineOf({ type: "text", text }, `${text}x`));
    assert.match(line, /x$/);
    assert.ok(tookMs < 1_000, `${JSON.stringify(text.slice(0, 4))}: ${tookMs} ms`);
  }
});

Deno.test("lines without a place for a username name people so that nobody passes as another", () => {
  const distinct = "Noor Placeholder (@sam)";
  const fold = new Fold({
    self: ADA,
    nameOf: (user) =>
      user === SAM ? { uid: "sam", fullName: "Noor Placeholder", distinct } : nameOf(user),
  });
  fold.put([
    message(1, SAM, "Pay it."),
    message(2, ADA, reply(1, "Why?")),
    message(3, SAM, react(2, "👍")),
    message(4, SAM, pin(1)),
    joined(5, SAM),
  ]);
  assert.equal(fold.messageAt(2)?.quote?.senderName, distinct);
  assert.deepEqual(fold.messageAt(2)?.reactions[0]?.names, [distinct]);
  assert.equal(fold.pinned()[0]?.senderName, distinct);
  const [notice] = fold.rowsAt(5);
  assert.ok(notice?.type === "notice" && notice.text.startsWith(distinct));
  // Beside a message the username has its own place.
  assert.equal(fold.messageAt(1)?.senderName, "Noor Placeholder");
});
