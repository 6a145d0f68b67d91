import assert from "node:assert/strict";
import { toBase64Url } from "../encoding.ts";
import { AppError } from "../errors.ts";
import { type ClientFrame, parseClientFrame } from "./client_frames.ts";
import { RSA_BLOCK_BYTES } from "../items.ts";
import { MAX_LOOKUP_IDS, MAX_NAME_STATEMENT_BYTES, MAX_SYNC_ITEMS } from "../limits.ts";
import { refusalOf as refused } from "../../tests/support/refusals.ts";

const HASH = toBase64Url(new Uint8Array(32));
const BLOCK = toBase64Url(new Uint8Array(RSA_BLOCK_BYTES));
const USER = "5a1f0e1c-0001-4000-8000-00000000ada0";
const NOT_A_HASH = ["", "AAAA", `${HASH}=`, null, 5];
const NOT_A_REF = [-1, 1.5, 2 ** 31 + 1, "1", null];

interface Example {
  frame: Record<string, unknown>;
  /** Values that are refused, by field. */
  broken: Record<string, unknown[]>;
  optional?: string[];
}

const EXAMPLES: Record<ClientFrame["type"], Example> = {
  "open-direct": { frame: { peer: USER }, broken: { peer: ["", "ada", USER.toUpperCase(), null] } },
  "submit": {
    frame: { conv: HASH, kind: "control", body: { record: "{}", sig: BLOCK } },
    broken: { conv: NOT_A_HASH, kind: ["", "reply", 5, null], body: [null, "x", 5] },
  },
  "sync": {
    frame: { conv: HASH, limit: 1, after: 0, before: 1 },
    broken: {
      conv: NOT_A_HASH,
      limit: [0, MAX_SYNC_ITEMS + 1, 1.5, "1", null],
      after: [-1, 1.5, "1", null],
      before: [0, -1, "1", null],
    },
    optional: ["after", "before"],
  },
  "control-log": {
    frame: { conv: HASH, after: 0 },
    broken: { conv: NOT_A_HASH, after: [-1, 1.5, "1", null] },
  },
  "wraps": {
    frame: { conv: HASH, epochs: [HASH] },
    broken: {
      conv: NOT_A_HASH,
      epochs: [[], ["x"], HASH, Array(MAX_LOOKUP_IDS + 1).fill(HASH), null],
    },
  },
  "people": { frame: {}, broken: {} },
  "identities": {
    frame: { users: [USER] },
    broken: { users: [[], ["ada"], USER, Array(MAX_LOOKUP_IDS + 1).fill(USER), null] },
  },
  "rooms": { frame: {}, broken: {} },
  "set-presence": {
    frame: { state: "away" },
    broken: { state: ["offline", "", "ONLINE", 1, null] },
  },
  "typing": { frame: { conv: HASH }, broken: { conv: NOT_A_HASH } },
  "set-name": {
    frame: { statement: "{}", sig: BLOCK },
    broken: {
      statement: ["", "x".repeat(MAX_NAME_STATEMENT_BYTES + 1), "\ud800x", 5, null],
      sig: ["", HASH, `${BLOCK}A`, null],
    },
  },
  "names": { frame: {}, broken: {} },
  "clear-names": { frame: {}, broken: {} },
};

function refusalOf(text: string): AppError {
  return refused(() => parseClientFrame(text), text);
}

for (const [type, { frame: fields, broken, optional = [] }] of Object.entries(EXAMPLES)) {
  Deno.test(`a ${type} frame is taken, and refused for any broken field`, () => {
    const frame = { type, ref: 7, ...fields };
    assert.deepEqual(parseClientFrame(JSON.stringify(frame)), frame);
    for (const [field, values] of Object.entries({ ref: NOT_A_REF, ...broken })) {
      for (const value of values) {
        const text = JSON.stringify({ ...frame, [field]: value });
        assert.deepEqual([refusalOf(text).kind, refusalOf(text).field], ["invalid", field], text);
      }
      const { [field as "type"]: _left, ...rest } = frame;
      const without = JSON.stringify(rest);
      if (optional.includes(field)) assert.deepEqual(parseClientFrame(without), rest);
      else assert.equal(refusalOf(without).field, field);
    }
    assert.equal(refusalOf(JSON.stringify({ ...frame, more: 1 })).field, '"more"');
  });
}

Deno.test("a submission's body is taken apart as its kind says", () => {
  const frame = { type: "submit", ref: 1, conv: HASH, kind: "message" };
  const text = JSON.stringify({ ...frame, body: { record: "{}", sig: BLOCK } });
  assert.equal(refusalOf(text).kind, "invalid");
});

Deno.test("what is no frame is invalid", () => {
  const texts = ["", "nonsense", "null", "5", '"people"', "[]", "{}", '{"type":"welcome","ref":1}'];
  for (const text of [...texts, '{"type":["people"],"ref":1}', '{"type":"__proto__","ref":1}']) {
    assert.equal(refusalOf(text).kind, "invalid", text);
  }
});
