import assert from "node:assert/strict";
import { readableUnder } from "../support/plaintext.ts";
import { journey, SECRETS } from "./journey.ts";

Deno.test("two people register, sign in and talk in real browsers, on the embedded parts", (t) =>
  journey(t, {
    afterwards: async (dataDir) => {
      const { found, bytes, files } = await readableUnder(dataDir, SECRETS);
      assert.deepEqual(found, []);
      // The looking itself must have met the archive.
      assert.ok(files > 5 && bytes > 100_000, `${files} files, ${bytes} bytes`);
    },
  }));
