import assert from "node:assert/strict";
import { isHiddenPath } from "./static_guard.ts";

for (
  const path of [
    "/.vite/manifest.json",
    "/%2evite/manifest.json",
    "/%2Evite/manifest.json",
    "/assets/.hidden",
    "/assets%2f.hidden",
    "/assets%5c.hidden",
    "//.git/config",
    "/.env",
    "/a/.well-known/x",
    "/%",
    "/%ff",
    "/a%00.css",
  ]
) {
  Deno.test(`${path} is hidden`, () => assert.equal(isHiddenPath(path), true));
}

for (
  const path of ["/", "/login", "/styles/main.css", "/assets/a-1.b.js", "/.well-known/x", "/a%20b"]
) {
  Deno.test(`${path} is not hidden`, () => assert.equal(isHiddenPath(path), false));
}
