import assert from "node:assert/strict";
import { VERSION } from "./version.ts";

Deno.test("the version is the newest one of the changelog", async () => {
  const changelog = await Deno.readTextFile(new URL("../CHANGELOG.md", import.meta.url));
  const [, newest = "unreleased"] = /^## \[(\d[^\]]*)\]/m.exec(changelog) ?? [];
  assert.equal(VERSION, newest);
});
