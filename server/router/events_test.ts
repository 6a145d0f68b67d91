import assert from "node:assert/strict";
import { AppError } from "../../protocol/errors.ts";
import { SERVER_FRAMES } from "../../protocol/frames/server_frames.ts";
import {
  type AnySchema,
  assertStrict,
  exampleOf,
  isSchema,
  POOL,
} from "../../tests/support/description_mutants.ts";
import { TEST_TIME } from "../../tests/support/certificates.ts";
import { anyId, anyMessage } from "../../tests/support/members.ts";
import * as events from "./events.ts";
import * as submission from "./submission.ts";

const DESCRIPTIONS = Object.entries<unknown>({ ...events, ...submission })
  .filter((entry): entry is [string, AnySchema] => isSchema(entry[1]));
const VALUES = ["message", "typing", ...POOL];

Deno.test("every event and every answer that crosses nodes is described", () => {
  assert.deepEqual(DESCRIPTIONS.map(([name]) => name).sort(), [
    "IDENTITY_EVENT",
    "NAME_EVENT",
    "PRESENCE_EVENT",
    "ROOMS_EVENT",
    "ROUTER_ANSWER",
    "SESSION_EVENT",
    "SUBMITTED",
    "USER_EVENT",
  ]);
});

for (const [name, schema] of DESCRIPTIONS) {
  Deno.test(`${name} takes what it describes, and nothing that is one step away`, () => {
    assertStrict(schema, VALUES);
  });
}

Deno.test("an event is read as its writer wrote it, and what is no JSON is refused", () => {
  for (const [, schema] of [...DESCRIPTIONS, ["", SERVER_FRAMES.typing] as const]) {
    const example = exampleOf(schema, VALUES);
    assert.deepEqual(events.readEvent(schema, JSON.stringify(example)), example);
    for (const text of ["", "{", "null", `${JSON.stringify(example)}}`, "\ud800"]) {
      assert.throws(() => events.readEvent(schema, text), isInvalid, text);
    }
  }
});

function isInvalid(error: unknown): boolean {
  return error instanceof AppError && error.kind === "invalid" && /^Cannot/.test(error.message);
}

/** An item as the router writes it. */
function item(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    conv: anyId(),
    seq: 1,
    kind: "message",
    id: anyId(),
    time: TEST_TIME.toISOString(),
    body: anyMessage({}),
    ...changes,
  };
}

Deno.test("an item passes under its own conversation's key, and under no other", () => {
  for (const seq of [1, 10, Number.MAX_SAFE_INTEGER]) {
    const one = item({ seq });
    events.requireItem(`conv.${one["conv"]}`, JSON.stringify(one));
    for (const key of [`conv.${anyId()}`, "conv.", `conv.x${one["conv"]}`]) {
      assert.throws(() => events.requireItem(key, JSON.stringify(one)), isInvalid, key);
    }
  }
});

Deno.test("what is not framed as an item does not pass for one", () => {
  const conv = anyId();
  const { body: _body, ...bodiless } = item({ conv });
  const whole = JSON.stringify(item({ conv }));
  const bad = [
    ...["", "{", "null", "[]", "{}", ` ${whole}`, `${whole} `, `${whole},${whole}x`],
    ...[whole.slice(0, -1), whole.slice(0, -2), whole.slice(1)],
    JSON.stringify(bodiless),
    JSON.stringify(item({ conv, extra: 1 })),
    ...[0, -1, 1.5, "1", 1e20].map((seq) => JSON.stringify(item({ conv, seq }))),
    ...["wraps", "typing", "", 5].map((kind) => JSON.stringify(item({ conv, kind }))),
    ...["", "x", "x".repeat(43).slice(1)].map((id) => JSON.stringify(item({ conv, id }))),
    ...["", "now", "2026"].map((time) => JSON.stringify(item({ conv, time }))),
    ...[null, "x", [], {}, 5].map((body) => JSON.stringify(item({ conv, body }))),
  ];
  for (const text of bad) {
    assert.throws(() => events.requireItem(`conv.${conv}`, text), isInvalid, text.slice(0, 200));
  }
});
