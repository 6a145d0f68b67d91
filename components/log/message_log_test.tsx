import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { EntryView, FileView } from "../../client/model/mod.ts";
import type { ItemId, UserId } from "../../protocol/ids.ts";
import type { MessageActions } from "../message/message_actions.ts";
import { MessageLog, type MessageLogProps } from "./message_log.tsx";
import { messageView as message } from "../../tests/support/message_view.ts";

const SAM = "00000000-0000-4000-8000-000000000002" as UserId;

const nothing = () => {};
const ACTIONS: MessageActions = {
  retry: nothing,
  discard: nothing,
  reply: nothing,
  edit: nothing,
  react: nothing,
  pin: nothing,
  copy: nothing,
  details: nothing,
  remove: nothing,
  reach: nothing,
  firstReply: nothing,
  fetchFile: nothing,
  fetchFileUnasked: nothing,
  saveFile: nothing,
  cancelFile: nothing,
  retryFile: nothing,
  viewFile: nothing,
};

function draw(
  entries: EntryView[],
  more = false,
  firstNew?: string,
  everybody: MessageLogProps["everybody"] = [],
): string {
  return renderToString(
    <MessageLog
      entries={entries}
      members={[]}
      everybody={everybody}
      more={more}
      loading={false}
      onLoadOlder={() => Promise.resolve()}
      onCopiedPart={nothing}
      selfUid="noor"
      firstNew={firstNew}
      target={undefined}
      actions={ACTIONS}
    >
      <p>The beginning.</p>
    </MessageLog>,
  );
}

Deno.test("the text of a message is shown as text, whatever it holds", () => {
  const html = draw([message("a", { text: `<img src=x onerror="alert(1)">&amp;` })]);
  assert.ok(!html.includes("<img"));
  assert.ok(html.includes("&lt;img src=x onerror="));
  assert.ok(html.includes("&amp;amp;"));
});

Deno.test("a name with markup in it is shown as text", () => {
  assert.ok(!draw([message("a", { senderName: "<b>Ada</b>" })]).includes("<b>"));
});

Deno.test("the screens carry no inline style, which the policy would refuse", () => {
  assert.ok(!/\sstyle=/.test(draw([message("a"), message("b", { own: true, state: "failed" })])));
});

Deno.test("usernames stand beside names only where two people share one", () => {
  assert.ok(!draw([message("a")]).includes("@ada"));
  const html = draw([
    message("a"),
    message("b", { sender: SAM, senderUid: "ada2", senderName: "ada  example" }),
  ]);
  assert.ok(html.includes("@ada<") && html.includes("@ada2<"));
});

Deno.test("who bears the name of somebody outside of the room is shown with the username", () => {
  const lovelace = { uid: "lovelace", fullName: "Countess", directoryName: "Ada Example" };
  const others = [[{ uid: "boss", fullName: "Аda Ехample" }], [lovelace]];
  for (const everybody of others) {
    assert.ok(draw([message("a")], false, undefined, everybody).includes("@ada<"));
  }
});

Deno.test("a failed message says why and offers to try again or drop it", () => {
  const html = draw([message("a", { own: true, state: "failed", problem: "No room left." })]);
  for (const part of ["No room left.", "Retry", "Discard"]) assert.ok(html.includes(part), part);
});

Deno.test("a closed message shows its reason and keeps the machine's word for tests", () => {
  const html = draw([{
    type: "closed",
    key: "c",
    senderName: "Ada Example",
    time: "2026-11-04T10:00:00.000Z",
    reason: "bad-signature",
    message: "Its signature is not by Ada Example.",
  }]);
  assert.ok(html.includes(`data-reason="bad-signature"`));
  assert.ok(html.includes("Its signature is not by Ada Example."));
});

Deno.test("the beginning shows only when nothing older can be loaded", () => {
  assert.ok(draw([message("a")]).includes("The beginning."));
  const older = draw([message("a")], true);
  assert.ok(!older.includes("The beginning."));
  assert.ok(older.includes("Load older messages"));
});

Deno.test("every message carries its time for machines and readers", () => {
  const html = draw([message("a"), message("b")]);
  assert.equal(html.match(/datetime="2026-11-04T10:00:00\.000Z"/g)?.length, 2);
});

Deno.test("a deleted message shows who took it back, and nothing of what it was", () => {
  const html = draw([message("a", {
    deleted: true,
    text: "secret words",
    reactions: [{ emoji: "👍", names: ["Sam"], own: false }],
  })]);
  assert.ok(html.includes("Ada Example took this message back"));
  assert.ok(!html.includes("secret words") && !html.includes("👍"));
});

Deno.test("an edited message says so, and when", () => {
  const html = draw([message("a", { editedAt: "2026-11-04T11:00:00.000Z" })]);
  assert.match(html, /title="Edited [^"]*2026[^"]*"[^>]*>edited</);
});

Deno.test("how far one's own message got is said in words, and not for others", () => {
  for (
    const [state, word] of [["sending", "Sending"], ["sent", "Sent"], ["read", "Read"]] as const
  ) {
    assert.ok(draw([message("a", { own: true, state })]).includes(`title="${word}"`));
  }
  assert.ok(!draw([message("a", { state: "read" })]).includes(`title="Read"`));
});

Deno.test("each step of one's own message has a shape of its own", () => {
  const shapes = (["sending", "sent", "delivered", "read"] as const).map((state) => {
    const html = draw([message("a", { own: true, state })]);
    return /class="progress-mark[^"]*".*?<svg[^>]*>(.*?)<\/svg>/s.exec(html)?.[1];
  });
  assert.ok(!shapes.includes(undefined));
  assert.equal(new Set(shapes).size, 4);
});

Deno.test("a message of a file alone is named by its file, one with words by them", () => {
  const file: FileView = {
    name: "Plan.pdf",
    media: "application/pdf",
    sizeBytes: 5_000,
    transfer: { state: "remote" },
  };
  const nameOf = (text: string) => {
    const html = draw([message("a", { kind: "file", text, file })]);
    const ids = /role="article" aria-labelledby="([^"]+)"/.exec(html)![1]!.split(" ");
    return ids.map((id) =>
      new RegExp(`id="${id}"[^>]*>(.*?)</`, "s").exec(html)?.[1]?.replace(/<[^>]*>/g, "") ?? ""
    ).join(" ");
  };
  assert.match(nameOf(""), /File: Plan\.pdf$/);
  assert.match(nameOf("Have a look"), /Have a look/);
});

Deno.test("a reaction is a toggle that says who put it there", () => {
  const html = draw([message("a", {
    reactions: [{ emoji: "🎉", names: ["Sam Specimen", "Noor Placeholder"], own: true }],
  })]);
  assert.match(html, /<button[^>]*class="reaction"[^>]*aria-pressed="true"/);
  assert.match(html, /<button[^>]*><span class="said">🎉 by Sam Specimen and Noor Placeholder</);
});

Deno.test("an answer shows what it answers, also when that is not here", () => {
  const quote = { id: "x" as ItemId, senderName: "Sam Specimen", text: "The question" };
  const html = draw([message("a", { quote })]);
  assert.ok(html.includes("Sam Specimen") && html.includes("The question"));
  const gone = draw([message("a", { quote: { id: "x" as ItemId } })]);
  assert.ok(gone.includes("A message that is not shown here"));
});

Deno.test("replies are counted, in one word for one", () => {
  assert.ok(draw([message("a", { replies: 1 })]).includes("1 reply"));
  assert.ok(draw([message("a", { replies: 2 })]).includes("2 replies"));
});

Deno.test("the line of new messages stands before the first of them", () => {
  const html = draw([message("a"), message("b")], false, "b");
  const at = [html.indexOf("text of a"), html.indexOf("New messages"), html.indexOf("text of b")];
  assert.deepEqual([...at].sort((a, b) => a - b), at);
  assert.ok(at[1]! > 0);
});

Deno.test("of ten thousand messages only the newest are in the page", () => {
  const html = draw(Array.from({ length: 10_000 }, (_, index) => message(`m${index}`)));
  const drawn = html.match(/class="message /g)!.length;
  assert.ok(drawn > 20 && drawn < 200, String(drawn));
  assert.ok(html.includes("text of m9999") && !html.includes("text of m5000<"));
});

Deno.test("the log itself is silent, and a region of its own says what is new", () => {
  const html = draw([message("a")]);
  assert.match(html, /role="log"[^>]*aria-live="off"/);
  assert.match(html, /class="said" aria-live="polite"/);
});
