import assert from "node:assert/strict";
import { fileOf, galleryPage, type Picture } from "./gallery.ts";

const PICTURES: Picture[] = [
  { name: "room", title: "A room", width: 360, theme: "default" },
  { name: "room", title: "A room", width: 1440, theme: "default" },
  { name: "room", title: "A room", width: 1440, theme: "pink" },
  { name: "login", title: "Signing in", width: 360, theme: "night" },
  { name: "room", title: "A room", width: 1440, theme: "default", engine: "firefox" },
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

Deno.test("the pictures of another engine stand under its name, beside none of Chromium", () => {
  const [before, after] = galleryPage(PICTURES, "gallery").split("## Other engines");
  assert.doesNotMatch(before!, /firefox/);
  assert.match(after!, /^### Firefox\n\n!\[A room, 1440 pixels wide, in Firefox\]/m);
  assert.ok(after!.includes("(gallery/firefox-room-1440-default.webp)"));
});
