import assert from "node:assert/strict";
import { blobTypeOf, isShownInPlace, mediaOf } from "./safe_types.ts";

Deno.test("raster images are shown in place and keep their type", () => {
  for (const media of ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]) {
    assert.ok(isShownInPlace(media));
    assert.equal(blobTypeOf(media), media);
  }
});

Deno.test("nothing that a browser would run gets its own type", () => {
  const others = ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "text/plain"];
  for (const media of [...others, "application/pdf", "image/png;x", "IMAGE/PNG", ""]) {
    assert.ok(!isShownInPlace(media), media);
    assert.equal(blobTypeOf(media), "application/octet-stream");
  }
});

Deno.test("a type becomes what a message may hold", () => {
  assert.equal(mediaOf("Text/Plain; charset=utf-8"), "text/plain");
  assert.equal(mediaOf("image/svg+xml"), "image/svg+xml");
  for (const none of ["", "text", "a/b/c", "text/ü", `a/${"b".repeat(127)}`]) {
    assert.equal(mediaOf(none), "application/octet-stream");
  }
});
