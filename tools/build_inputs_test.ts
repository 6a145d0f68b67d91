import assert from "node:assert/strict";
import { hashBuildInputs } from "./build_inputs.ts";

async function withProject(test: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/routes/deep`, { recursive: true });
    await Deno.writeTextFile(`${root}/routes/index.tsx`, "one");
    await Deno.writeTextFile(`${root}/deno.json`, "{}");
    await test(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("the hash changes with a file's content, name and presence", async () => {
  await withProject(async (root) => {
    const hashes = [await hashBuildInputs(root)];
    await Deno.writeTextFile(`${root}/routes/index.tsx`, "two");
    hashes.push(await hashBuildInputs(root));
    await Deno.rename(`${root}/routes/index.tsx`, `${root}/routes/deep/index.tsx`);
    hashes.push(await hashBuildInputs(root));
    await Deno.remove(`${root}/routes/deep/index.tsx`);
    hashes.push(await hashBuildInputs(root));
    assert.equal(new Set(hashes).size, 4);
  });
});

Deno.test("the hash does not change with times, tests and other files", async () => {
  await withProject(async (root) => {
    const before = await hashBuildInputs(root);
    await Deno.utime(`${root}/routes/index.tsx`, 1, 1);
    await Deno.writeTextFile(`${root}/routes/index_test.ts`, "test");
    await Deno.writeTextFile(`${root}/README.md`, "readme");
    assert.equal(await hashBuildInputs(root), before);
  });
});
