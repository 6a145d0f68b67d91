import assert from "node:assert/strict";
import { folded } from "./letters.ts";

/** Written, and typed on a plain keyboard. */
const SAME: readonly (readonly [string, string])[] = [
  ["Łukasz", "lukasz"],
  ["ŁÓDŹ", "lodz"],
  ["đường", "duong"],
  ["Đặng", "dang"],
  ["cœur", "coeur"],
  ["ŒUVRE", "oeuvre"],
  ["Ærø", "aero"],
  ["Þórður", "thordur"],
  ["Ħal Għaxaq", "hal ghaxaq"],
  ["Tromsø", "tromso"],
  ["Ɓauchi", "bauchi"],
  ["Əli", "eli"],
  ["DİYARBAKIR ışık", "diyarbakir isik"],
  ["Straße", "strasse"],
  ["STRAẞE", "strasse"],
  ["ﬁne Ｗｉｄｅ", "fine wide"],
  ["ΟΔΟΣ Σωκράτης", "οδοσ σωκρατησ"],
  ["Ёлка", "елка"],
  ["Ґанок", "ганок"],
  ["٢٠٢٦", "2026"],
  ["۲۰۲۶", "2026"],
  ["२०२६", "2026"],
  ["২০২৬", "2026"],
  ["๒๐๒๖", "2026"],
  ["２０２６", "2026"],
  ["𝟚𝟘𝟚𝟞", "2026"],
  ["\u{1e952}\u{1e950}", "20"],
  ["ヒラガナ", "ひらがな"],
  ["ﾋﾗｶﾞﾅ", "ひらがな"],
  ["ヒラカ\u3099ナ", "ひらがな"],
  ["ラーメン", "らーめん"],
  ["ヽヾ", "ゝゞ"],
  ["Hawaiʻi", "hawaii"],
  ["O’Neil", "o'neil"],
  ["“Sehr” „gut“ «bien» ‹si›", '"sehr" "gut" "bien" \'si\''],
  ["葛\u{e0100}城", "葛城"],
  ["ᠠ\u180eᠨ\u180b", "ᠠᠨ"],
  ["Anne‑Marie – Muster", "anne-marie - muster"],
  ["علی‌رضا", "عليرضا"],
  ["فاطمۃ ٱلرحمن", "فاطمة الرحمن".replace("ة", "ۃ")],
  ["co\u00adoperate", "cooperate"],
  ["한국", "한국".normalize("NFD")],
];

Deno.test("what is typed on a plain keyboard is the same letters as what is written", () => {
  for (const [written, typed] of SAME) assert.equal(folded(written), folded(typed), written);
  // Nothing of a plain keyboard is changed but its case.
  assert.equal(folded("Plain-ASCII 2026!"), "plain-ascii 2026!");
});

Deno.test("what is folded is folded once and for all", () => {
  for (const [written] of SAME) assert.equal(folded(folded(written)), folded(written), written);
});

Deno.test("other letters stay others", () => {
  const others: readonly (readonly [string, string])[] = [
    ["Rene", "irene"],
    ["कि", "का"],
    ["か", "が"],
    ["カ", "ガ"],
    ["は", "ぱ"],
    ["東", "京"],
    ["а", "a"],
    ["1", "l"],
    ["9", "0"],
  ];
  for (const [one, other] of others) assert.notEqual(folded(one), folded(other), `${one} ${other}`);
});

Deno.test("the digits of every script are those of a plain keyboard", () => {
  let digits = 0;
  for (let code = 0; code <= 0x1_ffff; code++) {
    const character = String.fromCodePoint(code);
    if (!/^\p{Nd}$/u.test(character)) continue;
    assert.match(folded(character), /^[0-9]$/, code.toString(16));
    digits++;
  }
  assert.ok(digits % 10 === 0 && digits > 600, `${digits}`);
});
