/** Every description of the protocol, held against everything that is one step away from it. */

import assert from "node:assert/strict";
import * as displayName from "./display_name.ts";
import * as files from "./files.ts";
import * as answers from "./frames/answers.ts";
import * as clientFrames from "./frames/client_frames.ts";
import * as serverFrames from "./frames/server_frames.ts";
import * as httpApi from "./http_api.ts";
import * as items from "./items.ts";
import {
  type AnySchema,
  assertStrict,
  exampleOf,
  isSchema,
  POOL,
} from "../tests/support/description_mutants.ts";

const MODULES = { displayName, files, answers, clientFrames, serverFrames, httpApi, items };

/** What the modules export, by name, the entries of their tables too. */
const DESCRIPTIONS = new Map<string, AnySchema>();
/** The name of an entry is what its field `type` has. */
const poolOf = (name: string) => [name.split(".").at(-1), ...POOL];
for (const [module, exported] of Object.entries(MODULES)) {
  for (const [name, value] of Object.entries<unknown>(exported)) {
    if (isSchema(value)) DESCRIPTIONS.set(`${module}.${name}`, value);
    else if (typeof value === "object" && value !== null) {
      for (const [entry, one] of Object.entries(value)) {
        if (isSchema(one)) DESCRIPTIONS.set(`${module}.${name}.${entry}`, one);
      }
    }
  }
}

Deno.test("every frame, push, answer and body is described", () => {
  const count = (prefix: string) =>
    [...DESCRIPTIONS.keys()].filter((name) => name.startsWith(prefix)).length;
  assert.equal(count("clientFrames.CLIENT_FRAMES."), 13);
  assert.equal(count("answers.ANSWERS."), 13);
  assert.equal(count("serverFrames.SERVER_FRAMES."), 14);
  assert.equal(count("httpApi."), 7);
});

for (const [name, schema] of DESCRIPTIONS) {
  Deno.test(`${name} takes what it describes, and nothing that is one step away`, () => {
    assertStrict(schema, poolOf(name));
  });
}

Deno.test("the examples are what is sent: JSON, without a field more or less", () => {
  for (const [name, schema] of DESCRIPTIONS) {
    const example = exampleOf(schema, poolOf(name));
    assert.deepEqual(JSON.parse(JSON.stringify(example)), example, name);
  }
});
