import assert from "node:assert/strict";
import { join } from "node:path";
import { makeFolderAtOnce } from "./atomic_folder.ts";

Deno.test("a folder that holds something is left as it is, without a draft beside it", async () => {
  const parent = await Deno.makeTempDir();
  const path = join(parent, "ca");
  await makeFolderAtOnce(path, { "a.txt": "first" });
  await assert.rejects(makeFolderAtOnce(path, { "a.txt": "second" }));
  assert.equal(await Deno.readTextFile(join(path, "a.txt")), "first");
  assert.deepEqual([...Deno.readDirSync(parent)].map(({ name }) => name), ["ca"]);
  await Deno.remove(parent, { recursive: true });
});

Deno.test("an empty folder is filled, and its mode set", async () => {
  const parent = await Deno.makeTempDir();
  const path = join(parent, "ca");
  await Deno.mkdir(path, { mode: 0o755 });
  await makeFolderAtOnce(path, { "a.txt": "text" });
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o700);
  assert.equal((await Deno.stat(join(path, "a.txt"))).mode! & 0o777, 0o600);
  await Deno.remove(parent, { recursive: true });
});
