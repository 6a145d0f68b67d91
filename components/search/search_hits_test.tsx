import assert from "node:assert/strict";
import { render } from "preact-render-to-string";
import type { SearchHit } from "../../client/model/mod.ts";
import type { ConversationId, ItemId } from "../../protocol/ids.ts";
import { SearchHits } from "./search_hits.tsx";

const hit: SearchHit = {
  conversation: "c".repeat(43) as ConversationId,
  conversationTitle: "Jonas Sample",
  kind: "direct",
  id: "hit" as ItemId,
  senderName: "Jonas Sample",
  own: false,
  time: "2026-11-20T09:00:00Z",
  text: "The kettle is on",
  marks: [],
};

function wordsOf(change: Partial<SearchHit>): string {
  const html = render(<SearchHits hits={[{ ...hit, ...change }]} onChoose={() => {}} />);
  return html.replace(/<time.*/s, "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim();
}

Deno.test("a hit says who wrote it to whom, and names nobody twice", () => {
  assert.equal(wordsOf({}), "Jonas Sample to you");
  assert.equal(
    wordsOf({ own: true, senderName: "Noor Placeholder" }),
    "Noor Placeholder to Jonas Sample",
  );
});

Deno.test("a hit of a room says in which one it was written", () => {
  assert.equal(wordsOf({ kind: "room", conversationTitle: "Kitchen" }), "Jonas Sample in Kitchen");
});
