import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { NOTHING_BEGUN } from "../../client/model/draft.ts";
import type { ConversationView } from "../../client/model/mod.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { listView } from "../../client/model/list_view.ts";
import { messageView } from "../../tests/support/message_view.ts";
import { Beginning } from "./empty_states.tsx";

function draw(change: Partial<ConversationView>): string {
  const conversation: ConversationView = {
    id: "C".repeat(43) as ConversationId,
    kind: "room",
    title: "Design review",
    policy: "open",
    members: [],
    entries: [],
    more: false,
    cleared: false,
    loading: false,
    changed: [],
    pinned: listView([]),
    typing: [],
    draft: NOTHING_BEGUN,
    notify: "all",
    stored: false,
    ...change,
  };
  return renderToString(<Beginning conversation={conversation} onInvite={undefined} />);
}

Deno.test("a new conversation begins, and nothing was said in it yet", () => {
  const room = draw({});
  assert.match(room, /This is the beginning of this room\./);
  assert.match(room, /Nothing was said yet\./);
  const direct = draw({ kind: "direct", title: "Ada Example" });
  assert.match(direct, /This is the beginning of your conversation\./);
  assert.match(direct, /Nothing was said yet\. Write to <bdi>Ada Example<\/bdi> below\./);
});

Deno.test("a cleared history is called cleared, not a beginning in which nothing was said", () => {
  const room = draw({ cleared: true });
  assert.match(room, /You cleared what was said here before\./);
  assert.match(room, /Nothing was said since\. Write the next message below\./);
  const direct = draw({ cleared: true, kind: "direct", title: "Ada Example" });
  assert.match(direct, /You cleared what was said here before\./);
  assert.match(direct, /Nothing was said since\. Write to <bdi>Ada Example<\/bdi> below\./);
  for (const html of [room, direct]) assert.doesNotMatch(html, /the beginning of|said yet/);
});

Deno.test("a conversation that could not be loaded has no beginning that one could tell of", () => {
  assert.equal(draw({ failed: true, blocked: "The server cannot be reached." }), "");
});

Deno.test("above what was said after it, a cleared history is told of alone", () => {
  const html = draw({ cleared: true, entries: [messageView("a")] });
  assert.match(html, /You cleared what was said here before\./);
  assert.doesNotMatch(html, /Nothing was said/);
});
