import assert from "node:assert/strict";
import { isUnprintable, withoutPiledMarks } from "./unprintable.ts";

const PILED = `a${"\u0302".repeat(60)}b${"\u0323".repeat(60)}c`;

Deno.test("marks that are piled up are no name, and are not shown of one that was let in", () => {
  assert.equal(isUnprintable(PILED), true);
  const shown = withoutPiledMarks(PILED);
  assert.equal(shown, `a${"\u0302".repeat(4)}b${"\u0323".repeat(4)}c`);
  assert.equal(isUnprintable(shown), false);
});

Deno.test("names of scripts that need marks are shown as they are, composed or not", () => {
  for (const name of ["Nguyễn Thị Diệu", "ณัฐวุฒิ ปิ่นทอง", "בְּרֵאשִׁית", "مُحَمَّدٌ ٱلرَّحْمَٰن", "हिन्दी क्षेत्र"]) {
    for (const form of [name.normalize("NFC"), name.normalize("NFD")]) {
      assert.equal(isUnprintable(form), false, name);
      assert.equal(withoutPiledMarks(form), form);
    }
  }
});
