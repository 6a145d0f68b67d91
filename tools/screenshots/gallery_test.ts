import assert from "node:assert/strict";
import { fileOf, galleryPage, type Picture } from "./gallery.ts";

const PICTURES: Picture[] = [
  { name: "room", title: "A room", width: 360, theme: "default" },
  { name: "room", title: "A room", width: 1440, theme: "default" },
  { name: "room", title: "A room", width: 1440, theme: "pink" },
  { name: "login", title: "Signing in", width: 360, theme: "night" },
];

Deno.test("the gallery shows every picture that it is given", () => {
  const page = galleryPage(PICTURES, "gallery");
  for (const picture of PICTURES) assert.ok(page.includes(`(gallery/${fileOf(picture)})`));
  assert.match(page, /### A room\n/);
  assert.match(page, /### Pink\n/);
});

Deno.test("each screen has one heading, whatever its widths", () => {
  const page = galleryPage(PICTURES, "gallery");
  assert.equal(page.match(/^### A room$/gm)?.length, 1);
});
