import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import type { ConversationId } from "../../protocol/ids.ts";
import { ADA } from "../../tests/support/certificates.ts";
import { anyId, anyMessage, randomText } from "../../tests/support/members.ts";
import { decodeSubmitted, encodeSubmitted, shardOf, type Submitted } from "./submission.ts";

function submitted(changes: Partial<Submitted> = {}): Submitted {
  return {
    conv: anyId(),
    kind: "message",
    id: anyId(),
    sender: ADA.id,
    epoch: anyId(),
    node: "node-1",
    route: 2 ** 40,
    body: JSON.stringify(anyMessage({})),
    ...changes,
  };
}

Deno.test("a submission comes out of its line as it went in", () => {
  const bodies = ['{"a":"tab \\t, line \\n, quote \\", smile \u{1f600}"}', "{}"];
  const all = [
    submitted(),
    submitted({ kind: "wraps", id: "" }),
    submitted({ kind: "control", epoch: "" }),
    ...bodies.map((body) => submitted({ body })),
  ];
  for (const one of all) {
    const line = encodeSubmitted(one);
    assert.ok(!line.includes("\n"));
    assert.deepEqual(decodeSubmitted(line), one);
  }
});

Deno.test("a body as JSON.stringify writes it never looks like the end of a field or line", () => {
  const body = JSON.stringify({ text: "\t\n\r\u0000\u001f\u2028" });
  const one = submitted({ body });
  assert.deepEqual(decodeSubmitted(encodeSubmitted(one)), one);
});

Deno.test("a line is refused when any field of it is not what a gateway writes", () => {
  const fields = encodeSubmitted(submitted()).split("\t");
  const names = ["conv", "kind", "id", "sender", "epoch", "node", "route", "body"];
  const odd = ["\ud800", "x".repeat(100_000)];
  const bad: Record<string, string[]> = {
    conv: ["", "x", fields[3]!, ...odd],
    kind: ["", "Message", "toString", ...odd],
    id: ["x", fields[3]!, ...odd],
    sender: ["", "ada", fields[0]!, fields[3]!.toUpperCase(), ...odd],
    epoch: ["x", ...odd],
    node: ["", ...odd],
    route: ["", "-1", "1.5", "1e3", " 1", "0x1", "NaN", String(2 ** 53), ...odd],
    body: ["", "x", ...odd],
  };
  for (const [at, name] of names.entries()) {
    for (const value of bad[name]!) {
      assert.throws(() => decodeSubmitted(fields.with(at, value).join("\t")), (error) => {
        assert.ok(error instanceof AppError && error.kind === "invalid");
        assert.equal(error.field, name, value.slice(0, 20));
        return true;
      });
    }
  }
  assert.deepEqual(decodeSubmitted(fields.with(6, "7").join("\t")).route, 7);
});

Deno.test("a line of another number of fields is refused", () => {
  const line = encodeSubmitted(submitted());
  for (const bad of ["", "nonsense", `${line}\t`, line.slice(line.indexOf("\t") + 1)]) {
    assert.throws(() => decodeSubmitted(bad), (error) => {
      assert.ok(error instanceof AppError && error.kind === "invalid");
      return true;
    });
  }
});

Deno.test("a conversation's shard is the same for ever", () => {
  // A deployment whose nodes disagree would let two routers number one conversation.
  const known: Record<string, number[]> = {
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA": [0, 0, 0, 32],
    "4k2VZ6vY0R2mQd1w9yqJ8Xb3nT5sL7cHfA-gUeP_oIM": [0, 1, 3, 55],
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzw": [0, 1, 1, 1],
  };
  for (const [conv, shards] of Object.entries(known)) {
    assert.deepEqual([1, 2, 4, 64].map((n) => shardOf(conv as ConversationId, n)), shards, conv);
  }
});

Deno.test("conversations spread evenly over the shards", () => {
  for (const shards of [2, 4, 7, 16]) {
    const counts = new Array<number>(shards).fill(0);
    const total = 4000 * shards;
    for (let i = 0; i < total; i++) counts[shardOf(randomText(32) as ConversationId, shards)]!++;
    // Twelve standard deviations: only a bad hash is further off.
    for (const count of counts) {
      assert.ok(Math.abs(count - 4000) < 12 * Math.sqrt(4000), `${counts}`);
    }
  }
});
