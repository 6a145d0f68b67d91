import assert from "node:assert/strict";
import { fileIcon, nameParts } from "./file_words.ts";

Deno.test("the end of a long name, with its extension, is the part that is never cut", () => {
  assert.deepEqual(nameParts("notes.txt"), { head: "notes.txt", tail: "" });
  assert.deepEqual(nameParts("minutes of the very long meeting.docx"), {
    head: "minutes of the very long meet",
    tail: "ing.docx",
  });
  for (const name of ["a".repeat(60), ".hidden-and-rather-long", "😀".repeat(40) + ".png", ""]) {
    const { head, tail } = nameParts(name);
    assert.equal(head + tail, name);
    assert.ok(head.isWellFormed() && tail.isWellFormed());
  }
});

Deno.test("a name cannot turn itself round to hide its extension", () => {
  const { head, tail } = nameParts("holiday\u202egpj.exe");
  assert.equal(head + tail, "holidaygpj.exe");
});

Deno.test("kinds of files have a picture, and unknown ones a plain sheet", () => {
  assert.deepEqual(
    ["image/png", "audio/ogg", "video/mp4", "application/zip", "application/pdf", "x/y"].map(
      fileIcon,
    ),
    ["image", "audio", "video", "archive", "text-file", "file"],
  );
});
