import assert from "node:assert/strict";
import { ADA, message, nameOf, NOOR } from "../../tests/support/shown_items.ts";
import { Talk } from "../../tests/support/talk.ts";
import { EntryList } from "../conversations/entries.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { NOTHING_BEGUN } from "../model/draft.ts";
import { conversationView, type Known, personViews } from "./views.ts";

const KNOWN: Known = {
  self: ADA,
  people: [],
  peopleState: "loaded",
  presenceOf: () => "offline",
  identityOf: () => "pinned",
  wasVerified: () => false,
  nameOf,
  directoryNameOf: nameOf,
  roomNameOf: (_, name) => name,
  summaries: new Map(),
  activityOf: () => ({ unread: 0, mentions: 0 }),
  draftOf: () => NOTHING_BEGUN,
  notifyOf: () => "all",
};

function viewOf(talk: Talk) {
  const open = {
    ...talk.open,
    log: { ...talk.log, kind: "direct", summary: { members: [ADA, NOOR] } },
    sender: { rows: () => [] },
    entries: new EntryList(),
  } as unknown as Talk["open"];
  const onScreen = { typing: [], files: [], readBefore: undefined, newUpTo: undefined };
  const { cleared, entries } = conversationView(open, KNOWN, onScreen);
  return { cleared, shown: entries.length };
}

Deno.test("a conversation is cleared once something in it was, and also after more was said", () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "one"), message(2, NOOR, "two"));
  assert.deepEqual(viewOf(talk), { cleared: false, shown: 2 });
  talk.fold.hideUpTo(2);
  assert.deepEqual(viewOf(talk), { cleared: true, shown: 0 });
  talk.put(message(3, NOOR, "three"));
  assert.deepEqual(viewOf(talk), { cleared: true, shown: 1 });
});

Deno.test("a room of which nothing was read yet is what the server tells, or not known", () => {
  const talk = new Talk();
  const view = (policy: "open" | "invite" | "", members = [ADA, NOOR]) => {
    const summary = { id: "room", kind: "room", name: "Harbour", policy, members };
    const open = {
      ...talk.open,
      log: { ...talk.log, kind: "room", summary, e2ee: { members: [] }, stored: false },
      sender: { rows: () => [] },
      entries: new EntryList(),
    } as unknown as Talk["open"];
    const onScreen = { typing: [], files: [], readBefore: undefined, newUpTo: undefined };
    const { policy: shown, members: inside } = conversationView(open, KNOWN, onScreen);
    return [shown, inside.length];
  };
  assert.deepEqual(view("open"), ["open", 2]);
  assert.deepEqual(view("invite"), ["invite", 2]);
  assert.deepEqual(view("", []), ["unknown", 0]);
});

Deno.test("people one talks with are listed whether the directory lists them or not", () => {
  const direct = (id: string, peer: typeof NOOR) => ({
    id: id as ConversationId,
    kind: "direct" as const,
    members: [ADA, peer],
    name: "",
    policy: "" as const,
    head: 0,
    since: 0,
  });
  const summaries = new Map([["dm" as ConversationId, direct("dm", NOOR)]]);
  const seen = personViews({ ...KNOWN, summaries }).map((
    { id, conversation },
  ) => [id, conversation]);
  assert.deepEqual(seen, [[NOOR, "dm"]]);
});

Deno.test("what was cleared and taken back is not cleared", () => {
  const talk = new Talk();
  talk.put(message(1, NOOR, "one"));
  talk.fold.hideUpTo(1);
  talk.fold.hideUpTo(0);
  assert.deepEqual(viewOf(talk), { cleared: false, shown: 1 });
});
