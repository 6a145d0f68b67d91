import assert from "node:assert/strict";
import type { ConversationId } from "../../protocol/ids.ts";
import { addressOf, conversationIn, readToPage, readToWorker } from "./messages.ts";
import { openConversation } from "./opened_notification.ts";

const CONV = "c".repeat(43) as ConversationId;

Deno.test("an address that opens a conversation is read back, and no other", () => {
  assert.equal(conversationIn(new URL(addressOf(CONV), "https://a.example").hash), CONV);
  for (const hash of ["", "#c=", "#conversation", "#c=short", `#c=${CONV}x`]) {
    assert.equal(conversationIn(hash), undefined, hash);
  }
});

Deno.test("messages between page and worker are read by allow-list", () => {
  assert.deepEqual(readToPage({ type: "open", conversation: CONV, more: 1 }), {
    type: "open",
    conversation: CONV,
  });
  for (const data of [null, "open", { type: "open" }, { type: "open", conversation: "x" }]) {
    assert.equal(readToPage(data), undefined);
  }
  assert.deepEqual(readToWorker({ type: "take-over" }), { type: "take-over" });
  assert.equal(readToWorker({ type: "open" }), undefined);
  assert.equal(readToWorker(undefined), undefined);
});

Deno.test("a clicked notification opens in the chat that is there, or in a new window", async () => {
  const posted: unknown[] = [];
  const page = (path: string, focused: boolean) => ({
    url: `https://chat.example.org${path}`,
    focused,
    focus: () => Promise.reject(new Error("not by a click")),
    postMessage: (message: unknown) => posted.push([path, focused, message]),
  });
  const opened: string[] = [];
  const open = (address: string) => Promise.resolve(opened.push(address));
  const windows = [page("/help", true), page("/chat", false), page("/chat", true)];
  await openConversation(CONV, { windows, open });
  assert.deepEqual(posted, [["/chat", true, { type: "open", conversation: CONV }]]);
  assert.deepEqual(opened, []);
  await openConversation(CONV, { windows: [page("/login", true)], open });
  assert.deepEqual(opened, [`/chat#c=${CONV}`]);
  assert.equal(posted.length, 1);
});
