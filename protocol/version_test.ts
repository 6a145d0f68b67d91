import assert from "node:assert/strict";
import { VERSION } from "./version.ts";

Deno.test("the program says the version of the changelog's newest release", async () => {
  const changelog = await Deno.readTextFile(new URL("../CHANGELOG.md", import.meta.url));
  assert.equal(VERSION, /^## \[(\d+\.\d+\.\d+)\]/m.exec(changelog)?.[1]);
});
