import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { EntryView, MessageView } from "../../client/model.ts";
import type { UserId } from "../../protocol/ids.ts";
import { MessageLog } from "./message_log.tsx";

const ADA = "00000000-0000-4000-8000-000000000001" as UserId;
const SAM = "00000000-0000-4000-8000-000000000002" as UserId;

function message(
  key: string,
  change: Partial<MessageView> = {},
): MessageView {
  return {
    type: "message",
    key,
    sender: ADA,
    senderName: "Ada Example",
    senderUid: "ada",
    own: false,
    text: `text of ${key}`,
    time: "2026-11-04T10:00:00.000Z",
    state: "sent",
    deleted: false,
    replies: 0,
    reactions: [],
    pinned: false,
    mentionsMe: false,
    ...change,
  };
}

function draw(entries: EntryView[], more = false): string {
  return renderToString(
    <MessageLog
      entries={entries}
      members={[]}
      more={more}
      loading={false}
      onLoadOlder={() => Promise.resolve()}
      onRetry={() => {}}
      onDiscard={() => {}}
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
