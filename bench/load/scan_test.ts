import assert from "node:assert/strict";
import { scan } from "./scan.ts";

/** As `server/router` and `server/gateway` write them. */
function item(seq: number, id: string): string {
  const body = JSON.stringify({
    hdr: '{"kind":"message","id":"not this one"}',
    com: "c",
    ct: "d",
    sig: "s".repeat(512),
  });
  return `{"conv":"C","seq":${seq},"kind":"message","id":"${id}","time":"T","body":${body}}`;
}

Deno.test("every receipt, delivery and refusal of a packed message is found once", () => {
  const ids = ["a".repeat(43), "b".repeat(43)];
  const seen: unknown[] = [];
  const control = '{"conv":"C","seq":1,"kind":"control","id":"x","time":"T","body":{}}';
  const text =
    `[{"type":"events","events":[${control},${item(7, ids[0]!)},${item(18, ids[1]!)}]},` +
    '{"type":"answer","ref":42,"result":{"seq":7,"id":"x","time":"T","duplicate":false}},' +
    '{"type":"refused","ref":43,"problem":{}}]';
  JSON.parse(text);
  scan(text, {
    onReceipt: (ref) => seen.push({ ref }),
    onMessage: (id, seq) => seen.push({ id, seq }),
    onRefused: (ref) => seen.push({ refused: ref }),
  });
  assert.deepEqual(seen, [
    { id: ids[0], seq: 7 },
    { id: ids[1], seq: 18 },
    { ref: 42 },
    { refused: 43 },
  ]);
});
