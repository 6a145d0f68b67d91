import assert from "node:assert/strict";
import { parsePayload, writePayload } from "../../e2ee/payload.ts";
import { tidyFileName } from "./file_name.ts";

Deno.test("an ordinary name stays", () => {
  for (const name of ["plan.pdf", "Größe ✓.txt", ".gitignore", "صورة.png"]) {
    assert.equal(tidyFileName(name), name);
  }
});

Deno.test("paths, control characters and turned writing go", () => {
  assert.equal(tidyFileName("../a\\b\u0000.txt"), ".._a_b.txt");
  assert.equal(tidyFileName("photo\u202egpj.exe"), "photogpj.exe");
  for (const none of ["", " ", ".", "..", "\n"]) assert.equal(tidyFileName(none), "file");
});

Deno.test("a long name is cut before its extension, and never through a character", () => {
  const long = tidyFileName(`${"a".repeat(400)}.jpeg`);
  assert.deepEqual([long.length, long.slice(-6)], [255, "a.jpeg"]);
  assert.ok(tidyFileName("🌱".repeat(200)).isWellFormed());
  assert.ok(tidyFileName(`x.${"y".repeat(300)}`).length <= 255);
});

Deno.test("a name of which nothing is seen is told as a file, and one in Burmese keeps its marks", () => {
  for (const name of ["\u200b", "\u2800 \u3164", "\u202e"]) {
    assert.equal(tidyFileName(name), "file");
  }
  const hope = "\u1019\u103b\u103e\u1031\u102c\u103a";
  assert.equal(tidyFileName(`${hope}.txt`), `${hope}.txt`);
});

Deno.test("every name that comes out may stand in a message", () => {
  const place = "A".repeat(22);
  const hash = "A".repeat(43);
  for (const name of ["a/b", "\ud800", "..", "🌱".repeat(200), "\u0085", " . "]) {
    const written = writePayload({
      type: "file",
      id: place,
      name: tidyFileName(name),
      media: "text/plain",
      size: 0,
      chunk: 65_536,
      key: hash,
      digest: hash,
      width: 0,
      height: 0,
      target: "",
      caption: "",
    });
    assert.equal(parsePayload(written).type, "file");
  }
});
