import assert from "node:assert/strict";
import type { EntryView } from "../../client/model/mod.ts";
import { messageView } from "../../tests/support/message_view.ts";
import { copiedText } from "./copied_text.ts";
import { rowsOf } from "./timeline.ts";

const TIME = "2026-11-04T10:00:00.000Z";
const copied = (...entries: EntryView[]) =>
  copiedText(rowsOf(entries, entries[0]!.key).map((row) => ({ row })));

Deno.test("each message is copied with its sender, its time and its words without markup", () => {
  const { text } = copied(
    messageView("a", { senderName: "Ada Example", time: TIME, text: "Shall we **go**?\n- one" }),
    messageView("b", { senderName: "Ada Example", time: TIME, text: "    indented" }),
  );
  const heads = text.split("\n\n").map((block) => block.split("\n"));
  assert.deepEqual(heads.map(([, ...lines]) => lines), [
    ["Shall we go?", "- one"],
    ["    indented"],
  ]);
  for (const [head] of heads) assert.match(head!, /^Ada Example, .*2026.*\d:\d\d/);
  assert.doesNotMatch(text, /today|yesterday/i);
});

Deno.test("what is answered, files, deleted messages and notices are told in words", () => {
  const { text } = copied(
    messageView("a", {
      time: TIME,
      text: "Here it is",
      quote: { id: "q" as never, senderName: "Noor", text: "The *plan*?\nPlease" },
      file: {
        name: "plan.pdf",
        media: "application/pdf",
        sizeBytes: 1,
        transfer: { state: "remote" },
      },
    }),
    messageView("b", { time: TIME, text: "", deleted: true, senderName: "Noor" }),
    { type: "notice", key: "n", time: TIME, text: "Omar joined." },
    { type: "closed", key: "c", senderName: "Chiara", time: TIME, reason: "x", message: "Sealed." },
  );
  for (
    const words of [
      "> Noor: The plan?\nFile: plan.pdf\nHere it is",
      "Noor took this message back",
      "Omar joined.",
      "Chiara, ",
      "Sealed.",
    ]
  ) assert.ok(text.includes(words), `${words} is not in ${text}`);
});

Deno.test("what people wrote is text in the copied page, too", () => {
  const attack = `<img src=x onerror="alert(1)">&amp;`;
  const { html } = copied(messageView("a", { senderName: attack, time: TIME, text: attack }));
  assert.doesNotMatch(html, /<img|onerror="/);
  assert.deepEqual(
    new Set(html.match(/<\/?[a-z]+/g)),
    new Set(["<p", "<strong", "</strong", "<br", "</p"]),
  );
});

Deno.test("lines and rows of blanks stand in the copied page without a style of its own", () => {
  const { html } = copied(messageView("a", { time: TIME, text: "if a:\n    b  = 1\n\tc" }));
  const four = "&#160;".repeat(4);
  assert.ok(html.includes(`if a:<br>${four}b &#160;= 1<br>${four}c`), html);
  assert.doesNotMatch(html, /style/);
});
