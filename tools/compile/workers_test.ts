import assert from "node:assert/strict";
import { dirname } from "node:path";
import { findWorkers } from "./workers.ts";

Deno.test("workers are known by their names, wherever they lie in what the server runs", async () => {
  const root = await Deno.makeTempDir();
  try {
    for (
      const path of [
        "a/worker.ts",
        "a/b/password_worker.ts",
        "a/worker_sealing.ts",
        "a/coworker.ts",
        "a/worker_test.ts",
        "a/service_worker_test.ts",
        "bench/load_worker.ts",
        "client/files/worker.ts",
        "node_modules/p/worker.ts",
        "tests/support/worker.ts",
        ".build/worker.ts",
      ]
    ) {
      await Deno.mkdir(dirname(`${root}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, "");
    }
    assert.deepEqual(await findWorkers(root), ["a/b/password_worker.ts", "a/worker.ts"]);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
